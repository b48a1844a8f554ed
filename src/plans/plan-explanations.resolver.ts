import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../platform/graphql/loaders.js';
import type { Relaxation, Worth } from '../planning/index.js';
import type { PlanDocumentKind } from './plan-documents.service.js';
import {
  PlanExplanationsService,
  type ExportedDocument,
  type Explanation,
} from './plan-explanations.service.js';
import type { Plan } from './plan.entity.js';

@Resolver('Plan')
export class PlanExplanationsResolver {
  constructor(private readonly explanations: PlanExplanationsService) {}

  @ResolveField()
  explanation(
    @Parent() plan: Plan,
    @Args('workPackageId') workPackageId: string,
  ): Promise<Explanation | null> {
    return this.explanations.explain(plan.id, workPackageId);
  }

  @ResolveField()
  worthOfMore(@Parent() plan: Plan, @Context() context: RequestContext): Promise<Worth[]> {
    return this.explanations.worthOfMore(plan.id, context);
  }

  @ResolveField()
  document(
    @Parent() plan: Plan,
    @Args('kind') kind: PlanDocumentKind,
    @Context() context: RequestContext,
  ): Promise<ExportedDocument | null> {
    return this.explanations.exportDocument(plan, kind, context);
  }
}

@Resolver('Relaxation')
export class RelaxationResolver {
  @ResolveField()
  subject(@Parent() relaxation: Relaxation): string {
    return relaxation.id;
  }
}

@Resolver('Worth')
export class WorthResolver {
  @ResolveField()
  subject(@Parent() worth: Worth): string {
    return worth.id;
  }
}
