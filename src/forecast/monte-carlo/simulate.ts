/** Draws of what a plan may come to cost, and when it may be finished. */
import { WorkingDays, type Day, type DaySpan } from '../../planning/index.js';
import { DrawStream } from './draw-stream.js';
import { FactorTable } from './factor-table.js';
import { groupsOf, PHASES, type ForecastModel, type ForecastWork } from './model.js';

/** Some draws, one after the other; of each, as many figures as there are years, phases and groups. */
export interface DrawBlock {
  draws: number;
  /** Pence by fiscal year of the finish. */
  years: Float64Array;
  /** The day on which each phase is finished; {@link NEVER} where it has no work. */
  finishes: Int32Array;
  /** Pence by group. */
  costs: Float64Array;
  /** Working days by group; 0 for kinds of cost. */
  efforts: Float64Array;
}

export const NEVER = -0x8000_0000;

/** How many draws are made between two looks at whether to go on. */
const STRIDE = 50;

/**
 * The draws from one number up to, not including, another. They depend on the seed and their numbers alone.
 *
 * @param onProgress told how many more are done, every now and then
 */
export function simulate(
  model: ForecastModel,
  seed: number,
  from: number,
  to: number,
  onProgress: (more: number) => void = () => {},
): DrawBlock {
  const simulation = new Simulation(model, to - from);
  for (let draw = from; draw < to; draw += 1) {
    simulation.draw(new DrawStream(seed, draw), draw - from);
    const done = draw - from + 1;
    if (done % STRIDE === 0) onProgress(STRIDE);
    else if (draw === to - 1) onProgress(done % STRIDE);
  }
  return simulation.block;
}

/** Blocks of draws that follow one another, as one. */
export function joinBlocks(blocks: readonly DrawBlock[]): DrawBlock {
  const doubles = (field: 'years' | 'costs' | 'efforts') => {
    const joined = new Float64Array(blocks.reduce((sum, block) => sum + block[field].length, 0));
    let at = 0;
    for (const block of blocks) {
      joined.set(block[field], at);
      at += block[field].length;
    }
    return joined;
  };
  return {
    draws: blocks.reduce((sum, { draws }) => sum + draws, 0),
    years: doubles('years'),
    finishes: Int32Array.from(blocks.flatMap(({ finishes }) => [...finishes])),
    costs: doubles('costs'),
    efforts: doubles('efforts'),
  };
}

class Simulation {
  readonly block: DrawBlock;
  private readonly tables: FactorTable[];
  private readonly effort: FactorTable;
  private readonly calendars: WorkingDays[];
  private readonly groups: number;
  private readonly weights: { vendor: number; region: number; own: number };

  constructor(
    private readonly model: ForecastModel,
    draws: number,
  ) {
    this.tables = model.categories.map(({ spread }) => new FactorTable(spread));
    this.effort = new FactorTable(model.effort);
    this.calendars = model.crews.map(({ from, to, days }) => {
      const working = new Set(days);
      return new WorkingDays(from, to, (day) => working.has(day));
    });
    this.groups = groupsOf(model).length;
    const { vendorCorrelation: vendor, regionCorrelation: region } = model;
    this.weights = {
      vendor: Math.sqrt(vendor),
      region: Math.sqrt(region),
      own: Math.sqrt(Math.max(0, 1 - vendor - region)),
    };
    this.block = {
      draws,
      years: new Float64Array(draws * model.yearEnds.length),
      finishes: new Int32Array(draws * PHASES.length).fill(NEVER),
      costs: new Float64Array(draws * this.groups),
      efforts: new Float64Array(draws * this.groups),
    };
  }

