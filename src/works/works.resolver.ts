import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../platform/graphql/loaders.js';
import type { Crew } from '../workforce/crew.entity.js';
import { WorkforceService } from '../workforce/workforce.service.js';
import { ActualCosts } from './actual-costs.service.js';
import type { CrewInstaller } from './crew-installer.entity.js';
import { CrewInstallers } from './crew-installers.service.js';
import { WorkDevices } from './work-devices.service.js';
import { WorkMoves } from './work-moves.service.js';
import type { WorkOrder } from './work-order.entity.js';
import { WorkPapers } from './work-papers.service.js';

/** What is done to work orders. */
@Resolver('WorkOrder')
export class WorksResolver {
  constructor(
    private readonly moves: WorkMoves,
    private readonly papers: WorkPapers,
    private readonly devices: WorkDevices,
    private readonly actualCosts: ActualCosts,
  ) {}

  @Mutation()
  moveWorkOrder(@Args('input') input: unknown): Promise<WorkOrder> {
    return this.moves.move(input);
  }

  @Mutation()
  recordActual(@Args('input') input: unknown): Promise<WorkOrder> {
    return this.actualCosts.record(input);
  }

  @Mutation()
  recordAssessment(@Args('input') input: unknown): Promise<WorkOrder> {
    return this.papers.recordAssessment(input);
  }

  @Mutation()
  recordConsent(@Args('input') input: unknown): Promise<WorkOrder> {
    return this.papers.recordConsent(input);
  }

  @Mutation()
  recordSanitisation(@Args('input') input: unknown): Promise<WorkOrder> {
    return this.papers.recordSanitisation(input);
  }

  @Mutation()
  tickDevice(@Args('input') input: unknown): Promise<WorkOrder> {
    return this.devices.tick(input);
  }

  @Mutation()
  enterReplacement(@Args('input') input: unknown): Promise<WorkOrder> {
    return this.devices.enterReplacement(input);
  }

  @Mutation()
  leaveUnreplaced(@Args('input') input: unknown): Promise<WorkOrder> {
    return this.devices.leaveUnreplaced(input);
  }
}

/** What works add to a crew. */
@Resolver('Crew')
export class CrewWorksResolver {
  constructor(
    private readonly crewInstallers: CrewInstallers,
    private readonly workforce: WorkforceService,
  ) {}

  @Mutation()
  async assignInstaller(
    @Args('input') input: unknown,
    @Context() { loaders }: RequestContext,
  ): Promise<Crew> {
    const crewId = await this.crewInstallers.assign(input);
    return loaders.loadExisting(this.workforce.crewsById, crewId);
  }

  @Mutation()
  async dismissInstaller(
    @Args('input') input: unknown,
    @Context() { loaders }: RequestContext,
  ): Promise<Crew> {
    const crewId = await this.crewInstallers.dismiss(input);
    return loaders.loadExisting(this.workforce.crewsById, crewId);
  }

  @ResolveField()
  async installers(@Parent() { id }: Crew, @Context() { loaders }: RequestContext): Promise<CrewInstaller[]> {
    return (await loaders.load(this.crewInstallers.installersByCrewId, id)) ?? [];
  }
}

@Resolver('CrewInstaller')
export class CrewInstallerResolver {
  @ResolveField()
  subject(@Parent() { person }: CrewInstaller): string {
    return person.subject;
  }

  @ResolveField()
  name(@Parent() { person }: CrewInstaller): string {
    return person.name;
  }
}
