import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { readRowId } from '../../platform/input.js';
import type { LedgerPosting } from '../ledger/ledger.entity.js';
import type { CarryForwardLimit, VirementRule } from './virement-rule.entity.js';
import { VirementRules } from './virement-rules.service.js';
import { Virement } from './virement.service.js';

@Resolver()
export class VirementResolver {
  constructor(
    private readonly virement: Virement,
    private readonly rules: VirementRules,
  ) {}

  @Query()
  virementRules(): Promise<VirementRule[]> {
    return this.rules.list();
  }

  @Query()
  carryForwardLimits(): Promise<CarryForwardLimit[]> {
    return this.rules.listLimits();
  }

  @Mutation()
  saveVirementRule(@Args('input') input: unknown): Promise<VirementRule[]> {
    return this.rules.save(input);
  }

  @Mutation()
  saveCarryForwardLimit(@Args('input') input: unknown): Promise<CarryForwardLimit> {
    return this.rules.saveLimit(input);
  }

  @Mutation()
  transferBudget(@Args('input') input: unknown): Promise<LedgerPosting> {
    return this.virement.transfer(input);
  }

  @Mutation()
  carryForwardBudget(@Args('input') input: unknown): Promise<LedgerPosting> {
    return this.virement.carryForward(input);
  }

  @Mutation()
  reverseLedgerPosting(@Args('id') id: string, @Args() args: object): Promise<LedgerPosting> {
    return this.virement.reverse(readRowId(id), args);
  }
}
