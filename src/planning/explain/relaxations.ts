import { epochDayOf, isoDateOf, isoMonthOf, type Day } from '../calendar.js';
import { costOf, type CrewClass, type Model, type Placement } from '../model.js';
import type { Plan } from '../plan.js';
import type { Crew, IsoDate, Problem, Site } from '../problem.js';
import { withoutLimits, type Limit } from './limits.js';
import { packageIn, plannedFrom, windowFor, type Planned } from './planned.js';
import { RelaxedTimetable, type PhaseWindow } from './relaxed-timetable.js';

/** One change by itself that would let an unscheduled package into the plan, the smallest of its kind. */
export interface Relaxation {
  kind:
    | 'MORE_BUDGET'
    | 'MORE_SUPPLY'
    | 'LATER_END'
    | 'SHORTER_LEAD_TIME'
    | 'NO_CLOSURES'
    | 'ONE_MORE_CREW_AT_SITE'
    | 'HIGHER_CLEARANCE'
    | 'PHASE_1_ENDS_EARLIER';
  /** The budget, vendor, site or crew that changes; the package for what is its own. */
  id: string;
  /** Pence, units, days, or the clearance level needed; 1 where there is nothing to count. */
  amount: number;
  /** Supply: the month, `YYYY-MM`, in which the units come. */
  month?: string;
  /** Where the package would then go. */
  optionId: string;
  crewId: string;
  start: IsoDate;
  finish: IsoDate;
}

/**
 * For an unscheduled package, the smallest single changes that would admit it, each found by trying it in the plan
 * as it stands. Empty where no single change of these kinds would do. Throws RangeError for a package that the
 * problem has not.
 */
export function relaxationsFor(problem: Problem, plan: Plan, workPackageId: string): Relaxation[] {
  const planned = plannedFrom(problem, plan);
  const workPackage = packageIn(planned, workPackageId);
  if (planned.timetable.isPlaced(workPackage)) return [];
  const trial = new Trial(planned, workPackage);
  return [
    trial.moreBudget(),
    trial.moreSupply(),
    trial.laterEnd(),
    trial.shorterLeadTime(),
    trial.noClosures(),
    trial.oneMoreCrew(),
    trial.higherClearance(),
    trial.phase1EndsEarlier(),
  ].filter((relaxation) => relaxation !== undefined);
}

type Change = Pick<Relaxation, 'kind' | 'id' | 'amount' | 'month'>;

class Trial {
  private readonly model: Model;
  private readonly window: PhaseWindow;
  private readonly work: Problem['workPackages'][number];
  private readonly site: Site;

  constructor(
    private readonly planned: Planned,
    private readonly workPackage: number,
  ) {
    this.model = planned.model;
    this.window = windowFor(planned, workPackage);
    const { problem, packages } = this.model;
    this.work = problem.workPackages[workPackage] as Problem['workPackages'][number];
    this.site = problem.sites[packages.site[workPackage] as number] as Site;
  }

  /** The least money more in one budget; what it is tried at are the sums that some option and crew would lack. */
  moreBudget(): Relaxation | undefined {
    const { timetable } = this.planned;
    const lacks = new Map<string, { budget: number; pence: number }>();
    for (const budgetId of this.work.budgetIds) {
      const budget = this.model.problem.budgets.findIndex(({ id }) => id === budgetId);
      for (const costPence of this.costs()) {
        const pence = costPence - (timetable.budgetLeft[budget] as number);
        if (pence > 0) lacks.set(`${budget} ${pence}`, { budget, pence });
      }
    }
    const ascending = [...lacks.values()].sort((a, b) => a.pence - b.pence || a.budget - b.budget);
    const relaxed = this.without([]);
    for (const { budget, pence } of ascending) {
      const { budgetLeft } = relaxed.timetable;
      const before = budgetLeft[budget] as number;
      budgetLeft[budget] = before + pence;
      const placement = relaxed.earliestAdmission(this.workPackage);
      budgetLeft[budget] = before;
      const id = this.model.problem.budgets[budget]?.id ?? '';
      if (placement) return this.answer({ kind: 'MORE_BUDGET', id, amount: pence }, placement);
    }
    return undefined;
  }

  /** The fewest units more from one vendor, and of the months that do the latest. */
  moreSupply(): Relaxation | undefined {
    const { stock } = this.planned.timetable;
    const { monthCount, options, firstMonth } = this.model;
    const lacks: { vendor: number; month: number; units: number }[] = [];
    for (const option of this.options()) {
      const vendor = options.vendor[option] as number;
      for (let month = 0; month < monthCount; month += 1) {
        const units = (options.units[option] as number) - stock.roomIn(vendor, month);
        if (units > 0) lacks.push({ vendor, month, units });
      }
    }
    lacks.sort((a, b) => a.units - b.units || b.month - a.month || a.vendor - b.vendor);
    const relaxed = this.without([]);
    for (const { vendor, month, units } of lacks) {
      relaxed.timetable.stock.take(vendor, month, -units);
      const placement = relaxed.earliestAdmission(this.workPackage);
      relaxed.timetable.stock.take(vendor, month, units);
      const id = this.model.problem.vendors[vendor]?.id ?? '';
      const change: Change = {
        kind: 'MORE_SUPPLY',
        id,
        amount: units,
        month: isoMonthOf(firstMonth + month),
      };
      if (placement) return this.answer(change, placement);
    }
    return undefined;
  }

