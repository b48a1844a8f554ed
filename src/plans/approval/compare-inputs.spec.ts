import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Problem } from '../../planning/index.js';
import { handMadeProblem } from '../../../test/support/planning/hand-made.js';
import { problems } from '../../../test/support/planning/problem-arbitraries.js';
import { compareInputs, countChanges, fingerprintOf, type PlanInputs } from './compare-inputs.js';

/** A device for each work package. */
const inputs = (problem: Problem): PlanInputs => ({
  problem,
  deviceIds: new Map(problem.workPackages.map(({ id }, index) => [id, [index + 1]])),
});
const was = inputs(handMadeProblem());
const changed = (change: (problem: Problem) => void): PlanInputs => {
  const problem = handMadeProblem();
  change(problem);
  return { problem, deviceIds: was.deviceIds };
};

describe('what a plan was made of', () => {
  it('is compared part by part, and what differs is named', () => {
    const now = changed((problem) => {
      problem.vendors = problem.vendors.filter(({ id }) => id !== 'V1');
      problem.holidays.push('2026-05-04');
      const [budget] = problem.budgets;
      if (budget) budget.pence -= 1;
    });
    const rest = { siteExternalId: null, fields: [], detail: null };
    expect(compareInputs(was, now)).toEqual([
      { input: 'VENDOR', change: 'REMOVED', externalId: 'V1', ...rest },
      { input: 'BUDGET', change: 'CHANGED', externalId: 'B-EARLY', ...rest, fields: ['pence'] },
      { input: 'HOLIDAY', change: 'ADDED', externalId: '2026-05-04', ...rest },
    ]);
  });

  it('has changed where a work package is of other devices, though nothing else of it is otherwise', () => {
    const [work] = was.problem.workPackages;
    const now = { ...was, deviceIds: new Map([...was.deviceIds, [work?.id ?? '', [4711]]]) };
    expect(compareInputs(was, now)).toEqual([
      {
        ...{ input: 'WORK_PACKAGE', change: 'CHANGED', externalId: work?.id, fields: ['devices'] },
        detail: null,
        siteExternalId: work?.siteId,
      },
    ]);
    expect(fingerprintOf(now)).not.toBe(fingerprintOf(was));
  });

  it('has not changed where work that is done is gone, with its site where nothing else is left there', () => {
    const [first] = was.problem.workPackages;
    const siteId = first?.siteId ?? '';
    const there = was.problem.workPackages.filter((work) => work.siteId === siteId).map(({ id }) => id);
    const now = changed((problem) => {
      problem.workPackages = problem.workPackages.filter((work) => work.siteId !== siteId);
      problem.sites = problem.sites.filter(({ id }) => id !== siteId);
    });
    expect(compareInputs(was, now, new Set(there))).toEqual([]);
    const undone = compareInputs(was, now, new Set(there.slice(1)));
    expect(undone.map(({ input, change, externalId }) => [input, change, externalId])).toEqual([
      ['WORK_PACKAGE', 'REMOVED', first?.id],
      ['SITE', 'REMOVED', siteId],
    ]);
  });

  it('has changed where a package that was done is there again, because more was found', () => {
    const [work] = was.problem.workPackages;
    const now = { ...was, deviceIds: new Map([...was.deviceIds, [work?.id ?? '', [999_999]]]) };
    expect(compareInputs(was, now, new Set([work?.id ?? '']))).toMatchObject([
      { input: 'WORK_PACKAGE', change: 'CHANGED', externalId: work?.id },
    ]);
  });

  it('tells in the fingerprint nothing of risks, which would be found by trying', () => {
    const now = changed((problem) => {
      for (const work of problem.workPackages) work.risk += 1;
    });
    expect(compareInputs(was, now)).toHaveLength(was.problem.workPackages.length);
    expect(fingerprintOf(now)).toBe(fingerprintOf(was));
  });

  it('is the same whatever the terms, and in whatever order it is told', () => {
    fc.assert(
      fc.property(problems(), (problem) => {
        const other: Problem = {
          ...problem,
          start: '2020-01-01',
          penceForRiskDay: problem.penceForRiskDay + 1,
          crews: [...problem.crews].reverse(),
          workPackages: [...problem.workPackages].reverse(),
        };
        const now = { problem: other, deviceIds: inputs(problem).deviceIds };
        expect(compareInputs(inputs(problem), now)).toEqual([]);
        expect(fingerprintOf(now)).toBe(fingerprintOf(inputs(problem)));
      }),
    );
  });

  it('has another fingerprint exactly where something differs that is open, and the counts add up', () => {
    fc.assert(
      fc.property(problems(), problems(), (one, other) => {
        const changes = compareInputs(inputs(one), inputs(other));
        const open = changes.filter(({ fields }) => fields.join() !== 'risk');
        expect(open.length === 0).toBe(fingerprintOf(inputs(one)) === fingerprintOf(inputs(other)));
        const counted = countChanges(changes).reduce((sum, { count }) => sum + count, 0);
        expect(counted).toBe(changes.length);
      }),
    );
  });
});
