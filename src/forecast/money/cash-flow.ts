/** Cash flow by month and fiscal year, and when budget lines run out: pure. */
import { addMonths, format, parseISO } from 'date-fns';
import { fiscalYearOf } from '../../finance/fiscal-year.js';
import { groupRows } from '../../platform/database/rows.js';
import { sumOf, type MoneyEvent } from './money-events.js';

/** A budget line that the plan may be paid from. */
export interface Line {
  id: number;
  externalId: string;
  fiscalYear: number;
  /** What there is of it: its allocation, and what came and went by transfers and from year to year. */
  pence: number;
  /** What is committed and spent of it, by whomever. */
  takenPence: number;
}

/** Sums of a month or a year. */
interface Flow {
  /** Null where no plan was approved. */
  baselinePence: number | null;
  /** Of what is still to come, what is committed. */
  committedPence: number;
  actualPence: number;
  /** Actual, and still to come. */
  forecastPence: number;
}

export interface CashMonth extends Flow {
  /** `YYYY-MM` */
  month: string;
  /** From the beginning up to the end of the month: the curves of an S-curve. */
  baselineToDatePence: number | null;
  /** Null after the month of today. */
  actualToDatePence: number | null;
  forecastToDatePence: number;
  /** What is left at the end of the month of the lines of its fiscal year. */
  budgetLeftPence: number;
}

export interface CashYear extends Flow {
  fiscalYear: number;
  /** What there is of the year's lines. */
  budgetPence: number;
  /** What others have committed and spent of them. */
  takenByOthersPence: number;
  /** Budget, without what others took and what is forecast. */
  leftPence: number;
}

export interface LineOutlook {
  line: Line;
  /** What the plan takes of it in all. */
  forecastPence: number;
  /** Without what others took and what is forecast; negative where it does not suffice. */
  leftPence: number;
  /** The day on which the forecast is more than there is; null where it suffices. */
  runsOutOn: string | null;
}

export interface CashFlow {
  months: CashMonth[];
  years: CashYear[];
  lines: LineOutlook[];
}

/** @param isApproved whether there is a baseline */
export function cashFlow(
  events: readonly MoneyEvent[],
  lines: readonly Line[],
  { asOf, isApproved }: { asOf: string; isApproved: boolean },
): CashFlow {
  const { days, booked, drawn } = addUp(events);
  const othersOf = ({ id, takenPence }: Line) => takenPence - (booked.get(id) ?? 0);
  const years = yearsOf(days, lines, isApproved, othersOf);
  return {
    months: monthsOf(days, years, { asOf, isApproved }),
    years,
    lines: lines.map((line) =>
      outlookOf(line, drawn.get(line.id) ?? new Map<string, number>(), othersOf(line)),
    ),
  };
}

/** What happens on a day. */
interface DaySums {
  on: string;
  baseline: number;
  committed: number;
  actual: number;
  toCome: number;
}

interface Sums {
  /** In their order. */
  days: DaySums[];
  /** What is in the books for the plan, by line. */
  booked: Map<number, number>;
  /** What is spent and will be, by line and day. */
  drawn: Map<number, Map<string, number>>;
}

/** There may be hundreds of thousands of events, but few days and lines: they are gone through once. */
function addUp(events: readonly MoneyEvent[]): Sums {
  const days = new Map<string, DaySums>();
  const booked = new Map<number, number>();
  const drawn = new Map<number, Map<string, number>>();
  for (const event of events) {
    const { kind, on, pence, charges } = event;
    const day = days.get(on) ?? { on, baseline: 0, committed: 0, actual: 0, toCome: 0 };
    days.set(on, day);
    if (kind === 'BASELINE') {
      day.baseline += pence;
      continue;
    }
    if (kind === 'ACTUAL') day.actual += pence;
    else {
      day.toCome += pence;
      day.committed += sumOf(event.booked);
    }
    for (const each of event.booked) booked.set(each.budgetId, (booked.get(each.budgetId) ?? 0) + each.pence);
    for (const each of charges) {
      const line = drawn.get(each.budgetId) ?? new Map<string, number>();
      drawn.set(each.budgetId, line.set(on, (line.get(on) ?? 0) + each.pence));
    }
  }
  return { days: [...days.values()].sort((a, b) => (a.on < b.on ? -1 : 1)), booked, drawn };
}

