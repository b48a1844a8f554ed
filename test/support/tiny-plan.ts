import type { DataSource } from 'typeorm';
import { gzipSync } from 'node:zlib';

export interface TinyPackage {
  siteId: number;
  phase: 1 | 2;
  risk: number;
  /** A package that has one misses it: nothing is scheduled. */
  deadline?: string;
}

/** Puts a completed plan in whose packages are all unscheduled, with documents that say the same. @returns its id */
export async function putTinyPlan(dataSource: DataSource, packages: readonly TinyPackage[]): Promise<number> {
  const { insertId } = await dataSource.query<{ insertId: number }>(
    `INSERT INTO plans (status, start_date, end_date, rule, pence_for_risk_day, seed, requested_at, heartbeat_at)
     VALUES ('COMPLETED', '2027-01-04', '2027-12-31', 'STRICT_PHASES', 1, 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
  );
  const phases = ([1, 2] as const).map((phase) => {
    const risk = packages.filter((one) => one.phase === phase).reduce((sum, one) => sum + one.risk, 0);
    return { phase, lateRisk: risk, exposure: risk, objective: risk, lowerBound: risk };
  });
  await dataSource.query(
    `INSERT INTO plan_phases (plan_id, phase, late_risk, exposure, cost_pence, objective, lower_bound, gap) VALUES ?`,
    [
      phases.map((one) => [
        insertId,
        one.phase,
        one.lateRisk,
        one.exposure,
        0,
        one.objective,
        one.lowerBound,
        0,
      ]),
    ],
  );
  await dataSource.query(
    `INSERT INTO plan_work_packages (plan_id, number, work_package_id, site_id, phase, risk, deadline, device_count) VALUES ?`,
    [
      packages.map((one, n) => [
        insertId,
        n,
        `P-${n}`,
        one.siteId,
        one.phase,
        one.risk,
        one.deadline ?? null,
        1,
      ]),
    ],
  );
  await dataSource.query('INSERT INTO plan_unscheduled (plan_id, number, reason, detail) VALUES ?', [
    packages.map((_, number) => [insertId, number, 'HORIZON', 'there is no time']),
  ]);
  const sites: { id: number; externalId: string }[] = await dataSource.query(
    'SELECT id, external_id AS externalId FROM sites',
  );
  const siteIds = new Map(sites.map(({ id, externalId }) => [id, externalId]));
  const workPackages = packages.map(({ siteId, risk }, n) => ({
    ...{ id: `P-${n}`, siteId: siteIds.get(siteId), risk },
  }));
  const nothing = { crews: [], vendors: [], budgets: [], sites: [], holidays: [] };
  const documents = [
    { penceForRiskDay: 1, ...nothing, workPackages },
    { phases },
    { phases: phases.map(({ phase, lowerBound }) => ({ phase, lowerBound, crewPrices: [], ...PRICES })) },
  ].map((document) => gzipSync(JSON.stringify(document)));
  await dataSource.query(
    'INSERT INTO plan_documents (plan_id, problem, plan, certificate) VALUES (?, ?, ?, ?)',
    [insertId, ...documents],
  );
  return insertId;
}

const PRICES = { unitPrices: [], budgetPrices: [{ budgetId: 'B', millipence: 7 }] };
