import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { Forbidden } from '../access/access.errors.js';
import { Audit, type Audited, type Snapshot } from '../access/audit/audit.service.js';
import { currentCaller } from '../access/caller.js';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import { macIndex, serialIndex } from '../estate/blind-indexes.js';
import type { DeviceDetail } from '../estate/sealed-details.js';
import { Clock } from '../platform/clock.js';
import { takenFault } from '../platform/database/confinement/taken-ids.js';
import { unconfined } from '../platform/database/confinement/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput, NotFound } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { IN_HAND } from './moves.js';
import { readOrderDevices, type OrderDevice } from './order-devices.js';
import { ReplacementCheck } from './replacement-check.service.js';
import { REPLACEMENT_DETAIL, UNREPLACED_REASON } from './sealed-details.js';
import { WorkOrderDevice, type WorkOrder } from './work-order.entity.js';
import { WorkOrdersService } from './work-orders.service.js';
import { WorkReplacement } from './work-replacement.entity.js';
import { NoSuchDevice, NotInHand } from './works.errors.js';
import { replacementInput, tickInput, unreplacedInput } from './works.input.js';

/** A device of an order. */
interface DeviceKey {
  workOrderId: number;
  deviceId: number;
  externalId: string;
  organisationId: number;
}

/** What crews do with the devices of an order: they tick off what is there, and say what takes its place. */
@Injectable()
export class WorkDevices {
  private readonly audited: Audited<DeviceKey> = {
    type: 'WorkOrderDevice',
    idOf: ({ workOrderId, externalId }) => `${workOrderId} ${externalId}`,
    read: (manager, key) => this.readSnapshot(manager, key),
  };

  constructor(
    private readonly orders: WorkOrdersService,
    private readonly check: ReplacementCheck,
    private readonly disclosure: Disclosure,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly keyRing: KeyRing,
  ) {}

  /**
   * Ticks off the device of the order that has the serial number or MAC address, or, of those that the register has
   * neither of, the one that somebody stands before. Ticked off again, nothing changes.
   *
   * @throws {BadInput} {NotFound} {NotInHand}
   * @throws {NoSuchDevice} where none of the order's devices has it
   * @throws {Forbidden} at a sensitive site that the caller may not know: they could find out by trying
   */
  tick(input: unknown): Promise<WorkOrder> {
    const { workOrderId, ...read } = readInput(tickInput, input);
    return this.inHand(workOrderId, async (manager, order, devices, organisationId) => {
      await this.demandKnowledge(manager, order);
      const device = read.seen ? seenAmong(devices, read.seen) : this.foundAmong(devices, read);
      if (device.isTicked) return;
      const key = { workOrderId, deviceId: device.deviceId, externalId: device.externalId, organisationId };
      await this.audit.change(manager, 'tickDevice', this.audited, key, () =>
        manager.update(
          WorkOrderDevice,
          { workOrderId, deviceId: device.deviceId },
          {
            ...{ tickedAt: this.clock.now(), tickedBy: currentCaller().subject },
            tickedBySight: Boolean(read.seen),
          },
        ),
      );
    });
  }

  /**
   * Says what takes the place of a device; said again, the last counts.
   *
   * @throws {BadInput} {NotFound} {NotInHand}
   * @throws {ReplacementInScope} for one that would have to be removed again
   */
  enterReplacement(input: unknown): Promise<WorkOrder> {
    const { workOrderId, replaces, ...said } = readInput(replacementInput, input);
    return this.inHand(workOrderId, async (manager, order, devices, organisationId) => {
      const { deviceId, externalId: replaced, kind } = deviceOf(devices, replaces);
      const detail = {
        serial: said.serial,
        mac: said.mac ?? null,
        network: said.network ?? 'UNKNOWN',
      } satisfies DeviceDetail;
      const open = {
        externalId: said.externalId,
        kind: said.kind ?? kind,
        manufacturer: said.manufacturer,
        model: said.model ?? null,
      };
      await this.refuseTaken(manager, workOrderId, deviceId, said.externalId);
      const verdict = await this.check.refuseInScope(manager, {
        ...{ ...open, ...detail, siteId: order.siteId },
        installedOn: this.clock.today(),
      });
      const key = { workOrderId, deviceId, externalId: replaced, organisationId };
      await this.audit.change(manager, 'enterReplacement', this.audited, key, async () => {
        await manager.delete(WorkReplacement, { workOrderId, deviceId });
        await manager.insert(WorkReplacement, {
          ...{ workOrderId, deviceId, ...open, verdict },
          detail: this.keyRing.seal(REPLACEMENT_DETAIL, [workOrderId, deviceId], detail),
          enteredBy: currentCaller().subject,
          enteredAt: this.clock.now(),
        });
        await manager.update(WorkOrderDevice, { workOrderId, deviceId }, { unreplacedReason: null });
      });
    });
  }

