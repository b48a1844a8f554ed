import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { macIndex, serialIndex } from './blind-indexes.js';
import { BY_CONFINED_IDS, confined } from '../platform/database/confinement/condition.js';
import { isRecording, type DeviceFields } from './device-fields.js';
import type { DeviceChange } from './devices.judge.js';
import { EstateChanges } from './estate-changes.js';
import { DEVICE_DETAIL } from './sealed-details.js';

/** Writes judged devices, many at a time. */
@Injectable()
export class DevicesWriter {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
    private readonly estateChanges: EstateChanges,
  ) {}

  /**
   * Carries judged changes out in the transaction in which they were judged, and has the devices assessed.
   *
   * @param recordedBy what brought them, for the evidence that they are: a mutation or an import
   */
  async write(manager: EntityManager, changes: readonly DeviceChange[], recordedBy: string): Promise<void> {
    if (changes.length === 0) return;
    const letGo = await this.letGo(manager, changes);
    const ids = new Map<string, number>();
    for (const { externalId, deviceId } of changes) if (deviceId !== null) ids.set(externalId, deviceId);
    const created = new Set(changes.filter(({ deviceId }) => deviceId === null).map((c) => c.externalId));
    await this.addIds(
      manager,
      ids,
      changes.flatMap(({ recorder }) =>
        recorder === null || created.has(recorder) || ids.has(recorder) ? [] : [recorder],
      ),
    );
    for (let left = [...changes]; left.length > 0;) {
      // A row can only refer to one that is there: recorders first, then what hangs on them.
      const ready = left.filter(({ recorder }) => recorder === null || ids.has(recorder));
      if (ready.length === 0) throw new Error('devices were to be written whose recorder is nowhere');
      await this.writeRows(manager, ready, ids, recordedBy);
      left = left.filter((change) => !ready.includes(change));
    }
    const written = changes.map(({ externalId }) => ids.get(externalId) ?? 0);
    await this.estateChanges.devicesChanged(manager, [...written, ...letGo]);
  }

  /** @returns the ids of the devices that hang on nothing now */
  private async letGo(manager: EntityManager, changes: readonly DeviceChange[]): Promise<number[]> {
    const changed = changes.map(({ deviceId }) => deviceId);
    const ids: number[] = [];
    for (const { deviceId, fields } of changes.filter(({ letsGo }) => letsGo)) {
      const left: { id: number; siteId: number }[] = await manager.query(
        `SELECT id, site_id AS siteId FROM devices
          WHERE recorder_id = ? AND ${confined(manager, 'devices')} FOR UPDATE`,
        [deviceId],
      );
      for (const device of left) {
        const fits = isRecording(fields.kind) && device.siteId === fields.siteId;
        if (!fits && !changed.includes(device.id)) ids.push(device.id);
      }
    }
    if (ids.length > 0)
      await manager.query(
        `UPDATE devices SET recorder_id = NULL, version = version + 1
          WHERE id IN (?) AND ${confined(manager, 'devices')}`,
        [ids],
      );
    return ids;
  }

  private async writeRows(
    manager: EntityManager,
    changes: readonly DeviceChange[],
    ids: Map<string, number>,
    recordedBy: string,
  ): Promise<void> {
    const now = this.clock.now();
    const rowOf = (change: DeviceChange) => [
      change.externalId,
      ...this.sealedValues(change),
      ...FIELDS.map((field) => change.fields[field]),
      change.knownModelId,
      change.recorder === null ? null : ids.get(change.recorder),
      recordedBy,
      now,
    ];
    const created = changes.filter(({ deviceId }) => deviceId === null);
    const updated = changes.filter(({ deviceId }) => deviceId !== null);
    if (created.length > 0) {
      await manager.query(`INSERT INTO devices (${COLUMNS.join(', ')}) VALUES ?`, [created.map(rowOf)]);
      await this.addIds(
        manager,
        ids,
        created.map(({ externalId }) => externalId),
      );
    }
    if (updated.length > 0) {
      const assignments = COLUMNS.slice(1).map((column) => `${column} = VALUES(${column})`);
      await manager.query(
        `INSERT ${BY_CONFINED_IDS} INTO devices (id, ${COLUMNS.join(', ')}) VALUES ?
         ON DUPLICATE KEY UPDATE ${assignments.join(', ')}, version = version + 1`,
        [updated.map((change) => [change.deviceId, ...rowOf(change)])],
      );
    }
  }

  /** In the order of {@link SEALED_COLUMNS}. */
  private sealedValues({ externalId, fields: { serial, mac, network } }: DeviceChange): (Buffer | null)[] {
    return [
      this.keyRing.seal(DEVICE_DETAIL, [externalId], { serial, mac, network }).bytes,
      serial === null ? null : serialIndex(this.keyRing, serial),
      mac === null ? null : macIndex(this.keyRing, mac),
    ];
  }

  private async addIds(
    manager: EntityManager,
    ids: Map<string, number>,
    externalIds: readonly string[],
  ): Promise<void> {
    if (externalIds.length === 0) return;
    const rows: { id: number; externalId: string }[] = await manager.query(
      `SELECT id, external_id AS externalId FROM devices
        WHERE external_id IN (?) AND ${confined(manager, 'devices')} LOCK IN SHARE MODE`,
      [externalIds],
    );
    for (const { id, externalId } of rows) ids.set(externalId, id);
  }
}

const SEALED_COLUMNS = ['detail', 'serial_index', 'mac_index'];

/** The open fields of a row, in the order of its columns. */
const FIELDS = [
  'siteId',
  'kind',
  'manufacturer',
  'model',
  'installedOn',
  'scheduledUpgradeOn',
  'retentionDays',
  'mount',
  'status',
  'surveyedOn',
] as const satisfies (keyof DeviceFields)[];

const COLUMNS = [
  'external_id',
  ...SEALED_COLUMNS,
  ...FIELDS.map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
  'known_model_id',
  'recorder_id',
  'recorded_by',
  'recorded_at',
];
