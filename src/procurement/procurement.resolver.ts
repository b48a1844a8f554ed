import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { DeviceKind } from '../../graphql/generated/types.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { ProcurementService } from './procurement.service.js';
import { Product, Vendor, VendorSupply } from './vendor.entity.js';

@Resolver('Vendor')
export class VendorResolver {
  constructor(private readonly procurement: ProcurementService) {}

  @Query()
  vendors(): Promise<Vendor[]> {
    return this.procurement.listVendors();
  }

  @ResolveField()
  supply(@Parent() vendor: Vendor): VendorSupply[] | null {
    return vendor.hasLimitedSupply ? vendor.supply : null;
  }

  @ResolveField()
  async products(@Parent() vendor: Vendor, @Context() context: RequestContext): Promise<Product[]> {
    return (await context.loaders.load(this.procurement.productsByVendorId, vendor.id)) ?? [];
  }

  @Mutation()
  saveVendor(@Args('input') input: unknown): Promise<Vendor> {
    return this.procurement.saveVendor(input);
  }

  @Mutation()
  async removeVendor(@Args('externalId') externalId: string): Promise<{ removed: boolean }> {
    return { removed: await this.procurement.removeVendor(externalId) };
  }
}

@Resolver('Product')
export class ProductResolver {
  constructor(private readonly procurement: ProcurementService) {}

  @Query()
  products(@Args('replaces') replaces?: DeviceKind | null): Promise<Product[]> {
    return this.procurement.listProducts(replaces ?? undefined);
  }

  @ResolveField()
  vendor(@Parent() product: Product, @Context() context: RequestContext): Promise<Vendor> {
    return context.loaders.loadExisting(this.procurement.vendorsById, product.vendorId);
  }

  @ResolveField()
  replaces(@Parent() product: Product): DeviceKind[] {
    return product.kinds.map(({ kind }) => kind);
  }

  @Mutation()
  saveProduct(@Args('input') input: unknown): Promise<Product> {
    return this.procurement.saveProduct(input);
  }

  @Mutation()
  async removeProduct(@Args('externalId') externalId: string): Promise<{ removed: boolean }> {
    return { removed: await this.procurement.removeProduct(externalId) };
  }
}
