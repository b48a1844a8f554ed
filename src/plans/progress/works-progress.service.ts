import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { SmallCells } from '../../access/need-to-know/small-cells.service.js';
import { rounded } from '../../access/need-to-know/small-cells.js';
import { confined } from '../../platform/database/confinement/condition.js';
import { groupRows } from '../../platform/database/rows.js';
import type { Loaders } from '../../platform/graphql/loaders.js';
import { PhaseDisclosure } from '../phase-disclosure.service.js';
import { PlanStageChange } from '../approval/plan-stage-change.entity.js';
import { Plan } from '../plan.entity.js';
import { ReplansService } from '../replanning/replans.service.js';
import {
  worksProgress,
  type PhaseProgress,
  type ProgressPackage,
  type WorksProgress,
} from './works-progress.js';

/** Counts that would tell of single sites are null for who may not know those. */
export type ToldPhaseProgress = {
  [Field in keyof PhaseProgress]: Field extends 'phase' ? number : PhaseProgress[Field] | null;
} & {
  /** null: the counts are exact. */
  roundedTo: number | null;
};

/** What adds up the risk of packages would, month by month, tell that of single ones. */
export type ToldProgress = Pick<WorksProgress, 'asOf' | 'months'> & {
  phases: ToldPhaseProgress[];
  /** What the months are in percent of: devices, where a site is not to be known. */
  weighedBy: 'RISK' | 'DEVICES';
  riskDaysPlanned: number | null;
  riskDaysExpected: number | null;
};

interface PackageRow {
  planId: number;
  workPackageId: string;
  phase: number;
  siteId: number;
  devices: number;
  risk: number;
  finish: string | null;
  pence: string | number | null;
  standing: string | null;
  doneOn: string | null;
  actualPence: string | number | null;
}

/** Follows the works of plans. */
@Injectable()
export class WorksProgressService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly smallCells: SmallCells,
    private readonly disclosure: PhaseDisclosure,
    private readonly replans: ReplansService,
  ) {}

  /** @param asOf the day up to which to look: what was done later is not done */
  async of(plan: Plan, asOf: string, loaders: Loaders): Promise<ToldProgress> {
    const chain = await this.fromApproved(await this.replans.chainOf(plan.id));
    const baseline = await this.firstOf(chain, plan);
    const rows = await this.rowsOf(chain);
    const unknown = await Promise.all(chain.map((id) => this.disclosure.hasUnknownSites(id, { loaders })));
    const isWeighed = !unknown.includes(true);
    const packages = toPackages(rows, chain);
    const progress = worksProgress(
      isWeighed ? packages : packages.map((work) => ({ ...work, risk: work.devices })),
      { start: baseline.start, end: plan.end, asOf },
    );
    const base = this.smallCells.base();
    const phases = progress.phases.map((phase) => told(phase, base));
    if (isWeighed) return { ...progress, phases, weighedBy: 'RISK' };
    return {
      ...progress,
      phases,
      weighedBy: 'DEVICES',
      riskDaysPlanned: null,
      riskDaysExpected: null,
    };
  }

  /** The plan that the works of a plan are held against. */
  async baselineOf(plan: Plan): Promise<Plan> {
    return this.firstOf(await this.fromApproved(await this.replans.chainOf(plan.id)), plan);
  }

  private async firstOf(chain: readonly number[], plan: Plan): Promise<Plan> {
    const [id] = chain;
    return (id !== undefined && (await this.dataSource.manager.findOneBy(Plan, { id }))) || plan;
  }

  /** Plans before the first that was approved were drafts: nothing is held against them, unless there is nothing else. */
  private async fromApproved(chain: number[]): Promise<number[]> {
    const rows = await this.dataSource.manager.find(PlanStageChange, {
      where: { planId: In(chain), to: 'APPROVED' },
      select: { planId: true },
    });
    const approved = new Set(rows.map(({ planId }) => planId));
    const first = chain.findIndex((id) => approved.has(id));
    return first > 0 ? chain.slice(first) : chain;
  }

  private rowsOf(planIds: number[]): Promise<PackageRow[]> {
    return this.dataSource.query<PackageRow[]>(
      `SELECT w.plan_id AS planId, w.work_package_id AS workPackageId, w.phase, w.site_id AS siteId,
              w.device_count AS devices, w.risk, COALESCE(a.finish_date, u.upgrade_date) AS finish,
              a.cost_pence AS pence, d.standing, d.done_on AS doneOn, d.cost_pence AS actualPence
         FROM plan_work_packages w
         LEFT JOIN plan_assignments a ON a.plan_id = w.plan_id AND a.number = w.number
         LEFT JOIN plan_awaiting u ON u.plan_id = w.plan_id AND u.number = w.number
         LEFT JOIN plan_standings d ON d.plan_id = w.plan_id AND d.number = w.number
        WHERE w.plan_id IN (?) AND ${confined(this.dataSource.manager, 'plan_work_packages', 'w')}`,
      [planIds],
    );
  }
}

