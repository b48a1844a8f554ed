import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { readInput } from '../../platform/input.js';
import { currentCaller } from '../caller.js';
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
   * The entries that the present caller may see: those of the bodies that they audit, and all of them for who audits
   * the whole programme. An auditor of some bodies does not see what belongs to none.
   *
   * @throws {BadInput} for a filter that cannot be one
   */
  query(filter: unknown): SelectQueryBuilder<AuditEntry> {
    const { from, to, caller, ...same } = readInput(auditFilter, filter ?? {}, 'filter');
    const query = this.entries.createQueryBuilder('entry');
    const bodies = auditedBodies();
    if (bodies !== 'all') query.andWhere({ organisationId: In(bodies) });
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

function auditedBodies(): 'all' | number[] {
  const bodies: number[] = [];
  for (const { role, organisationId } of currentCaller().grants) {
    if (role !== 'AUDITOR') continue;
    if (organisationId === null) return 'all';
    bodies.push(organisationId);
  }
  return bodies;
}
