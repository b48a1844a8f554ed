/** The books of a test: emptied of what plans took, and what they have to hold to. */
import { expect } from '@jest/globals';
import { Ledger } from '../../src/finance/ledger/ledger.service.js';
import type { NewPosting, Subject } from '../../src/finance/ledger/postings.js';
import { verifyBooks } from '../../src/finance/ledger/verify-books.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { readActuals, readHeld } from '../../src/plans/approval/holdings.js';
import { asSystem, type TestApi } from './api.js';

/** Gives back all that plans have committed and works have spent: nothing of the books can be deleted. */
export async function freeMoney(api: TestApi): Promise<void> {
  const ledger = api.app.get(Ledger);
  await asSystem(api.app.get(Transactions)).run(async (manager) => {
    const spent = await manager.query<Subject[]>(
      "SELECT DISTINCT plan_id AS planId, number FROM ledger_entries WHERE account = 'SPENT'",
    );
    const takenBack: NewPosting[] = [];
    for (const subject of spent) {
      for (const { postingId, budgetId, from, pence } of await readActuals(manager, subject)) {
        const to = { budgetId, account: from, ...(from === 'COMMITTED' && { subject }) };
        const place = { budgetId, account: 'SPENT' as const, subject };
        takenBack.push({ movement: 'ACTUAL', pence, from: place, to, reverses: postingId });
      }
    }
    await ledger.post(manager, takenBack);
    const held = await readHeld(manager, 'TRUE', []);
    await ledger.post(
      manager,
      held.map(({ budgetId, pence, ...subject }) => ({
        ...{ movement: 'RELEASE', pence, from: { budgetId, account: 'COMMITTED', subject } },
        to: { budgetId, account: 'AVAILABLE' },
      })),
    );
  });
}

/** What a plan's packages hold, by their number. */
export async function heldBy(
  api: TestApi,
  planId: number | string,
): Promise<{ number: number; pence: number }[]> {
  const held = await asSystem({
    read: () => readHeld(api.dataSource.manager, 'e.plan_id = ?', [planId]),
  }).read();
  return held.map(({ number, pence }) => ({ number, pence }));
}

/** Every rule of the books. */
export async function expectBooksInOrder(api: TestApi): Promise<number> {
  const { findings, postingCount } = await asSystem({
    verify: () => verifyBooks(api.dataSource.manager),
  }).verify();
  expect(findings).toEqual([]);
  return postingCount;
}