/**
 * A package that is done and comes back, because more was found at its site, counts once more. One that left the plans
 * without being done (what it holds is exempt, say, or absent) was planned and is not there.
 */
function toPackages(rows: readonly PackageRow[], chain: readonly number[]): ProgressPackage[] {
  const firstId = chain[0];
  const lastId = chain.at(-1);
  return [...groupRows(rows, ({ workPackageId }) => workPackageId).values()].flatMap((versions) => {
    const planned = versions.find(({ planId }) => planId === firstId);
    const done = versions
      .filter(({ standing }) => standing === 'DONE')
      .sort((a, b) => chain.indexOf(a.planId) - chain.indexOf(b.planId));
    const left = versions.filter(({ planId, standing }) => planId === lastId && standing !== 'DONE');
    const [first, ...more] = [...done, ...left];
    if (!first) return planned ? [toPackage(planned, planned, true)] : [];
    return [toPackage(first, planned), ...more.map((row) => toPackage(row))];
  });
}

function toPackage(row: PackageRow, planned?: PackageRow, isGone = false): ProgressPackage {
  const pence = (value: string | number | null | undefined) =>
    value === null || value === undefined ? null : Number(value);
  const isDone = row.standing === 'DONE';
  return {
    phase: row.phase,
    siteId: row.siteId,
    devices: row.devices,
    risk: (planned ?? row).risk,
    isPlanned: planned !== undefined,
    isGone,
    plannedFinish: planned?.finish ?? null,
    plannedPence: pence(planned?.pence),
    expectedFinish: isDone || isGone ? null : row.finish,
    doneOn: isDone ? row.doneOn : null,
    actualPence: isDone ? pence(row.actualPence) : null,
  };
}

/** @param base what counts are rounded to, and over how many sites they and what is left of them have to be */
function told(phase: PhaseProgress, base: number | null): ToldPhaseProgress {
  if (base === null) return { ...phase, roundedTo: null };
  const { sites } = phase;
  const isTold = (part: number) => sites >= base && part >= base && (sites - part >= base || part === sites);
  const show = (count: number, ofSites: number) => (isTold(ofSites) ? rounded(count, base) : null);
  return {
    ...{ phase: phase.phase, roundedTo: base, meanDaysLate: null, plannedPence: null, actualPence: null },
    sites: show(sites, sites),
    devices: show(phase.devices, sites),
    workPackages: show(phase.workPackages, sites),
    sitesCleared: show(phase.sitesCleared, phase.sitesCleared),
    devicesRemoved: show(phase.devicesRemoved, phase.sitesCleared),
    workPackagesDone: show(phase.workPackagesDone, phase.sitesCleared),
    sitesDue: show(phase.sitesDue, phase.sitesDue),
    workPackagesDue: show(phase.workPackagesDue, phase.sitesDue),
  };
}