  /** The fewest days more at the end: up to the earliest finish if the plan had no end. */
  laterEnd(): Relaxation | undefined {
    const placement = this.without(['HORIZON_END']).earliestAdmission(this.workPackage);
    if (!placement || placement.finish < this.model.horizon) return undefined;
    const amount = placement.finish - this.model.horizon + 1;
    return this.answer({ kind: 'LATER_END', id: this.work.id, amount }, placement);
  }

  /** The fewest days less of one option's lead time. */
  shorterLeadTime(): Relaxation | undefined {
    const relaxed = this.without(['LEAD_TIME']);
    let best: { placement: Placement; amount: number } | undefined;
    for (const option of this.options()) {
      const { leadDays } = this.work.options[option - (this.options()[0] as number)] ?? { leadDays: 0 };
      for (let amount = 1; amount <= leadDays && amount < (best?.amount ?? Infinity); amount += 1) {
        const placement = relaxed.admissionFrom(this.workPackage, option, leadDays - amount);
        if (placement) best = { placement, amount };
      }
    }
    return (
      best &&
      this.answer({ kind: 'SHORTER_LEAD_TIME', id: this.work.id, amount: best.amount }, best.placement)
    );
  }

  noClosures(): Relaxation | undefined {
    const sites = this.model.problem.sites.map((site) =>
      site === this.site ? { ...site, closures: [] } : site,
    );
    return this.tried({ kind: 'NO_CLOSURES', id: this.site.id, amount: 1 }, { ...this.model.problem, sites });
  }

  oneMoreCrew(): Relaxation | undefined {
    const maxCrews = this.site.maxCrews + 1;
    const sites = this.model.problem.sites.map((site) => (site === this.site ? { ...site, maxCrews } : site));
    return this.tried(
      { kind: 'ONE_MORE_CREW_AT_SITE', id: this.site.id, amount: 1 },
      { ...this.model.problem, sites },
    );
  }

  /** One crew of the region cleared for the site. */
  higherClearance(): Relaxation | undefined {
    const { problem } = this.model;
    const { region, clearance } = this.site;
    const isShort = (crew: Crew) => crew.regions.includes(region) && crew.clearance < clearance;
    if (!problem.crews.some(isShort)) return undefined;
    const crews = problem.crews.map((crew) => (isShort(crew) ? { ...crew, clearance } : crew));
    const placement = this.with({ ...problem, crews }).earliestAdmission(this.workPackage);
    const crew = placement && problem.crews[placement.crew];
    return crew && this.answer({ kind: 'HIGHER_CLEARANCE', id: crew.id, amount: clearance }, placement);
  }

  /** The fewest days by which phase 1 would have to end earlier for a package of phase 2. */
  phase1EndsEarlier(): Relaxation | undefined {
    const { earliestStart } = this.window;
    const relaxed = this.without([]);
    for (let amount = 1; amount <= earliestStart; amount += 1) {
      relaxed.timetable.earliestDay = earliestStart - amount;
      const placement = relaxed.earliestAdmission(this.workPackage);
      if (placement)
        return this.answer({ kind: 'PHASE_1_ENDS_EARLIER', id: this.work.id, amount }, placement);
    }
    return undefined;
  }

  private tried(change: Change, problem: Problem): Relaxation | undefined {
    const placement = this.with(problem).earliestAdmission(this.workPackage);
    return placement && this.answer(change, placement);
  }

  private without(limits: Limit[]): RelaxedTimetable {
    const waived = new Set(limits);
    return this.with(withoutLimits(this.model.problem, waived), waived);
  }

  private with(problem: Problem, limits: ReadonlySet<Limit> = new Set()): RelaxedTimetable {
    return new RelaxedTimetable(this.planned.timetable, this.window, limits, problem);
  }

  private options(): number[] {
    const { firstOption } = this.model.packages;
    const first = firstOption[this.workPackage] as number;
    return Array.from(
      { length: (firstOption[this.workPackage + 1] as number) - first },
      (_, at) => first + at,
    );
  }

  private costs(): number[] {
    const { eligible, packages, crewClasses } = this.model;
    const classes = [...(eligible[packages.demand[this.workPackage] as number] as Int32Array)];
    return this.options().flatMap((option) =>
      classes.map((index) => costOf(this.model, option, crewClasses[index] as CrewClass)),
    );
  }

  private answer(change: Change, { option, crew, start, finish }: Placement): Relaxation {
    const date = (day: Day) => isoDateOf((epochDayOf(this.model.problem.start) as number) + day);
    return {
      ...change,
      optionId: this.work.options[option - (this.options()[0] as number)]?.id ?? '',
      crewId: this.model.problem.crews[crew]?.id ?? '',
      start: date(start),
      finish: date(finish),
    };
  }
}
