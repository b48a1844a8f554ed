/** The words of the ledger and the arithmetic of its postings: pure. */

/**
 * Where the money of a budget line is: FUNDING is the world that it comes from, AVAILABLE what nobody has promised yet,
 * COMMITTED what approved plans have promised, SPENT what works have cost.
 */
export const ACCOUNTS = ['FUNDING', 'AVAILABLE', 'COMMITTED', 'SPENT'] as const;
export type Account = (typeof ACCOUNTS)[number];

/** What moves money. A REVERSAL takes back what one of the others did, and counts as that. */
export const MOVEMENTS = [
  'ALLOCATION',
  'TRANSFER',
  'COMMITMENT',
  'RELEASE',
  'ACTUAL',
  'CARRY_FORWARD',
] as const;
export type Movement = (typeof MOVEMENTS)[number];
export const POSTING_KINDS = [...MOVEMENTS, 'REVERSAL'] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** What money is committed to or spent on: for the ledger two numbers, for plans one of their work packages. */
export interface Subject {
  planId: number;
  number: number;
}

/** An account of a budget line, and in it the part of a subject where there is one. */
export interface Place {
  budgetId: number;
  account: Account;
  subject?: Subject;
}

/** Money that goes from one place to another. */
export interface NewPosting {
  movement: Movement;
  /** Not negative. Nothing moves with 0, but that it came is on record. */
  pence: number;
  from: Place;
  to: Place;
  explanation?: string | null;
  /** The id of the posting that it takes back. */
  reverses?: number;
}

export type Balances = Record<Account, number>;

export const noMoney = (): Balances => ({ FUNDING: 0, AVAILABLE: 0, COMMITTED: 0, SPENT: 0 });

/** An account that would hold less than nothing. */
export interface Overdraft {
  budgetId: number;
  account: Exclude<Account, 'FUNDING'>;
  shortPence: number;
}

/** The places of a posting, each with what it changes there; they sum to zero. */
export function sidesOf({
  from,
  to,
  pence,
}: NewPosting): [Place & { pence: number }, Place & { pence: number }] {
  return [
    // Not -0, which is another number to some.
    { ...from, pence: pence === 0 ? 0 : -pence },
    { ...to, pence },
  ];
}

/** What postings make of the balances of lines, which stay as they are themselves. */
export function balancesAfter(
  before: ReadonlyMap<number, Balances>,
  postings: readonly NewPosting[],
): Map<number, Balances> {
  const after = new Map([...before].map(([id, balances]) => [id, { ...balances }]));
  for (const { budgetId, account, pence } of postings.flatMap(sidesOf)) {
    const balances = after.get(budgetId) ?? noMoney();
    balances[account] += pence;
    after.set(budgetId, balances);
  }
  return after;
}

/** The first line that would have a balance too large to be told to the penny: it could not be read any more. */
export function beyondTelling(
  before: ReadonlyMap<number, Balances>,
  postings: readonly NewPosting[],
): number | undefined {
  const lines = [...balancesAfter(before, postings)];
  return lines.find(
    ([, balances]) => !ACCOUNTS.every((account) => Number.isSafeInteger(balances[account])),
  )?.[0];
}

/**
 * What postings would overdraw, taken together. An allocation may be cut below what is promised of it: then AVAILABLE
 * is less than nothing until some of that is given back, and nothing more is taken out of it meanwhile.
 */
export function overdraftsOf(
  before: ReadonlyMap<number, Balances>,
  postings: readonly NewPosting[],
): Overdraft[] {
  const uncut = balancesAfter(
    before,
    postings.filter(({ movement }) => movement !== 'ALLOCATION'),
  );
  return [...balancesAfter(before, postings)].flatMap(([budgetId, after]) =>
    (['AVAILABLE', 'COMMITTED', 'SPENT'] as const).flatMap((account): Overdraft[] => {
      const isTaken = (uncut.get(budgetId)?.[account] ?? 0) < (before.get(budgetId)?.[account] ?? 0);
      return isTaken && after[account] < 0 ? [{ budgetId, account, shortPence: -after[account] }] : [];
    }),
  );
}

/**
 * Parts an amount in proportion to weights, to the penny: each gets the whole pence of its share, and the pence that are
 * left go one each to the largest remainders; of equal ones to the first.
 *
 * @param pence not negative
 * @param weights integers, not negative; where all are 0 the first takes all
 */
export function shareOut(pence: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) return weights.map((_, index) => (index === 0 ? pence : 0));
  const parts = weights.map((weight, index) => {
    const product = BigInt(pence) * BigInt(weight);
    return { index, whole: Number(product / total), rest: product % total };
  });
  const left = pence - parts.reduce((sum, { whole }) => sum + whole, 0);
  const byRest = [...parts].sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  );
  const lucky = new Set(byRest.slice(0, left).map(({ index }) => index));
  return parts.map(({ index, whole }) => whole + (lucky.has(index) ? 1 : 0));
}
