import type { StandingOf } from '../plans/standings/standings.service.js';
import { UNDONE, type WorkStatus } from './moves.js';
import type { WorkOrder } from './work-order.entity.js';

const ORDERED: readonly WorkStatus[] = ['ORDERED', 'SURVEYED'];
const UNDER_WAY: readonly WorkStatus[] = ['ISOLATED', 'REMOVED', 'INSTALLED'];

/** How far the works on an order's package are; null where nothing has happened that a new plan has to keep to. */
export function standingOf({
  status,
  heldAt,
  actualStart: startedOn,
  actualFinish: doneOn,
  actualCostPence: costPence,
}: WorkOrder): StandingOf | null {
  const at = heldAt ?? status;
  if (ORDERED.includes(at)) return { standing: 'ORDERED', startedOn: null, doneOn: null, costPence: null };
  if (UNDER_WAY.includes(at)) return { standing: 'UNDER_WAY', startedOn, doneOn: null, costPence: null };
  if (UNDONE.includes(at) || at === 'CANCELLED') return null;
  return { standing: 'DONE', startedOn, doneOn, costPence };
}
