import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { allocate, type Demand, type Grant } from '../../finance/allocation.js';
import { readPence } from '../../platform/database/columns.js';
import { confined } from '../../platform/database/confinement/condition.js';
import { BadInput, NotFound } from '../../platform/errors.js';
import { readInput } from '../../platform/input.js';
import { pence, rowId } from '../../platform/input-schemas.js';
import type { Problem } from '../../planning/index.js';
import { PlanDocuments } from '../plan-documents.service.js';
import { PlansService } from '../plans.service.js';
import type { Scenario } from '../scenarios/scenario.entity.js';
import { ScenariosService } from '../scenarios/scenarios.service.js';
import { cheapestOf, dearestOf } from './demands.js';

const allocationArguments = z.object({
  planId: rowId,
  pence,
  fiscalYear: z.int().min(2000).max(2199).nullish(),
});

/** What one body gets in a tier. */
export interface FundingGrant extends Grant {
  organisationId: number;
}

export interface FundingAllocation {
  neededPence: number;
  grantedPence: number;
  grants: FundingGrant[];
}

/** What a body needs in a phase, which is its tier. */
type Need = Demand & { organisationId: number };

/** Who gets what where money is short, and what full funding would buy. */
@Injectable()
export class Funding {
  constructor(
    private readonly dataSource: DataSource,
    private readonly documents: PlanDocuments,
    private readonly plans: PlansService,
    private readonly scenarios: ScenariosService,
  ) {}

  /**
   * Parts an amount among the bodies of a plan by what they need: sensitive sites first, then the others. A body needs
   * what the plan has placed for it, and what money alone keeps out, at the least that it would cost.
   *
   * @throws {BadInput}
   * @throws {NotFound} for a plan that is not there or not completed
   */
  async allocate(args: object): Promise<FundingAllocation> {
    const { planId, pence: amount, fiscalYear } = readInput(allocationArguments, args, '');
    const problem = await this.problemOf(planId, 'planId');
    const placed = await this.readPlaced(planId, fiscalYear ?? null);
    const needs = [...placed, ...(await this.readLeftOut(planId, problem))];
    const idOf = new Map(needs.map(({ body, organisationId }) => [body, organisationId]));
    const grants = allocate(amount, sumUp(needs)).map((grant) => ({
      ...grant,
      organisationId: idOf.get(grant.body) ?? 0,
    }));
    const sumOf = (field: 'pence' | 'grantedPence') => grants.reduce((sum, grant) => sum + grant[field], 0);
    return { neededPence: sumOf('pence'), grantedPence: sumOf('grantedPence'), grants };
  }

  /**
   * Asks for a scenario of the plan in which no budget is short: each has as much more as the dearest way to do all of
   * the plan's packages costs.
   *
   * @throws {NotFound} {BadInput} for a plan that scenarios cannot go out from
   */
  async askFull(basePlanId: number): Promise<Scenario> {
    const problem = await this.problemOf(basePlanId, 'basePlanId');
    if (problem.budgets.length === 0) {
      const message = 'expected a plan with budgets: there is none that could be raised';
      throw new BadInput([{ path: 'basePlanId', message }]);
    }
    const costOf = dearestOf(problem);
    const addPence = problem.workPackages.reduce((sum, work) => sum + (costOf(work) ?? 0), 0);
    const changes = [{ budget: { addPence } }];
    return this.scenarios.create({ name: 'Full funding', basePlanId: String(basePlanId), changes });
  }

  private async problemOf(planId: number, path: string): Promise<Problem> {
    const problem = (await this.plans.find(planId)) && (await this.documents.read(planId, 'PROBLEM'));
    if (!problem) throw new NotFound('completed plan of that id', path);
    return problem;
  }

  /** What the plan charges to budgets of a year, or of all. */
  private async readPlaced(planId: number, fiscalYear: number | null): Promise<Need[]> {
    const { manager } = this.dataSource;
    const rows = await manager.query<(Omit<Need, 'pence'> & { pence: string })[]>(
      `SELECT o.id AS organisationId, o.external_id AS body, w.phase AS tier, SUM(a.cost_pence) AS pence
         FROM plan_assignments a
         JOIN plan_work_packages w ON w.plan_id = a.plan_id AND w.number = a.number
         JOIN sites s ON s.id = w.site_id
         JOIN organisations o ON o.id = s.organisation_id
         JOIN budgets b ON b.id = a.budget_id
        WHERE a.plan_id = ? AND (? IS NULL OR b.fiscal_year = ?) AND ${confined(manager, 'plan_work_packages', 'w')}
        GROUP BY o.id, o.external_id, w.phase`,
      [planId, fiscalYear, fiscalYear],
    );
    return rows.map(({ pence: text, ...need }) => ({ ...need, pence: readPence(text) }));
  }

  /** What packages would cost that are left out for want of money alone. */
  private async readLeftOut(planId: number, problem: Problem): Promise<Need[]> {
    const { manager } = this.dataSource;
    const rows = await manager.query<(Omit<Need, 'pence'> & { workPackageId: string })[]>(
      `SELECT o.id AS organisationId, o.external_id AS body, w.phase AS tier, w.work_package_id AS workPackageId
         FROM plan_unscheduled u
         JOIN plan_work_packages w ON w.plan_id = u.plan_id AND w.number = u.number
         JOIN sites s ON s.id = w.site_id
         JOIN organisations o ON o.id = s.organisation_id
        WHERE u.plan_id = ? AND u.reason = 'BUDGET_EXHAUSTED' AND ${confined(manager, 'plan_work_packages', 'w')}`,
      [planId],
    );
    const works = new Map(problem.workPackages.map((work) => [work.id, work]));
    const costOf = cheapestOf(problem);
    return rows.map(({ workPackageId, ...need }) => {
      const work = works.get(workPackageId);
      return { ...need, pence: (work && costOf(work)) ?? 0 };
    });
  }
}

function sumUp(demands: readonly Demand[]): Demand[] {
  const sums = new Map<string, Demand>();
  for (const { body, tier, pence: more } of demands) {
    const key = `${tier} ${body}`;
    sums.set(key, { body, tier, pence: (sums.get(key)?.pence ?? 0) + more });
  }
  return [...sums.values()];
}
