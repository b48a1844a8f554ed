/** The devices of an order, as far as its gates and its commissioning ask. */
import type { EntityManager } from 'typeorm';
import type { DeviceKind, DeviceStatus } from '../estate/estate.types.js';
import { confined } from '../platform/database/confinement/condition.js';

export interface OrderDevice {
  deviceId: number;
  externalId: string;
  kind: DeviceKind;
  status: DeviceStatus;
  /** What it hangs on. */
  recorderId: number | null;
  serialIndex: Buffer | null;
  macIndex: Buffer | null;
  isTicked: boolean;
  isReplaced: boolean;
  /** It is said why nothing takes its place. */
  isLeft: boolean;
}

type Flags = 'isTicked' | 'isReplaced' | 'isLeft';

/** By row id; they stay as they are until the transaction ends. */
export async function readOrderDevices(manager: EntityManager, workOrderId: number): Promise<OrderDevice[]> {
  const rows = await manager.query<(Omit<OrderDevice, Flags> & Record<Flags, number>)[]>(
    `SELECT d.id AS deviceId, d.external_id AS externalId, d.kind, d.status, d.recorder_id AS recorderId,
            d.serial_index AS serialIndex, d.mac_index AS macIndex, w.ticked_at IS NOT NULL AS isTicked,
            r.device_id IS NOT NULL AS isReplaced, w.unreplaced_reason IS NOT NULL AS isLeft
       FROM work_order_devices w
       JOIN devices d ON d.id = w.device_id
       LEFT JOIN work_replacements r ON r.work_order_id = w.work_order_id AND r.device_id = w.device_id
      WHERE w.work_order_id = ? AND ${confined(manager, 'devices', 'd')}
      ORDER BY d.id LOCK IN SHARE MODE`,
    [workOrderId],
  );
  return rows.map((row) => ({
    ...row,
    isTicked: row.isTicked === 1,
    isReplaced: row.isReplaced === 1,
    isLeft: row.isLeft === 1,
  }));
}
