import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import type { WorkOrder } from '../work-order.entity.js';
import type { WorkEvidence } from './work-evidence.entity.js';
import { WorkEvidenceService } from './work-evidence.service.js';

/** What evidence adds to an order. */
@Resolver('WorkOrder')
export class WorkOrderEvidenceResolver {
  constructor(private readonly workEvidence: WorkEvidenceService) {}

  @ResolveField()
  async evidence(
    @Parent() { id }: WorkOrder,
    @Context() { loaders }: RequestContext,
  ): Promise<WorkEvidence[]> {
    return (await loaders.load(this.workEvidence.evidenceByOrderId, id)) ?? [];
  }
}
