/** What draws come to: the figures that a forecast tells. */
import { isoDateOf, type IsoDate, type PhaseNumber } from '../../planning/index.js';
import { groupsOf, PHASES, type Dimension, type ForecastModel } from './model.js';
import { covarianceOf, meanOf, percentilesOf, rankCorrelationOf, type Percentiles } from './percentiles.js';
import { NEVER, type DrawBlock } from './simulate.js';

/** Pence. Planned: as estimated, on the days that are planned. */
export interface CostForecast extends Percentiles {
  plannedPence: number;
  meanPence: number;
}

export interface YearForecast extends CostForecast {
  fiscalYear: number;
}

export interface PhaseForecast {
  phase: PhaseNumber;
  plannedFinish: IsoDate;
  p10: IsoDate;
  p50: IsoDate;
  p80: IsoDate;
  p90: IsoDate;
}

/** What part of the doubt comes from one group of work or kind of cost. */
export interface Driver {
  dimension: Dimension;
  name: string;
  /**
   * Its part in the variance of the total cost: the covariance of its cost with the total, as a share of the total's
   * variance. Those of a dimension add up to 1; null where nothing is in doubt.
   */
  costShare: number | null;
  /** Spearman's, between the days that its work takes and the last finish; null where one of them never varies. */
  finishCorrelation: number | null;
}

export interface ForecastSummary {
  total: CostForecast;
  years: YearForecast[];
  phases: PhaseForecast[];
  /** By dimension, those that drive the cost the most first. */
  drivers: Driver[];
}

export function summarise(model: ForecastModel, block: DrawBlock): ForecastSummary {
  const years = model.yearEnds.length;
  const planned = plannedOf(model);
  const total = Float64Array.from({ length: block.draws }, (_, draw) => {
    let sum = 0;
    for (let year = 0; year < years; year += 1) sum += block.years[draw * years + year] as number;
    return sum;
  });
  return {
    total: costOf(total, sumOf(planned)),
    years: planned
      .map((pence, year) => ({
        fiscalYear: model.firstFiscalYear + year,
        ...costOf(columnOf(block.years, years, year), pence),
      }))
      .filter(({ plannedPence, meanPence }) => plannedPence > 0 || meanPence > 0),
    phases: PHASES.flatMap((phase) => finishOf(model, block, phase)),
    drivers: driversOf(model, block, total),
  };
}

function costOf(draws: Float64Array, plannedPence: number): CostForecast {
  return { plannedPence, meanPence: Math.round(meanOf(draws)), ...percentilesOf(draws) };
}

/** What each year is planned to cost. */
function plannedOf({ works, yearEnds }: ForecastModel): number[] {
  const planned = yearEnds.map(() => 0);
  for (const { finish, parts } of works) {
    const year = yearEnds.findIndex((end, at) => finish <= end || at === yearEnds.length - 1);
    planned[year]! += sumOf(parts.map(({ pence }) => pence));
  }
  return planned;
}

function finishOf({ works }: ForecastModel, block: DrawBlock, phase: PhaseNumber): PhaseForecast[] {
  const finishes = columnOf(block.finishes, PHASES.length, phase - 1);
  if (finishes[0] === NEVER) return [];
  const planned = works.filter((work) => work.phase === phase).map(({ finish }) => finish);
  const { p10, p50, p80, p90 } = percentilesOf(finishes);
  return [
    {
      phase,
      plannedFinish: isoDateOf(planned.reduce((last, finish) => Math.max(last, finish))),
      ...{ p10: isoDateOf(p10), p50: isoDateOf(p50), p80: isoDateOf(p80), p90: isoDateOf(p90) },
    },
  ];
}

function driversOf(model: ForecastModel, block: DrawBlock, total: Float64Array): Driver[] {
  const groups = groupsOf(model);
  const variance = covarianceOf(total, total);
  const last = Float64Array.from({ length: block.draws }, (_, draw) =>
    Math.max(...PHASES.map((_phase, at) => block.finishes[draw * PHASES.length + at] as number)),
  );
  const drivers = groups.map(({ dimension, name }, group) => ({
    ...{ dimension, name },
    costShare:
      variance > 0 ? covarianceOf(columnOf(block.costs, groups.length, group), total) / variance : null,
    finishCorrelation: rankCorrelationOf(columnOf(block.efforts, groups.length, group), last),
  }));
  const order = new Map(groups.map(({ dimension }, at) => [dimension, at]));
  return drivers.sort(
    (a, b) =>
      (order.get(a.dimension) ?? 0) - (order.get(b.dimension) ?? 0) ||
      (b.costShare ?? 0) - (a.costShare ?? 0) ||
      (a.name < b.name ? -1 : 1),
  );
}

/** One figure of all draws. */
function columnOf(rows: Float64Array | Int32Array, width: number, column: number): Float64Array {
  const draws = rows.length / width;
  return Float64Array.from({ length: draws }, (_, draw) => rows[draw * width + column] as number);
}

function sumOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0);
}
