import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { readInput } from '../../platform/input.js';
import { AuditEntry, AuditLink } from './audit.entity.js';

const LONGEST_NAME = 255;

const name = z.string().max(LONGEST_NAME).nullish();

const auditFilter = z.strictObject({
  from: z.date().nullish(),
  to: z.date().nullish(),
  caller: name,
  requestId: name,
  action: name,
  subjectType: name,
  subjectId: name,
});

/** What was done, for those who audit it. */
@Injectable()
export class AuditEntriesService {
  constructor(
    @InjectRepository(AuditEntry) private readonly entries: Repository<AuditEntry>,
    @InjectRepository(AuditLink) private readonly links: Repository<AuditLink>,
  ) {}

  /**
   * The entries that meet a filter, oldest first. Who audits some bodies sees theirs, and not what belongs to none.
   *
   * @throws {BadInput} for a filter that cannot be one
   */
  query(filter: unknown): SelectQueryBuilder<AuditEntry> {
    const { from, to, caller, ...same } = readInput(auditFilter, filter ?? {}, 'filter');
    const query = this.entries.createQueryBuilder('entry');
    if (from) query.andWhere('entry.at >= :from', { from });
    if (to) query.andWhere('entry.at < :to', { to });
    if (typeof caller === 'string') query.andWhere({ callerSubject: caller });
    for (const [property, value] of Object.entries(same)) {
      if (typeof value === 'string') query.andWhere({ [property]: value });
    }
    return query;
  }

  /** The links of those entries that the chain has taken up. */
  readonly linksByEntryId = async (ids: readonly number[]): Promise<Map<number, AuditLink>> => {
    const found = await this.links.findBy({ entryId: In([...ids]) });
    return new Map(found.map((link) => [link.entryId, link]));
  };
}