  /**
   * Says why nothing takes the place of a device.
   *
   * @throws {BadInput} {NotFound} {NotInHand}
   */
  leaveUnreplaced(input: unknown): Promise<WorkOrder> {
    const { workOrderId, replaces, reason } = readInput(unreplacedInput, input);
    return this.inHand(workOrderId, async (manager, _order, devices, organisationId) => {
      const { deviceId, externalId } = deviceOf(devices, replaces);
      const key = { workOrderId, deviceId, externalId, organisationId };
      await this.audit.change(manager, 'leaveUnreplaced', this.audited, key, async () => {
        await manager.delete(WorkReplacement, { workOrderId, deviceId });
        const unreplacedReason = this.keyRing.seal(UNREPLACED_REASON, [workOrderId, deviceId], reason);
        await manager.update(WorkOrderDevice, { workOrderId, deviceId }, { unreplacedReason });
      });
    });
  }

  /** Does something with the devices of an order that a crew has in hand, and gives the order. */
  private inHand(
    workOrderId: number,
    work: (
      manager: EntityManager,
      order: WorkOrder,
      devices: readonly OrderDevice[],
      organisationId: number,
    ) => Promise<void>,
  ): Promise<WorkOrder> {
    return this.transactions.run(async (manager) => {
      const { order, organisationId } = await this.orders.lock(manager, workOrderId);
      if (!IN_HAND.includes(order.status)) throw new NotInHand(order.status);
      await work(manager, order, await readOrderDevices(manager, workOrderId), organisationId);
      return order;
    });
  }

  /** @throws {BadInput} {NoSuchDevice} */
  private foundAmong(
    devices: readonly OrderDevice[],
    { serial, mac }: Pick<z.output<typeof tickInput>, 'serial' | 'mac'>,
  ): OrderDevice {
    const serialSought = serial ? serialIndex(this.keyRing, serial) : null;
    const macSought = mac ? macIndex(this.keyRing, mac) : null;
    const found = devices.filter(
      (device) => isSame(device.serialIndex, serialSought) && isSame(device.macIndex, macSought),
    );
    const [device, another] = found.some(({ isTicked }) => !isTicked)
      ? found.filter((each) => !each.isTicked)
      : found;
    if (!device) throw new NoSuchDevice();
    if (another)
      throw fault(
        serial ? 'mac' : 'serial',
        'several devices of the order have that: give the other one, too',
      );
    return device;
  }

  private async demandKnowledge(manager: EntityManager, { siteId }: WorkOrder): Promise<void> {
    const known = await this.disclosure.knownAmong(manager, [siteId]);
    if (known.has(siteId)) return;
    throw new Forbidden(
      'tickDevice at this site',
      'The site is sensitive: it takes a need-to-know grant, which an approver gives.',
    );
  }

  /** @throws {BadInput} for an id that a device has, or another replacement that is still to come */
  private async refuseTaken(
    manager: EntityManager,
    workOrderId: number,
    deviceId: number,
    externalId: string,
  ): Promise<void> {
    // Ids are one for the whole programme; that this one is taken is all that is told.
    const taken = await unconfined(() =>
      manager.query<unknown[]>(
        `SELECT id FROM devices WHERE external_id = ?
          UNION ALL SELECT r.device_id FROM work_replacements r
           WHERE r.external_id = ? AND NOT (r.work_order_id = ? AND r.device_id = ?)`,
        [externalId, externalId, workOrderId, deviceId],
      ),
    );
    if (taken.length > 0) throw new BadInput([takenFault(externalId, 'input')]);
  }

  private async readSnapshot(
    manager: EntityManager,
    { workOrderId, deviceId, organisationId }: DeviceKey,
  ): Promise<Snapshot | null> {
    const device = await manager.findOneBy(WorkOrderDevice, { workOrderId, deviceId });
    if (!device) return null;
    const { tickedAt, tickedBy, tickedBySight, unreplacedReason: sealedReason } = device;
    const replacement = await manager.findOneBy(WorkReplacement, { workOrderId, deviceId });
    const row = [workOrderId, deviceId];
    return {
      organisationId,
      state: {
        ...{ tickedAt, tickedBy, tickedBySight },
        replacement: replacement && openPart(replacement),
      },
      withheld: {
        unreplacedReason: sealedReason && this.keyRing.open(UNREPLACED_REASON, row, sealedReason),
        ...(replacement && this.keyRing.open(REPLACEMENT_DETAIL, row, replacement.detail)),
      },
    };
  }
}

function openPart({ externalId, kind, manufacturer, model, verdict }: WorkReplacement) {
  return { externalId, kind, manufacturer, model, verdict };
}

/** @throws {BadInput} {NotFound} */
function seenAmong(devices: readonly OrderDevice[], externalId: string): OrderDevice {
  const device = deviceOf(devices, externalId, 'seen');
  if (device.serialIndex !== null || device.macIndex !== null)
    throw fault('seen', 'the register has a number of that device: read it off, or record a finding');
  return device;
}

/** What was not read off is not compared. */
function isSame(present: Buffer | null, sought: Buffer | null): boolean {
  return sought === null || (present !== null && present.equals(sought));
}

/** @throws {NotFound} */
function deviceOf(devices: readonly OrderDevice[], externalId: string, field = 'replaces'): OrderDevice {
  const device = devices.find((each) => each.externalId === externalId);
  if (!device) throw new NotFound(`device "${externalId}" in this work order`, `input.${field}`);
  return device;
}

function fault(field: string, message: string): BadInput {
  return new BadInput([{ path: `input.${field}`, message }]);
}
