import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { currentCaller } from '../../access/caller.js';
import { readPence } from '../../platform/database/columns.js';
import { confined } from '../../platform/database/confinement/condition.js';
import { unconfined } from '../../platform/database/confinement/scope.js';
import { chunksOf } from '../../platform/database/rows.js';
import { Budget } from '../budget.entity.js';
import { BudgetOverdrawn, TooMuchMoney } from '../finance.errors.js';
import {
  beyondTelling,
  noMoney,
  overdraftsOf,
  sidesOf,
  type Account,
  type Balances,
  type Movement,
  type NewPosting,
  type Subject,
} from './postings.js';

/** Two entries each with nine columns: well below the 65,535 placeholders of a statement. */
const POSTINGS_AT_A_TIME = 2_500;

/** What a line has in each account, and what of AVAILABLE came with transfers and from the year before. */
export interface LineSums extends Balances {
  transferred: number;
  carriedForward: number;
}

/** What a subject has in an account of a line. */
export interface SubjectBalance extends Subject {
  account: 'COMMITTED' | 'SPENT';
  budgetId: number;
  pence: number;
}

/**
 * The one way into the books. Balances are sums; whoever moves money holds the locks of the lines concerned, so that of
 * two who would overdraw one together the second sees what the first took. It sees everything: a line is as full as all
 * who take from it make it, whoever asks.
 */
@Injectable()
export class Ledger {
  /** Lines, locked in one order whoever asks, so that what is decided over them is decided one after the other. */
  lock(manager: EntityManager, budgetIds: readonly number[]): Promise<Budget[]> {
    if (budgetIds.length === 0) return Promise.resolve([]);
    const where = { id: In([...new Set(budgetIds)]) };
    return unconfined(() =>
      manager.find(Budget, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } }),
    );
  }

  /**
   * Moves money: all of it or none. It locks the lines; who takes from several in more than one go locks them all first.
   *
   * @returns their ids, in the same order
   * @throws {BudgetOverdrawn} naming each line of which too little is left
   * @throws {TooMuchMoney}
   */
  async post(manager: EntityManager, postings: readonly NewPosting[]): Promise<number[]> {
    if (postings.length === 0) return [];
    const ids = postings.flatMap(({ from, to }) => [from.budgetId, to.budgetId]);
    const lines = new Map((await this.lock(manager, ids)).map((line) => [line.id, line]));
    return unconfined(async () => {
      refuseOverdrafts(lines, await readSums(manager, [...lines.keys()]), postings);
      const posted: number[] = [];
      for (const some of chunksOf(postings, POSTINGS_AT_A_TIME)) {
        posted.push(...(await insert(manager, some, lines)));
      }
      return posted;
    });
  }

  /** Of lines that the caller may see. */
  sumsOf(manager: EntityManager, budgetIds: readonly number[]): Promise<Map<number, LineSums>> {
    return unconfined(() => readSums(manager, budgetIds));
  }

  /** What subjects of plans hold and have spent, line by line, of lines that the caller may see. */
  async ofSubjects(manager: EntityManager, planIds: readonly number[]): Promise<SubjectBalance[]> {
    if (planIds.length === 0) return [];
    const rows = await manager.query<(Omit<SubjectBalance, 'pence'> & { pence: string })[]>(
      `SELECT plan_id AS planId, number, account, budget_id AS budgetId, SUM(pence) AS pence FROM ledger_entries
        WHERE plan_id IN (?) AND account IN ('COMMITTED', 'SPENT') AND ${confined(manager, 'ledger_entries')}
        GROUP BY plan_id, number, account, budget_id HAVING SUM(pence) <> 0
        ORDER BY plan_id, number, account, budget_id`,
      [[...planIds]],
    );
    return rows.map(({ pence, ...row }) => ({ ...row, pence: readPence(pence) }));
  }
}

