import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isRecording } from '../estate/device-fields.js';
import type { DeviceRecord } from '../estate/device.input.js';
import { DevicesService } from '../estate/devices.service.js';
import { confined } from '../platform/database/confinement/condition.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { readOrderDevices, type OrderDevice } from './order-devices.js';
import { ReplacementCheck } from './replacement-check.service.js';
import { REPLACEMENT_DETAIL } from './sealed-details.js';
import type { WorkOrder } from './work-order.entity.js';
import { WorkReplacement } from './work-replacement.entity.js';

const ACTION = 'commissionDevice';

/** Corrects the register when the new devices of an order are in use. */
@Injectable()
export class Commissioning {
  constructor(
    private readonly devices: DevicesService,
    private readonly check: ReplacementCheck,
    private readonly keyRing: KeyRing,
  ) {}

  /**
   * Says of the old devices that they were removed, puts the new ones into the register, and hangs on them what stays and
   * hung on the old ones, each on record.
   *
   * @throws {ReplacementInScope} for a replacement that a directive has come to cover since it was entered
   * @throws {BadInput} for a replacement whose external id somebody has taken meanwhile
   */
  async carryOut(manager: EntityManager, order: WorkOrder): Promise<void> {
    const old = await readOrderDevices(manager, order.id);
    for (const { externalId, kind, status } of old) {
      if (status === 'REMOVED') continue;
      const removed = { externalId, siteId: order.siteId, kind, status: 'REMOVED' as const };
      await this.devices.writeDevice(manager, ACTION, removed);
    }
    const replacements = await manager.find(WorkReplacement, {
      where: { workOrderId: order.id },
      order: { deviceId: 'ASC' },
    });
    const records = await this.recordsOf(manager, order, old, replacements);
    for (const record of recordersFirst(records)) {
      await this.check.refuseInScope(manager, record);
      await this.devices.writeDevice(manager, ACTION, record, { isNew: true });
    }
    await this.rehook(manager, order, old, replacements);
  }

  /** What stays and hung on what is gone hangs on what took its place, or on nothing. */
  private async rehook(
    manager: EntityManager,
    { siteId }: WorkOrder,
    old: readonly OrderDevice[],
    replacements: readonly WorkReplacement[],
  ): Promise<void> {
    if (old.length === 0) return;
    const gone = old.map(({ deviceId }) => deviceId);
    const left: (Pick<DeviceRecord, 'externalId' | 'kind'> & { recorderId: number })[] = await manager.query(
      `SELECT external_id AS externalId, kind, recorder_id AS recorderId FROM devices
        WHERE recorder_id IN (?) AND id NOT IN (?) AND status <> 'REMOVED' AND ${confined(manager, 'devices')}
        ORDER BY id`,
      [gone, gone],
    );
    const successors = new Map(
      replacements.flatMap((each) => (isRecording(each.kind) ? [[each.deviceId, each.externalId]] : [])),
    );
    for (const { recorderId, ...device } of left) {
      const recorder = successors.get(recorderId) ?? null;
      await this.devices.writeDevice(manager, ACTION, { ...device, siteId, recorder });
    }
  }

  private async recordsOf(
    manager: EntityManager,
    { siteId, movedOn }: WorkOrder,
    old: readonly OrderDevice[],
    replacements: readonly WorkReplacement[],
  ): Promise<DeviceRecord[]> {
    const oldOf = new Map(old.map((device) => [device.deviceId, device]));
    const newOf = new Map(replacements.map((each) => [each.deviceId, each]));
    const staying = await readStaying(manager, old);
    const hangsOn = (recorderId: number | null): string | null => {
      if (recorderId === null) return null;
      const successor = newOf.get(recorderId);
      if (successor) return isRecording(successor.kind) ? successor.externalId : null;
      return staying.get(recorderId) ?? null;
    };
    return replacements.map(({ workOrderId, deviceId, externalId, kind, manufacturer, model, detail }) => ({
      ...{ externalId, siteId, kind, manufacturer, model, installedOn: movedOn, status: 'IN_USE' as const },
      ...this.keyRing.open(REPLACEMENT_DETAIL, [workOrderId, deviceId], detail),
      recorder: hangsOn(oldOf.get(deviceId)?.recorderId ?? null),
    }));
  }
}

/** The external ids of what the old devices hang on and the order leaves where it is, by row id. */
async function readStaying(
  manager: EntityManager,
  old: readonly OrderDevice[],
): Promise<Map<number, string>> {
  const taken = new Set(old.map(({ deviceId }) => deviceId));
  const ids = old.flatMap(({ recorderId }) =>
    recorderId === null || taken.has(recorderId) ? [] : [recorderId],
  );
  if (ids.length === 0) return new Map();
  const rows: { id: number; externalId: string }[] = await manager.query(
    `SELECT id, external_id AS externalId FROM devices
      WHERE id IN (?) AND status <> 'REMOVED' AND ${confined(manager, 'devices')}`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, externalId }) => [id, externalId]));
}

/** A device can only hang on one that is there. */
function recordersFirst(records: readonly DeviceRecord[]): DeviceRecord[] {
  const sorted: DeviceRecord[] = [];
  for (let left = [...records]; left.length > 0;) {
    const waiting = new Set(left.map(({ externalId }) => externalId));
    const ready = left.filter(({ recorder }) => typeof recorder !== 'string' || !waiting.has(recorder));
    if (ready.length === 0) throw new Error('replacements hang on one another in a circle');
    sorted.push(...ready);
    left = left.filter((record) => !ready.includes(record));
  }
  return sorted;
}
