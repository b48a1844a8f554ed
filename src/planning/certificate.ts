/**
 * The certificate document: what proves the lower bounds of a plan.
 *
 * Every work package is given the cheapest choice it has when it must pay for what it shares with others: a price
 * for each day of a crew, for each unit of a vendor, for each penny of a budget. In any plan those payments are at
 * most price × what there is of each, so the sum of all cheapest choices less price × what there is can be beaten
 * by no plan, whatever the prices are, as long as none is negative (Lagrangian relaxation). Prices of nothing at all
 * give the simplest bound: each package on its own.
 *
 * All prices are whole thousandths of a penny (millipence), so that the proof is a sum of whole numbers.
 */
import type { IsoDate, PhaseNumber } from './problem.js';

export interface CrewPrices {
  /** Crews that ask the same; a crew stands in one entry at most, and one in none asks nothing. */
  crewIds: string[];
  /** The day that the first price is for. */
  from: IsoDate;
  /** For each calendar day from `from` on: what work pays for a working day of the crew. Later days are free. */
  millipence: number[];
}

export interface UnitPrice {
  vendorId: string;
  /** `YYYY-MM`: the price belongs to the limit on all units up to and including this month. */
  month: string;
  /** What each unit pays whose work starts in this month or before. */
  millipence: number;
}

export interface BudgetPrice {
  budgetId: string;
  /** What each penny pays that is charged to the budget, on top of itself. */
  millipence: number;
}

export interface PhaseCertificate {
  phase: PhaseNumber;
  relaxation: 'LAGRANGIAN';
  /** Pence. The prices below prove it; given the plan's phase 1 where the phase is 2. */
  lowerBound: number;
  crewPrices: CrewPrices[];
  unitPrices: UnitPrice[];
  budgetPrices: BudgetPrice[];
}

export interface Certificate {
  phases: [PhaseCertificate, PhaseCertificate];
}
