import { monthNumberOf } from '../calendar.js';
import type { Certificate, PhaseCertificate } from '../certificate.js';
import type { PhaseNumber, Problem } from '../problem.js';

/** What more of a resource would be worth to a phase, by the prices that prove its bound. */
export interface Worth {
  phase: PhaseNumber;
  resource: 'CREW_WEEK' | 'BUDGET' | 'SUPPLY';
  /** Region, budget or vendor. */
  id: string;
  /** How much more: 1 crew-week at the time where it helps most, 100,000 pence, or 100 units from the first month on. */
  amount: number;
  /** Pence of the objective. */
  worthPence: number;
  /** The same in risk-days; null where a risk-day is worth nothing. */
  worthRiskDays: number | null;
}

const WORKING_DAYS_A_WEEK = 5;
const THOUSAND_POUNDS_IN_PENCE = 100_000;
const HUNDRED_UNITS = 100;
const MILLIPENCE_PER_PENNY = 1000;

/**
 * What one more crew-week in each region, £1,000 more in each budget and 100 more units from each vendor are worth.
 * These are the slopes of the bound: exact for a little more, an upper estimate for a lot more. What is not scarce
 * is worth nothing and left out.
 */
export function worthOfMore(problem: Problem, certificate: Certificate): Worth[] {
  return certificate.phases.flatMap((phase) =>
    [...crewWeeks(problem, phase), ...budgets(phase), ...supplies(phase)].map(
      ({ resource, id, amount, millipence }) => {
        const worthPence = millipence / MILLIPENCE_PER_PENNY;
        const worthRiskDays = problem.penceForRiskDay === 0 ? null : worthPence / problem.penceForRiskDay;
        return { phase: phase.phase, resource, id, amount, worthPence, worthRiskDays };
      },
    ),
  );
}

type Priced = Pick<Worth, 'resource' | 'id' | 'amount'> & { millipence: number };

function crewWeeks(problem: Problem, { crewPrices }: PhaseCertificate): Priced[] {
  const regionsOf = new Map(problem.crews.map(({ id, regions }) => [id, regions]));
  const best = new Map<string, number>();
  for (const { crewIds, millipence } of crewPrices) {
    // A calendar week holds five working days at most, all at about the same price.
    const peak = WORKING_DAYS_A_WEEK * millipence.reduce((most, price) => Math.max(most, price), 0);
    for (const region of new Set(crewIds.flatMap((id) => regionsOf.get(id) ?? []))) {
      best.set(region, Math.max(best.get(region) ?? 0, peak));
    }
  }
  return [...best]
    .filter(([, millipence]) => millipence > 0)
    .map(([id, millipence]) => ({ resource: 'CREW_WEEK', id, amount: 1, millipence }));
}

function budgets({ budgetPrices }: PhaseCertificate): Priced[] {
  return budgetPrices
    .filter(({ millipence }) => millipence > 0)
    .map(({ budgetId, millipence }) => ({
      resource: 'BUDGET',
      id: budgetId,
      amount: THOUSAND_POUNDS_IN_PENCE,
      millipence: millipence * THOUSAND_POUNDS_IN_PENCE,
    }));
}

/** More units in the first month loosen the limit of every month, so their worth is the sum of all prices. */
function supplies({ unitPrices }: PhaseCertificate): Priced[] {
  const perUnit = new Map<string, number>();
  const byMonth = [...unitPrices].sort(
    (a, b) => (monthNumberOf(a.month) ?? 0) - (monthNumberOf(b.month) ?? 0),
  );
  for (const { vendorId, millipence } of byMonth) {
    perUnit.set(vendorId, (perUnit.get(vendorId) ?? 0) + millipence);
  }
  return [...perUnit]
    .filter(([, millipence]) => millipence > 0)
    .map(([id, millipence]) => ({
      resource: 'SUPPLY',
      id,
      amount: HUNDRED_UNITS,
      millipence: millipence * HUNDRED_UNITS,
    }));
}
