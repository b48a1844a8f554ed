import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { Sealed } from '../platform/sealing/sealed.js';
import { confined } from '../platform/database/confinement/condition.js';
import { takenFault, takenIds } from '../platform/database/confinement/taken-ids.js';
import { isRecording, isSameDevice, mergeDevice, saidBlindly, type DeviceFields } from './device-fields.js';
import type { Device } from './device.entity.js';
import type { DeviceRecord } from './device.input.js';
import { KnownModels } from './known-models.js';
import { judgeLinks, type LinkCandidate, type Standing } from './recorder-links.js';
import { DEVICE_DETAIL, type DeviceDetail } from './sealed-details.js';
import type { Judgement, Purpose } from './writing.js';

export interface DeviceChange {
  externalId: string;
  /** Null for a new device. */
  deviceId: number | null;
  fields: DeviceFields;
  knownModelId: number | null;
  recorder: string | null;
  /** True: what hangs on it and is not where it goes hangs on nothing any longer. */
  letsGo: boolean;
}

/** How far the register is read whose records are judged. */
export interface Reading {
  purpose: Purpose;
  /** `settling`: every record has been seen once; `final`: what does not fit now never will. */
  stage: 'reading' | 'settling' | 'final';
  /** False: a device that was taken down stays so, because what is read may be older than the works. */
  bringsBack: boolean;
  /** Where earlier records of the register put devices, for a dry run, which finds them nowhere else. */
  standings(externalIds: readonly string[]): Promise<Map<string, Standing>>;
  /** How many devices are to go on hanging on each of these, so that it cannot leave them. */
  staying(recorders: readonly { id: number; externalId: string }[]): Promise<Map<string, number>>;
}

type PresentDevice = DeviceFields & Pick<Device, 'id' | 'externalId' | 'recorderId'>;

interface Candidate extends LinkCandidate {
  present: PresentDevice | null;
  fields: DeviceFields;
  knownModelId: number | null;
  letsGo: boolean;
}

/** Elsewhere, whoever may read the estate would know what the register says of it. */
const TAKEN_AWAY_BLINDLY =
  'the device stands at a sensitive site: only who holds a need-to-know grant for that site may move it away';

