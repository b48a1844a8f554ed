import { describe, expect, it } from '@jest/globals';
import type { Problem } from '../../planning/index.js';
import { withWorksSoFar, type WorkSoFar } from './works-so-far.js';

/** From Monday 3 May 2027; one crew, four packages of two days. */
const PROBLEM: Problem = {
  ...{ start: '2027-05-03', end: '2027-12-31', rule: 'FILL_IDLE_CAPACITY', penceForRiskDay: 1 },
  ...{ holidays: [], weekend: [6, 7] },
  crews: [{ id: 'C', regions: ['R'], clearance: 0, minutesPerDay: 450, dayRatePence: 10 }],
  vendors: [{ id: 'V' }],
  budgets: [{ id: 'B', from: '2027-04-01', to: '2028-03-31', pence: 100_000 }],
  sites: [{ id: 'S', region: 'R', sensitive: false, clearance: 0, maxCrews: 4 }],
  workPackages: ['A', 'B', 'C', 'D'].map((id) => ({
    ...{ id, siteId: 'S', budgetIds: ['B'], risk: 1 },
    options: [{ id: 'V', vendorId: 'V', units: 1, minutes: 900, costPence: 100, leadDays: 40 }],
  })),
};

const work = (workPackageId: string, more: Partial<WorkSoFar>): WorkSoFar => ({
  ...{ workPackageId, standing: 'UNDER_WAY', startedOn: null },
  assignment: { optionId: 'V', crewId: 'C', start: '2027-05-10' },
  option: { id: 'V', vendorId: 'V', units: 1, minutes: 900, costPence: 90, leadDays: 40 },
  ...more,
});
const after = (works: WorkSoFar[], released: string[] = []) =>
  Object.fromEntries(
    withWorksSoFar(PROBLEM, works, (id) => released.includes(id)).workPackages.map(
      ({ id, pinned, options }) => [id, { on: pinned?.startDay, option: options[0] }],
    ),
  );

describe('withWorksSoFar', () => {
  it('leaves work under way where it began, on the next day that the crew works', () => {
    expect(after([work('A', { startedOn: '2027-04-30' })])['A']?.on).toBe('2027-04-30');
    expect(after([work('A', { startedOn: '2027-05-01' })])['A']?.on).toBe('2027-05-03');
  });

  it('gives work that should be over one more day, and a crew one such day after the other, at the same cost', () => {
    const found = after([work('A', { startedOn: '2027-04-12' }), work('B', { startedOn: '2027-04-19' })]);
    expect(found['A']).toMatchObject({ on: '2027-05-03', option: { minutes: 450, costPence: 100 } });
    expect(found['B']).toMatchObject({ on: '2027-05-04', option: { minutes: 450, costPence: 100 } });
  });

  it('leaves work under way on the budget that holds its money, unless it is finished in another year', () => {
    const budgets = [
      ...PROBLEM.budgets,
      { id: 'CENTRAL', from: '2027-04-01', to: '2027-05-10', pence: 100_000 },
    ];
    const workPackages = PROBLEM.workPackages.map((one) => ({ ...one, budgetIds: ['B', 'CENTRAL'] }));
    const paidBy = (start: string, standing: WorkSoFar['standing'] = 'UNDER_WAY') => {
      const assignment = { optionId: 'V', crewId: 'C', start, budgetId: 'CENTRAL' };
      const works = [work('A', { assignment, standing })];
      const [first] = withWorksSoFar({ ...PROBLEM, budgets, workPackages }, works, () => false).workPackages;
      return first?.budgetIds;
    };
    // Two days' work, to Friday, and from Monday the 10th, on which the budget ends, to Tuesday.
    expect(paidBy('2027-05-06')).toEqual(['CENTRAL']);
    expect(paidBy('2027-05-10')).toEqual(['B', 'CENTRAL']);
    // Should be over: one more day, the first.
    expect(paidBy('2027-04-12')).toEqual(['CENTRAL']);
    expect(paidBy('2027-05-06', 'ORDERED')).toEqual(['B', 'CENTRAL']);
  });

  it('leaves ordered work where it was planned, with what was ordered and no more lead time', () => {
    const found = after([work('C', { standing: 'ORDERED' })]);
    expect(found['C']).toMatchObject({ on: '2027-05-10', option: { costPence: 90, leadDays: 0 } });
  });

  it('lets ordered work go whose day is over, where work under way is, or that is released', () => {
    const start = '2027-04-26';
    const assignment = { optionId: 'V', crewId: 'C', start };
    expect(after([work('C', { standing: 'ORDERED', assignment })])['C']).toMatchObject({
      on: undefined,
      option: { costPence: 90, leadDays: 0 },
    });
    const busy = after([work('C', { standing: 'ORDERED' }), work('D', { startedOn: '2027-05-10' })]);
    expect([busy['C']?.on, busy['D']?.on]).toEqual([undefined, '2027-05-10']);
    const free = after([work('C', { standing: 'ORDERED' })], ['C'])['C'];
    expect(free).toMatchObject({ on: undefined, option: { costPence: 100, leadDays: 40 } });
  });
});
