import { describe, expect, it } from '@jest/globals';
import { statusReturnPage } from './status-return-page.js';

describe('statusReturnPage', () => {
  it('shows what people wrote as text', () => {
    const page = statusReturnPage({
      ...{
        handling: 'OFFICIAL',
        madeFor: '<img src=x onerror="alert(1)"> & co',
        overdue: 0,
        awaitingUpgrade: 0,
      },
      plan: {
        id: '7',
        organisation: null,
        stage: 'APPROVED',
        start: '2027-01-04',
        end: '2027-12-31',
        rule: 'STRICT_PHASES',
      },
      ...{ decisions: [], orders: [], unscheduled: [], findings: [], years: [] },
      disposal: { disposed: 0, sanitised: 0 },
      progress: {
        asOf: '2027-02-01',
        phases: [],
        months: [],
        riskDaysPlanned: null,
        riskDaysExpected: null,
        weighedBy: 'DEVICES',
      },
    });
    expect(page).toContain('&#60;img src=x onerror=&#34;alert(1)&#34;&#62; &#38; co');
    expect(page).not.toContain('<img');
    expect(page).toContain('the whole estate');
  });
});