/** Judges what records of devices would come to, many at a time. */
@Injectable()
export class DevicesJudge {
  constructor(
    private readonly knownModels: KnownModels,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

  /**
   * Says what each record would come to.
   *
   * @param records of different devices
   */
  async judge(
    manager: EntityManager,
    records: readonly DeviceRecord[],
    reading: Reading,
  ): Promise<Judgement<DeviceChange>[]> {
    if (records.length === 0) return [];
    const externalIds = records.map(({ externalId }) => externalId);
    const rows = await this.readRows(manager, externalIds, reading.purpose);
    const present = new Map(rows.map((row) => [row.externalId, row]));
    const known = await this.disclosure.knownAmong(
      manager,
      rows.map(({ siteId }) => siteId),
    );
    const recorderOf = await this.readRecorders(manager, rows);
    const models = await this.knownModels.match(
      manager,
      records.map((record) => wordsOf(record, present.get(record.externalId))),
    );

    const taken = await takenIds(
      manager,
      'devices',
      externalIds.filter((externalId) => !present.has(externalId)),
    );
    const candidates = records.map((record, index): Candidate => {
      const before = present.get(record.externalId) ?? null;
      const isBlind = before !== null && !known.has(before.siteId);
      const merged = mergeDevice(isBlind ? saidBlindly(record) : record, before, models[index]?.kind ?? null);
      const staysDown = before?.status === 'REMOVED' && !reading.bringsBack;
      const fields = staysDown ? { ...merged, status: before.status } : merged;
      const hangsOn = before ? (recorderOf.get(before.id) ?? null) : null;
      // A register without recorders does not say that a device which has moved took its recorder along.
      const keeps = before?.siteId === fields.siteId ? hangsOn : null;
      return {
        externalId: record.externalId,
        siteId: fields.siteId,
        kind: fields.kind,
        recorder: record.recorder === undefined ? keeps : record.recorder,
        heldBack: null,
        present: before,
        fields,
        knownModelId: models[index]?.id ?? null,
        letsGo: false,
      };
    });
    await this.holdBackLeaving(manager, candidates, reading);
    for (const candidate of candidates) {
      const { present: before, siteId } = candidate;
      if (before && before.siteId !== siteId && !known.has(before.siteId))
        candidate.heldBack = TAKEN_AWAY_BLINDLY;
    }
    const standings = await this.readStandings(manager, candidates, recorderOf, reading);
    const verdicts = judgeLinks(candidates, standings, reading.stage !== 'final');

    return candidates.map((candidate): Judgement<DeviceChange> => {
      if (taken.has(candidate.externalId))
        return { outcome: 'rejected', faults: [takenFault(candidate.externalId)] };
      const { present: before, fields, recorder, heldBack } = candidate;
      const isKnown = !before || known.has(before.siteId);
      const verdict = verdicts.get(candidate.externalId);
      if (verdict === 'waits') return { outcome: 'deferred' };
      if (typeof verdict === 'object') {
        const path = heldBack === null ? 'recorder' : before?.siteId === fields.siteId ? 'kind' : 'site';
        return { outcome: 'rejected', faults: [{ path, message: verdict.fault }] };
      }
      const change = {
        externalId: candidate.externalId,
        deviceId: before?.id ?? null,
        fields,
        knownModelId: candidate.knownModelId,
        recorder,
        letsGo: candidate.letsGo,
      };
      if (!before) return { outcome: 'created', change };
      // Who may not know the device must not learn by guesses what it is: a dry run could be repeated at will.
      const isTold = reading.purpose === 'write' || isKnown;
      const isSame =
        isTold && isSameDevice(fields, before) && recorder === (recorderOf.get(before.id) ?? null);
      return { outcome: isSame ? 'unchanged' : 'updated', change };
    });
  }

  /** The devices as they are, and where they are to be written as they stay until then. */
  private async readRows(
    manager: EntityManager,
    externalIds: readonly string[],
    purpose: Purpose,
  ): Promise<PresentDevice[]> {
    // Entities would cost more here than all the judging.
    const rows: (Omit<PresentDevice, keyof DeviceDetail> & { detail: Buffer })[] = await manager.query(
      `SELECT id, external_id AS externalId, recorder_id AS recorderId, site_id AS siteId, kind, manufacturer, model,
         detail, installed_on AS installedOn, scheduled_upgrade_on AS scheduledUpgradeOn,
         retention_days AS retentionDays, mount, status, surveyed_on AS surveyedOn
       FROM devices WHERE external_id IN (?) AND ${confined(manager, 'devices')}
       ${purpose === 'write' ? 'FOR UPDATE' : ''}`,
      [externalIds],
    );
    return rows.map(({ detail, ...row }) => ({
      ...row,
      ...this.keyRing.open(DEVICE_DETAIL, [row.externalId], new Sealed(detail)),
    }));
  }

  /** Holds back those that would leave devices behind which hang on them, until it is known that they may. */
  private async holdBackLeaving(
    manager: EntityManager,
    candidates: readonly Candidate[],
    reading: Reading,
  ): Promise<void> {
    const leaving = candidates.filter(
      ({ present, fields }) =>
        present !== null &&
        isRecording(present.kind) &&
        (present.siteId !== fields.siteId || !isRecording(fields.kind)),
    );
    if (leaving.length === 0) return;
    const rows: { recorderId: number }[] = await manager.query(
      `SELECT DISTINCT recorder_id AS recorderId FROM devices
        WHERE recorder_id IN (?) AND ${confined(manager, 'devices')}`,
      [leaving.map(({ present }) => present?.id)],
    );
    const holding = new Set(rows.map(({ recorderId }) => recorderId));
    const staying = await reading.staying(
      leaving.map(({ present, externalId }) => ({ id: present?.id ?? 0, externalId })),
    );
    for (const candidate of leaving) {
      candidate.letsGo = holding.has(candidate.present?.id ?? 0);
      const count = staying.get(candidate.externalId) ?? 0;
      if (count > 0)
        candidate.heldBack = `${count === 1 ? 'a device hangs' : `${count} devices hang`} on it where it is: move or unhook what hangs on it first`;
      else if (candidate.letsGo && reading.stage === 'reading')
        candidate.heldBack = 'devices hang on it, of which the register may still tell';
    }
  }

  /** The external id of what each of the rows hangs on, by the row's id. */
  private async readRecorders(
    manager: EntityManager,
    rows: readonly PresentDevice[],
  ): Promise<Map<number, string>> {
    const ids = [...new Set(rows.flatMap(({ recorderId }) => (recorderId === null ? [] : [recorderId])))];
    if (ids.length === 0) return new Map();
    const recorders: { id: number; externalId: string }[] = await manager.query(
      `SELECT id, external_id AS externalId FROM devices WHERE id IN (?) AND ${confined(manager, 'devices')}`,
      [ids],
    );
    const externalIds = new Map(recorders.map(({ id, externalId }) => [id, externalId]));
    return new Map(
      rows
        .map((row) => [row.id, externalIds.get(row.recorderId ?? 0) ?? ''] as const)
        .filter(([, externalId]) => externalId !== ''),
    );
  }

  /** What the candidates name and what that hangs on, all the way up, and the candidates as they are. */
  private async readStandings(
    manager: EntityManager,
    candidates: readonly Candidate[],
    recorderOf: ReadonlyMap<number, string>,
    reading: Reading,
  ): Promise<Map<string, Standing>> {
    const known = new Map<string, Standing>();
    for (const { externalId, present } of candidates) {
      if (present)
        known.set(externalId, {
          siteId: present.siteId,
          kind: present.kind,
          recorder: recorderOf.get(present.id) ?? null,
        });
    }
    const isTold = new Set([...known.keys(), ...candidates.map(({ externalId }) => externalId)]);
    let asked = [
      ...candidates.map(({ recorder }) => recorder),
      ...[...known.values()].map(({ recorder }) => recorder),
    ];
    for (;;) {
      const names = [...new Set(asked)].filter((name) => name !== null && !isTold.has(name)) as string[];
      if (names.length === 0) return known;
      for (const name of names) isTold.add(name);
      const lock = reading.purpose === 'write' ? 'LOCK IN SHARE MODE' : '';
      const rows: (Standing & { externalId: string })[] = await manager.query(
        `SELECT d.external_id AS externalId, d.site_id AS siteId, d.kind, r.external_id AS recorder
         FROM devices d LEFT JOIN devices r ON r.id = d.recorder_id
         WHERE d.external_id IN (?) AND ${confined(manager, 'devices', 'd')} ${lock}`,
        [names],
      );
      const found = new Map<string, Standing>(
        rows.map(({ externalId, ...standing }) => [externalId, standing]),
      );
      for (const [externalId, standing] of await reading.standings(names)) found.set(externalId, standing);
      for (const [externalId, standing] of found) known.set(externalId, standing);
      asked = [...found.values()].map(({ recorder }) => recorder);
    }
  }
}

/** The maker and model that a record will leave in the register. */
function wordsOf(record: DeviceRecord, present: PresentDevice | undefined) {
  return {
    manufacturer: record.manufacturer === undefined ? (present?.manufacturer ?? null) : record.manufacturer,
    model: record.model === undefined ? (present?.model ?? null) : record.model,
  };
}
