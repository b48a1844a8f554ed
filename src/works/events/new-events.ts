/** What events say of what happened. */
import type { WebhookEvent } from '../../webhooks/webhook-kinds.js';
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

/** What webhooks are told of events: states alone, each once however many orders it is of. */
export function announcementsOf(events: readonly NewWorkEvent[]): WebhookEvent[] {
  const told = events.flatMap(({ organisationId, planId, kind, content }): WebhookEvent[] => {
    const { from = null, to = null, finding = null } = content;
    const plan = { planId: planId === null ? null : String(planId) };
    if (kind === 'MOVE') return [{ kind: 'WORKS_MOVED', organisationId, data: { ...plan, from, to } }];
    if (kind === 'FINDING') return [{ kind: 'WORKS_FOUND', organisationId, data: { ...plan, finding } }];
    return [];
  });
  return [...new Map(told.map((event) => [JSON.stringify(event), event])).values()];
}
