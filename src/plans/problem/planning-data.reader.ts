import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CostingService } from '../../costing/costing.service.js';
import type { ClearanceName, Nation } from '../../estate/estate.types.js';
import { DEVICE_DETAIL } from '../../estate/sealed-details.js';
import { datesOf } from '../../finance/fiscal-year.js';
import { readPence } from '../../platform/database/columns.js';
import { Clock } from '../../platform/clock.js';
import { groupRows } from '../../platform/database/rows.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';
import { Sealed } from '../../platform/sealing/sealed.js';
import type { Plan } from '../plan.entity.js';
import { DoneWorks } from './done-works.reader.js';
import { readQuotations, readVendors } from './offers.reader.js';
import type {
  BudgetRow,
  CrewRow,
  DeviceRow,
  HolidayRow,
  PlanningData,
  RecorderRow,
  SiteRow,
  Terms,
} from './planning-data.js';

type StoredDevice = Omit<DeviceRow, 'network' | 'removalDeadline'> & { externalId: string; detail: Buffer };
const DEVICE_COLUMNS = `d.id, d.external_id AS externalId, d.detail, d.site_id AS siteId, d.kind, d.status,
  d.recorder_id AS recorderId, d.scheduled_upgrade_on AS scheduledUpgradeOn`;

/**
 * Reads everything that a plan is made of, as it stood at one moment. It reads rows rather than entities,
 * because an estate may hold a million devices.
 */
@Injectable()
export class PlanningDataReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keyRing: KeyRing,
    private readonly doneWorks: DoneWorks,
    private readonly costing: CostingService,
    private readonly clock: Clock,
  ) {}

  /**
   * Devices of which removal would be demanded, as rows of a problem.
   *
   * @param removals the deadline of each
   */
  async readDemanded(removals: ReadonlyMap<number, string | null>): Promise<DeviceRow[]> {
    if (removals.size === 0) return [];
    const rows = await this.dataSource.query<StoredDevice[]>(
      `SELECT ${DEVICE_COLUMNS} FROM devices d WHERE d.id IN (?) AND d.status <> 'REMOVED' ORDER BY d.id`,
      [[...removals.keys()]],
    );
    return rows.map((row) => ({
      ...openDevice(this.keyRing, row),
      removalDeadline: removals.get(row.id) ?? null,
    }));
  }

  /** @param plan the request: its terms, and the body that it is for */
  read(plan: Plan): Promise<PlanningData> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => ({
      done: await this.doneWorks.ofAll(manager),
      terms: { start: plan.start, end: plan.end, rule: plan.rule, penceForRiskDay: plan.penceForRiskDay },
      book: await this.costing.bookOn(manager, this.clock.today()),
      priceIndices: await this.costing.indices(manager),
      devices: await readDevices(manager, this.keyRing, plan.organisationId),
      recorders: await readRecorders(manager, plan.organisationId),
      sites: await readSites(manager, plan.organisationId),
      vendors: await readVendors(manager, this.clock.today()),
      quotations: await readQuotations(manager, plan.organisationId, this.clock.today()),
      crews: await readCrews(manager),
      budgets: await readBudgets(manager, plan),
      holidays: await manager.query<HolidayRow[]>(
        'SELECT holiday_date AS date, nation FROM holidays ORDER BY 1, 2',
      ),
    }));
  }
}

async function readDevices(
  manager: EntityManager,
  keyRing: KeyRing,
  organisationId: number | null,
): Promise<DeviceRow[]> {
  const rows = await manager.query<(StoredDevice & Pick<DeviceRow, 'removalDeadline'>)[]>(
    `SELECT ${DEVICE_COLUMNS}, a.removal_deadline AS removalDeadline
       FROM assessments a
       JOIN devices d ON d.id = a.device_id
       JOIN sites s ON s.id = d.site_id
      WHERE a.must_be_removed = 1 AND d.status <> 'REMOVED' ${ofBody('s', organisationId)}
      ORDER BY d.id`,
    bodyParameters(organisationId),
  );
  return rows.map((row) => ({ ...openDevice(keyRing, row), removalDeadline: row.removalDeadline }));
}

function openDevice(
  keyRing: KeyRing,
  { externalId, detail, ...row }: StoredDevice,
): Omit<DeviceRow, 'removalDeadline'> {
  return { ...row, network: keyRing.open(DEVICE_DETAIL, [externalId], new Sealed(detail)).network };
}

function readRecorders(manager: EntityManager, organisationId: number | null): Promise<RecorderRow[]> {
  return manager.query<RecorderRow[]>(
    `SELECT d.id, d.external_id AS externalId, d.recorder_id AS recorderId
       FROM devices d JOIN sites s ON s.id = d.site_id
      WHERE d.kind IN ('RECORDER', 'ENCODER') ${ofBody('s', organisationId)}`,
    bodyParameters(organisationId),
  );
}

