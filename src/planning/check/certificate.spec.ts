import { describe, expect, it } from '@jest/globals';
import { handMadePlan, handMadeProblem } from '../../../test/support/planning/hand-made.js';
import type { Certificate, PhaseCertificate } from '../certificate.js';
import type { PhaseNumber, Problem } from '../problem.js';
import { checkCertificate } from './certificate.js';
import { read } from './reading.js';

/** A risk-day is worth so much that no package of the problem made by hand is better left undone. */
const DEAR_RISK = 10_000;
/**
 * Each package of phase 1 on its own, in pence: P1 on 7 and 8 April, P2 on 15 and 16 April because of the closure
 * (160,000 each, plus 10.25 × 8 and 2 × 16 risk-days), and 91 risk-days of the one that no crew can do.
 */
const ALONE = 160_000 + 820_000 + (160_000 + 320_000) + 910_000;

function certificateOf(phase: PhaseNumber, fields: Partial<PhaseCertificate> = {}): PhaseCertificate {
  return {
    phase,
    relaxation: 'LAGRANGIAN',
    lowerBound: 0,
    crewPrices: [],
    unitPrices: [],
    budgetPrices: [],
    ...fields,
  };
}

function messagesAbout(fields: Partial<PhaseCertificate>, rule: Problem['rule'] = 'STRICT_PHASES'): string[] {
  const problem = { ...handMadeProblem(), penceForRiskDay: DEAR_RISK, rule };
  const certificate: Certificate = { phases: [certificateOf(1, fields), certificateOf(2)] };
  const messages: string[] = [];
  checkCertificate(read(problem, handMadePlan()), certificate, (_, path, message) =>
    messages.push(`${path}: ${message}`),
  );
  return messages;
}

/** The prices prove this bound, and not a hundredth of a penny more. */
function expectProved(pence: number, fields: Partial<PhaseCertificate>, rule?: Problem['rule']): void {
  expect(messagesAbout({ ...fields, lowerBound: pence }, rule)).toEqual([]);
  expect(messagesAbout({ ...fields, lowerBound: pence + 0.01 }, rule)).toEqual([
    `certificate.phases[0].lowerBound: the certificate proves ${pence} pence, but the bound says ${pence + 0.01}`,
  ]);
}

describe('checkCertificate', () => {
  it('takes each package on its own where nothing has a price', () => {
    expectProved(ALONE, {});
  });

  it('takes off what crew days are worth that no work uses', () => {
    // P1 pays for the 8th; the 9th and the 10th are left.
    const crewPrices = [{ crewIds: ['K1'], from: '2026-04-08', millipence: [50_000, 20_000, 5_000] }];
    expectProved(ALONE - 25, { crewPrices });
  });

  it('lets work go where it is cheaper to wait than to pay', () => {
    // The two days of P1 cost 300,000 each: for 205,000 it waits until the 9th, and the price is of no avail.
    const crewPrices = [{ crewIds: ['K1'], from: '2026-04-07', millipence: [300_000_000, 300_000_000] }];
    expectProved(ALONE + 205_000 - 600_000, { crewPrices });
  });

  it('lets a pin of phase 2 pay in phase 1 too, except where phase 1 is planned alone', () => {
    // The pin works on the 1st; nobody works on the 2nd.
    const crewPrices = [{ crewIds: ['K1'], from: '2026-04-01', millipence: [1_000_000, 1_000_000] }];
    expectProved(ALONE - 1_000, { crewPrices });
    expectProved(ALONE - 2_000, { crewPrices }, 'FILL_IDLE_CAPACITY');
  });

  it('charges money to the budgets that hold the finish day', () => {
    // 160,000 + 160,000 + the pin's 190,000 of 900,000, at a tenth of a penny each.
    const budgetPrices = [{ budgetId: 'B-APR', millipence: 100 }];
    expectProved(ALONE + 51_000 - 90_000, { budgetPrices });
  });

  it('counts units up to and including the month of their price', () => {
    // P1 takes 4 units in April. Of the limit up to April 6 are there, of that up to May 11.
    const unitPrices = [
      { vendorId: 'V1', month: '2026-04', millipence: 10_000 },
      { vendorId: 'V1', month: '2026-05', millipence: 20_000 },
    ];
    expectProved(ALONE + 40 - 60 + 80 - 220, { unitPrices });
  });

  it('holds the bound of the plan against the same proof', () => {
    const problem = { ...handMadeProblem(), penceForRiskDay: DEAR_RISK };
    const plan = handMadePlan();
    plan.phases[0].lowerBound = ALONE + 1;
    const paths: string[] = [];
    const certificate: Certificate = { phases: [certificateOf(1), certificateOf(2)] };
    checkCertificate(read(problem, plan), certificate, (_, path) => paths.push(path));
    expect(paths).toEqual(['phases[0].lowerBound']);
  });

  it.each<[string, Partial<PhaseCertificate>]>([
    ['a negative price', { budgetPrices: [{ budgetId: 'B-APR', millipence: -1 }] }],
    ['a broken price', { crewPrices: [{ crewIds: ['K1'], from: '2026-04-01', millipence: [0.5] }] }],
    ['a price that is no number', { unitPrices: [{ vendorId: 'V1', month: '2026-04', millipence: NaN }] }],
    [
      'prices whose sum is not exact',
      { crewPrices: [{ crewIds: ['K1'], from: '2026-04-01', millipence: [2 ** 53 - 1, 9] }] },
    ],
    ['an unknown crew', { crewPrices: [{ crewIds: ['K9'], from: '2026-04-01', millipence: [1] }] }],
    [
      'a crew that stands in it twice',
      { crewPrices: [{ crewIds: ['K1', 'K1'], from: '2026-04-01', millipence: [1] }] },
    ],
    ['a date that is none', { crewPrices: [{ crewIds: ['K1'], from: '2026-04-31', millipence: [1] }] }],
    ['a month that is none', { unitPrices: [{ vendorId: 'V1', month: '2026-13', millipence: 1 }] }],
    ['a limit that does not exist', { unitPrices: [{ vendorId: 'V2', month: '2026-04', millipence: 1 }] }],
    ['an unknown budget', { budgetPrices: [{ budgetId: 'B9', millipence: 1 }] }],
    ['the wrong phase', { phase: 2 }],
  ])('refuses %s', (_, fields) => {
    expect(messagesAbout({ ...fields, lowerBound: 0 })).toHaveLength(1);
  });
});
