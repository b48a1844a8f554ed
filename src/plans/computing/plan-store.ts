import { Injectable } from '@nestjs/common';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../../platform/database/rows.js';
import { Transactions } from '../../platform/database/transactions.js';
import type { Move, Option, PhaseNumber, PlanningResult } from '../../planning/index.js';
import { fingerprintOf, inputsOf } from '../approval/compare-inputs.js';
import { linesOfPlan } from '../costs/assignment-lines.js';
import { PlanCostLines } from '../costs/plan-cost-lines.service.js';
import { PriceTiers } from '../costs/price-tiers.service.js';
import type { BuiltProblem } from '../problem/build-problem.js';
import type { PlanningData } from '../problem/planning-data.js';
import type { PackageOfDevices } from '../problem/work-packages.js';
import { Claims, type Claim } from './claims.js';
import type { FinishedPlan } from './planned.js';

const compress = promisify(gzip);

/** Puts what came of a computation into the database, wholly or not at all. */
@Injectable()
export class PlanStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly claims: Claims,
    private readonly costLines: PlanCostLines,
    private readonly priceTiers: PriceTiers,
  ) {}

  /** Keeps which sites each phase is over, before anything is told of it. @throws {LostClaim} */
  async storeSites(claim: Claim, { packages }: BuiltProblem): Promise<void> {
    const { planId } = claim;
    const phaseOf = new Map(packages.map(({ site }) => [site.id, phaseAt(site)]));
    await this.transactions.run(async (manager) => {
      await this.claims.hold(manager, claim);
      // Of a worker that fell silent.
      await manager.query('DELETE FROM plan_computed_sites WHERE plan_id = ?', [planId]);
      await insertRows(
        manager,
        'plan_computed_sites (plan_id, phase, site_id)',
        [...phaseOf].map(([siteId, phase]) => [planId, phase, siteId]),
      );
    });
  }

  /** @throws {LostClaim} and stores nothing, where another worker has taken the plan over */
  async store(claim: Claim, finished: FinishedPlan): Promise<void> {
    const { planId } = claim;
    const { data, built, result, moves, prices, kept } = finished;
    const problem = await compress(JSON.stringify(built.problem));
    const plan = await compress(JSON.stringify(result.plan));
    const fingerprint = fingerprintOf(inputsOf(built));
    const certificate = await compress(JSON.stringify(result.certificate));
    await this.transactions.run(async (manager) => {
      // First, so that two workers with a result queue up at the plan's row and only one goes on.
      await this.claims.end(manager, claim, { status: 'COMPLETED' });
      await manager.query('UPDATE plans SET fingerprint = ? WHERE id = ?', [fingerprint, planId]);
      await manager.query(
        'INSERT INTO plan_documents (plan_id, problem, plan, certificate) VALUES (?, ?, ?, ?)',
        [planId, problem, plan, certificate],
      );
      await insertPhases(manager, planId, result);
      await insertPackages(manager, planId, built);
      await insertOutcomes(manager, planId, data, built, result);
      await this.costLines.store(manager, planId, linesOfPlan(data, built, result.plan, kept));
      await this.priceTiers.store(manager, planId, data, prices);
      await insertMoves(manager, planId, built, moves);
    });
  }
}

async function insertPhases(manager: EntityManager, planId: number, { plan }: PlanningResult): Promise<void> {
  await insertRows(
    manager,
    'plan_phases (plan_id, phase, late_risk, exposure, cost_pence, objective, lower_bound, gap, first_start, last_finish)',
    plan.phases.map((phase) => [
      planId,
      phase.phase,
      phase.lateRisk,
      phase.exposure,
      phase.costPence,
      phase.objective,
      phase.lowerBound,
      phase.gap,
      phase.firstStart,
      phase.lastFinish,
    ]),
  );
}

async function insertPackages(
  manager: EntityManager,
  planId: number,
  { packages }: BuiltProblem,
): Promise<void> {
  await insertRows(
    manager,
    'plan_work_packages (plan_id, number, work_package_id, site_id, phase, risk, deadline, device_count)',
    packages.map(({ id, site, risk, deadline, deviceIds }, number) => [
      planId,
      number,
      id,
      site.id,
      phaseAt(site),
      risk,
      deadline,
      deviceIds.length,
    ]),
  );
  await insertRows(
    manager,
    'plan_work_package_devices (plan_id, number, device_id)',
    packages.flatMap(({ deviceIds }, number) => deviceIds.map((deviceId) => [planId, number, deviceId])),
  );
}

async function insertOutcomes(
  manager: EntityManager,
  planId: number,
  data: PlanningData,
  { packages, problem }: BuiltProblem,
  { plan }: PlanningResult,
): Promise<void> {
  const numbers = new Map(packages.map(({ id }, number) => [id, number]));
  const optionsOf = problem.workPackages.map(
    ({ options }) => new Map(options.map((option) => [option.id, option])),
  );
  const vendors = rowIds(data.vendors);
  const crews = rowIds(data.crews);
  const budgets = rowIds(data.budgets);
  const numberOf = (workPackageId: string) => known(numbers, workPackageId);

  await insertRows(
    manager,
    'plan_assignments (plan_id, number, option_id, vendor_id, crew_id, start_date, finish_date, cost_pence, budget_id, units)',
    plan.assignments.map((entry) => {
      const number = numberOf(entry.workPackageId);
      const option = known(optionsOf[number] ?? new Map<string, Option>(), entry.optionId);
      return [
        planId,
        number,
        entry.optionId,
        known(vendors, option.vendorId),
        known(crews, entry.crewId),
        entry.start,
        entry.finish,
        entry.costPence,
        known(budgets, entry.budgetId),
        option.units,
      ];
    }),
  );
  await insertRows(
    manager,
    'plan_awaiting (plan_id, number, upgrade_date)',
    plan.awaiting.map(({ workPackageId, on }) => [planId, numberOf(workPackageId), on]),
  );
  await insertRows(
    manager,
    'plan_unscheduled (plan_id, number, reason, detail)',
    plan.unscheduled.map(({ workPackageId, reason, detail }) => [
      planId,
      numberOf(workPackageId),
      reason,
      detail.slice(0, 500),
    ]),
  );
}

async function insertMoves(
  manager: EntityManager,
  planId: number,
  { packages }: BuiltProblem,
  moves: readonly Move[],
): Promise<void> {
  const numbers = new Map(packages.map(({ id }, number) => [id, number]));
  await insertRows(
    manager,
    'plan_moves (plan_id, number, reasons)',
    moves.map(({ workPackageId, reasons }) => [
      planId,
      known(numbers, workPackageId),
      JSON.stringify(reasons),
    ]),
  );
}

function phaseAt({ sensitive }: PackageOfDevices['site']): PhaseNumber {
  return sensitive ? 1 : 2;
}

function rowIds(rows: { id: number; externalId: string }[]): Map<string, number> {
  return new Map(rows.map(({ id, externalId }) => [externalId, id]));
}

function known<Value>(values: ReadonlyMap<string, Value>, key: string): Value {
  const value = values.get(key);
  if (value === undefined) throw new Error('the plan names something that its problem does not hold');
  return value;
}