async function readSites(manager: EntityManager, organisationId: number | null): Promise<SiteRow[]> {
  const rows = await manager.query<(Omit<SiteRow, 'sensitive' | 'closures'> & { isSensitive: number })[]>(
    `SELECT s.id, s.external_id AS externalId, s.organisation_id AS organisationId,
            o.kind AS bodyKind, s.region,
            s.is_sensitive AS isSensitive, s.clearance, s.max_crews AS maxCrews
       FROM sites s JOIN organisations o ON o.id = s.organisation_id
      WHERE 1 = 1 ${ofBody('s', organisationId)} ORDER BY s.id`,
    bodyParameters(organisationId),
  );
  const closures = await manager.query<{ siteId: number; from: string; to: string }[]>(
    `SELECT c.site_id AS siteId, c.from_date AS \`from\`, c.to_date AS \`to\`
       FROM site_closures c JOIN sites s ON s.id = c.site_id
      WHERE 1 = 1 ${ofBody('s', organisationId)} ORDER BY c.site_id, c.from_date`,
    bodyParameters(organisationId),
  );
  const bySite = groupRows(closures, ({ siteId }) => siteId);
  return rows.map(({ isSensitive, ...row }) => ({
    ...row,
    sensitive: isSensitive === 1,
    closures: (bySite.get(row.id) ?? []).map(({ from, to }) => ({ from, to })),
  }));
}

async function readCrews(manager: EntityManager): Promise<CrewRow[]> {
  const crews = await manager.query<
    {
      id: number;
      externalId: string;
      nation: Nation;
      clearance: ClearanceName;
      minutesPerDay: number;
      dayRatePence: string;
      from: string | null;
      to: string | null;
    }[]
  >(
    `SELECT id, external_id AS externalId, nation, clearance, minutes_per_day AS minutesPerDay,
            day_rate_pence AS dayRatePence, from_date AS \`from\`, to_date AS \`to\`
       FROM crews ORDER BY external_id`,
  );
  const regions = await manager.query<{ crewId: number; region: string }[]>(
    'SELECT crew_id AS crewId, region FROM crew_regions ORDER BY crew_id, region',
  );
  const leave = await manager.query<{ crewId: number; from: string; to: string }[]>(
    'SELECT crew_id AS crewId, from_date AS `from`, to_date AS `to` FROM crew_leave ORDER BY 1, 2',
  );
  const regionsOf = groupRows(regions, ({ crewId }) => crewId);
  const leaveOf = groupRows(leave, ({ crewId }) => crewId);
  return crews.map((crew) => ({
    ...crew,
    dayRatePence: Number(crew.dayRatePence),
    regions: (regionsOf.get(crew.id) ?? []).map(({ region }) => region),
    leave: (leaveOf.get(crew.id) ?? []).map(({ from, to }) => ({ from, to })),
  }));
}

async function readBudgets(
  manager: EntityManager,
  { start, end, organisationId }: Terms & { organisationId: number | null },
): Promise<BudgetRow[]> {
  const rows = await manager.query<
    (Omit<BudgetRow, 'pence' | 'from' | 'to'> & { fiscalYear: number; pence: string })[]
  >(
    // What is there with transfers and what was carried forward, whatever is promised of it.
    `SELECT b.id, b.external_id AS externalId, b.organisation_id AS organisationId,
            b.fiscal_year AS fiscalYear, b.category, b.fund, (
              SELECT GREATEST(0, COALESCE(SUM(e.pence), 0)) FROM ledger_entries e
               WHERE e.budget_id = b.id AND e.account = 'AVAILABLE'
                 AND e.movement IN ('ALLOCATION', 'TRANSFER', 'CARRY_FORWARD')) AS pence
       FROM budgets b WHERE 1 = 1 ${ofBody('b', organisationId)} ORDER BY b.external_id`,
    bodyParameters(organisationId),
  );
  return rows
    .map(({ fiscalYear, pence, ...row }) => ({
      ...row,
      ...datesOf(fiscalYear),
      pence: readPence(pence),
    }))
    .filter((budget) => budget.from <= end && budget.to >= start);
}

/** The condition that keeps rows of one body, its parameter in {@link bodyParameters}. */
function ofBody(alias: 's' | 'b', organisationId: number | null): string {
  return organisationId === null ? '' : `AND ${alias}.organisation_id = ?`;
}

function bodyParameters(organisationId: number | null): number[] {
  return organisationId === null ? [] : [organisationId];
}
