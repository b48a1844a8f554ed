import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Audit } from '../access/audit/audit.service.js';
import { currentCaller } from '../access/caller.js';
import { cameInLast } from '../finance/ledger/held.js';
import { Clock } from '../platform/clock.js';
import { readPence } from '../platform/database/columns.js';
import { groupRows } from '../platform/database/rows.js';
import { Transactions } from '../platform/database/transactions.js';
import { Outbox } from '../platform/queue/outbox.service.js';
import { ReplansService } from '../plans/replanning/replans.service.js';
import { moveEvent, type NewWorkEvent } from './events/new-events.js';
import { WorkEvents } from './events/work-events.service.js';
import { UNDONE } from './moves.js';
import { standingOf } from './standing-of.js';
import { WorkMoves } from './work-moves.service.js';
import { WorkOrder, WorkOrderMove } from './work-order.entity.js';

/** Packages of a plan that are issued in one transaction. */
const PACKAGES_AT_A_TIME = 200;
const PLANS_AT_ONCE = 20;
/** A package takes from two lines at most, so that none is read in part. */
const LINES_AT_A_TIME = 2 * PACKAGES_AT_A_TIME;

/** A package that a plan has placed, with the money that is committed to it. */
type Placed = Pick<
  WorkOrder,
  | 'number'
  | 'workPackageId'
  | 'siteId'
  | 'crewId'
  | 'vendorId'
  | 'budgetId'
  | 'plannedStart'
  | 'plannedFinish'
  | 'plannedCostPence'
> & { organisationId: number };

interface ApprovedPlan {
  id: number;
  organisationId: number | null;
}

/**
 * Makes the work orders of approved plans: one for each package that is placed and has money committed to it, which
 * none has whose devices are down. An order of an earlier plan whose
 * devices still stand goes over to the new one. It is done in parts, each wholly or not at all, and done again it
 * changes nothing.
 */