function yearsOf(
  days: readonly DaySums[],
  lines: readonly Line[],
  isApproved: boolean,
  othersOf: (line: Line) => number,
): CashYear[] {
  const byYear = groupRows(days, ({ on }) => fiscalYearOf(on));
  const numbers = new Set([...lines.map(({ fiscalYear }) => fiscalYear), ...byYear.keys()]);
  return [...numbers].sort().map((fiscalYear) => {
    const ofYear = lines.filter((line) => line.fiscalYear === fiscalYear);
    const flow = flowOf(byYear.get(fiscalYear) ?? [], isApproved);
    const budgetPence = sumOf(ofYear);
    const takenByOthersPence = ofYear.reduce((sum, line) => sum + othersOf(line), 0);
    const leftPence = budgetPence - takenByOthersPence - flow.forecastPence;
    return { fiscalYear, budgetPence, takenByOthersPence, ...flow, leftPence };
  });
}

function monthsOf(
  days: readonly DaySums[],
  years: readonly CashYear[],
  { asOf, isApproved }: { asOf: string; isApproved: boolean },
): CashMonth[] {
  const byMonth = groupRows(days, ({ on }) => on.slice(0, 7));
  let [baseline, actual, forecast, inYear, year] = [0, 0, 0, 0, NaN];
  return monthsBetween(days).map((month) => {
    const flow = flowOf(byMonth.get(month) ?? [], isApproved);
    const fiscalYear = fiscalYearOf(`${month}-01`);
    if (fiscalYear !== year) [year, inYear] = [fiscalYear, 0];
    baseline += flow.baselinePence ?? 0;
    actual += flow.actualPence;
    forecast += flow.forecastPence;
    inYear += flow.forecastPence;
    const { budgetPence = 0, takenByOthersPence = 0 } = years.find((each) => each.fiscalYear === year) ?? {};
    return {
      month,
      ...flow,
      baselineToDatePence: isApproved ? baseline : null,
      actualToDatePence: month <= asOf.slice(0, 7) ? actual : null,
      forecastToDatePence: forecast,
      budgetLeftPence: budgetPence - takenByOthersPence - inYear,
    };
  });
}

function flowOf(days: readonly DaySums[], isApproved: boolean): Flow {
  const add = (field: 'baseline' | 'committed' | 'actual' | 'toCome') =>
    days.reduce((sum, day) => sum + day[field], 0);
  return {
    baselinePence: isApproved ? add('baseline') : null,
    committedPence: add('committed'),
    actualPence: add('actual'),
    forecastPence: add('actual') + add('toCome'),
  };
}

/** Every month from the first to the last. */
function monthsBetween(days: readonly DaySums[]): string[] {
  const [first, last] = [days[0]?.on.slice(0, 7), days.at(-1)?.on.slice(0, 7)];
  const months: string[] = [];
  if (first === undefined || last === undefined) return months;
  for (let month = first; month <= last; month = format(addMonths(parseISO(`${month}-01`), 1), 'yyyy-MM')) {
    months.push(month);
  }
  return months;
}

function outlookOf(line: Line, drawn: ReadonlyMap<string, number>, takenByOthers: number): LineOutlook {
  const available = line.pence - takenByOthers;
  let forecastPence = 0;
  let runsOutOn: string | null = null;
  for (const [on, pence] of [...drawn].sort(([a], [b]) => (a < b ? -1 : 1))) {
    forecastPence += pence;
    if (runsOutOn === null && forecastPence > available) runsOutOn = on;
  }
  return { line, forecastPence, leftPence: available - forecastPence, runsOutOn };
}
