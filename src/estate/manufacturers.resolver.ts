import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { DeviceModelsService } from './device-models.service.js';
import { Brand, DeviceModel, Manufacturer } from './manufacturer.entity.js';
import { ManufacturersService } from './manufacturers.service.js';

@Resolver('Manufacturer')
export class ManufacturersResolver {
  constructor(private readonly manufacturersService: ManufacturersService) {}

  @Query()
  manufacturers(): Promise<Manufacturer[]> {
    return this.manufacturersService.listManufacturers();
  }

  @ResolveField()
  async brands(@Parent() { id }: Manufacturer, @Context() { loaders }: RequestContext): Promise<Brand[]> {
    return (await loaders.load(this.manufacturersService.brandsByManufacturer, id)) ?? [];
  }

  @ResolveField()
  async models(
    @Parent() { id }: Manufacturer,
    @Context() { loaders }: RequestContext,
  ): Promise<DeviceModel[]> {
    return (await loaders.load(this.manufacturersService.modelsByManufacturer, id)) ?? [];
  }

  @Mutation()
  saveManufacturer(@Args('input') input: unknown): Promise<Manufacturer> {
    return this.manufacturersService.saveManufacturer(input);
  }

  @Mutation()
  async removeManufacturer(@Args('name') name: string): Promise<{ removed: boolean }> {
    return { removed: await this.manufacturersService.removeManufacturer(name) };
  }
}

@Resolver('DeviceModel')
export class DeviceModelsResolver {
  constructor(
    private readonly manufacturersService: ManufacturersService,
    private readonly deviceModelsService: DeviceModelsService,
  ) {}

  @ResolveField()
  manufacturer(
    @Parent() { manufacturerId }: DeviceModel,
    @Context() { loaders }: RequestContext,
  ): Promise<Manufacturer> {
    return loaders.loadExisting(this.manufacturersService.manufacturersById, manufacturerId);
  }

  @Mutation()
  saveDeviceModel(@Args('input') input: unknown): Promise<DeviceModel> {
    return this.deviceModelsService.saveDeviceModel(input);
  }

  @Mutation()
  async removeDeviceModel(
    @Args('manufacturer') manufacturer: string,
    @Args('name') name: string,
  ): Promise<{ removed: boolean }> {
    return { removed: await this.deviceModelsService.removeDeviceModel(manufacturer, name) };
  }
}
