import { dayFrom, isoDateOf } from '../calendar.js';
import type { Assignment } from '../plan.js';
import type { Crew, Problem, Site, Vendor, WorkPackage } from '../problem.js';

/** A plan and the problem that it is of. */
export interface FormerPlan {
  problem: Problem;
  assignments: readonly Assignment[];
}

/**
 * The packages that share nothing with anything that is otherwise than in the problem before: no site, crew, budget
 * or limited vendor, not through others either. Under STRICT_PHASES all of phase 2 shares the end of phase 1.
 *
 * A package whose former place is over, or can no longer be had by its lead time, counts as changed.
 *
 * @returns their ids
 */
export function untouchedPackages(problem: Problem, former: FormerPlan): Set<string> {
  if (!sameTerms(problem, former.problem)) return new Set();
  const groups = new Groups();
  const sites = new Map(problem.sites.map((site) => [site.id, site]));
  for (const demand of demandsOf(problem)) groups.join(demand.key, ...crewKeys(problem.crews, demand));
  for (const work of problem.workPackages) {
    groups.join(`package ${work.id}`, ...sharedBy(work, sites.get(work.siteId), problem.vendors));
  }
  for (const key of changedKeys(problem, former)) groups.touch(key);
  const untouched = (works: WorkPackage[]) => works.filter(({ id }) => !groups.isTouched(`package ${id}`));
  const isSensitive = ({ siteId }: WorkPackage) => sites.get(siteId)?.sensitive === true;
  const phase1 = problem.workPackages.filter(isSensitive);
  const still = untouched(problem.workPackages);
  const isGateOpen = problem.rule !== 'STRICT_PHASES' || untouched(phase1).length === phase1.length;
  return new Set(still.filter((work) => isGateOpen || isSensitive(work)).map(({ id }) => id));
}

function sameTerms(a: Problem, b: Problem): boolean {
  const terms = ({ end, rule, penceForRiskDay, holidays, weekend }: Problem) =>
    JSON.stringify([end, rule, penceForRiskDay, holidays, weekend]);
  return terms(a) === terms(b);
}

interface Demand {
  key: string;
  region: string;
  clearance: number;
}

function demandOf({ region, clearance }: Site): Demand {
  return { key: `demand ${clearance} ${region}`, region, clearance };
}

function demandsOf({ sites }: Problem): Demand[] {
  return [...new Map(sites.map((site) => [demandOf(site).key, demandOf(site)])).values()];
}

function crewKeys(crews: readonly Crew[], { region, clearance }: Demand): string[] {
  return crews
    .filter((crew) => crew.regions.includes(region) && crew.clearance >= clearance)
    .map(({ id }) => `crew ${id}`);
}

function sharedBy(work: WorkPackage, site: Site | undefined, vendors: readonly Vendor[]): string[] {
  const limited = new Set(vendors.filter(({ supply }) => supply).map(({ id }) => id));
  return [
    `site ${work.siteId}`,
    ...(site ? [demandOf(site).key] : []),
    ...work.budgetIds.map((id) => `budget ${id}`),
    ...work.options
      .filter(({ vendorId }) => limited.has(vendorId))
      .map(({ vendorId }) => `vendor ${vendorId}`),
  ];
}

/** What is otherwise than before: the keys of rows that changed, and of what those shared that are gone. */
function changedKeys(problem: Problem, { problem: before, assignments }: FormerPlan): string[] {
  const keys: string[] = [];
  const compare = <Row extends { id: string }>(
    kind: string,
    now: readonly Row[],
    then: readonly Row[],
    gone: (row: Row) => string[],
  ) => {
    const known = new Map(then.map((row) => [row.id, JSON.stringify(row)]));
    for (const row of now) {
      if (known.get(row.id) !== JSON.stringify(row)) keys.push(`${kind} ${row.id}`);
      known.delete(row.id);
    }
    for (const row of then) if (known.has(row.id)) keys.push(...gone(row));
  };
  const siteBefore = new Map(before.sites.map((site) => [site.id, site]));
  compare('crew', problem.crews, before.crews, (crew) =>
    demandsOf(before)
      .filter((demand) => crewKeys([crew], demand).length > 0)
      .map(({ key }) => key),
  );
  compare('vendor', problem.vendors, before.vendors, ({ id }) => [`vendor ${id}`]);
  compare('budget', problem.budgets, before.budgets, ({ id }) => [`budget ${id}`]);
  compare('site', problem.sites, before.sites, (site) => [`site ${site.id}`]);
  const budgets = new Set(problem.budgets.map(({ id }) => id));
  const plain = (work: WorkPackage): WorkPackage => {
    const { pinned: _, ...rest } = work;
    return { ...rest, budgetIds: work.budgetIds.filter((id) => budgets.has(id)) };
  };
  compare('package', problem.workPackages.map(plain), before.workPackages.map(plain), (work) =>
    sharedBy(work, siteBefore.get(work.siteId), before.vendors),
  );
  return [...keys, ...lostPlaces(problem, assignments)];
}

/** The packages that cannot be where they were: pinned elsewhere, over, or too soon for their lead time. */
function lostPlaces(problem: Problem, assignments: readonly Assignment[]): string[] {
  const places = new Map(assignments.map((assignment) => [assignment.workPackageId, assignment]));
  return problem.workPackages.flatMap(({ id, pinned, options, notBefore }) => {
    const place = places.get(id);
    if (pinned) {
      const { optionId, crewId, startDay } = pinned;
      const isSame = place?.optionId === optionId && place.crewId === crewId && place.start === startDay;
      return isSame ? [] : [`package ${id}`];
    }
    if (!place) return [];
    const option = options.find((candidate) => candidate.id === place.optionId);
    const earliest = option ? isoDateOf(dayFrom(0, problem.start) + option.leadDays) : '9999-12-31';
    return place.start < earliest || place.start < (notBefore ?? '') ? [`package ${id}`] : [];
  });
}

/** What hangs together, and whether anything in it changed. */
class Groups {
  private readonly parent = new Map<string, string>();
  private readonly touched = new Set<string>();

  join(key: string, ...others: string[]): void {
    for (const other of others) this.parent.set(this.rootOf(other), this.rootOf(key));
  }

  /** Only once everything is joined. */
  touch(key: string): void {
    this.touched.add(this.rootOf(key));
  }

  isTouched(key: string): boolean {
    return this.touched.has(this.rootOf(key));
  }

  private rootOf(key: string): string {
    let root = key;
    for (let up = this.parent.get(root); up !== undefined && up !== root; up = this.parent.get(root))
      root = up;
    for (let at = key; at !== root;) {
      const next = this.parent.get(at) as string;
      this.parent.set(at, root);
      at = next;
    }
    return root;
  }
}
