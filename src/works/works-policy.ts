/** Whose work orders the present caller sees, and which moves they make. */
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { Forbidden } from '../access/access.errors.js';
import { currentCaller } from '../access/caller.js';
import { organisationsWith } from '../access/may.js';
import { confined } from '../platform/database/confinement/condition.js';
import type { Move } from './moves.js';
import type { WorkEvent } from './events/work-event.entity.js';
import type { Finding } from './findings/finding.entity.js';
import type { WorkOrder } from './work-order.entity.js';

/** The crews in which a person works, whose subject is a parameter of the query. */
const ownCrews = (subject: string) => `SELECT i.crew_id FROM crew_installers i
  JOIN people p ON p.id = i.person_id WHERE p.subject = ${subject}`;

/**
 * Keeps the orders that the caller may see: every crew's in the bodies where they may read those, and those of their own
 * crews. An order of another crew is one that is not there.
 */
export function keepOwn(query: SelectQueryBuilder<WorkOrder>): SelectQueryBuilder<WorkOrder> {
  return keep(query, `${query.alias}.crewId IN (${ownCrews(':installer')})`);
}

/** Keeps the findings that the caller may see: those at orders that they see, and their own. */
export function keepOwnFindings(query: SelectQueryBuilder<Finding>): SelectQueryBuilder<Finding> {
  const atOwn = `SELECT o.id FROM work_orders o WHERE o.crew_id IN (${ownCrews(':installer')})`;
  return keep(query, `(${query.alias}.recordedBy = :installer OR ${query.alias}.workOrderId IN (${atOwn}))`);
}

/** Keeps the events that the caller may see: those of orders and findings that they see. */
export function keepOwnEvents(query: SelectQueryBuilder<WorkEvent>): SelectQueryBuilder<WorkEvent> {
  const ofOrders = `SELECT o.id FROM work_orders o WHERE o.crew_id IN (${ownCrews(':installer')})`;
  const ofFindings = 'SELECT f.id FROM findings f WHERE f.recorded_by = :installer';
  const { alias } = query;
  return keep(query, `(${alias}.workOrderId IN (${ofOrders}) OR ${alias}.findingId IN (${ofFindings}))`);
}

/**
 * To read an order is not to carry it out: that is for its own crew, and for who manages the works of its body.
 *
 * @throws {Forbidden}
 */
export async function demandCarrier(
  manager: EntityManager,
  { id }: WorkOrder,
  organisationId: number,
): Promise<void> {
  const caller = currentCaller();
  const bodies = organisationsWith(caller, 'works.write');
  if (bodies === 'whole' || bodies.includes(organisationId)) return;
  const own = await manager.query<unknown[]>(
    `SELECT o.id FROM work_orders o
      WHERE o.id = ? AND o.crew_id IN (${ownCrews('?')}) AND ${confined(manager, 'work_orders', 'o')}`,
    [id, caller.subject],
  );
  if (own.length === 0)
    throw new Forbidden('this work order', 'It is that of a crew in which you do not work.');
}

/**
 * The condition that the caller works at a site: where they manage the works, or a crew of theirs has an order there.
 *
 * @param siteId the column that holds the site's id, and
 * @param organisationId that of its body, as the query names them
 */
export function mayWorkAt(
  siteId: string,
  organisationId: string,
): { condition: string; parameters: unknown[] } {
  const caller = currentCaller();
  const bodies = organisationsWith(caller, 'works.write');
  if (bodies === 'whole') return { condition: 'TRUE', parameters: [] };
  return {
    condition: `(${organisationId} IN (?) OR ${siteId} IN (
      SELECT o.site_id FROM work_orders o WHERE o.crew_id IN (${ownCrews('?')})))`,
    // No body has the row id 0.
    parameters: [[0, ...bodies], caller.subject],
  };
}

/**
 * @param organisationId the body whose order it is
 * @throws {Forbidden} for a move that is not the caller's to make
 */
export function demandMover({ by, from, to }: Move, organisationId: number): void {
  if (by === 'CREW') return;
  const what = `moveWorkOrder from ${from} to ${to}`;
  if (by === 'PLAN') {
    const when = to === 'CANCELLED' ? 'leaves the package out' : 'has another vendor for the package';
    throw new Forbidden(what, `A plan does that, when it ${when}.`);
  }
  demandManager(what, organisationId);
}

/** @throws {Forbidden} where the caller does not manage the works of the body */
export function demandManager(what: string, organisationId: number): void {
  const bodies = organisationsWith(currentCaller(), 'works.write');
  if (bodies === 'whole' || bodies.includes(organisationId)) return;
  throw new Forbidden(what, 'It takes works.write, which the role ESTATES_MANAGER gives.');
}

/** Whether the caller may know the figures of the body's budgets. */
export function seesMoney(organisationId: number): boolean {
  const bodies = organisationsWith(currentCaller(), 'finance.read');
  return bodies === 'whole' || bodies.includes(organisationId);
}

/** Keeps rows of the bodies where the caller may read every crew's works, and those that are their own. */
function keep<RowOfSite extends ObjectLiteral & { siteId: number }>(
  query: SelectQueryBuilder<RowOfSite>,
  own: string,
): SelectQueryBuilder<RowOfSite> {
  const caller = currentCaller();
  const bodies = organisationsWith(caller, 'works.all.read');
  if (bodies === 'whole') return query;
  if (bodies.length === 0) return query.andWhere(own, { installer: caller.subject });
  const inBodies = `${query.alias}.siteId IN (SELECT s.id FROM sites s WHERE s.organisation_id IN (:...bodies))`;
  return query.andWhere(`(${own} OR ${inBodies})`, { installer: caller.subject, bodies });
}
