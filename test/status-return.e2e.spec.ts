import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import {
  TODAY,
  issueWorks,
  makeYard,
  makeYardSite,
  moveOrder,
  orderOf,
  putInForce,
} from './support/works.js';

describe('the status return of a plan', () => {
  let api: TestApi;
  let planId: number;
  beforeAll(async () => {
    api = await startApi();
    await makeYard(api);
    const first = await makeYardSite(api, 'ONE');
    const second = await makeYardSite(api, 'TWO');
    planId = await putInForce(api, 'ORG', [
      { ...first, start: '2026-01-12', finish: '2026-01-13' },
      { ...second, start: '2027-11-01', finish: '2027-11-02' },
    ]);
    await issueWorks(api, planId);
    await moveOrder(api, await orderOf(api, first.id), 'ORDERED');
    await api.grant('portal', ['CLIENT']);
  });
  afterAll(() => api.close());

  const get = (ending: string, subject?: string) =>
    api.fetch(`/plans/${planId}/status-return.${ending}`, {}, subject);

  it('tells how things stand in sums, marked, for whom it was made, and on record', async () => {
    const response = await get('json');
    expect(response.status).toBe(200);
    expect(response.headers.get('handling-marking')).toBe('OFFICIAL-SENSITIVE');
    expect(response.headers.get('content-disposition')).toContain(`status-return-${planId}-${TODAY}`);
    const told = (await response.json()) as Record<string, unknown>;
    expect(told).toMatchObject({
      handling: 'OFFICIAL-SENSITIVE',
      plan: { id: String(planId), stage: 'APPROVED', organisation: 'ORG' },
      orders: [
        { what: 'ORDERED', count: 1 },
        { what: 'PLANNED', count: 1 },
      ],
      overdue: 1,
      disposal: { disposed: 0, sanitised: 0 },
    });
    expect(JSON.stringify(told)).not.toContain('ONE');
    const entries = await api.dataSource.query(
      "SELECT state_after FROM audit_entries WHERE action = 'export' AND subject_type = 'Plan' AND subject_id = ?",
      [String(planId)],
    );
    expect(entries).toHaveLength(1);
  });

  it('is a page to read, too, in which nothing of the data is markup', async () => {
    const response = await get('html');
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    expect(page).toContain(`<h1>Status return as of ${TODAY}</h1>`);
    expect(page).toContain('<tr><td>overdue</td><td>1</td></tr>');
    expect(page).not.toMatch(/<script|<style/);
  });

  it('is not for those who only follow the progress, and there is none of a plan that is not there', async () => {
    expect((await get('json', 'portal')).status).toBe(403);
    expect((await api.fetch('/plans/999999/status-return.json')).status).toBe(404);
    expect((await api.fetch('/plans/x/status-return.json')).status).toBe(400);
  });
});