function refuseOverdrafts(
  lines: ReadonlyMap<number, Budget>,
  sums: ReadonlyMap<number, Balances>,
  postings: readonly NewPosting[],
): void {
  const full = beyondTelling(sums, postings);
  if (full !== undefined) throw new TooMuchMoney(lineOf(lines, full).externalId);
  const overdrafts = overdraftsOf(sums, postings);
  const impossible = overdrafts.find(({ account }) => account !== 'AVAILABLE');
  if (impossible)
    throw new Error(`budget ${impossible.budgetId} would have less than nothing ${impossible.account}`);
  if (overdrafts.length === 0) return;
  throw new BudgetOverdrawn(
    overdrafts.map(({ budgetId, shortPence }) => ({
      externalId: lineOf(lines, budgetId).externalId,
      shortPence,
    })),
  );
}

async function insert(
  manager: EntityManager,
  postings: readonly NewPosting[],
  lines: ReadonlyMap<number, Budget>,
): Promise<number[]> {
  const { subject, requestId } = currentCaller();
  const bodyOf = (posting: NewPosting) => lineOf(lines, posting.from.budgetId).organisationId;
  const { insertId } = await manager.query<{ insertId: number }>(
    `INSERT INTO ledger_postings (organisation_id, kind, at, by_subject, request_id, explanation, reverses)
     VALUES ${postings.map(() => '(?, ?, UTC_TIMESTAMP(3), ?, ?, ?, ?)').join(', ')}`,
    postings.flatMap((posting) => [
      bodyOf(posting),
      posting.reverses === undefined ? posting.movement : 'REVERSAL',
      ...[subject, requestId, posting.explanation ?? null, posting.reverses ?? null],
    ]),
  );
  // The first has the statement's id, and the others follow it, whatever the step between ids.
  const ids = await manager.query<{ id: number }[]>(
    'SELECT id FROM ledger_postings WHERE id >= ? AND request_id = ? ORDER BY id LIMIT ?',
    [insertId, requestId, postings.length],
  );
  if (ids.length !== postings.length) throw new Error('postings were written that cannot be found');
  // Both sides of each in one statement: there is no moment at which the books do not balance.
  const rows = postings.flatMap((posting, index) =>
    sidesOf(posting).map(({ budgetId, account, subject: of, pence }, side) => [
      ...[ids[index]?.id, side, bodyOf(posting), budgetId, account, posting.movement],
      ...[of?.planId ?? null, of?.number ?? null, pence],
    ]),
  );
  await manager.query(
    `INSERT INTO ledger_entries (posting_id, side, organisation_id, budget_id, account, movement, plan_id, number, pence)
     VALUES ${rows.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
    rows.flat(),
  );
  return ids.map(({ id }) => id);
}

function lineOf(lines: ReadonlyMap<number, Budget>, budgetId: number): Budget {
  const line = lines.get(budgetId);
  if (!line) throw new Error(`there is no budget ${budgetId}`);
  return line;
}

async function readSums(
  manager: EntityManager,
  budgetIds: readonly number[],
): Promise<Map<number, LineSums>> {
  const sums = new Map<number, LineSums>(
    budgetIds.map((id) => [id, { ...noMoney(), transferred: 0, carriedForward: 0 }]),
  );
  if (budgetIds.length === 0) return sums;
  const rows = await manager.query<
    { budgetId: number; account: Account; movement: Movement; pence: string }[]
  >(
    `SELECT budget_id AS budgetId, account, movement, SUM(pence) AS pence FROM ledger_entries
      WHERE budget_id IN (?) GROUP BY budget_id, account, movement`,
    [[...budgetIds]],
  );
  for (const { budgetId, account, movement, pence: text } of rows) {
    const line = sums.get(budgetId);
    if (!line) continue;
    const pence = readPence(text);
    line[account] += pence;
    if (account !== 'AVAILABLE') continue;
    if (movement === 'TRANSFER') line.transferred += pence;
    if (movement === 'CARRY_FORWARD') line.carriedForward += pence;
  }
  return sums;
}
