/** What a forecast is drawn from: plain data, so that it can be handed to threads. Days are epoch days. */
import type { Day, DaySpan, PhaseNumber } from '../../planning/index.js';
import type { Spread } from './factor-table.js';

/** One kind of cost of a piece of work, as it is estimated. */
export interface CostPart {
  /** Its place in the model's categories. */
  category: number;
  pence: number;
  /** What each day of the crew costs of it: then it is off as they are. Null: it is off by itself. */
  pencePerDay: number | null;
}

/** A work package that the plan places. */
export interface ForecastWork {
  phase: PhaseNumber;
  vendor: number;
  region: number;
  crew: number;
  /** As planned, or as it began. */
  start: Day;
  finish: Day;
  minutes: number;
  minutesPerDay: number;
  /** Working days that the estimate takes. */
  days: number;
  parts: CostPart[];
  /** Of its site; ascending, apart from one another. */
  closures: DaySpan[];
  /** DONE: nothing of it is in doubt any more. BEGUN: its start is not. */
  standing: 'OPEN' | 'BEGUN' | 'DONE';
  /** Whether it has to wait until phase 1 is finished. */
  waitsForPhase1: boolean;
}

export interface CrewCalendar {
  /** The first and the last day that the calendar knows. */
  from: Day;
  to: Day;
  /** The working days between them, ascending. */
  days: Int32Array;
}

export interface ForecastModel {
  vendors: string[];
  regions: string[];
  /** Kinds of cost, with how far their estimates may be out. */
  categories: { name: string; spread: Spread }[];
  /** How far the minutes of work may be out. */
  effort: Spread;
  crews: CrewCalendar[];
  /** What is done or begun, then the rest, both by start: a crew does what has not begun in this order. */
  works: ForecastWork[];
  /** What has not begun does not begin before this day; null: where it is planned earlier, it does. */
  notBefore: Day | null;
  /** How much of the doubt all work with one vendor's products, or in one region, shares: 0 to 1, together at most 1. */
  vendorCorrelation: number;
  regionCorrelation: number;
  /** The first of the fiscal years, and on which day each ends; the last one takes what is later. */
  firstFiscalYear: number;
  yearEnds: Day[];
}

export const PHASES = [1, 2] as const;

/** What the drivers of the spread are told apart by. */
export const DIMENSIONS = ['VENDOR', 'REGION', 'CATEGORY', 'PHASE'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The groups of each dimension, in the order in which draws are kept. */
export function groupsOf(model: ForecastModel): { dimension: Dimension; name: string }[] {
  const names: Record<Dimension, string[]> = {
    VENDOR: model.vendors,
    REGION: model.regions,
    CATEGORY: model.categories.map(({ name }) => name),
    PHASE: PHASES.map(String),
  };
  return DIMENSIONS.flatMap((dimension) => names[dimension].map((name) => ({ dimension, name })));
}
