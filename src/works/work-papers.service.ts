import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../access/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { WORK_ORDER_DETAIL, type WorkOrderDetail } from './sealed-details.js';
import { WorkOrder } from './work-order.entity.js';
import { WorkOrdersService } from './work-orders.service.js';
import { demandManager } from './works-policy.js';
import { paperInput, sanitisationInput } from './works.input.js';

/** The papers that an order needs before it goes on, and what became of its media. Said again, the last counts. */
@Injectable()
export class WorkPapers {
  constructor(
    private readonly orders: WorkOrdersService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly keyRing: KeyRing,
  ) {}

  /** @throws {BadInput} {NotFound} {Conflict} */
  recordAssessment(input: unknown): Promise<WorkOrder> {
    const { workOrderId, reference, on, expectedVersion } = readInput(paperInput, input);
    this.refuseFuture('on', on);
    return this.change('recordAssessment', workOrderId, expectedVersion, {
      row: { assessmentOn: on },
      papers: { assessmentReference: reference },
    });
  }

  /** @throws {BadInput} {NotFound} {Conflict} */
  recordConsent(input: unknown): Promise<WorkOrder> {
    const { workOrderId, reference, on, expectedVersion } = readInput(paperInput, input);
    this.refuseFuture('on', on);
    return this.change('recordConsent', workOrderId, expectedVersion, {
      row: { consentOn: on },
      papers: { consentReference: reference },
    });
  }

  /**
   * What is left out stays as it is. A crew may hold old devices for longer, and only who manages the works for less.
   *
   * @throws {BadInput} {NotFound} {Conflict} {Forbidden}
   */
  recordSanitisation(input: unknown): Promise<WorkOrder> {
    const { workOrderId, sanitisedOn, certificateReference, heldUntil, expectedVersion } = readInput(
      sanitisationInput,
      input,
    );
    if (sanitisedOn) this.refuseFuture('sanitisedOn', sanitisedOn);
    return this.change('recordSanitisation', workOrderId, expectedVersion, {
      row: { ...(sanitisedOn && { sanitisedOn }), ...(heldUntil && { heldUntil }) },
      papers: { ...(certificateReference && { certificateReference }) },
    });
  }

  private change(
    action: string,
    workOrderId: number,
    expectedVersion: number | null | undefined,
    { row, papers }: { row: Partial<WorkOrder>; papers: Partial<WorkOrderDetail> },
  ): Promise<WorkOrder> {
    return this.transactions.run(async (manager) => {
      const { order, organisationId } = await this.orders.lock(manager, workOrderId, expectedVersion);
      if (order.heldUntil && row.heldUntil && row.heldUntil < order.heldUntil) {
        demandManager(
          `${action}, to hold devices for less long than until ${order.heldUntil}`,
          organisationId,
        );
      }
      await this.audit.change(manager, action, this.orders.audited, order.id, () =>
        this.write(manager, order, row, { ...this.orders.papersOf(order), ...papers }),
      );
      return manager.findOneByOrFail(WorkOrder, { id: order.id });
    });
  }

  private async write(
    manager: EntityManager,
    { id, version }: WorkOrder,
    row: Partial<WorkOrder>,
    papers: WorkOrderDetail,
  ): Promise<void> {
    const detail = this.keyRing.seal(WORK_ORDER_DETAIL, [id], papers);
    await manager.update(WorkOrder, { id }, { ...row, detail, version: version + 1 });
  }

  private refuseFuture(field: string, day: string): void {
    const today = this.clock.today();
    if (day <= today) return;
    throw new BadInput([
      { path: `input.${field}`, message: `expected a day that has come: today is ${today}` },
    ]);
  }
}
