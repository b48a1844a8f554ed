import { describe, expect, it } from '@jest/globals';
import { worksProgress, type ProgressPackage } from './works-progress.js';

const TERMS = { start: '2027-01-01', end: '2027-03-31', asOf: '2027-02-28' };

const work = (more: Partial<ProgressPackage>): ProgressPackage => ({
  ...{ phase: 1, siteId: 1, devices: 10, risk: 1, isPlanned: true, isGone: false },
  ...{ plannedFinish: null, plannedPence: null, expectedFinish: null, doneOn: null, actualPence: null },
  ...more,
});

/**
 * By hand: A of risk 6 was to end on 10 January and did on the 20th; B of risk 3 was to end in February and is now to
 * end in March, at the same site as A; C of risk 1 never had a day. D of risk 2 was found later.
 */
const A = work({
  risk: 6,
  plannedFinish: '2027-01-10',
  doneOn: '2027-01-20',
  plannedPence: 500,
  actualPence: 560,
});
const B = work({
  risk: 3,
  devices: 4,
  plannedFinish: '2027-02-15',
  expectedFinish: '2027-03-10',
  plannedPence: 100,
});
const C = work({ risk: 1, siteId: 2, phase: 2 });
const D = work({ risk: 2, siteId: 3, phase: 2, isPlanned: false, expectedFinish: '2027-03-20' });

describe('worksProgress', () => {
  it('counts what is done, what was due, and the sites with nothing left to do', () => {
    expect(worksProgress([A, B, C, D], TERMS).phases).toEqual([
      {
        ...{ phase: 1, sites: 1, sitesCleared: 0, devices: 14, devicesRemoved: 10 },
        ...{ workPackages: 2, workPackagesDone: 1, workPackagesDue: 2, sitesDue: 1 },
        ...{ meanDaysLate: 10, plannedPence: 500, actualPence: 560 },
      },
      {
        ...{ phase: 2, sites: 2, sitesCleared: 0, devices: 20, devicesRemoved: 0 },
        ...{ workPackages: 2, workPackagesDone: 0, workPackagesDue: 0, sitesDue: 0 },
        ...{ meanDaysLate: null, plannedPence: 0, actualPence: 0 },
      },
    ]);
  });

  it('burns risk down month by month, against the first plan', () => {
    // Planned, of 10: 4 left after January, 1 after February and March. As it went, of 12: 6 left after January.
    expect(worksProgress([A, B, C, D], { ...TERMS, asOf: '2027-02-10' }).months).toEqual([
      { month: '2027-01', planned: 40, actual: 50, expected: 50 },
      { month: '2027-02', planned: 10, actual: null, expected: 50 },
      { month: '2027-03', planned: 10, actual: null, expected: 8 },
    ]);
  });

  it('sums risk-days, those of what has no day up to the end', () => {
    const { riskDaysPlanned, riskDaysExpected } = worksProgress([A, B, C, D], TERMS);
    expect(riskDaysPlanned).toBe(6 * 10 + 3 * 46 + 90);
    expect(riskDaysExpected).toBe(Number((6 * 20 + 3 * 69 + 90 + 2 * 79).toPrecision(3)));
  });

  it('leaves out what left the plans without being done, but not what was planned', () => {
    const gone = work({ risk: 10, siteId: 9, plannedFinish: '2027-01-10', isGone: true });
    const { phases, months } = worksProgress([A, gone], TERMS);
    expect(phases[0]).toMatchObject({ sites: 1, workPackages: 1, devices: 10 });
    expect(months[0]).toMatchObject({ planned: 0, expected: 0 });
    expect(worksProgress([gone], TERMS).months[0]).toMatchObject({ planned: 0, expected: 0 });
  });

  it('does not know of what is done later', () => {
    const [phase] = worksProgress([A], { ...TERMS, asOf: '2027-01-15' }).phases;
    expect(phase).toMatchObject({ workPackagesDone: 0, workPackagesDue: 1, devicesRemoved: 0 });
  });
});
