import { describe, expect, it } from '@jest/globals';
import { fortnight, work } from '../../../test/support/planning/fortnight.js';
import { checkPlan, planProblem } from '../index.js';

describe('improve', () => {
  it('keeps work out that costs more than it saves by putting other work in its way', async () => {
    // Of the ten days three in a row stay free, unless the small jobs take the third, the sixth and the ninth or so.
    const small = ['S1', 'S2', 'S3'].map((id) => work(id, 1, 1000, 20));
    const problem = fortnight(100, [work('DEAR1', 3, 900_000), work('DEAR2', 4, 900_000), ...small]);
    for (const seed of [1, 2, 3, 4]) {
      const { plan, certificate } = await planProblem(problem, { seed, iterations: 2000 });
      expect(checkPlan(problem, plan, certificate)).toEqual([]);
      expect(plan.unscheduled.map(({ workPackageId }) => workPackageId)).toEqual(['DEAR1', 'DEAR2']);
    }
  });

  it('leaves nothing out that fits where leaving it out would be cheaper', async () => {
    // More open packages than a step looks at, so that the search comes by drafts with room for others.
    const works = Array.from({ length: 40 }, (_, at) => work(`W${at}`, 1 + (at % 3), 1000 * (1 + (at % 7))));
    const problem = fortnight(0, works);
    for (const seed of [1, 2, 3]) {
      const { plan, certificate } = await planProblem(problem, { seed, iterations: 500 });
      expect(checkPlan(problem, plan, certificate)).toEqual([]);
    }
  });

  it('would rather leave work out than await an upgrade beyond the horizon, unless that is in time for a deadline', async () => {
    const problem = fortnight(100, [work('FULL', 10, 0, 9), work('LATER', 10, 0), work('DUE', 10, 0)]);
    for (const site of problem.sites) site.sensitive = false;
    const [, later, due] = problem.workPackages;
    Object.assign(later ?? {}, { awaitUpgradeOn: '2027-01-01' });
    Object.assign(due ?? {}, { awaitUpgradeOn: '2027-01-01', deadline: '2026-06-10' });
    const { plan, certificate } = await planProblem(problem, { seed: 1 });
    expect(checkPlan(problem, plan, certificate)).toEqual([]);
    expect(plan.unscheduled.map(({ workPackageId }) => workPackageId)).toEqual(['LATER']);
    expect(plan.awaiting.map(({ workPackageId }) => workPackageId)).toEqual(['DUE']);
  });

  it('awaits an upgrade that comes before the work could, and no other', async () => {
    const problem = fortnight(100, [work('SOON', 2, 0), work('LATE', 2, 0)]);
    for (const site of problem.sites) site.sensitive = false;
    const [soon, late] = problem.workPackages;
    Object.assign(soon ?? {}, { awaitUpgradeOn: '2026-06-01' });
    Object.assign(late ?? {}, { awaitUpgradeOn: '2026-06-11' });
    const { plan, certificate } = await planProblem(problem, { seed: 1, iterations: 0 });
    expect(checkPlan(problem, plan, certificate)).toEqual([]);
    expect(plan.awaiting.map(({ workPackageId }) => workPackageId)).toEqual(['SOON']);
    expect(plan.assignments).toMatchObject([{ workPackageId: 'LATE', start: '2026-06-01' }]);
  });
});
