import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Audit } from '../../access/audit/audit.service.js';
import { currentCaller } from '../../access/caller.js';
import { DevicesService } from '../../estate/devices.service.js';
import { Clock } from '../../platform/clock.js';
import { confined } from '../../platform/database/confinement/condition.js';
import { Transactions } from '../../platform/database/transactions.js';
import { BadInput, NotFound } from '../../platform/errors.js';
import { readInput } from '../../platform/input.js';
import { KeyRing, type Row } from '../../platform/sealing/key-ring.js';
import { findingEvent } from '../events/new-events.js';
import { WorkEvents } from '../events/work-events.service.js';
import { FINDING_NOTE } from '../sealed-details.js';
import { WorkOrdersService } from '../work-orders.service.js';
import { mayWorkAt, keepOwnFindings } from '../works-policy.js';
import { Finding } from './finding.entity.js';
import { findingFilter, findingInput, type FindingInput } from './finding.input.js';

/** Where it was found. */
interface Place {
  siteId: number;
  organisationId: number;
  /** Of the work at which it was found, if it was at one. */
  planId: number | null;
}

/** What was found on site: each finding corrects the register, and stays as who said so, and when. */
@Injectable()
export class FindingsService {
  constructor(
    @InjectRepository(Finding) private readonly findings: Repository<Finding>,
    private readonly orders: WorkOrdersService,
    private readonly devices: DevicesService,
    private readonly events: WorkEvents,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly keyRing: KeyRing,
  ) {}

  /** For a connection. @throws {BadInput} for a filter that cannot be one */
  query(input: unknown): SelectQueryBuilder<Finding> {
    const filter = readInput(findingFilter, input ?? {}, 'filter');
    const query = keepOwnFindings(this.findings.createQueryBuilder('finding'));
    for (const [field, value] of Object.entries(filter)) {
      if (value !== null && value !== undefined)
        query.andWhere(`finding.${field} = :${field}`, { [field]: value });
    }
    return query;
  }

  /** What the person wrote. */
  noteOf(finding: Finding): string | null {
    return finding.note && this.keyRing.open(FINDING_NOTE, rowOf(finding), finding.note);
  }

  /**
   * Keeps what somebody saw, and corrects the register: a device that it had not is added and assessed, one that is not
   * there becomes REMOVED.
   *
   * @throws {BadInput} for a day that has not come, a device of that id that is there already, or is REMOVED, too
   * @throws {NotFound} for an order or a site that is not the caller's to work at, and a device that is not at the site
   */
  record(input: unknown): Promise<Finding> {
    const finding = readInput(findingInput, input);
    const today = this.clock.today();
    if (finding.assertedOn > today)
      throw fault('assertedOn', `expected a day that has come: today is ${today}`);
    return this.transactions.run(async (manager) => {
      const place = await this.placeOf(manager, finding);
      await this.correct(manager, place, finding);
      const [device]: { id: number }[] = await manager.query(
        `SELECT id FROM devices WHERE external_id = ? AND ${confined(manager, 'devices')}`,
        [finding.device],
      );
      const { kind, workOrderId, assertedBy, assertedOn, note } = finding;
      const said = { kind, deviceId: device?.id ?? 0, assertedBy, assertedOn };
      const saved = await manager.save(
        manager.create(Finding, {
          ...{ ...said, siteId: place.siteId, workOrderId: workOrderId ?? null },
          note: note ? this.keyRing.seal(FINDING_NOTE, rowOf(said), note) : null,
          ...{ recordedBy: currentCaller().subject, recordedAt: this.clock.now() },
        }),
      );
      await this.audit.record(manager, {
        ...{ action: 'recordFinding', subjectType: 'Finding', subjectId: String(saved.id) },
        organisationId: place.organisationId,
        // Without the note, in which a person may have written anything.
        after: { kind, device: finding.device, workOrderId: saved.workOrderId, assertedBy, assertedOn },
      });
      await this.events.add(manager, [findingEvent(saved, place.organisationId, place.planId)]);
      return saved;
    });
  }

  private async placeOf(manager: EntityManager, { workOrderId, site }: FindingInput): Promise<Place> {
    const locked = workOrderId ? await this.orders.lock(manager, workOrderId) : null;
    const atOrder = locked && {
      ...{ siteId: locked.order.siteId, planId: locked.order.planId },
      organisationId: locked.organisationId,
    };
    if (!site && atOrder) return atOrder;
    const { condition, parameters } = mayWorkAt('s.id', 's.organisation_id');
    const [place]: Omit<Place, 'planId'>[] = await manager.query(
      `SELECT s.id AS siteId, s.organisation_id AS organisationId FROM sites s
        WHERE s.external_id = ? AND ${condition} AND ${confined(manager, 'sites', 's')} LOCK IN SHARE MODE`,
      [site, ...parameters],
    );
    if (!place) throw new NotFound(`site "${site}"`, 'input.site');
    if (atOrder && atOrder.siteId !== place.siteId)
      throw fault('site', 'expected the site of the work order, or none');
    return { ...place, planId: atOrder?.planId ?? null };
  }

  private async correct(
    manager: EntityManager,
    { siteId }: Place,
    { device: externalId, found, assertedOn }: FindingInput,
  ): Promise<void> {
    if (found) {
      const record = { ...found, externalId, siteId, surveyedOn: assertedOn };
      await this.devices.writeDevice(manager, 'recordFinding', record, { isNew: true });
      return;
    }
    const [device]: { kind: Parameters<DevicesService['writeDevice']>[2]['kind']; status: string }[] =
      await manager.query(
        `SELECT kind, status FROM devices
          WHERE external_id = ? AND site_id = ? AND ${confined(manager, 'devices')} FOR UPDATE`,
        [externalId, siteId],
      );
    if (!device) throw new NotFound(`device "${externalId}" at this site`, 'input.device');
    if (device.status === 'REMOVED')
      throw fault('device', `"${externalId}" is REMOVED in the register already`);
    const absent = {
      externalId,
      siteId,
      kind: device.kind,
      status: 'REMOVED' as const,
      surveyedOn: assertedOn,
    };
    await this.devices.writeDevice(manager, 'recordFinding', absent);
  }
}

/** What a note is bound to. */
function rowOf({
  deviceId,
  kind,
  assertedBy,
  assertedOn,
}: Pick<Finding, 'deviceId' | 'kind' | 'assertedBy' | 'assertedOn'>): Row {
  return [deviceId, kind, assertedBy, assertedOn];
}

function fault(field: string, message: string): BadInput {
  return new BadInput([{ path: `input.${field}`, message }]);
}
