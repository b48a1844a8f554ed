import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { startApi, type TestApi } from './support/api.js';
import { recompute } from './support/formulas.js';
import { readWorkbook, recordsOf, type ReadSheet } from './support/workbook.js';
import {
  issueWorks,
  makeYard,
  makeYardSite,
  moveOrder,
  orderOf,
  putInForce,
  TODAY,
} from './support/works.js';

const SHEETS = [
  'summary',
  'by-year',
  'by-organisation',
  'cost-lines',
  'assumptions',
  'budget-lines',
  'ledger',
];

/**
 * By hand, in pence. ORG has BUD of 2026 with 1,000,000; =OR*G2 has 2BUD of 2026 with 1,000,000 and NEXT of 2027 with
 * 500,000. The plan places S1 for 12,345 and S2 for 20,001 on BUD, T1 for 30,000 on 2BUD and T2 for 7 on NEXT. S1 is
 * done for 12,000. Cost lines: of S1 10,000 capital with a catalogue price, 2,345 resource without a basis; of T1 30,000
 * capital by quotation. S2 and T2 have none.
 */
describe('the money of a plan as a workbook', () => {
  let api: TestApi;
  let plan: number;
  let sheets: ReadSheet[];
  beforeAll(async () => {
    api = await startApi({ HANDLING_MARKING: 'OFFICIAL' });
    await makeYard(api);
    await makeYard(api, 'ORG2');
    await api.query('mutation ($input: BudgetInput!) { saveBudget(input: $input) { id } }', {
      input: { externalId: 'NEXT', organisation: 'ORG2', fiscalYear: 2027, pence: 500_000 },
    });
    // An id that spreadsheets would take for a formula, and for a pattern.
    await api.dataSource.query("UPDATE organisations SET external_id = '=OR*G2' WHERE external_id = 'ORG2'");
    const place = async (site: string, more: object, body?: string) => ({
      ...(await makeYardSite(api, site, body ? { organisation: body } : {})),
      ...more,
    });
    const theirs = { crew: '2CREW', vendor: '2VEN' };
    plan = await putInForce(api, null, [
      await place('S1', { costPence: 12_345 }),
      await place('S2', { costPence: 20_001 }),
      await place('T1', { ...theirs, budget: '2BUD', costPence: 30_000 }, '=OR*G2'),
      await place('T2', { ...theirs, budget: 'NEXT', costPence: 7 }, '=OR*G2'),
    ]);
    const line = (
      number: number,
      place: number,
      category: string,
      of: string,
      pence: number,
      basis: string,
    ) => [
      ...[plan, number, place, category, of, null, 'UNIT', 1, pence - 5, 2_000, 5, pence, pence + 100, basis],
      ...[basis === 'NONE' ? null : 'A price list, "2026"', basis === 'NONE' ? null : '2026-01-31', null],
    ];
    await api.dataSource.query(
      `INSERT INTO plan_cost_lines (plan_id, number, line_number, category, class, item, per, quantity, net_pence,
         vat_basis_points, irrecoverable_vat_pence, total_pence, outturn_pence, basis_kind, basis_reference, basis_date, basis_expires_on)
       VALUES ?`,
      [
        [
          line(0, 0, 'EQUIPMENT', 'CAPITAL', 10_000, 'CATALOGUE'),
          line(0, 1, 'TRAVEL', 'RESOURCE', 2_345, 'NONE'),
          line(2, 0, 'EQUIPMENT', 'CAPITAL', 30_000, 'QUOTATION'),
        ],
      ],
    );
    await issueWorks(api, plan);
    await spendOnFirst();
    await api.grant('payer', ['FINANCE']);
    await api.grant('org-payer', ['FINANCE'], 'ORG');
    await api.query('mutation ($input: PriceIndexInput!) { savePriceIndex(input: $input) { fiscalYear } }', {
      input: { fiscalYear: 2027, basisPoints: 10_300, source: 'A forecast' },
    });
    sheets = await workbook();
  });
  afterAll(() => api.close());

  /** Takes the work at S1 all the way, for 12,000. */
  const spendOnFirst = async () => {
    const id = await orderOf(api, 'S1/S1-REC');
    const call = (name: string, type: string, input: object) =>
      api.query(`mutation ($input: ${type}!) { ${name}(input: $input) { id } }`, {
        input: { workOrderId: id, ...input },
      });
    await call('recordAssessment', 'PaperInput', { reference: 'DPIA', on: TODAY });
    for (const to of ['ORDERED', 'SURVEYED', 'ISOLATED', 'REMOVED', 'INSTALLED'])
      await moveOrder(api, id, to);
    for (const serial of ['S1-SR', 'S1-SC', 'S1-SO']) await call('tickDevice', 'TickInput', { serial });
    for (const replaces of ['S1-REC', 'S1-CAM'])
      await call('leaveUnreplaced', 'UnreplacedInput', { replaces, reason: 'not wanted' });
    await moveOrder(api, id, 'COMMISSIONED', { actualCostPence: 12_000 });
  };
  const workbook = async (subject = 'payer') => {
    const response = await api.fetch(`/plans/${plan}/finance.xlsx`, {}, subject);
    expect(response.status).toBe(200);
    return readWorkbook(Buffer.from(await response.arrayBuffer()));
  };
  const sheet = (name: string) => {
    const found = sheets.find((one) => one.name === name);
    if (!found) throw new Error(`there is no sheet ${name}`);
    return found;
  };
  const csv = async (name: string, subject = 'payer'): Promise<Record<string, string>[]> => {
    const response = await api.fetch(`/plans/${plan}/finance/${name}.csv`, {}, subject);
    expect([name, response.status]).toEqual([name, 200]);
    return parse(await response.text(), { bom: true, columns: true });
  };

  it('tells what is planned, on which basis, and what became of the budgets', () => {
    expect(recordsOf(sheet('Summary')).map((row) => Object.values(row))).toEqual(
      [
        ['Planned CAPITAL', 400, 400 / 623.53],
        ['Planned RESOURCE', 23.45, 23.45 / 623.53],
        ['Planned before there were cost lines', 200.08, 200.08 / 623.53],
        ['Planned', 623.53, 1],
        ['With a basis', 400, 400 / 623.53],
        ['Basis: CATALOGUE', 100, 100 / 623.53],
        ['Basis: FRAMEWORK', 0, 0],
        ['Basis: QUOTATION', 300, 300 / 623.53],
        ['Basis: ESTIMATE', 0, 0],
        ['Without a basis', 223.53, 223.53 / 623.53],
        ['Irrecoverable VAT in it', 0.15, 0.15 / 623.53],
        ['At the prices of the years of the work', 426.45, 426.45 / 623.53],
        ['Budgets: allocated', 25_000, null],
        ['Budgets: transferred', 0, null],
        ['Budgets: carried forward', 0, null],
        ['Budgets: available', 25_000 - 620.08, null],
        ['Budgets: committed', 500.08, null],
        ['Budgets: spent', 120, null],
      ].map(([figure, amount, share]) => [
        figure,
        amount,
        share === null ? null : expect.closeTo(Number(share), 10),
      ]),
    );
  });

  it('tells it by year and by organisation', () => {
    expect(recordsOf(sheet('By year')).map((row) => Object.values(row))).toEqual([
      [2026, 3, 400, 23.45, 200.01, 623.46, 223.46, 20_000, 0, 0, 20_000 - 620.01, 500.01, 120],
      [2027, 1, 0, 0, 0.07, 0.07, 0.07, 5_000, 0, 0, 4_999.93, 0.07, 0],
      ['Total', 4, 400, 23.45, 200.08, 623.53, 223.53, 25_000, 0, 0, 25_000 - 620.08, 500.08, 120],
    ]);
    expect(recordsOf(sheet('By organisation')).map((row) => Object.values(row))).toEqual([
      ["'=OR*G2", 2, 300, 0, 0.07, 300.07, 0.07, 15_000, 0, 0, 15_000 - 300.07, 300.07, 0],
      ['ORG', 2, 100, 23.45, 200.01, 323.46, 223.46, 10_000, 0, 0, 10_000 - 320.01, 200.01, 120],
      ['Total', 4, 400, 23.45, 200.08, 623.53, 223.53, 25_000, 0, 0, 25_000 - 620.08, 500.08, 120],
    ]);
  });

  it('comes to the same totals where another program works its formulas out', () => {
    const all = recompute(sheets);
    expect(all.length).toBeGreaterThan(100);
    for (const { place, stored, worked } of all)
      expect([place, worked]).toEqual([place, expect.closeTo(Number(stored), 9)]);
    // Of a figure that somebody changes, the sums follow.
    const changed = sheets.map((one) => ({ ...one, rows: one.rows.map((row) => [...row]) }));
    const lines = changed.find(({ name }) => name === 'Cost lines');
    const [total] = [lines?.rows[1]?.indexOf('Total (£)') ?? -1];
    lines!.rows[2]![total] = 101;
    const planned = recompute(changed).find(({ place }) => place === 'Summary!B6');
    expect(planned).toMatchObject({ stored: 623.53, worked: 624.53 });
  });

  it('holds the cost lines with their basis, and a ledger that balances', async () => {
    const [first] = recordsOf(sheet('Cost lines'));
    expect(first).toMatchObject({
      ...{ 'Work package': 'S1/S1-REC', Site: 'S1', Organisation: 'ORG', 'Fiscal year': 2026, Vendor: 'VEN' },
      ...{ Category: 'EQUIPMENT', Class: 'CAPITAL', 'Net (£)': 99.95, 'Vat rate': 0.2, 'Total (£)': 100 },
      ...{ Basis: 'CATALOGUE', 'Basis reference': 'A price list, "2026"' },
      'Basis date': new Date('2026-01-31T00:00:00Z'),
    });
    const ledger = recordsOf(sheet('Ledger'));
    const [{ entries }] = await api.dataSource.query('SELECT COUNT(*) AS entries FROM ledger_entries');
    expect(ledger).toHaveLength(Number(entries) + 1);
    expect(ledger.at(-1)).toMatchObject({ Posting: 'Total', 'Amount (£)': 0 });
    const about = recordsOf(sheet('Assumptions')).map((row) => row['About']);
    expect(about.slice(0, 10)).toEqual([
      ...Array.from({ length: 7 }, () => 'Plan'),
      ...['Prices: EQUIPMENT', 'Prices: EQUIPMENT', 'Prices: TRAVEL'],
    ]);
    expect(about).toContain('Price index');
    for (const one of sheets) {
      expect(one.rows[0]?.[0]).toBe('OFFICIAL. Made for payer.');
      expect(one.xml).toContain('state="frozen"');
    }
    for (const detail of ['House', 'AB1', 'S1-SR']) expect(JSON.stringify(sheets)).not.toContain(detail);
  });

  it('holds how the money flows by month, and how it varies from what was approved', async () => {
    const months = recordsOf(sheet('Cash flow'));
    const spent = months.find((row) => row['Month'] === TODAY.slice(0, 7));
    expect(spent).toMatchObject({ 'Actual (£)': 120, 'Actual to date (£)': 120 });
    expect(months.at(-1)).toMatchObject({ Month: 'Total', 'Actual (£)': 120 });
    const line = months.findIndex((row) => row === spent) + 3;
    expect(sheet('Cash flow').formulas.get(`G${line}`)).toBe(`ROUND(SUM(D3:D${line}),2)`);
    const bodies = recordsOf(sheet('Variance')).filter((row) => row['Dimension'] === 'ORGANISATION');
    expect(bodies.map((row) => [row['Name'], row['Actual (£)']])).toEqual([
      ["'=OR*G2", 0],
      ['ORG', 120],
    ]);
    const csvOf = async (file: string): Promise<Record<string, string>[]> =>
      parse(await (await api.fetch(`/plans/${plan}/${file}.csv`, {}, 'payer')).text(), {
        bom: true,
        columns: true,
      });
    expect(await csvOf('cash-flow')).toHaveLength(months.length - 1);
    expect((await csvOf('variance')).filter(({ dimension }) => dimension === 'ORGANISATION')).toHaveLength(2);
  });

  it('is there as CSV, sheet by sheet, in whole pence', async () => {
    for (const [index, name] of SHEETS.entries()) {
      const rows = await csv(name);
      const hasTotal = sheets[index]?.rows.at(-1)?.[0] === 'Total';
      expect([name, rows.length]).toEqual([name, sheets[index]!.rows.length - 2 - (hasTotal ? 1 : 0)]);
      expect(rows[0]).toMatchObject({ handling: 'OFFICIAL', made_for: 'payer' });
    }
    const [, next] = await csv('by-year');
    expect(next).toMatchObject({ fiscal_year: '2027', planned_pence: '7', available_pence: '499993' });
    expect((await csv('by-organisation'))[0]?.['organisation']).toBe("'=OR*G2");
    expect((await api.fetch(`/plans/${plan}/finance/others.csv`)).status).toBe(404);
  });

  it('counts a quotation that lapsed as an estimate, but where something was ordered by it', async () => {
    const counted = async (expiresOn: string | null) => {
      await api.dataSource.query('UPDATE plan_cost_lines SET basis_expires_on = ? WHERE number = 2', [
        expiresOn,
      ]);
      const now = await workbook();
      for (const { place, stored, worked } of recompute(now))
        expect([place, worked]).toEqual([place, expect.closeTo(Number(stored), 9)]);
      const [summary, , , lines] = now.map((one) => recordsOf(one));
      const of = (figure: string) => summary!.find((row) => row['Figure'] === figure)?.['Amount (£)'];
      const { planCosts } = await api.query(
        'query ($id: ID!) { planCosts(planId: $id) { summary { evidencedPence estimatedPence } } }',
        { id: String(plan) },
      );
      const line = lines!.find((row) => row['Basis'] === 'QUOTATION');
      const [{ evidencedPence, estimatedPence }] = planCosts.summary;
      expect([evidencedPence, estimatedPence]).toEqual([
        Number(of('With a basis')) * 100 - Number(of('Basis: ESTIMATE')) * 100,
        Number(of('Basis: ESTIMATE')) * 100,
      ]);
      return [line?.['Counts as'], of('Basis: QUOTATION'), of('Basis: ESTIMATE')];
    };
    expect(await counted('2020-01-01')).toEqual(['ESTIMATE', 0, 300]);
    expect(await counted(TODAY)).toEqual(['QUOTATION', 300, 0]);
    expect(await counted(null)).toEqual(['QUOTATION', 300, 0]);
    await api.dataSource.query(
      "INSERT INTO plan_standings (plan_id, number, standing) VALUES (?, 2, 'ORDERED')",
      [plan],
    );
    expect(await counted('2020-01-01')).toEqual(['QUOTATION', 300, 0]);
  });

  it('is for who may read the money, of plans that they see, and on record', async () => {
    await api.grant('lead', ['CLIENT']);
    await api.grant('fitter', ['INSTALLER']);
    for (const subject of ['lead', 'fitter', 'nobody'])
      for (const file of ['finance.xlsx', 'finance/ledger.csv'])
        expect((await api.fetch(`/plans/${plan}/${file}`, {}, subject)).status).toBe(403);
    // The plan is of the whole estate.
    expect((await api.fetch(`/plans/${plan}/finance.xlsx`, {}, 'org-payer')).status).toBe(404);
    const { auditEntries } = await api.query(
      '{ auditEntries(filter: { action: "export", caller: "payer" }) { nodes { subjectType subjectId after } } }',
    );
    const told = auditEntries.nodes.map(({ after }: { after: string }) => JSON.parse(after).what);
    expect(told).toEqual(expect.arrayContaining(['finance workbook', 'finance ledger']));
  });

  it('of one body has the ledger and the budgets of that body alone', async () => {
    await api.dataSource.query("UPDATE plans SET stage = 'SUPERSEDED' WHERE id = ?", [plan]);
    const site = await makeYardSite(api, 'S9');
    const own = await putInForce(api, 'ORG', [{ ...site, costPence: 11 }]);
    for (const subject of ['payer', 'org-payer']) {
      const response = await api.fetch(`/plans/${own}/finance.xlsx`, {}, subject);
      expect(response.status).toBe(200);
      const found = await readWorkbook(Buffer.from(await response.arrayBuffer()));
      const text = JSON.stringify(found);
      expect(text).toContain('"BUD"');
      for (const other of ['2BUD', 'NEXT', 'OR*G2']) expect(text).not.toContain(other);
      for (const { place, stored, worked } of recompute(found))
        expect([place, worked]).toEqual([place, expect.closeTo(Number(stored), 9)]);
    }
  });
});
