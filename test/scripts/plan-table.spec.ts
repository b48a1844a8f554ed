import { describe, expect, it } from '@jest/globals';
import { formatPlan, type PlanByQuarter } from '../../scripts/start/plan-table.js';

const plan: PlanByQuarter = {
  id: '7',
  start: '2027-01-04',
  end: '2030-03-31',
  rule: 'FILL_IDLE_CAPACITY',
  quarters: [
    {
      phase: 1,
      quarter: '2027-Q2',
      siteCount: 11,
      deviceCount: 1_204,
      costPence: 123_456_789,
      firstStart: '2027-03-29',
      lastFinish: '2027-06-18',
    },
    {
      phase: 1,
      quarter: '2027-Q1',
      siteCount: 2,
      deviceCount: 40,
      costPence: 1_050_049,
      firstStart: '2027-01-11',
      lastFinish: '2027-03-26',
    },
  ],
  phases: [
    {
      phase: 1,
      siteCount: 14,
      deviceCount: 1_251,
      lateRisk: 0,
      objective: 812.5,
      gap: 0,
    },
    {
      phase: 2,
      siteCount: 1,
      deviceCount: 1,
      lateRisk: 2.5,
      objective: 90,
      gap: 0.02221,
    },
  ],
  awaiting: [{ on: '2028-05-02', workPackage: { deviceCount: 12 } }],
  unscheduled: [
    {
      workPackage: { phase: 1, deviceCount: 7, site: { externalId: 'S-3' } },
      detail: 'No crew has the region and the clearance that the site needs in its time of service.',
    },
  ],
};

describe('the table of a plan', () => {
  it('lists each phase by quarter in the order of time, with its totals, in aligned columns', () => {
    expect(formatPlan(plan)).toBe(
      [
        'Plan 7: 2027-01-04 to 2030-03-31, other sites use what the sensitive ones leave',
        '',
        '                Sites  Devices        Cost  First start  Last finish',
        'Phase 1: 14 sensitive sites, 1,251 devices',
        '  2027 Jan–Mar      2       40     £10,500  2027-01-11   2027-03-26',
        '  2027 Apr–Jun     11    1,204  £1,234,568  2027-03-29   2027-06-18',
        '  in all                 1,244  £1,245,068  2027-01-11   2027-06-18',
        'Phase 2: 1 other site, 1 device',
        '  nothing scheduled',
        '',
        'A site counts in each quarter in which work at it finishes.',
        '',
        'Not scheduled',
        '',
        'Site  Phase  Devices  Why',
        'S-3       1        7  No crew has the region and the clearance that the site needs in',
        '                      its time of service.',
        '',
        'Left to an upgrade that is planned anyway: 12 devices in 1 work package, the last on 2028-05-02.',
        '',
        'Phase 1: proved to be the best possible plan.',
        'Phase 2: no plan can beat this one by more than 2.3 %, in risk-days and cost together. Work with a risk of 2.5 misses its deadline.',
      ].join('\n'),
    );
  });

  it('never rounds a gap down to a promise that the bound does not give', () => {
    const phases = [{ ...plan.phases[0]!, gap: 0.000_12 }];
    expect(formatPlan({ ...plan, phases })).toContain('by more than 0.1 %');
  });

  it('says so when nothing is left out', () => {
    const text = formatPlan({ ...plan, unscheduled: [], awaiting: [] });
    expect(text).toContain('Everything is scheduled.');
    expect(text).not.toContain('Left to an upgrade');
  });
});
