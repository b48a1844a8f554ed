/** Whose work orders the present caller sees, and which moves they make. */
import type { SelectQueryBuilder } from 'typeorm';
import { Forbidden } from '../access/access.errors.js';
import { currentCaller } from '../access/caller.js';
import { organisationsWith } from '../access/may.js';
import type { Move } from './moves.js';
import type { WorkOrder } from './work-order.entity.js';

const OF_OWN_CREWS = `SELECT i.crew_id FROM crew_installers i
  JOIN people p ON p.id = i.person_id WHERE p.subject = :installer`;

/**
 * Keeps the orders that the caller may see: every crew's in the bodies where they may read those, and those of their own
 * crews. An order of another crew is one that is not there.
 */
export function keepOwn(query: SelectQueryBuilder<WorkOrder>): SelectQueryBuilder<WorkOrder> {
  const caller = currentCaller();
  const bodies = organisationsWith(caller, 'works.all.read');
  if (bodies === 'whole') return query;
  const own = `${query.alias}.crewId IN (${OF_OWN_CREWS})`;
  if (bodies.length === 0) return query.andWhere(own, { installer: caller.subject });
  const inBodies = `${query.alias}.siteId IN (SELECT s.id FROM sites s WHERE s.organisation_id IN (:...bodies))`;
  return query.andWhere(`(${own} OR ${inBodies})`, { installer: caller.subject, bodies });
}

/**
 * @param organisationId the body whose order it is
 * @throws {Forbidden} for a move that is not the caller's to make
 */
export function demandMover({ by, from, to }: Move, organisationId: number): void {
  if (by === 'CREW') return;
  const what = `moveWorkOrder from ${from} to ${to}`;
  if (by === 'PLAN') throw new Forbidden(what, 'A plan does that, when it leaves the package out.');
  const bodies = organisationsWith(currentCaller(), 'works.write');
  if (bodies === 'whole' || bodies.includes(organisationId)) return;
  throw new Forbidden(what, 'It takes works.write, which the role ESTATES_MANAGER gives.');
}
