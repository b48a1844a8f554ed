import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { startApi, type TestApi } from './support/api.js';
import { readWorkbook, recordsOf } from './support/workbook.js';
import { makeYard, makeYardSite, putInForce } from './support/works.js';

const SAVE_CREW = 'mutation ($input: CrewInput!) { saveCrew(input: $input) { id } }';

describe('the assignments of a plan as a file', () => {
  let api: TestApi;
  let plan: number;
  let ofOthers: number;
  beforeAll(async () => {
    api = await startApi({ HANDLING_MARKING: 'SECRET UK EYES ONLY' });
    await makeYard(api);
    await makeYard(api, 'ORG2');
    const crew = { externalId: '=1+1', name: 'A formula', nation: 'ENG', regions: ['London'] };
    const input = { ...crew, clearance: 'DV', minutesPerDay: 450, dayRatePence: 50_000 };
    await api.query(SAVE_CREW, { input });
    const sensitive = { sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'] };
    const placings = [await makeYardSite(api, 'S1', sensitive), await makeYardSite(api, 'S2')];
    plan = await putInForce(api, 'ORG', [
      { ...placings[0]!, costPence: 12_345 },
      { ...placings[1]!, crew: '=1+1', budget: '2BUD', start: '2026-03-02', finish: '2026-03-04' },
    ]);
    const theirs = await makeYardSite(api, 'T1', { organisation: 'ORG2' });
    ofOthers = await putInForce(api, 'ORG2', [{ ...theirs, crew: '2CREW', vendor: '2VEN', budget: '2BUD' }]);
    await api.grant('org-lead', ['ESTATES_MANAGER'], 'ORG');
    await api.grant('fitter', ['INSTALLER']);
    await api.grant('follower', ['CLIENT']);
  });
  afterAll(() => api.close());

  const fetchFile = (id: number, subject?: string | null) =>
    api.fetch(`/plans/${id}/assignments.csv`, {}, subject);
  const read = async (response: Response): Promise<Record<string, string>[]> =>
    parse(await response.text(), { bom: true, columns: true });

  it('has each package with site, phase, crew, vendor, option, dates, cost and budget, marked', async () => {
    const response = await fetchFile(plan);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('handling-marking')).toBe('SECRET UK EYES ONLY');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="plan-${plan}-assignments-SECRET-UK-EYES-ONLY.csv"`,
    );
    const bears = { handling: 'SECRET UK EYES ONLY', made_for: 'team' };
    expect(await read(response)).toEqual([
      {
        ...{
          work_package: 'S1/S1-REC',
          site: 'S1',
          phase: '1',
          crew: 'CREW',
          vendor: 'VEN',
          option: 'option',
        },
        ...{ start: '2026-02-02', finish: '2026-02-03', cost_pence: '12345', budget: 'BUD', ...bears },
      },
      {
        // A formula is text.
        ...{
          work_package: 'S2/S2-REC',
          site: 'S2',
          phase: '1',
          crew: "'=1+1",
          vendor: 'VEN',
          option: 'option',
        },
        ...{ start: '2026-03-02', finish: '2026-03-04', cost_pence: '10000', budget: '2BUD', ...bears },
      },
    ]);
  });

  it('has a workbook of its phases, its assignments, and what is not placed', async () => {
    const [site] = await api.dataSource.query("SELECT id FROM sites WHERE external_id = 'S2'");
    await api.dataSource.query(
      `INSERT INTO plan_work_packages (plan_id, number, work_package_id, site_id, phase, risk, deadline, device_count) VALUES ?`,
      [
        [
          [plan, 2, 'S2/LATER', site.id, 2, 1, null, 3],
          [plan, 3, 'S2/NEVER', site.id, 2, 1, '2027-12-31', 4],
        ],
      ],
    );
    await api.dataSource.query(
      "INSERT INTO plan_awaiting (plan_id, number, upgrade_date) VALUES (?, 2, '2026-11-01')",
      [plan],
    );
    await api.dataSource.query(
      "INSERT INTO plan_unscheduled (plan_id, number, reason, detail) VALUES (?, 3, 'NO_WINDOW', '=HYPERLINK(1)')",
      [plan],
    );
    const response = await api.fetch(`/plans/${plan}/plan.xlsx`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="plan-${plan}-SECRET-UK-EYES-ONLY.xlsx"`,
    );
    const sheets = await readWorkbook(Buffer.from(await response.arrayBuffer()));
    expect(sheets.map(({ name, rows }) => [name, rows[0]?.[0]])).toEqual(
      ['Phases', 'Assignments', 'Awaiting an upgrade', 'Unscheduled'].map((name) => [
        name,
        'SECRET UK EYES ONLY. Made for team.',
      ]),
    );
    const [, assignments, awaiting, unscheduled] = sheets.map(recordsOf);
    expect(
      assignments?.map((row) => [row['Work package'], row['Start'], row['Crew'], row['Cost (£)']]),
    ).toEqual([
      ['S1/S1-REC', new Date('2026-02-02T00:00:00Z'), 'CREW', 123.45],
      ['S2/S2-REC', new Date('2026-03-02T00:00:00Z'), "'=1+1", 100],
      ['Total', null, null, 223.45],
    ]);
    expect(sheets[1]?.formulas.get('I5')).toBe('ROUND(SUM(I3:I4),2)');
    expect(awaiting).toEqual([
      {
        ...{ 'Work package': 'S2/LATER', Site: 'S2', Phase: 2, Devices: 3 },
        'Upgrade on': new Date('2026-11-01T00:00:00Z'),
      },
    ]);
    expect(unscheduled?.map((row) => [row['Work package'], row['Reason'], row['Detail']])).toEqual([
      ['S2/NEVER', 'NO_WINDOW', "'=HYPERLINK(1)"],
    ]);
    await api.dataSource.query('DELETE FROM plan_work_packages WHERE plan_id = ? AND number > 1', [plan]);
  });

  it('tells no name and no place', async () => {
    await api.know('S1');
    const text = await (await fetchFile(plan)).text();
    expect(text).toContain('S1/S1-REC');
    const sheets = await readWorkbook(
      Buffer.from(await (await api.fetch(`/plans/${plan}/plan.xlsx`)).arrayBuffer()),
    );
    const all = JSON.stringify(sheets);
    expect(all).toContain('S1/S1-REC');
    for (const detail of ['House', 'AB1', 'S1-SR', 'A formula']) expect(all).not.toContain(detail);
    for (const detail of ['House', 'AB1', 'S1-SR', 'A formula']) expect(text).not.toContain(detail);
  });

  it('is on record: what, for whom, how much', async () => {
    await fetchFile(plan, 'org-lead');
    const { auditEntries } = await api.query(
      '{ auditEntries(filter: { action: "export", caller: "org-lead" }) { nodes { subjectType subjectId caller after } } }',
    );
    expect(auditEntries.nodes).toEqual([
      {
        ...{ subjectType: 'Plan', subjectId: String(plan), caller: 'org-lead' },
        after: '{"handling":"SECRET UK EYES ONLY","madeFor":"org-lead","rows":2,"what":"assignments"}',
      },
    ]);
  });

  it('is for those alone who may read all its columns', async () => {
    expect((await fetchFile(plan, null)).status).toBe(401);
    for (const subject of ['fitter', 'follower', 'nobody']) {
      expect([subject, (await fetchFile(plan, subject)).status]).toEqual([subject, 403]);
      expect((await api.fetch(`/plans/${plan}/plan.xlsx`, {}, subject)).status).toBe(403);
    }
    const grant = 'mutation ($input: RoleGrantInput!) { grantRole(input: $input) { subject } }';
    const board = { subject: 'board', name: 'Board', kind: 'SERVICE', role: 'AUDITOR' };
    await api.query(grant, { input: board });
    const all = ['plans.read', 'estate.read', 'workforce.read', 'procurement.read', 'finance.read'];
    for (const lacking of [undefined, ...all]) {
      const scope = all.filter((permission) => permission !== lacking).join(' ');
      const authorization = `Bearer ${await api.issuer.tokenFor('board', { scope })}`;
      const { status } = await api.fetch(`/plans/${plan}/assignments.csv`, { headers: { authorization } });
      expect([lacking, status]).toEqual([lacking, lacking === undefined ? 200 : 403]);
      const workbook = await api.fetch(`/plans/${plan}/plan.xlsx`, { headers: { authorization } });
      expect([lacking, workbook.status]).toEqual([lacking, status]);
    }
  });

  it('of another body is as if it were not there, and so are its budgets', async () => {
    const answers = [];
    for (const id of [ofOthers, 999_999]) {
      const response = await fetchFile(id, 'org-lead');
      answers.push([response.status, await response.text()]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(404);
    const rows = await read(await fetchFile(plan, 'org-lead'));
    expect(rows.map(({ budget }) => budget)).toEqual(['BUD', '']);
  });

  it('is not there before the plan is completed, nor for what is no id', async () => {
    await api.dataSource.query("UPDATE plans SET status = 'RUNNING' WHERE id = ?", [ofOthers]);
    expect((await fetchFile(ofOthers)).status).toBe(404);
    expect((await api.fetch('/plans/x/assignments.csv')).status).toBe(400);
  });

  it('is whole where it is long', async () => {
    const { dataSource } = api;
    const [site] = await dataSource.query("SELECT id FROM sites WHERE external_id = 'S2'");
    const numbers = Array.from({ length: 2_000 }, (_, index) => index + 2);
    await dataSource.query(
      `INSERT INTO plan_work_packages (plan_id, number, work_package_id, site_id, phase, risk, deadline, device_count) VALUES ?`,
      [numbers.map((number) => [plan, number, `P-${number}`, site.id, 2, 1, null, 1])],
    );
    await dataSource.query(
      `INSERT INTO plan_assignments (plan_id, number, option_id, vendor_id, crew_id, start_date, finish_date, cost_pence, budget_id, units)
       SELECT w.plan_id, w.number, 'option', a.vendor_id, a.crew_id, a.start_date, a.finish_date, 1, a.budget_id, 1
         FROM plan_work_packages w JOIN plan_assignments a ON a.plan_id = w.plan_id AND a.number = 0
        WHERE w.plan_id = ? AND w.number > 1`,
      [plan],
    );
    const rows = await read(await fetchFile(plan));
    expect(rows.map((row) => row['work_package'])).toEqual([
      ...['S1/S1-REC', 'S2/S2-REC'],
      ...numbers.map((number) => `P-${number}`),
    ]);
  });
});