@Injectable()
export class WorkIssuing {
  constructor(
    private readonly moves: WorkMoves,
    private readonly replans: ReplansService,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly events: WorkEvents,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Issues what is still to be issued of a plan, as long as it is the approved one. */
  async issue(planId: number): Promise<void> {
    let isMoreWaiting = true;
    for (let after = -1; isMoreWaiting;) {
      const from = after;
      const last = await this.transactions.run((manager) => this.issuePart(manager, planId, from));
      isMoreWaiting = last !== null;
      after = last ?? after;
    }
    isMoreWaiting = true;
    while (isMoreWaiting) {
      isMoreWaiting = await this.transactions.run((manager) => this.cancelPart(manager, planId));
    }
  }

  /**
   * Asks again for approved plans of which some package has no order: their job was lost with the queue. Asking once
   * too often does no harm.
   *
   * @returns true where more may be waiting
   */
  async askAgain(): Promise<boolean> {
    return this.transactions.run(async (manager) => {
      const forgotten = await manager.query<{ id: number }[]>(
        `SELECT p.id FROM plans p WHERE p.stage = 'APPROVED' AND EXISTS (
           SELECT 1 FROM ledger_entries e LEFT JOIN work_orders o ON o.plan_id = e.plan_id AND o.number = e.number
            WHERE e.plan_id = p.id AND e.account = 'COMMITTED' AND o.id IS NULL
            GROUP BY e.number, e.budget_id HAVING ${cameInLast('e')})
          ORDER BY p.id LIMIT ${PLANS_AT_ONCE}`,
      );
      for (const { id } of forgotten) await this.outbox.add(manager, 'works.issue', { planId: id });
      return forgotten.length === PLANS_AT_ONCE;
    });
  }

  /** @returns the last package that was issued; null where there was none left */
  private async issuePart(manager: EntityManager, planId: number, after: number): Promise<number | null> {
    const plan = await lockApproved(manager, planId);
    if (!plan) return null;
    const placed = await readPlaced(manager, planId, after);
    const last = placed.at(-1);
    if (!last) return null;
    const present = await manager.find(WorkOrder, {
      where: [
        { planId, number: In(placed.map(({ number }) => number)) },
        { workPackageId: In(placed.map((each) => each.workPackageId)), status: In([...UNDONE]) },
      ],
      lock: { mode: 'pessimistic_write' },
    });
    const ofPackage = new Map(present.map((order) => [order.workPackageId, order]));
    const issued = new Set(present.filter((order) => order.planId === planId).map(({ number }) => number));
    const isReleased = await this.replans.releasedIn(manager, planId);
    const happened: NewWorkEvent[] = [];
    for (const each of placed) {
      const order = ofPackage.get(each.workPackageId);
      if (!order || issued.has(each.number)) continue;
      happened.push(await this.takeOver(manager, planId, order, each, isReleased(each.workPackageId)));
    }
    const isNew = (each: Placed) => !issued.has(each.number) && !ofPackage.has(each.workPackageId);
    happened.push(...(await this.create(manager, planId, placed.filter(isNew))));
    await this.events.add(manager, happened);
    return last.number;
  }

  private async create(
    manager: EntityManager,
    planId: number,
    placed: readonly Placed[],
  ): Promise<NewWorkEvent[]> {
    if (placed.length === 0) return [];
    const movedOn = this.clock.today();
    await manager.insert(
      WorkOrder,
      placed.map(({ organisationId: _, ...each }) => ({
        ...each,
        planId,
        status: 'PLANNED' as const,
        movedOn,
      })),
    );
    const numbers = placed.map(({ number }) => number);
    const orders = await manager.findBy(WorkOrder, { planId, number: In(numbers) });
    await manager.insert(
      WorkOrderMove,
      orders.map(({ id }) => ({
        ...{ workOrderId: id, version: 1, from: null, to: 'PLANNED' as const, on: movedOn, reason: null },
        ...{ movedBy: currentCaller().subject, recordedAt: this.clock.now() },
      })),
    );
    await addDevices(manager, planId, numbers);
    const bodies = new Map(placed.map(({ number, organisationId }) => [number, organisationId]));
    const bodyOf = ({ number }: WorkOrder) => bodies.get(number) as number;
    await this.audit.recordAll(
      manager,
      orders.map((order) => ({
        ...{ action: 'works.issue', subjectType: 'WorkOrder', subjectId: String(order.id) },
        ...{ organisationId: bodyOf(order), after: openPart(order) },
      })),
    );
    return orders.map((order) => moveEvent(order, bodyOf(order), null));
  }

  /**
   * Work that is under way stays as it is. What is ordered and not begun takes the new plan's days, crew and money, and
   * keeps its vendor and devices, unless it was released and the new plan has another vendor: then, as all that is not
   * ordered, it follows the new plan wholly, and is ordered again.
   */
  private async takeOver(
    manager: EntityManager,
    planId: number,
    order: WorkOrder,
    { organisationId, number, ...place }: Placed,
    isReleased: boolean,
  ): Promise<NewWorkEvent> {
    const standing = standingOf(order)?.standing;
    const isGivenUp = standing === 'ORDERED' && isReleased && order.vendorId !== place.vendorId;
    const isPlanned = standing === undefined || isGivenUp;
    const { vendorId: _, ...allButVendor } = place;
    const { budgetId, plannedCostPence } = place;
    const changes = {
      ...{ planId, number, budgetId, plannedCostPence },
      ...(standing === 'ORDERED' && allButVendor),
      ...(isPlanned && place),
    };
    if (order.status === 'FAILED' || isGivenUp) {
      const reason = isGivenUp ? `Plan ${planId} has another vendor for it.` : null;
      const anew = { ...changes, status: 'PLANNED' as const, heldAt: null, actualStart: null };
      await this.moves.write(manager, order, anew, { on: order.movedOn, reason });
    } else {
      await manager.update(WorkOrder, { id: order.id }, { ...changes, version: order.version + 1 });
    }
    if (isPlanned) {
      await manager.query(
        `DELETE FROM work_order_devices WHERE work_order_id = ? AND ticked_at IS NULL AND device_id NOT IN (
           SELECT device_id FROM plan_work_package_devices WHERE plan_id = ? AND number = ?)`,
        [order.id, planId, number],
      );
      await addDevices(manager, planId, [number]);
    }
    const after = await manager.findOneByOrFail(WorkOrder, { id: order.id });
    await this.moves.tellPlan(manager, after, order);
    await this.audit.record(manager, {
      ...{ action: 'works.issue', subjectType: 'WorkOrder', subjectId: String(order.id), organisationId },
      before: openPart(order),
      after: openPart(after),
    });
    return moveEvent(after, organisationId, order.status);
  }

  /** Cancels what is not ordered yet and the plan leaves out. @returns whether more may be waiting */
  private async cancelPart(manager: EntityManager, planId: number): Promise<boolean> {
    const plan = await lockApproved(manager, planId);
    if (!plan) return false;
    const query = manager
      .createQueryBuilder(WorkOrder, 'work')
      .innerJoinAndSelect('work.site', 'site')
      .where("work.planId <> :planId AND (work.status = 'PLANNED' OR work.heldAt = 'PLANNED')", { planId })
      .limit(PACKAGES_AT_A_TIME)
      .setLock('pessimistic_write');
    if (plan.organisationId !== null) query.andWhere('site.organisationId = :organisationId', plan);
    const left = await query.getMany();
    for (const order of left) {
      await this.moves.write(
        manager,
        order,
        { status: 'CANCELLED', heldAt: null },
        { on: order.movedOn, reason: null },
      );
      await this.audit.record(manager, {
        ...{ action: 'works.issue', subjectType: 'WorkOrder', subjectId: String(order.id) },
        organisationId: order.site.organisationId,
        before: { status: order.status, planId: order.planId },
        after: { status: 'CANCELLED', leftOutBy: planId },
      });
    }
    await this.events.add(
      manager,
      left.map((order) =>
        moveEvent({ ...order, status: 'CANCELLED' }, order.site.organisationId, order.status),
      ),
    );
    return left.length === PACKAGES_AT_A_TIME;
  }
}

/** The plan, locked; null where it is not the approved one, or not any longer. */
async function lockApproved(manager: EntityManager, planId: number): Promise<ApprovedPlan | null> {
  const [plan]: ApprovedPlan[] = await manager.query(
    "SELECT id, organisation_id AS organisationId FROM plans WHERE id = ? AND stage = 'APPROVED' FOR UPDATE",
    [planId],
  );
  return plan ?? null;
}

/** The next packages that hold money, each with all that it holds, and the line that holds most of it. */
async function readPlaced(manager: EntityManager, planId: number, after: number): Promise<Placed[]> {
  const held = await manager.query<{ number: number; budgetId: number; pence: string }[]>(
    `SELECT e.number, e.budget_id AS budgetId, SUM(e.pence) AS pence FROM ledger_entries e
      WHERE e.plan_id = ? AND e.number > ? AND e.account = 'COMMITTED'
      GROUP BY e.number, e.budget_id HAVING ${cameInLast('e')} ORDER BY e.number LIMIT ${LINES_AT_A_TIME}`,
    [planId, after],
  );
  const ofPackage = [...groupRows(held, ({ number }) => number)].slice(0, PACKAGES_AT_A_TIME);
  if (ofPackage.length === 0) return [];
  const rows = await manager.query<Omit<Placed, 'budgetId' | 'plannedCostPence'>[]>(
    `SELECT a.number, w.work_package_id AS workPackageId, w.site_id AS siteId, s.organisation_id AS organisationId,
            a.crew_id AS crewId, a.vendor_id AS vendorId, a.start_date AS plannedStart, a.finish_date AS plannedFinish
       FROM plan_assignments a
       JOIN plan_work_packages w ON w.plan_id = a.plan_id AND w.number = a.number
       JOIN sites s ON s.id = w.site_id
      WHERE a.plan_id = ? AND a.number IN (?) ORDER BY a.number`,
    [planId, ofPackage.map(([number]) => number)],
  );
  const moneyOf = new Map(ofPackage.map(([number, lines]) => [number, moneyIn(lines)]));
  return rows.map((row) => ({ ...row, ...(moneyOf.get(row.number) as ReturnType<typeof moneyIn>) }));
}

function moneyIn(lines: readonly { budgetId: number; pence: string }[]) {
  const amounts = lines.map(({ budgetId, pence }) => ({ budgetId, pence: readPence(pence) }));
  const [most] = [...amounts].sort((a, b) => b.pence - a.pence);
  if (!most) throw new Error('a package that holds money holds it of no line');
  return { budgetId: most.budgetId, plannedCostPence: amounts.reduce((sum, { pence }) => sum + pence, 0) };
}

/** Gives orders the devices of their packages, those aside that they have already. */
async function addDevices(manager: EntityManager, planId: number, numbers: readonly number[]): Promise<void> {
  await manager.query(
    `INSERT INTO work_order_devices (work_order_id, device_id)
     SELECT o.id, d.device_id FROM work_orders o
       JOIN plan_work_package_devices d ON d.plan_id = o.plan_id AND d.number = o.number
       LEFT JOIN work_order_devices w ON w.work_order_id = o.id AND w.device_id = d.device_id
      WHERE o.plan_id = ? AND o.number IN (?) AND w.device_id IS NULL`,
    [planId, numbers],
  );
}

function openPart({ detail: _, ...open }: WorkOrder): object {
  return open;
}
