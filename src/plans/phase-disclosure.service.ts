import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import type { DETAIL_FIELDS, DetailField } from '../access/need-to-know/detail-fields.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { ComputedSite } from './computing/computed-site.entity.js';
import { PlanAssignment, PlanAwaiting, PlanWorkPackage } from './plan-work.entity.js';

/** A figure of a phase that adds up the risk of its packages. */
export type WeighedField = (typeof DETAIL_FIELDS)['PlanPhase'][number];

/** Such a figure of a phase that is being planned. */
export type WeighedSoFar = (typeof DETAIL_FIELDS)['PlanProgress'][number];

interface PhaseSites {
  /** The site of the phase, where it has one alone. */
  onlySiteId: number | null;
  /** Sensitive sites of the phase that the present caller may not know. */
  unknownSites: number;
  /** Those of them with work that misses its deadline. */
  unknownLateSites: number;
}

/** As the driver gives sums. */
type SitesRow = Record<
  'planId' | 'phase' | 'sites' | 'firstSiteId' | 'unknownSites' | 'unknownLateSites',
  string | number
>;

/** True of packages that finish after their deadline, or are unscheduled though they have one. */
const IS_LATE =
  'work.deadline IS NOT NULL AND awaiting.number IS NULL AND COALESCE(assignment.finish > work.deadline, TRUE)';

/**
 * Decides which figures of a phase are told. A sum over several sites is; one in which all is known but one site is
 * that site's.
 */
@Injectable()
export class PhaseDisclosure {
  constructor(
    @InjectRepository(ComputedSite) private readonly computed: Repository<ComputedSite>,
    @InjectRepository(PlanWorkPackage) private readonly packages: Repository<PlanWorkPackage>,
    private readonly disclosure: Disclosure,
  ) {}

  /** A figure as the present caller may see it; null where they may not. */
  async figure(
    phase: { planId: number; phase: number } & Record<WeighedField, number>,
    field: WeighedField,
    context: RequestContext,
  ): Promise<number | null> {
    const sites = await this.sitesOf(phase, context);
    if (sites && unknownIn(sites, field) === 1) return null;
    return this.detail(sites, `PlanPhase.${field}`, phase[field], context);
  }

  /** The same of a phase that is being planned. Of sites that nobody knows any more nothing is told. */
  async figureSoFar(
    progress: { planId: number; phase: number } & Record<WeighedSoFar, number | null>,
    field: WeighedSoFar,
    context: RequestContext,
  ): Promise<number | null> {
    const value = progress[field];
    const sites = value === null ? null : await this.sitesSoFar(progress, context);
    if (!sites || sites.unknownSites === 1) return null;
    return this.detail(sites, `PlanProgress.${field}`, value, context);
  }

  /** True where figures of the phase that is being planned are withheld. */
  async isRedactedSoFar(
    progress: { planId: number; phase: number },
    context: RequestContext,
  ): Promise<boolean> {
    const sites = await this.sitesSoFar(progress, context);
    return sites === null || sites.unknownSites === 1;
  }

  /** The phases of a plan of which the sums of all packages are withheld. */
  async withheldPhases(planId: number, { loaders }: Pick<RequestContext, 'loaders'>): Promise<Set<number>> {
    const phases = (await loaders.load(this.sitesByPlanId, planId)) ?? new Map<number, PhaseSites>();
    return new Set([...phases].filter(([, sites]) => sites.unknownSites === 1).map(([phase]) => phase));
  }

  /** Whether any of the plan's sites is one that the present caller may not know in detail. */
  async hasUnknownSites(planId: number, { loaders }: Pick<RequestContext, 'loaders'>): Promise<boolean> {
    const phases = await loaders.load(this.sitesByPlanId, planId);
    return [...(phases?.values() ?? [])].some(({ unknownSites }) => unknownSites > 0);
  }

