import { Injectable } from '@nestjs/common';
import { Audit } from '../access/audit/audit.service.js';
import { Transactions } from '../platform/database/transactions.js';
import { readInput } from '../platform/input.js';
import { Commitments } from '../plans/approval/commitments.service.js';
import { whereReasonIs, WorkMoves } from './work-moves.service.js';
import { WorkOrder } from './work-order.entity.js';
import { WorkOrdersService } from './work-orders.service.js';
import { NotCommissioned } from './works.errors.js';
import { actualInput } from './works.input.js';

/** What works have cost by the bill, where that is not what was said when they were commissioned. */
@Injectable()
export class ActualCosts {
  constructor(
    private readonly orders: WorkOrdersService,
    private readonly moves: WorkMoves,
    private readonly commitments: Commitments,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /**
   * Takes back what was said before, in the books too, and says it anew. Why, is sealed with a move that leaves the
   * status as it is; the audit has the figures and the version of that move.
   *
   * @throws {BadInput} {NotFound} {Conflict} {NotCommissioned}
   * @throws {BudgetOverdrawn} where it is more than the budget has left
   */
  record(input: unknown): Promise<WorkOrder> {
    const { workOrderId, expectedVersion, pence, reason } = readInput(actualInput, input);
    return this.transactions.run(async (manager) => {
      const { order } = await this.orders.lockSeen(manager, workOrderId, expectedVersion);
      const { id, planId, number, status, movedOn, actualCostPence: former } = order;
      if (former === null) throw new NotCommissioned(id);
      if (former !== pence) {
        await this.audit.change(manager, 'recordActual', this.orders.audited, id, async () => {
          await this.commitments.spend(manager, planId, number, pence, whereReasonIs(id));
          await this.moves.write(manager, order, { status, actualCostPence: pence }, { on: movedOn, reason });
          await this.moves.tellPlan(manager, { ...order, actualCostPence: pence });
        });
      }
      return manager.findOneByOrFail(WorkOrder, { id });
    });
  }
}
