import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { confined } from '../platform/database/confinement/condition.js';
import { SmallCells } from '../access/need-to-know/small-cells.service.js';
import { isSmall, rounded, showable } from '../access/need-to-know/small-cells.js';
import { groupRows } from '../platform/database/rows.js';

export interface PhaseCounts {
  phase: number;
  workPackageCount: number;
  siteCount: number;
  deviceCount: number;
}

export interface QuarterTotals {
  phase: number;
  /** Like `2027-Q1`. */
  quarter: string;
  siteCount: number;
  deviceCount: number;
  costPence: number;
  firstStart: string;
  lastFinish: string;
}

/** Counts that would tell of single sites are null for who may not know those. */
export type ToldPhase = { phase: number } & Record<
  'workPackageCount' | 'siteCount' | 'deviceCount',
  number | null
>;

export interface ToldQuarter extends QuarterTotals {
  /** null: the counts are exact. */
  roundedTo: number | null;
}

export interface YearTotals {
  /** The year in which it begins. */
  fiscalYear: number;
  workPackageCount: number;
  costPence: number;
}

type Numbers<T> = { [K in keyof T]: T[K] extends number ? string | number : T[K] };

/** The plan as a programme board reads it. */
@Injectable()
export class PlanReportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly smallCells: SmallCells,
  ) {}

  /** Work packages, sites and devices of each plan's phases, as the present caller may see them. */
  readonly countsByPlanId = async (planIds: readonly number[]): Promise<Map<number, ToldPhase[]>> => {
    const rows = await this.dataSource.query<(Numbers<PhaseCounts> & { planId: number })[]>(
      `SELECT plan_id AS planId, phase, COUNT(*) AS workPackageCount, COUNT(DISTINCT site_id) AS siteCount,
              SUM(device_count) AS deviceCount
         FROM plan_work_packages
        WHERE plan_id IN (?) AND ${confined(this.dataSource.manager, 'plan_work_packages')} GROUP BY plan_id, phase`,
      [[...planIds]],
    );
    const counts = rows.map((row) => ({
      planId: Number(row.planId),
      phase: Number(row.phase),
      workPackageCount: Number(row.workPackageCount),
      siteCount: Number(row.siteCount),
      deviceCount: Number(row.deviceCount),
    }));
    const base = this.smallCells.base();
    return groupRows(
      counts.map((row) => (base === null ? row : told(row, base))),
      ({ planId }) => planId,
    );
  };

  /**
   * What finishes in each calendar quarter, by phase, as the present caller may see it; a site with work in two quarters
   * counts in both.
   */
  readonly quartersByPlanId = async (planIds: readonly number[]): Promise<Map<number, ToldQuarter[]>> => {
    const rows = await this.dataSource.query<(Numbers<QuarterTotals> & { planId: number })[]>(
      `SELECT a.plan_id AS planId, w.phase, CONCAT(YEAR(a.finish_date), '-Q', QUARTER(a.finish_date)) AS quarter,
              COUNT(DISTINCT w.site_id) AS siteCount, SUM(w.device_count) AS deviceCount,
              SUM(a.cost_pence) AS costPence, MIN(a.start_date) AS firstStart, MAX(a.finish_date) AS lastFinish
         FROM plan_assignments a
         JOIN plan_work_packages w ON w.plan_id = a.plan_id AND w.number = a.number
        WHERE a.plan_id IN (?) AND ${confined(this.dataSource.manager, 'plan_work_packages', 'w')}
        GROUP BY a.plan_id, w.phase, quarter ORDER BY a.plan_id, w.phase, quarter`,
      [[...planIds]],
    );
    const totals = rows.map(({ planId, ...row }) => ({
      planId: Number(planId),
      ...row,
      phase: Number(row.phase),
      siteCount: Number(row.siteCount),
      deviceCount: Number(row.deviceCount),
      costPence: Number(row.costPence),
    }));
    const base = this.smallCells.base();
    if (base === null)
      return groupRows(
        totals.map((row) => ({ ...row, roundedTo: base })),
        ({ planId }) => planId,
      );
    // The total of a phase is told too, so what is left out of it counts together.
    const shown = [...groupRows(totals, ({ planId, phase }) => `${planId}/${phase}`).values()].flatMap(
      (rows) => showable(rows, base),
    );
    return groupRows(
      shown.map((row) => ({
        ...row,
        siteCount: rounded(row.siteCount, base),
        deviceCount: rounded(row.deviceCount, base),
        roundedTo: base,
      })),
      ({ planId }) => planId,
    );
  };

  /** What each plan takes from the budgets of each fiscal year. */
  readonly yearsByPlanId = async (planIds: readonly number[]): Promise<Map<number, YearTotals[]>> => {
    const rows = await this.dataSource.query<(Numbers<YearTotals> & { planId: number })[]>(
      `SELECT a.plan_id AS planId, b.fiscal_year AS fiscalYear, COUNT(*) AS workPackageCount,
              SUM(a.cost_pence) AS costPence
         FROM plan_assignments a JOIN budgets b ON b.id = a.budget_id
        WHERE a.plan_id IN (?) AND ${confined(this.dataSource.manager, 'plan_assignments', 'a')}
        GROUP BY a.plan_id, b.fiscal_year ORDER BY a.plan_id, b.fiscal_year`,
      [[...planIds]],
    );
    const totals = rows.map(({ planId, fiscalYear, workPackageCount, costPence }) => ({
      planId: Number(planId),
      fiscalYear: Number(fiscalYear),
      workPackageCount: Number(workPackageCount),
      costPence: Number(costPence),
    }));
    return groupRows(totals, ({ planId }) => planId);
  };
}

function told<Counts extends PhaseCounts>(row: Counts, base: number): Counts | (Counts & ToldPhase) {
  const show = (count: number) => (isSmall(row, base) ? null : rounded(count, base));
  return {
    ...row,
    workPackageCount: show(row.workPackageCount),
    siteCount: show(row.siteCount),
    deviceCount: show(row.deviceCount),
  };
}
