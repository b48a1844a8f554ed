import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Organisation } from '../../estate/organisation.entity.js';
import { OrganisationsService } from '../../estate/organisations.service.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { readRowId } from '../../platform/input.js';
import type { Scenario } from '../scenarios/scenario.entity.js';
import { Funding, type FundingAllocation, type FundingGrant } from './funding.service.js';

@Resolver()
export class FundingResolver {
  constructor(private readonly funding: Funding) {}

  @Query()
  allocateFunding(@Args() args: object): Promise<FundingAllocation> {
    return this.funding.allocate(args);
  }

  @Mutation()
  askFullFunding(@Args('basePlanId') basePlanId: string): Promise<Scenario> {
    return this.funding.askFull(readRowId(basePlanId, 'basePlanId'));
  }
}

@Resolver('FundingGrant')
export class FundingGrantResolver {
  constructor(private readonly organisations: OrganisationsService) {}

  @ResolveField()
  organisation(
    @Parent() { organisationId }: FundingGrant,
    @Context() { loaders }: RequestContext,
  ): Promise<Organisation> {
    return loaders.loadExisting(this.organisations.organisationsById, organisationId);
  }

  @ResolveField()
  neededPence(@Parent() { pence }: FundingGrant): number {
    return pence;
  }
}