  /** True where a figure of the phase is withheld. */
  async isRedacted(phase: { planId: number; phase: number }, context: RequestContext): Promise<boolean> {
    const sites = await this.sitesOf(phase, context);
    return sites !== null && (sites.unknownSites === 1 || sites.unknownLateSites === 1);
  }

  private async sitesOf(
    { planId, phase }: { planId: number; phase: number },
    { loaders }: RequestContext,
  ): Promise<PhaseSites | null> {
    return (await loaders.load(this.sitesByPlanId, planId))?.get(phase) ?? null;
  }

  /** Of a computation that is over meanwhile, those of what came of it. */
  private async sitesSoFar(
    progress: { planId: number; phase: number },
    context: RequestContext,
  ): Promise<PhaseSites | null> {
    const phases = await context.loaders.load(this.computedSitesByPlanId, progress.planId);
    return phases?.get(progress.phase) ?? this.sitesOf(progress, context);
  }

  private async detail<Value>(
    sites: PhaseSites | null,
    field: DetailField,
    value: Value,
    context: RequestContext,
  ): Promise<Value | null> {
    if (!sites?.onlySiteId) return value;
    return this.disclosure.detail(field, { siteId: sites.onlySiteId }, () => value, context);
  }

  private readonly computedSitesByPlanId = (
    planIds: readonly number[],
  ): Promise<Map<number, Map<number, PhaseSites>>> =>
    this.countSites(planIds, this.computed.createQueryBuilder('work'), 'FALSE');

  private readonly sitesByPlanId = (
    planIds: readonly number[],
  ): Promise<Map<number, Map<number, PhaseSites>>> =>
    this.countSites(
      planIds,
      this.packages
        .createQueryBuilder('work')
        .leftJoin(PlanAssignment, 'assignment', sameWork('assignment'))
        .leftJoin(PlanAwaiting, 'awaiting', sameWork('awaiting')),
      IS_LATE,
    );

  /**
   * @param works rows `work` of plans, by phase and site
   * @param isLate the condition that one of them is late
   */
  private async countSites<Row extends ObjectLiteral>(
    planIds: readonly number[],
    works: SelectQueryBuilder<Row>,
    isLate: string,
  ): Promise<Map<number, Map<number, PhaseSites>>> {
    const { condition, parameters } = this.disclosure.known('work.siteId');
    const rows = await works
      .select('work.planId', 'planId')
      .addSelect('work.phase', 'phase')
      .addSelect('COUNT(DISTINCT work.siteId)', 'sites')
      .addSelect('MIN(work.siteId)', 'firstSiteId')
      .addSelect(`COUNT(DISTINCT IF(${condition}, NULL, work.siteId))`, 'unknownSites')
      .addSelect(`COUNT(DISTINCT IF(${condition} OR NOT (${isLate}), NULL, work.siteId))`, 'unknownLateSites')
      .where('work.planId IN (:...planIds)', { planIds })
      .setParameters(parameters)
      .groupBy('work.planId')
      .addGroupBy('work.phase')
      .getRawMany<SitesRow>();
    return phasesOf(planIds, rows);
  }
}

function phasesOf(
  planIds: readonly number[],
  rows: readonly SitesRow[],
): Map<number, Map<number, PhaseSites>> {
  const plans = new Map(planIds.map((planId) => [planId, new Map<number, PhaseSites>()]));
  for (const row of rows) {
    plans.get(Number(row.planId))?.set(Number(row.phase), {
      onlySiteId: Number(row.sites) === 1 ? Number(row.firstSiteId) : null,
      unknownSites: Number(row.unknownSites),
      unknownLateSites: Number(row.unknownLateSites),
    });
  }
  return plans;
}

function sameWork(alias: string): string {
  return `${alias}.planId = work.planId AND ${alias}.number = work.number`;
}

function unknownIn({ unknownSites, unknownLateSites }: PhaseSites, field: WeighedField): number {
  return field === 'lateRisk' && unknownSites !== 1 ? unknownLateSites : unknownSites;
}
