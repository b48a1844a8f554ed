import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import type { Device } from '../estate/device.entity.js';
import { DevicesService } from '../estate/devices.service.js';
import {
  connectionOf,
  readCursor,
  readFirst,
  type Connection,
  type PageArguments,
} from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { CoreNetworkService, type CoreNetworkViolations } from './core-network.service.js';

@Resolver('CoreNetworkViolations')
export class CoreNetworkResolver {
  constructor(
    private readonly coreNetwork: CoreNetworkService,
    private readonly devicesService: DevicesService,
    private readonly disclosure: Disclosure,
  ) {}

  @Query()
  coreNetworkViolations(): Promise<CoreNetworkViolations> {
    return this.coreNetwork.find();
  }

  /** That a device is among them tells its network: whoever is shown one at a sensitive site has read that. */
  @ResolveField()
  async devices(
    @Parent() { known }: CoreNetworkViolations,
    @Args() args: PageArguments,
    @Context() context: RequestContext,
  ): Promise<Connection<Device>> {
    const after = args.after ? readCursor(args.after) : 0;
    const page = known.filter(({ deviceId }) => deviceId > after).slice(0, readFirst(args) + 1);
    const devices = await Promise.all(
      page.map(({ deviceId, siteId }) =>
        this.disclosure.detail(
          'Device.network',
          { siteId },
          () => context.loaders.load(this.devicesService.devicesById, deviceId),
          context,
        ),
      ),
    );
    const told = devices.filter((device) => device !== null);
    return connectionOf(told, 'id', args, known.length);
  }
}
