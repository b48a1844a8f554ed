/** Cash flow by month and fiscal year, and when budget lines run out: pure. */
import { addMonths, format, parseISO } from 'date-fns';
import { fiscalYearOf } from '../../finance/fiscal-year.js';
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
  const own = ownBooked(events);
  const othersOf = ({ id, takenPence }: Line) => takenPence - (own.get(id) ?? 0);
  const years = yearsOf(events, lines, isApproved, othersOf);
  return {
    months: monthsOf(events, years, { asOf, isApproved }),
    years,
    lines: lines.map((line) => outlookOf(line, events, othersOf(line))),
  };
}

/** What the plan itself has committed and spent of each line. */
function ownBooked(events: readonly MoneyEvent[]): Map<number, number> {
  const own = new Map<number, number>();
  for (const { booked } of events) {
    for (const { budgetId, pence } of booked) own.set(budgetId, (own.get(budgetId) ?? 0) + pence);
  }
  return own;
}

function yearsOf(
  events: readonly MoneyEvent[],
  lines: readonly Line[],
  isApproved: boolean,
  othersOf: (line: Line) => number,
): CashYear[] {
  const numbers = [...lines.map(({ fiscalYear }) => fiscalYear), ...events.map(({ on }) => fiscalYearOf(on))];
  return [...new Set(numbers)].sort().map((fiscalYear) => {
    const ofYear = lines.filter((line) => line.fiscalYear === fiscalYear);
    const flow = flowOf(
      events.filter(({ on }) => fiscalYearOf(on) === fiscalYear),
      isApproved,
    );
    const budgetPence = sumOf(ofYear);
    const takenByOthersPence = ofYear.reduce((sum, line) => sum + othersOf(line), 0);
    const leftPence = budgetPence - takenByOthersPence - flow.forecastPence;
    return { fiscalYear, budgetPence, takenByOthersPence, ...flow, leftPence };
  });
}

function monthsOf(
  events: readonly MoneyEvent[],
  years: readonly CashYear[],
  { asOf, isApproved }: { asOf: string; isApproved: boolean },
): CashMonth[] {
  const flows = new Map(monthsBetween(events).map((month) => [month, [] as MoneyEvent[]]));
  for (const event of events) flows.get(event.on.slice(0, 7))?.push(event);
  let [baseline, actual, forecast, inYear, year] = [0, 0, 0, 0, NaN];
  return [...flows].map(([month, of]) => {
    const flow = flowOf(of, isApproved);
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

function flowOf(events: readonly MoneyEvent[], isApproved: boolean): Flow {
  const of = (kind: MoneyEvent['kind']) => events.filter((event) => event.kind === kind);
  const actualPence = sumOf(of('ACTUAL'));
  const toCome = of('TO_COME');
  return {
    baselinePence: isApproved ? sumOf(of('BASELINE')) : null,
    committedPence: toCome.reduce((sum, { booked }) => sum + sumOf(booked), 0),
    actualPence,
    forecastPence: actualPence + sumOf(toCome),
  };
}

/** Every month from the first to the last. */
function monthsBetween(events: readonly MoneyEvent[]): string[] {
  const found = events.map(({ on }) => on.slice(0, 7)).sort();
  const [first, last] = [found[0], found.at(-1)];
  const months: string[] = [];
  if (first === undefined || last === undefined) return months;
  for (let month = first; month <= last; month = format(addMonths(parseISO(`${month}-01`), 1), 'yyyy-MM')) {
    months.push(month);
  }
  return months;
}

function outlookOf(line: Line, events: readonly MoneyEvent[], takenByOthers: number): LineOutlook {
  const available = line.pence - takenByOthers;
  const drawn = events
    .filter(({ kind }) => kind !== 'BASELINE')
    .flatMap(({ on, charges }) =>
      charges.filter(({ budgetId }) => budgetId === line.id).map(({ pence }) => ({ on, pence })),
    )
    .sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
  let forecastPence = 0;
  let runsOutOn: string | null = null;
  for (const { on, pence } of drawn) {
    forecastPence += pence;
    if (runsOutOn === null && forecastPence > available) runsOutOn = on;
  }
  return { line, forecastPence, leftPence: available - forecastPence, runsOutOn };
}
