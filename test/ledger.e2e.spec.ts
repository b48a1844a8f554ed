import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Ledger } from '../src/finance/ledger/ledger.service.js';
import { LedgerRows, type LedgerExtent, type LedgerRow } from '../src/finance/ledger/ledger-rows.service.js';
import { verifyBooks } from '../src/finance/ledger/verify-books.js';
import { Transactions } from '../src/platform/database/transactions.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import { expectBooksInOrder, freeMoney } from './support/books.js';
import { makeYard, makeYardSite, putInForce } from './support/works.js';

const SAVE =
  'mutation ($input: BudgetInput!) { saveBudget(input: $input) { externalId category fund pence } }';
const FIGURES =
  '{ budgets { externalId pence transferredPence carriedForwardPence availablePence committedPence spentPence } }';

describe('the ledger', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
    await makeYard(api);
  });
  afterAll(() => api.close());

  const save = (input: Record<string, unknown>) =>
    api.query(SAVE, { input: { externalId: 'LINE', organisation: 'ORG', fiscalYear: 2027, ...input } });
  const refusal = async (input: Record<string, unknown>) => {
    const line = { externalId: 'LINE', organisation: 'ORG', fiscalYear: 2027, ...input };
    return (await api.refuse(SAVE, { input: line }))[0]?.extensions;
  };
  const figures = async (externalId: string) => {
    const { budgets } = await api.query(FIGURES);
    return budgets.find((budget: { externalId: string }) => budget.externalId === externalId);
  };
  const findings = async () =>
    (await asSystem({ verify: () => verifyBooks(api.dataSource.manager) }).verify()).findings;

  it('has several lines of a body in a year, and one of each kind', async () => {
    expect((await save({ pence: 5_000 })).saveBudget).toMatchObject({ category: 'CAPITAL', fund: 'OWN' });
    const other = { externalId: 'LINE-R', category: 'RESOURCE', fund: 'CENTRAL', pence: 700 };
    expect((await save(other)).saveBudget).toMatchObject({ category: 'RESOURCE', fund: 'CENTRAL' });
    // Left out, they stay as they are.
    expect((await save({ externalId: 'LINE-R', pence: 800 })).saveBudget).toMatchObject({
      ...{ category: 'RESOURCE', fund: 'CENTRAL', pence: 800 },
    });
    expect(await refusal({ ...other, externalId: 'LINE-R2' })).toEqual({
      code: 'BAD_INPUT',
      fields: [
        {
          path: 'input.fiscalYear',
          message: '"ORG" has budget "LINE-R" (RESOURCE, CENTRAL) for 2027 already',
        },
      ],
    });
  });

  it('has a posting for each allocation, and none where nothing changes', async () => {
    const count = await expectBooksInOrder(api);
    await save({ pence: 5_000 });
    expect(await expectBooksInOrder(api)).toBe(count);
    await save({ pence: 4_000 });
    expect(await figures('LINE')).toEqual({
      ...{ externalId: 'LINE', pence: 4_000, transferredPence: 0, carriedForwardPence: 0 },
      ...{ availablePence: 4_000, committedPence: 0, spentPence: 0 },
    });
    expect(await expectBooksInOrder(api)).toBe(count + 1);
  });

  it('says of a line that was cut below what is promised how much it is short', async () => {
    const placing = await makeYardSite(api, 'CUT');
    await putInForce(api, 'ORG', [{ ...placing, budget: 'BUD', costPence: 10_000 }]);
    await save({ externalId: 'BUD', fiscalYear: 2026, pence: 9_000 });
    expect(await figures('BUD')).toMatchObject({ availablePence: -1_000, committedPence: 10_000 });
    const { overcommitted } = await asSystem({ verify: () => verifyBooks(api.dataSource.manager) }).verify();
    expect(overcommitted).toEqual([{ externalId: 'BUD', shortPence: 1_000 }]);
    await expectBooksInOrder(api);
    await save({ externalId: 'BUD', fiscalYear: 2026, pence: 1_000_000 });
  });

  it('is read whole: with removed bodies, and with what commits while it is asked for', async () => {
    await api.query('mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }', {
      input: { externalId: 'GONE', name: 'Gone', kind: 'POLICE', nation: 'ENG' },
    });
    await save({ externalId: 'GONE-1', organisation: 'GONE', pence: 7 });
    await api.query('mutation { removeBudget(externalId: "GONE-1") { removed } }');
    await api.query('mutation { removeOrganisation(externalId: "GONE") { removed } }');
    const [first, second]: { id: number }[] = await api.dataSource.query(
      "SELECT id FROM budgets WHERE external_id IN ('BUD', 'LINE') ORDER BY id",
    );
    const signals = new EventEmitter();
    const [written, released] = [once(signals, 'written'), once(signals, 'released')];
    const books = asSystem({
      post: (budgetId: number, until?: Promise<unknown>) =>
        api.app.get(Transactions).run(async (manager) => {
          const [from, to] = [
            { budgetId, account: 'FUNDING' as const },
            { budgetId, account: 'AVAILABLE' as const },
          ];
          await api.app.get(Ledger).post(manager, [{ movement: 'ALLOCATION', pence: 0, from, to }]);
          signals.emit('written');
          await until;
        }),
      extent: () => api.app.get(LedgerRows).extent(null),
      sums: (extent: LedgerExtent) => api.app.get(LedgerRows).sums(extent),
      read: async (extent: LedgerExtent) => {
        const rows: LedgerRow[] = [];
        for await (const some of api.app.get(LedgerRows).read(extent)) rows.push(...some);
        return rows;
      },
    });
    // It has the lower id, and commits after the higher one.
    const late = books.post(first!.id, released);
    await written;
    await books.post(second!.id);
    const asked = books.extent();
    await Promise.race([asked, sleep(500)]);
    signals.emit('released');
    await late;
    const { entries, ...extent } = await asked;
    const rows = await books.read(extent);
    expect(rows).toHaveLength(entries);
    const total = (of: { account: string; pence: number }[]) =>
      of.filter(({ account }) => account === 'FUNDING').reduce((sum, { pence }) => sum + pence, 0);
    expect(total(rows)).toBe(total(await books.sums(extent)));
    expect(rows.filter(({ organisation }) => organisation === null).map(({ pence }) => pence)).toEqual(
      expect.arrayContaining([-7, 7]),
    );
  });

  it('keeps a line that was used as the line that it is, and lets one go that was not', async () => {
    const used = { externalId: 'BUD', fiscalYear: 2026, pence: 5 };
    expect(await refusal({ ...used, fiscalYear: 2029, category: 'RESOURCE' })).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ path: 'input.fiscalYear' }, { path: 'input.category' }],
    });
    await save({ fiscalYear: 2029, pence: 4_000 });
    const remove = 'mutation ($id: String!) { removeBudget(externalId: $id) { removed } }';
    const [error] = await api.refuse(remove, { id: 'BUD' });
    expect(error?.extensions.code).toBe('IN_USE');
    expect(await api.query(remove, { id: 'LINE' })).toEqual({ removeBudget: { removed: true } });
    // Its books stay, and say that it has nothing any longer.
    await expectBooksInOrder(api);
  });

  it('is neither changed nor deleted, not even by who owns it', async () => {
    for (const table of ['ledger_entries', 'ledger_postings']) {
      const column = table === 'ledger_entries' ? 'pence' : 'organisation_id';
      for (const statement of [`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`]) {
        await expect(api.asOwner(statement)).rejects.toThrow('only grows');
        await expect(api.dataSource.query(statement)).rejects.toThrow(/denied/);
      }
    }
    await expect(
      api.asOwner("INSERT INTO ledger_entries VALUES (1, 2, 1, 1, 'SPENT', 'ACTUAL', NULL, NULL, 5)"),
    ).rejects.toThrow(/ck_ledger_entries_side/i);
  });

  it('is found out by its rules where somebody wrote into it by hand', async () => {
    await freeMoney(api);
    await expectBooksInOrder(api);
    const [{ id, organisation_id: body }] = await api.dataSource.query(
      "SELECT id, organisation_id FROM budgets WHERE external_id = 'BUD'",
    );
    const write = async (kind: string, reverses: string, ...entries: string[]) => {
      await api.asOwner(
        `INSERT INTO ledger_postings (organisation_id, kind, at, by_subject, request_id, reverses)
         VALUES (${body}, '${kind}', UTC_TIMESTAMP(3), 'x', 'x', ${reverses})`,
      );
      const [{ last }] = await api.dataSource.query('SELECT MAX(id) AS last FROM ledger_postings');
      for (const [side, entry] of entries.entries())
        await api.asOwner(`INSERT INTO ledger_entries VALUES (${last}, ${side}, ${body}, ${id}, ${entry})`);
    };
    const broken = async () => [...new Set((await findings()).map(({ rule }) => rule.slice(0, 24)))].sort();
    // One side alone.
    await write('ALLOCATION', 'NULL', "'FUNDING', 'ALLOCATION', NULL, NULL, -5");
    expect(await broken()).toEqual(['a posting has two sides ']);
    // Money for nobody, and more spent than there is.
    await write(
      'ACTUAL',
      'NULL',
      "'AVAILABLE', 'ACTUAL', NULL, NULL, -9000000",
      "'SPENT', 'ACTUAL', NULL, NULL, 9000000",
    );
    expect(await broken()).toEqual([
      'a posting has two sides ',
      'money that is committed ',
      'nothing is taken out of ',
    ]);
    // A reversal of something else, and an allocation that no budget has.
    await write(
      'REVERSAL',
      '1',
      "'FUNDING', 'ALLOCATION', NULL, NULL, -7",
      "'AVAILABLE', 'ALLOCATION', NULL, NULL, 7",
    );
    await write(
      'TRANSFER',
      'NULL',
      "'COMMITTED', 'TRANSFER', 1, 1, -7",
      "'AVAILABLE', 'RELEASE', NULL, NULL, 7",
    );
    expect(await broken()).toEqual([
      'a posting has two sides ',
      'a reversal takes all of ',
      'money that is committed ',
      'nothing holds less than ',
      'nothing is taken out of ',
      'the kind of a posting is',
      'what a line was allocate',
    ]);
  });
});
