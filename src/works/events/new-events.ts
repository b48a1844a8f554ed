/** What events say of what happened. */
import type { Finding } from '../findings/finding.entity.js';
import type { WorkStatus } from '../moves.js';
import type { WorkOrder } from '../work-order.entity.js';
import type { WorkEvent } from './work-event.entity.js';

export type NewWorkEvent = Pick<
  WorkEvent,
  'organisationId' | 'siteId' | 'planId' | 'workOrderId' | 'findingId' | 'kind' | 'content'
>;

/**
 * An order as it is now, whose status was another before, or which was not there: null.
 *
 * @param organisationId the body of its site
 */
export function moveEvent(
  { id, siteId, planId, status }: Pick<WorkOrder, 'id' | 'siteId' | 'planId' | 'status'>,
  organisationId: number,
  from: WorkStatus | null,
): NewWorkEvent {
  const order = { organisationId, siteId, planId, workOrderId: id, findingId: null };
  return { ...order, kind: from === status ? 'TAKEN_OVER' : 'MOVE', content: { from, to: status } };
}

/** @param planId that of the order at which it was found */
export function findingEvent(
  { id, siteId, workOrderId, kind }: Finding,
  organisationId: number,
  planId: number | null,
): NewWorkEvent {
  const finding = { organisationId, siteId, planId, workOrderId, findingId: id };
  return { ...finding, kind: 'FINDING', content: { finding: kind } };
}
