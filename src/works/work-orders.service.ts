import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { Audited, Snapshot } from '../access/audit/audit.service.js';
import { unconfined } from '../platform/database/confinement/scope.js';
import { groupRows } from '../platform/database/rows.js';
import { Conflict, NotFound } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { WORK_ORDER_DETAIL, type WorkOrderDetail } from './sealed-details.js';
import { WorkOrder, WorkOrderDevice, WorkOrderMove } from './work-order.entity.js';
import { WorkReplacement } from './work-replacement.entity.js';
import { workOrderFilter } from './works.input.js';
import { demandCarrier, keepOwn } from './works-policy.js';

const NO_PAPERS: WorkOrderDetail = {
  assessmentReference: null,
  consentReference: null,
  certificateReference: null,
};

/** Names a device of an order in all orders. */
export function orderDeviceKey(workOrderId: number, deviceId: number): string {
  return `${workOrderId}/${deviceId}`;
}

/** An order that the present caller may see, with whose it is. */
export interface LockedOrder {
  order: WorkOrder;
  organisationId: number;
}

/** The work orders, as the present caller may see them. */
@Injectable()
export class WorkOrdersService {
  readonly audited: Audited<number> = {
    type: 'WorkOrder',
    idOf: String,
    read: (manager, id) => this.readSnapshot(manager, id),
  };

  constructor(
    @InjectRepository(WorkOrder) private readonly orders: Repository<WorkOrder>,
    @InjectRepository(WorkOrderMove) private readonly moves: Repository<WorkOrderMove>,
    @InjectRepository(WorkOrderDevice) private readonly devices: Repository<WorkOrderDevice>,
    @InjectRepository(WorkReplacement) private readonly replacements: Repository<WorkReplacement>,
    private readonly keyRing: KeyRing,
  ) {}

  find(id: number): Promise<WorkOrder | null> {
    return keepOwn(this.orders.createQueryBuilder('work')).andWhere('work.id = :id', { id }).getOne();
  }

  /** For a connection. @throws {BadInput} for a filter that cannot be one */
  query(input: unknown): SelectQueryBuilder<WorkOrder> {
    const { from, to, ...same } = readInput(workOrderFilter, input ?? {}, 'filter');
    const query = keepOwn(this.orders.createQueryBuilder('work'));
    for (const [field, value] of Object.entries(same)) {
      if (value !== null && value !== undefined)
        query.andWhere(`work.${field} = :${field}`, { [field]: value });
    }
    if (from) query.andWhere('work.plannedFinish >= :from', { from });
    if (to) query.andWhere('work.plannedStart <= :to', { to });
    return query;
  }

  /**
   * An order and its body, locked until the transaction ends, for who carries it out.
   *
   * @throws {NotFound} where there is none that the caller may see
   * @throws {Forbidden} where it is that of another crew
   * @throws {Conflict} where it is not at the expected version
   */
  async lock(manager: EntityManager, id: number, expectedVersion?: number | null): Promise<LockedOrder> {
    const locked = await this.lockSeen(manager, id, expectedVersion);
    await demandCarrier(manager, locked.order, locked.organisationId);
    return locked;
  }

  /**
   * The same for who sees it and carries nothing out.
   *
   * @throws {NotFound} {Conflict}
   */
  async lockSeen(manager: EntityManager, id: number, expectedVersion?: number | null): Promise<LockedOrder> {
    const order = await keepOwn(manager.createQueryBuilder(WorkOrder, 'work'))
      .andWhere('work.id = :id', { id })
      .setLock('pessimistic_write')
      .getOne();
    if (!order) throw new NotFound('work order of that id', 'input.workOrderId');
    if (typeof expectedVersion === 'number' && expectedVersion !== order.version)
      throw new Conflict(`Work order ${id}`, expectedVersion, order.version);
    return { order, organisationId: await this.bodyOf(manager, order) };
  }

  /** Where the papers of an order are filed. */
  papersOf({ id, detail }: WorkOrder): WorkOrderDetail {
    return detail ? this.keyRing.open(WORK_ORDER_DETAIL, [id], detail) : NO_PAPERS;
  }

  /** Oldest first. */
  readonly movesByOrderId = async (ids: readonly number[]): Promise<Map<number, WorkOrderMove[]>> => {
    const where = { workOrderId: In([...ids]) };
    const found = await this.moves.find({ where, order: { workOrderId: 'ASC', version: 'ASC' } });
    return groupRows(found, ({ workOrderId }) => workOrderId);
  };

  readonly devicesByOrderId = async (ids: readonly number[]): Promise<Map<number, WorkOrderDevice[]>> => {
    const where = { workOrderId: In([...ids]) };
    const found = await this.devices.find({ where, order: { workOrderId: 'ASC', deviceId: 'ASC' } });
    return groupRows(found, ({ workOrderId }) => workOrderId);
  };

  readonly ordersById = async (ids: readonly number[]): Promise<Map<number, WorkOrder>> => {
    const found = await keepOwn(this.orders.createQueryBuilder('work'))
      .andWhere('work.id IN (:...ids)', { ids })
      .getMany();
    return new Map(found.map((order) => [order.id, order]));
  };

  /** By {@link orderDeviceKey}. */
  readonly replacementsByKey = async (keys: readonly string[]): Promise<Map<string, WorkReplacement>> => {
    const orderIds = [...new Set(keys.map((key) => Number(key.split('/')[0])))];
    const found = await this.replacements.findBy({ workOrderId: In(orderIds) });
    return new Map(found.map((each) => [orderDeviceKey(each.workOrderId, each.deviceId), each]));
  };

  private async readSnapshot(manager: EntityManager, id: number): Promise<Snapshot | null> {
    const order = await manager.findOneBy(WorkOrder, { id });
    if (!order) return null;
    const { detail: _, ...state } = order;
    return {
      organisationId: await this.bodyOf(manager, order),
      state,
      withheld: { ...this.papersOf(order) },
    };
  }

  /** The body of an order that was read, so that it is no secret. */
  async bodyOf(manager: EntityManager, { siteId }: WorkOrder): Promise<number> {
    const [site]: { organisationId: number }[] = await unconfined(() =>
      manager.query('SELECT organisation_id AS organisationId FROM sites WHERE id = ?', [siteId]),
    );
    if (!site) throw new Error('a site that a foreign key promises is missing');
    return site.organisationId;
  }
}
