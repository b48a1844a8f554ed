import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Transactions } from '../src/platform/database/transactions.js';
import { Commitments } from '../src/plans/approval/commitments.service.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import {
  MUTATIONS,
  PROPOSER,
  SURVEYOR,
  TREASURER,
  act,
  approve,
  costOf,
  letApproversIn,
  makePlan,
  type Deed,
} from './support/approval.js';
import { expectBooksInOrder, freeMoney, heldBy } from './support/books.js';
import { startApiProcess, type ApiProcess } from './support/process.js';
import { makeBody, makeProgramme } from './support/two-bodies.js';
import { emptyQueue, startWorker, type TestWorker } from './support/worker.js';

const ROUNDS = 2;
const PLANS_OF_A_BODY = 5;
const PLANS_OF_ALL = 3;
/** Refusals that say that somebody else was first; anything else is a fault. */
const EXPECTED = ['BUDGET_OVERDRAWN', 'OVERLAPPING_PLAN'];

describe('approvals from several processes at once', () => {
  let api: TestApi;
  let other: ApiProcess;
  let worker: TestWorker;
  let body: string;
  beforeAll(async () => {
    await emptyQueue();
    api = await startApi();
    other = await startApiProcess(api, { LOG_LEVEL: 'error' });
    worker = await startWorker(api);
    await makeProgramme(api);
    await makeBody(api, 'XX');
    // Nothing is in hand there, and no money taken.
    await api.dataSource.query("UPDATE work_orders SET status = 'CANCELLED'");
    await api.dataSource.query('DELETE FROM plan_standings');
    await freeMoney(api);
    await letApproversIn(api);
    const { organisations } = await api.query('{ organisations { nodes { id } } }');
    body = organisations.nodes[0].id;
  }, 60_000);
  afterAll(async () => {
    await Promise.all([worker.kill('SIGTERM'), other.end()]);
    await api.close();
  });
  beforeEach(async () => {
    await freeMoney(api);
    await api.dataSource.query("UPDATE plans SET stage = 'WITHDRAWN' WHERE stage <> 'DRAFT'");
  });

  /** The code of the refusal, or the stage. */
  const ask = async (index: number, id: string, deed: Deed, subject: string): Promise<string> => {
    const variables = { id, comment: 'Everybody at once.' };
    const headers = { 'content-type': 'application/json' };
    const here = async () => {
      const body = JSON.stringify({ query: MUTATIONS[deed], variables });
      return (await api.fetch('/graphql', { method: 'POST', headers, body }, subject)).text();
    };
    const text = index % 2 === 0 ? await here() : await other.ask(MUTATIONS[deed], variables, subject);
    const { data, errors } = JSON.parse(text);
    return errors?.[0]?.extensions.code ?? Object.values<{ stage: string }>(data)[0]?.stage;
  };
  const allocate = (pence: number) =>
    api.query('mutation ($input: BudgetInput!) { saveBudget(input: $input) { id } }', {
      input: { externalId: 'XX-BUD', organisation: 'XX', fiscalYear: 2027, pence },
    });
  /** What every moment has to hold to. */
  const checkInvariants = async () => {
    await expectBooksInOrder(api);
    const approved: { id: number; organisation_id: number | null }[] = await api.dataSource.query(
      "SELECT id, organisation_id FROM plans WHERE stage = 'APPROVED'",
    );
    expect(approved.length).toBeLessThanOrEqual(1);
    for (const { id } of await api.dataSource.query("SELECT id FROM plans WHERE stage <> 'APPROVED'"))
      expect(await heldBy(api, id)).toEqual([]);
    const twice = await api.dataSource.query(
      'SELECT plan_id FROM plan_stage_changes GROUP BY plan_id, act HAVING COUNT(*) > 1',
    );
    expect(twice).toEqual([]);
    for (const { id } of approved) {
      const [{ n }] = await api.dataSource.query(
        `SELECT COUNT(*) AS n FROM plan_assignments a WHERE a.plan_id = ? AND NOT EXISTS (
           SELECT 1 FROM ledger_entries e WHERE e.plan_id = a.plan_id AND e.number = a.number)`,
        [id],
      );
      expect(Number(n)).toBe(0);
    }
    return approved;
  };

  it('leave one plan in force for each site, and no budget overdrawn', async () => {
    const told: Record<string, number> = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      const ids: string[] = [];
      for (let n = 0; n < PLANS_OF_A_BODY; n += 1) ids.push(await makePlan(api, body));
      for (let n = 0; n < PLANS_OF_ALL; n += 1) ids.push(await makePlan(api));
      for (const id of ids)
        for (const deed of ['PROPOSE', 'APPROVE_MONEY'] as const) await act(api, id, deed);
      // Each from both processes: of the same approval, given twice, one is legal.
      const outcomes = await Promise.all(
        ids.flatMap((id, index) => [0, 1].map((twice) => ask(index + twice, id, 'APPROVE_WORKS', SURVEYOR))),
      );
      for (const outcome of outcomes) told[outcome] = (told[outcome] ?? 0) + 1;
      const approved = await checkInvariants();
      expect(approved).toHaveLength(1);
      await Promise.all(
        ids.map((id, index) => ask(index, id, 'WITHDRAW', index % 2 === 0 ? PROPOSER : TREASURER)),
      );
      expect(await checkInvariants()).toEqual([]);
    }
    const unexpected = Object.keys(told).filter(
      (outcome) => !['APPROVED', 'ILLEGAL_MOVE', ...EXPECTED].includes(outcome),
    );
    expect([unexpected, told]).toEqual([[], told]);
    // Something met: plans of the body and of all cannot both be in force.
    expect(told['OVERLAPPING_PLAN']).toBeGreaterThan(0);
    expect(told['APPROVED']).toBeGreaterThanOrEqual(ROUNDS);
  }, 120_000);

  it('of money and works at the same moment bring the plan into force', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await makePlan(api, body);
      await act(api, id, 'PROPOSE');
      const stages = await Promise.all([
        ask(round, id, 'APPROVE_MONEY', TREASURER),
        ask(round + 1, id, 'APPROVE_WORKS', SURVEYOR),
      ]);
      expect(stages.sort()).toEqual(['APPROVED', 'PROPOSED']);
      await checkInvariants();
    }
  }, 60_000);

  it('do not commit what works spend at the same moment', async () => {
    const cost = await costOf(api, await makePlan(api, body));
    const spend = (planId: string, number: number, pence: number) =>
      asSystem({
        run: () =>
          api.app
            .get(Transactions)
            .run((manager) => api.app.get(Commitments).spend(manager, Number(planId), number, pence)),
      }).run();
    // Twice what a plan costs is there, less one penny.
    await allocate(2 * cost - 1);
    const old = await makePlan(api, body);
    await approve(api, old);
    const next = await makePlan(api, body);
    for (const deed of ['PROPOSE', 'APPROVE_MONEY'] as const) await act(api, next, deed);
    const packages = await heldBy(api, old);
    expect(packages.length).toBeGreaterThan(1);
    const results = await Promise.allSettled([
      ...packages.map(({ number, pence }) => spend(old, number, pence)),
      ask(1, next, 'APPROVE_WORKS', SURVEYOR),
    ]);
    await checkInvariants();
    const outcome = results.at(-1);
    expect(['APPROVED', 'BUDGET_OVERDRAWN']).toContain(outcome?.status === 'fulfilled' && outcome.value);
  }, 60_000);

  it('do not let works spend the last of a budget twice', async () => {
    const plan = await makePlan(api, body);
    const cost = await costOf(api, plan);
    await approve(api, plan);
    // Each package may cost more by all that is left, but not two of them.
    const left = 10_000;
    await allocate(cost + left);
    const packages = await heldBy(api, plan);
    const commitments = api.app.get(Commitments);
    const results = await Promise.allSettled(
      packages.map(({ number, pence }) =>
        asSystem({
          run: () =>
            api.app
              .get(Transactions)
              .run((manager) =>
                commitments.spend(manager, Number(plan), number, pence + left, 'More cable.'),
              ),
        }).run(),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await checkInvariants();
  }, 60_000);
});
