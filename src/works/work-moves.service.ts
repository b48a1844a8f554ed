import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../access/audit/audit.service.js';
import { currentCaller } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import { unconfined } from '../platform/database/confinement/scope.js';
import { dateAfter } from '../platform/dates.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { BudgetOverdrawn } from '../finance/finance.errors.js';
import { UnexplainedActual } from '../plans/approval/approval.errors.js';
import { Commitments } from '../plans/approval/commitments.service.js';
import { Standings } from '../plans/standings/standings.service.js';
import { Commissioning } from './commissioning.service.js';
import { moveEvent } from './events/new-events.js';
import { WorkEvents } from './events/work-events.service.js';
import { WorkEvidence } from './evidence/work-evidence.entity.js';
import { shutGates, type GateFacts } from './gates.js';
import { moveTo, movesFrom, type WorkStatus } from './moves.js';
import { readOrderDevices } from './order-devices.js';
import { MOVE_REASON } from './sealed-details.js';
import { standingOf } from './standing-of.js';
import { WorkOrder, WorkOrderMove } from './work-order.entity.js';
import { WorkOrdersService } from './work-orders.service.js';
import { CostTooHigh, CostUnexplained, GateNotMet, IllegalMove } from './works.errors.js';
import { moveInput } from './works.input.js';
import { demandMover, seesMoney } from './works-policy.js';

/** What becomes of an order with a move. */
interface Step {
  to: WorkStatus;
  /** The day on which it happened. */
  on: string;
  reason: string | null;
  actualCostPence: number | null;
}

/** Takes work orders from one status to the next: by the table of moves, through the gates, and on record. */
@Injectable()
export class WorkMoves {
  constructor(
    private readonly orders: WorkOrdersService,
    private readonly commissioning: Commissioning,
    private readonly standings: Standings,
    private readonly commitments: Commitments,
    private readonly events: WorkEvents,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly keyRing: KeyRing,
  ) {}

  /**
   * Moves an order. With COMMISSIONED the register is corrected and the money is spent in the same transaction.
   *
   * @throws {BadInput} {NotFound} {Conflict} {Forbidden} {IllegalMove} {GateNotMet}
   * @throws {BudgetOverdrawn} where the work has cost more than its budget has left, or {@link CostTooHigh}
   * @throws {UnexplainedActual} where it has cost more than was set aside, and no reason is given, or {@link CostUnexplained}
   */
  move(input: unknown): Promise<WorkOrder> {
    const {
      workOrderId,
      expectedVersion,
      reason = null,
      actualCostPence = null,
      to,
      on,
    } = readInput(moveInput, input);
    return this.transactions.run(async (manager) => {
      const { order, organisationId } = await this.orders.lock(manager, workOrderId, expectedVersion);
      const move = moveTo(order, to);
      if (!move) throw new IllegalMove(order, to, movesFrom(order));
      demandMover(move, organisationId);
      if (move.isExplained && reason === null) throw fault('reason', `expected a reason for ${to}`);
      if (actualCostPence !== null && to !== 'COMMISSIONED')
        throw fault('actualCostPence', 'expected with COMMISSIONED alone');
      this.refuseDay(order, on);
      const step = { to, on, reason, actualCostPence };
      const shut = shutGates(to, await this.readFacts(manager, order, step));
      if (shut.length > 0) throw new GateNotMet(to, shut);
      await this.audit.change(manager, 'moveWorkOrder', this.orders.audited, order.id, () =>
        this.carryOut(manager, order, step).catch((error: unknown) => {
          throw seesMoney(organisationId) ? error : withoutFigures(error);
        }),
      );
      const moved = await manager.findOneByOrFail(WorkOrder, { id: order.id });
      await this.events.add(manager, [moveEvent(moved, organisationId, order.status)]);
      return moved;
    });
  }

  private async carryOut(manager: EntityManager, order: WorkOrder, step: Step): Promise<void> {
    const changes = await this.changesOf(manager, order, step);
    await this.write(manager, order, changes, step);
    if (step.to === 'COMMISSIONED') {
      await this.commissioning.carryOut(manager, order);
      const { id, planId, number } = order;
      const explanation = step.reason === null ? null : whereReasonIs(id);
      await this.commitments.spend(manager, planId, number, step.actualCostPence ?? 0, explanation);
    }
    await this.tellPlan(manager, { ...order, ...changes });
    if (step.to === 'FAILED') await this.commitments.giveUp(manager, order.planId, order.number);
  }

  /** Changes an order's row and keeps the move; the caller has locked it. */
  async write(
    manager: EntityManager,
    { id, status, version }: WorkOrder,
    changes: Partial<WorkOrder> & Pick<WorkOrder, 'status'>,
    { on, reason }: Pick<Step, 'on' | 'reason'>,
  ): Promise<void> {
    const next = version + 1;
    await manager.update(WorkOrder, { id }, { ...changes, movedOn: on, version: next });
    await manager.insert(WorkOrderMove, {
      workOrderId: id,
      version: next,
      from: status,
      to: changes.status,
      on,
      movedBy: currentCaller().subject,
      recordedAt: this.clock.now(),
      reason: reason === null ? null : this.keyRing.seal(MOVE_REASON, [id, next], reason),
    });
  }

