import { differenceInCalendarDays, parseISO } from 'date-fns';
import type { SelectQueryBuilder } from 'typeorm';
import { PlanAssignment, PlanWorkPackage } from './plan-work.entity.js';

/** A work package of a plan, with its place in a plan before it and in its own; null where it has none. */
export type ComparedPackage = PlanWorkPackage & { was: PlanAssignment | null; now: PlanAssignment | null };

/** Keeps the packages of a plan that another plan has too, each with its places in both; the alias is `work`. */
export function comparePackages(
  query: SelectQueryBuilder<PlanWorkPackage>,
  { planId, basePlanId }: { planId: number; basePlanId: number },
): SelectQueryBuilder<ComparedPackage> {
  return query
    .innerJoin(
      PlanWorkPackage,
      'base',
      'base.planId = :basePlanId AND base.workPackageId = work.workPackageId',
    )
    .leftJoinAndMapOne(
      'work.was',
      PlanAssignment,
      'was',
      'was.planId = base.planId AND was.number = base.number',
    )
    .leftJoinAndMapOne(
      'work.now',
      PlanAssignment,
      'now',
      'now.planId = work.planId AND now.number = work.number',
    )
    .where('work.planId = :planId', { planId, basePlanId }) as SelectQueryBuilder<ComparedPackage>;
}

/** Days by which the start is later; negative where it is sooner, null where one of the plans has no place. */
export function movedDays({ was, now }: ComparedPackage): number | null {
  return was && now ? differenceInCalendarDays(parseISO(now.start), parseISO(was.start)) : null;
}
