import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { groupRows } from '../../platform/database/rows.js';
import { readInput } from '../../platform/input.js';
import { rowId } from '../../platform/input-schemas.js';
import { LedgerEntry, LedgerPosting } from './ledger.entity.js';
import { POSTING_KINDS } from './postings.js';

const ledgerFilter = z.strictObject({
  budgetId: rowId.nullish(),
  planId: rowId.nullish(),
  kind: z.enum(POSTING_KINDS).nullish(),
});

/** The books, for those who read them. */
@Injectable()
export class LedgerPostings {
  constructor(
    @InjectRepository(LedgerPosting) private readonly postings: Repository<LedgerPosting>,
    @InjectRepository(LedgerEntry) private readonly entries: Repository<LedgerEntry>,
  ) {}

  /** For a connection, oldest first. @throws {BadInput} for a filter that cannot be one */
  query(filter: unknown): SelectQueryBuilder<LedgerPosting> {
    const { budgetId, planId, kind } = readInput(ledgerFilter, filter ?? {}, 'filter');
    const query = this.postings.createQueryBuilder('posting');
    if (kind) query.andWhere({ kind });
    const having = { ...(budgetId && { budgetId }), ...(planId && { planId }) };
    for (const [field, value] of Object.entries(having)) {
      const ids = this.entries
        .createQueryBuilder('entry')
        .select('entry.postingId')
        .where(`entry.${field} = :${field}`, { [field]: value });
      query.andWhere(`posting.id IN (${ids.getQuery()})`).setParameters({
        ...query.getParameters(),
        ...ids.getParameters(),
      });
    }
    return query;
  }

  /** Both entries of each posting, that of the side from which money goes first. */
  readonly entriesByPostingId = async (ids: readonly number[]): Promise<Map<number, LedgerEntry[]>> => {
    const where = { postingId: In([...ids]) };
    const found = await this.entries.find({ where, order: { postingId: 'ASC', side: 'ASC' } });
    return groupRows(found, ({ postingId }) => postingId);
  };

  /** What took each posting back; none where nothing did. */
  readonly reversalsByPostingId = async (ids: readonly number[]): Promise<Map<number, LedgerPosting>> => {
    const found = await this.postings.findBy({ reverses: In([...ids]) });
    return new Map(found.map((posting) => [posting.reverses ?? 0, posting]));
  };
}
