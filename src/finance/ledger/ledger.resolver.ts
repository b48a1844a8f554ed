import { Args, Context, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { readConnection, type Connection, type PageArguments } from '../../platform/graphql/connection.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import type { Budget } from '../budget.entity.js';
import { FinanceService } from '../finance.service.js';
import type { LedgerEntry, LedgerPosting } from './ledger.entity.js';
import { LedgerPostings } from './ledger-postings.service.js';

@Resolver('LedgerPosting')
export class LedgerPostingResolver {
  constructor(private readonly postings: LedgerPostings) {}

  @Query()
  ledgerPostings(
    @Args() args: PageArguments & { filter?: unknown },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<LedgerPosting>> {
    return readConnection(this.postings.query(args.filter), 'id', args, info);
  }

  @ResolveField()
  async pence(@Parent() posting: LedgerPosting, @Context() context: RequestContext): Promise<number> {
    return (await this.sideOf(posting, 1, context)).pence;
  }

  @ResolveField()
  from(@Parent() posting: LedgerPosting, @Context() context: RequestContext): Promise<LedgerEntry> {
    return this.sideOf(posting, 0, context);
  }

  @ResolveField()
  to(@Parent() posting: LedgerPosting, @Context() context: RequestContext): Promise<LedgerEntry> {
    return this.sideOf(posting, 1, context);
  }

  @ResolveField()
  async reversedBy(
    @Parent() { id }: LedgerPosting,
    @Context() { loaders }: RequestContext,
  ): Promise<number | null> {
    return (await loaders.load(this.postings.reversalsByPostingId, id))?.id ?? null;
  }

  private async sideOf(
    { id }: LedgerPosting,
    side: 0 | 1,
    { loaders }: RequestContext,
  ): Promise<LedgerEntry> {
    const entries = await loaders.loadExisting(this.postings.entriesByPostingId, id);
    return entries[side] as LedgerEntry;
  }
}

@Resolver('LedgerPlace')
export class LedgerPlaceResolver {
  constructor(private readonly finance: FinanceService) {}

  @ResolveField()
  budget(
    @Parent() { budgetId }: LedgerEntry,
    @Context() { loaders }: RequestContext,
  ): Promise<Budget | null> {
    return loaders.load(this.finance.budgetsById, budgetId);
  }
}