  /**
   * Tells whatever plans anew how far the works on the package are.
   *
   * @param former the order as it was under the plan before, where it goes over: that has nothing in hand any longer
   */
  async tellPlan(manager: EntityManager, order: WorkOrder, former?: WorkOrder): Promise<void> {
    const standing = standingOf(order);
    // Of a plan for the whole estate, too, which who works in one body does not see.
    await unconfined(async () => {
      if (former) await this.standings.record(manager, former.planId, former.number, null);
      await this.standings.record(manager, order.planId, order.number, standing);
    });
  }

  private async changesOf(
    manager: EntityManager,
    { id, status, actualStart, heldUntil }: WorkOrder,
    { to, on, actualCostPence }: Step,
  ): Promise<Partial<WorkOrder> & Pick<WorkOrder, 'status'>> {
    return {
      status: to,
      heldAt: to === 'ON_HOLD' ? status : null,
      ...(to === 'ISOLATED' && actualStart === null && { actualStart: on }),
      ...(to === 'REMOVED' && { heldUntil: latest(heldUntil, await retentionEnd(manager, id, on)) }),
      ...(to === 'COMMISSIONED' && { actualFinish: on, actualCostPence }),
      // Begun anew it begins on another day.
      ...(to === 'PLANNED' && { actualStart: null }),
    };
  }

  private refuseDay({ movedOn }: WorkOrder, on: string): void {
    const today = this.clock.today();
    if (on > today) throw fault('on', `expected a day that has come: today is ${today}`);
    if (on < movedOn) throw fault('on', `expected ${movedOn} or later: then was the move before this one`);
  }

  private async readFacts(manager: EntityManager, order: WorkOrder, step: Step): Promise<GateFacts> {
    const { consentOn, assessmentOn, sanitisedOn, heldUntil } = order;
    const devices = await readOrderDevices(manager, order.id);
    const idsOf = (lacking: typeof devices) => lacking.map(({ externalId }) => externalId);
    return {
      ...{ on: step.on, actualCostPence: step.actualCostPence },
      ...{ consentOn, assessmentOn, sanitisedOn, heldUntil },
      ...(await readPlace(manager, order)),
      // What a finding says is not there cannot be ticked off.
      unticked: idsOf(devices.filter(({ isTicked, status }) => !isTicked && status !== 'REMOVED')),
      unreplaced: idsOf(
        devices.filter(({ status, isReplaced, isLeft }) => status === 'IN_USE' && !isReplaced && !isLeft),
      ),
      isCertified:
        this.orders.papersOf(order).certificateReference !== null ||
        (await manager.existsBy(WorkEvidence, { workOrderId: order.id, kind: 'CERTIFICATE' })),
    };
  }
}

/** What the books say in the place of a reason: many read them, and it is sealed with the move. */
export function whereReasonIs(workOrderId: number): string {
  return `The reason is with the move of work order ${workOrderId}.`;
}

/** Whether the order's plan is in force, and whose the building is. */
async function readPlace(
  manager: EntityManager,
  { id }: WorkOrder,
): Promise<Pick<GateFacts, 'isPlanInForce' | 'isLandlords'>> {
  // The order is the caller's; its plan need not be one that they may see.
  const [place]: { stage: string; ownership: string }[] = await unconfined(() =>
    manager.query(
      `SELECT p.stage, s.ownership FROM work_orders o JOIN plans p ON p.id = o.plan_id
         JOIN sites s ON s.id = o.site_id WHERE o.id = ? LOCK IN SHARE MODE`,
      [id],
    ),
  );
  return { isPlanInForce: place?.stage === 'APPROVED', isLandlords: place?.ownership === 'LANDLORD' };
}

function latest(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}

/** Until when the recordings of the order's recorders are to be kept; null where the register does not say. */
async function retentionEnd(
  manager: EntityManager,
  workOrderId: number,
  removedOn: string,
): Promise<string | null> {
  const [longest]: { days: number | null }[] = await unconfined(() =>
    manager.query(
      `SELECT MAX(d.retention_days) AS days FROM work_order_devices w JOIN devices d ON d.id = w.device_id
        WHERE w.work_order_id = ? AND d.kind = 'RECORDER'`,
      [workOrderId],
    ),
  );
  if (typeof longest?.days !== 'number') return null;
  return dateAfter(removedOn, longest.days);
}

/** What is refused for money, for who is not to know how much there is of it. */
function withoutFigures(error: unknown): unknown {
  if (error instanceof BudgetOverdrawn) return new CostTooHigh();
  return error instanceof UnexplainedActual ? new CostUnexplained() : error;
}

function fault(field: string, message: string): BadInput {
  return new BadInput([{ path: `input.${field}`, message }]);
}
