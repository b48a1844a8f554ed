import { describe, expect, it } from '@jest/globals';
import { changeOf, DELAY_POINTS, nameOf, pointOf } from './cost-of-delay.js';

describe('the points of the cost of delay', () => {
  it('are six months and five steps of money, each known by its change again', () => {
    expect(DELAY_POINTS).toHaveLength(11);
    for (const point of DELAY_POINTS) expect(pointOf([changeOf(point)])).toBe(point);
    expect(DELAY_POINTS.map(nameOf)).toContain('Start 1 month later');
    expect(DELAY_POINTS.map(nameOf)).toContain('£500,000 less');
  });

  it('are no other what-ifs', () => {
    const [point] = DELAY_POINTS;
    if (!point) throw new Error('expected a point');
    expect(pointOf([])).toBeUndefined();
    expect(pointOf([changeOf(point), changeOf(point)])).toBeUndefined();
    expect(pointOf([{ delay: { months: 7 } }])).toBeUndefined();
    const budget = { organisationId: 1, fiscalYear: null, addPence: null, percent: null };
    expect(pointOf([{ budget: { ...budget, spreadPence: -10_000_000 } }])).toBeUndefined();
  });
});