  draw(stream: DrawStream, place: number): void {
    const { model, block, weights } = this;
    const vendors = model.vendors.map(() => stream.normal());
    const regions = model.regions.map(() => stream.normal());
    const crewFreeFrom = model.crews.map(() => NEVER);
    for (const work of model.works) {
      const shared =
        weights.vendor * (vendors[work.vendor] as number) + weights.region * (regions[work.region] as number);
      const z = () => shared + weights.own * stream.normal();
      const isDone = work.standing === 'DONE';
      const days = isDone ? work.days : this.daysOf(work, z());
      const finish = isDone ? work.finish : this.finishOf(work, days, place, crewFreeFrom);
      crewFreeFrom[work.crew] = Math.max(crewFreeFrom[work.crew] as number, finish + 1);
      const phase = place * PHASES.length + work.phase - 1;
      block.finishes[phase] = Math.max(block.finishes[phase] as number, finish);
      const year = this.yearOf(finish);
      for (const { category, pence, pencePerDay } of work.parts) {
        if (isDone) this.charge(work, category, pence, year, place);
        else if (pencePerDay !== null) {
          const more = Math.round((days - work.days) * pencePerDay);
          this.charge(work, category, pence + more, year, place);
        } else {
          const table = this.tables[category] as FactorTable;
          this.charge(work, category, Math.round(pence * table.at(z())), year, place);
        }
      }
      this.count(work, days, place);
    }
  }

  /** As the planner counts them: begun days are whole days. */
  private daysOf({ minutes, minutesPerDay }: ForecastWork, z: number): number {
    return Math.max(1, Math.ceil((minutes * this.effort.at(z)) / minutesPerDay));
  }

  /** The last day of the work, begun as soon as its plan, its crew, its phase and its site let it. */
  private finishOf(work: ForecastWork, days: number, place: number, crewFreeFrom: readonly Day[]): Day {
    const calendar = this.calendars[work.crew] as WorkingDays;
    const last = calendar.days.length - 1;
    const notBefore = this.model.notBefore ?? NEVER;
    if (work.standing === 'BEGUN') {
      // What was to be finished by now and is not, is finished today at the earliest.
      return Math.max(dayAt(calendar, calendar.rankFrom(work.start) + days - 1), notBefore);
    }
    let from = Math.max(work.start, crewFreeFrom[work.crew] as number, notBefore);
    if (work.waitsForPhase1) {
      from = Math.max(from, (this.block.finishes[place * PHASES.length] as number) + 1);
    }
    for (;;) {
      const rank = Math.min(last, calendar.rankFrom(from));
      const [start, finish] = [dayAt(calendar, rank), dayAt(calendar, rank + days - 1)];
      const closure = lastTouching(work.closures, start, finish);
      if (!closure || rank === last) return finish;
      from = closure.to + 1;
    }
  }

  private yearOf(finish: Day): number {
    const { yearEnds } = this.model;
    let year = 0;
    while (year < yearEnds.length - 1 && (yearEnds[year] as number) < finish) year += 1;
    return year;
  }

  private charge(work: ForecastWork, category: number, pence: number, year: number, place: number): void {
    const { model, block } = this;
    const { yearEnds, vendors, regions, categories } = model;
    block.years[place * yearEnds.length + year]! += pence;
    const first = place * this.groups;
    block.costs[first + work.vendor]! += pence;
    block.costs[first + vendors.length + work.region]! += pence;
    block.costs[first + vendors.length + regions.length + category]! += pence;
    block.costs[first + vendors.length + regions.length + categories.length + work.phase - 1]! += pence;
  }

  private count(work: ForecastWork, days: number, place: number): void {
    const { vendors, regions, categories } = this.model;
    const { efforts } = this.block;
    const first = place * this.groups;
    efforts[first + work.vendor]! += days;
    efforts[first + vendors.length + work.region]! += days;
    efforts[first + vendors.length + regions.length + categories.length + work.phase - 1]! += days;
  }
}

/** The working day of a rank; the last one that is known, beyond it. */
function dayAt({ days }: WorkingDays, rank: number): Day {
  return days[Math.min(rank, days.length - 1)] as Day;
}

function lastTouching(closures: readonly DaySpan[], start: Day, finish: Day): DaySpan | undefined {
  return closures.findLast(({ from, to }) => from <= finish && start <= to);
}
