import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager } from 'typeorm';
import { Audit } from '../access/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { confined } from '../platform/database/confinement/condition.js';
import { groupRows } from '../platform/database/rows.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { KeyRing, type Row } from '../platform/sealing/key-ring.js';
import { DeviceEvidence } from './assessment.entity.js';
import { Assessor } from './assessor.service.js';
import { evidenceInput, type EvidenceInput } from './policy.input.js';
import { EVIDENCE_NOTE } from './sealed-details.js';

/** What people found out about who made a device. */
@Injectable()
export class EvidenceService {
  constructor(
    @InjectRepository(DeviceEvidence) private readonly evidence: Repository<DeviceEvidence>,
    private readonly transactions: Transactions,
    private readonly assessor: Assessor,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly keyRing: KeyRing,
  ) {}

  /** The evidence of each device, newest first. */
  readonly evidenceByDeviceId = async (ids: readonly number[]): Promise<Map<number, DeviceEvidence[]>> => {
    const found = await this.evidence.find({
      where: { deviceId: In([...ids]) },
      order: { assertedOn: 'DESC', id: 'DESC' },
    });
    return groupRows(found, ({ deviceId }) => deviceId);
  };

  /**
   * Keeps what a person saw on site and has the device assessed anew. The same finding again changes nothing.
   *
   * @returns the row id of the device
   * @throws {BadInput} for a device that there is not or a day that has not come, too
   */
  async recordSurvey(input: unknown): Promise<number> {
    const survey = readInput(evidenceInput, input);
    const today = this.clock.today();
    if (survey.assertedOn > today) {
      const message = `expected a day that has come: today is ${today}`;
      throw new BadInput([{ path: 'input.assertedOn', message }]);
    }
    return this.transactions.run((manager) => this.writeSurvey(manager, survey));
  }

  private async writeSurvey(
    manager: EntityManager,
    { device: deviceExternalId, note, ...survey }: EvidenceInput,
  ): Promise<number> {
    // Locked, so that the same finding sent twice at once is kept once.
    const [device]: { id: number; organisationId: number }[] = await manager.query(
      `SELECT id, (SELECT organisation_id FROM sites WHERE sites.id = devices.site_id) AS organisationId
         FROM devices WHERE external_id = ? AND ${confined(manager, 'devices')} FOR UPDATE`,
      [deviceExternalId],
    );
    if (!device) {
      const message = `there is no device "${deviceExternalId}"`;
      throw new BadInput([{ path: 'input.device', message }]);
    }
    const finding = { ...survey, deviceId: device.id, grade: 'SURVEY' as const };
    const alike = await manager.findBy(DeviceEvidence, finding);
    if (alike.some((evidence) => openNote(this.keyRing, evidence) === (note ?? null))) return device.id;
    await manager.insert(DeviceEvidence, {
      ...finding,
      note: note ? this.keyRing.seal(EVIDENCE_NOTE, rowOf(finding), note) : null,
      recordedAt: this.clock.now(),
    });
    // Without the note, in which a person may have written anything.
    const { manufacturer, assertedBy, assertedOn } = survey;
    await this.audit.record(manager, {
      action: 'recordSurvey',
      subjectType: 'Device',
      subjectId: deviceExternalId,
      organisationId: device.organisationId,
      after: { manufacturer, assertedBy, assertedOn },
    });
    await this.assessor.devicesChanged(manager, [device.id]);
    return device.id;
  }
}

/** What a person wrote of what they saw. */
export function openNote(keyRing: KeyRing, evidence: DeviceEvidence): string | null {
  return evidence.note && keyRing.open(EVIDENCE_NOTE, rowOf(evidence), evidence.note);
}

/** What a note is bound to. */
function rowOf({
  deviceId,
  manufacturer,
  assertedBy,
  assertedOn,
}: Pick<DeviceEvidence, 'deviceId' | 'manufacturer' | 'assertedBy' | 'assertedOn'>): Row {
  return [deviceId, manufacturer, assertedBy, assertedOn];
}
