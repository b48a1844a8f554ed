import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Transactions } from '../src/platform/database/transactions.js';
import { Commitments } from '../src/plans/approval/commitments.service.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import { letApproversIn, MUTATIONS, PROPOSER, SURVEYOR, TREASURER } from './support/approval.js';
import { expectBooksInOrder, heldBy } from './support/books.js';
import { startApiProcess, type ApiProcess } from './support/process.js';
import {
  insertPlan,
  issueWorks,
  makeYard,
  makeYardSite,
  orderOf,
  putInForce,
  rowIdOf,
  type Placing,
} from './support/works.js';

const ROUNDS = 3;
const BODIES = ['ORG', '2ORG'] as const;
/** Of each body: what is billed already, and what plans promise. */
const BILLED = 3;
const OPEN = 4;
const PLANS = 6;
/** Refusals that say that somebody else was first, or that there is too little; anything else is a fault. */
const EXPECTED = [
  'BUDGET_OVERDRAWN',
  'CARRY_FORWARD_TOO_MUCH',
  'ILLEGAL_MOVE',
  'NOT_REVERSIBLE',
  'SAME_APPROVER',
];

type Ask = (query: string, variables: object, subject: string) => Promise<string>;

describe('the books while everybody takes from them at once', () => {
  let api: TestApi;
  const others: ApiProcess[] = [];
  const ask: Ask[] = [];
  const placings: Record<string, Placing[]> = {};
  const orders: Record<string, string[]> = {};
  beforeAll(async () => {
    api = await startApi();
    for (let n = 0; n < 2; n += 1) others.push(await startApiProcess(api, { LOG_LEVEL: 'error' }));
    const here: Ask = async (query, variables, subject) => {
      const body = JSON.stringify({ query, variables });
      const headers = { 'content-type': 'application/json' };
      return (await api.fetch('/graphql', { method: 'POST', headers, body }, subject)).text();
    };
    ask.push(here, ...others.map((other) => other.ask));
    await letApproversIn(api);
    for (const body of BODIES) await makeBooks(body);
    const limit = { category: 'CAPITAL', percent: 50 };
    await api.query(
      'mutation ($input: CarryForwardLimitInput!) { saveCarryForwardLimit(input: $input) { percent } }',
      { input: limit },
    );
  }, 180_000);
  afterAll(async () => {
    await Promise.all(others.map((other) => other.end()));
    await api.close();
  });

  const lineOf = (body: string, name: string) => `${body.replace('ORG', '')}BUD${name}`;
  /** Three lines, works that were billed 10,000 each, and packages that plans will promise money to. */
  const makeBooks = async (body: string) => {
    await makeYard(api, body);
    for (const [name, more] of [
      ['', { fiscalYear: 2026, pence: 90_000 }],
      ['-C', { fiscalYear: 2026, fund: 'CENTRAL', pence: 60_000 }],
      ['-7', { fiscalYear: 2027, pence: 0 }],
    ] as const)
      await save(body, name, more);
    const prefix = body.replace('ORG', '');
    const means = { crew: `${prefix}CREW`, vendor: `${prefix}VEN`, budget: lineOf(body, '') };
    const sites: Placing[] = [];
    for (let n = 0; n < BILLED + OPEN; n += 1) {
      const site = await makeYardSite(api, `${prefix}R${n}`, { organisation: body });
      sites.push({ ...site, ...means, costPence: 10_000 });
    }
    const billed = sites.slice(0, BILLED);
    placings[body] = sites.slice(BILLED);
    const planId = await putInForce(api, body, billed);
    await issueWorks(api, planId);
    orders[body] = [];
    for (const [number, { id }] of billed.entries()) {
      const order = await orderOf(api, id);
      orders[body].push(order);
      await api.dataSource.query(
        "UPDATE work_orders SET status = 'COMMISSIONED', actual_cost_pence = 10000 WHERE id = ?",
        [order],
      );
      await asSystem(api.app.get(Transactions)).run((manager) =>
        api.app.get(Commitments).spend(manager, planId, number, 10_000),
      );
    }
  };
  const save = (body: string, name: string, more: Record<string, unknown>) =>
    api.query('mutation ($input: BudgetInput!) { saveBudget(input: $input) { id } }', {
      input: { externalId: lineOf(body, name), organisation: body, ...more },
    });

  /** A plan that was proposed and its money approved: its packages, charged to one line, at one price. */
  const propose = async (body: string, name: string, costPence: number): Promise<string> => {
    const budget = lineOf(body, name);
    const rows = (placings[body] ?? []).map((placing) => ({ ...placing, budget, costPence }));
    const planId = await insertPlan(api, await rowIdOf(api, 'organisations', body), rows, 'PROPOSED');
    for (const [act, from, by] of [
      ['PROPOSE', 'DRAFT', PROPOSER],
      ['APPROVE_MONEY', 'PROPOSED', TREASURER],
    ])
      await api.dataSource.query(
        `INSERT INTO plan_stage_changes (plan_id, act, from_stage, to_stage, by_subject, by_name, at, accepted_stale)
         VALUES (?, ?, ?, 'PROPOSED', ?, ?, UTC_TIMESTAMP(3), 0)`,
        [planId, act, from, by, by],
      );
    return String(planId);
  };

  const INPUTS = {
    transferBudget: 'TransferInput',
    carryForwardBudget: 'CarryForwardInput',
    saveBudget: 'BudgetInput',
    recordActual: 'ActualInput',
  };
  /** What somebody asks: a mutation with its input, or an act on a plan or a posting. */
  interface Operation {
    document: string;
    variables: object;
    subject: string;
  }
  const withInput = (mutation: keyof typeof INPUTS, input: object): Operation => ({
    document: `mutation ($input: ${INPUTS[mutation]}!) { ${mutation}(input: $input) { __typename } }`,
    ...{ variables: { input }, subject: TREASURER },
  });
  const operationsOf = async (body: string, round: number, drawn: () => number): Promise<Operation[]> => {
    const operations: Operation[] = [];
    for (let n = 0; n < PLANS; n += 1) {
      // All of them together are more than both lines have, and a line alone takes two or three at most.
      const id = await propose(body, n % 2 === 0 ? '' : '-C', 7_000 + 1_000 * n);
      const approval = { document: MUTATIONS.APPROVE_WORKS, subject: SURVEYOR };
      const twice = { ...approval, variables: { id, comment: 'Now.', acceptStale: true } };
      operations.push(twice, twice);
      if (n % 3 === 2)
        operations.push({
          document: MUTATIONS.WITHDRAW,
          subject: PROPOSER,
          variables: { id, comment: 'No.' },
        });
    }
    for (let n = 0; n < 10; n += 1) {
      const [from, to] = n % 2 === 0 ? ['', '-C'] : ['-C', ''];
      const reason = `transfer ${round}`;
      const input = { from: lineOf(body, from), to: lineOf(body, to), pence: 1 + drawn() * 20_000, reason };
      operations.push(withInput('transferBudget', { ...input, pence: Math.ceil(input.pence) }));
    }
    for (let n = 0; n < 4; n += 1) {
      const pence = Math.ceil(drawn() * 9_000);
      operations.push(withInput('carryForwardBudget', { from: lineOf(body, ''), pence, reason: 'late' }));
    }
    for (let n = 0; n < 3; n += 1) {
      const pence = 60_000 + Math.ceil(drawn() * 60_000);
      const line = { externalId: lineOf(body, ''), organisation: body, fiscalYear: 2026 };
      operations.push(withInput('saveBudget', { ...line, pence }));
    }
    for (let n = 0; n < 15; n += 1) {
      const workOrderId = orders[body]?.[n % BILLED];
      const pence = Math.ceil(drawn() * 30_000);
      operations.push(withInput('recordActual', { workOrderId, pence, reason: 'by the bill' }));
    }
    const back = await api.dataSource.query(
      `SELECT p.id FROM ledger_postings p WHERE p.kind IN ('TRANSFER', 'CARRY_FORWARD') AND p.organisation_id = ?
          AND NOT EXISTS (SELECT 1 FROM ledger_postings r WHERE r.reverses = p.id) ORDER BY p.id DESC LIMIT 5`,
      [await rowIdOf(api, 'organisations', body)],
    );
    for (const { id } of back) {
      const document =
        'mutation ($id: ID!, $reason: String!) { reverseLedgerPosting(id: $id, reason: $reason) { id } }';
      const variables = { id: String(id), reason: 'back' };
      operations.push(...[0, 1].map(() => ({ document, variables, subject: TREASURER })));
    }
    return operations;
  };

  const checkInvariants = async () => {
    await expectBooksInOrder(api);
    // Money is neither made nor lost: all that was allocated is in some account.
    const [sums] = await api.dataSource.query(
      `SELECT (SELECT SUM(pence) FROM budgets) AS allocated,
              (SELECT SUM(pence) FROM ledger_entries WHERE account <> 'FUNDING') AS there`,
    );
    expect(Number(sums.there)).toBe(Number(sums.allocated));
    for (const body of BODIES) {
      const approved = await api.dataSource.query(
        `SELECT p.id FROM plans p JOIN organisations o ON o.id = p.organisation_id
          WHERE o.external_id = ? AND p.stage = 'APPROVED'`,
        [body],
      );
      expect(approved.length).toBeLessThanOrEqual(1);
      const plans = await api.dataSource.query(
        'SELECT p.id, p.stage FROM plans p JOIN organisations o ON o.id = p.organisation_id WHERE o.external_id = ?',
        [body],
      );
      for (const { id, stage } of plans) {
        const isOpen = stage === 'APPROVED' && (await isOfOpenPackages(id));
        expect([id, (await heldBy(api, id)).length]).toEqual([id, isOpen ? OPEN : 0]);
      }
    }
    // What works say that they have cost is what was spent on them.
    const differing = await api.dataSource.query(
      `SELECT o.id FROM work_orders o WHERE o.actual_cost_pence <> (
         SELECT SUM(e.pence) FROM ledger_entries e
          WHERE e.account = 'SPENT' AND e.plan_id = o.plan_id AND e.number = o.number)`,
    );
    expect(differing).toEqual([]);
  };
  const isOfOpenPackages = async (planId: number) => {
    const [{ n }] = await api.dataSource.query(
      'SELECT COUNT(*) AS n FROM plan_assignments WHERE plan_id = ?',
      [planId],
    );
    return Number(n) === OPEN;
  };

  it('balance, and nothing is overdrawn', async () => {
    const told: Record<string, number> = {};
    const drawn = randomOf(20_261_126);
    for (let round = 0; round < ROUNDS; round += 1) {
      const operations = (await Promise.all(BODIES.map((body) => operationsOf(body, round, drawn)))).flat();
      const mixed = operations
        .map((operation) => ({ operation, place: drawn() }))
        .sort((a, b) => a.place - b.place)
        .map(({ operation }) => operation);
      const answers = await Promise.all(
        mixed.map(({ document, variables, subject }, index) =>
          (ask[index % ask.length] as Ask)(document, variables, subject),
        ),
      );
      for (const answer of answers) {
        const { errors } = JSON.parse(answer);
        const outcome: string = errors?.[0]?.extensions.code ?? 'DONE';
        told[outcome] = (told[outcome] ?? 0) + 1;
      }
      await checkInvariants();
    }
    const unexpected = Object.keys(told).filter((outcome) => ![...EXPECTED, 'DONE'].includes(outcome));
    expect([unexpected, told]).toEqual([[], told]);
    expect(Object.values(told).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(250);
    // Something met, and something was done.
    for (const outcome of ['DONE', 'BUDGET_OVERDRAWN', 'ILLEGAL_MOVE', 'NOT_REVERSIBLE'])
      expect([outcome, told[outcome] ?? 0]).not.toEqual([outcome, 0]);
  }, 180_000);
});

/** The same numbers from 0 to 1 at every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
