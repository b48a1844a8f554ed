import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
  budgetOf,
  costOf,
  letApproversIn,
  makePlan,
  refusal,
  type Deed,
} from './support/approval.js';
import { expectBooksInOrder, freeMoney, heldBy } from './support/books.js';
import { leadOf, makeBody, makeProgramme } from './support/two-bodies.js';
import { emptyQueue, startWorker, until, type TestWorker } from './support/worker.js';

/** What may be done where, written down a second time. */
const LEGAL: Record<string, Deed[]> = {
  DRAFT: ['PROPOSE', 'REMOVE'],
  PROPOSED: ['APPROVE_MONEY', 'APPROVE_WORKS', 'WITHDRAW'],
  'PROPOSED, money approved': ['APPROVE_WORKS', 'WITHDRAW'],
  'PROPOSED, works approved': ['APPROVE_MONEY', 'WITHDRAW'],
  APPROVED: ['WITHDRAW'],
  SUPERSEDED: [],
  WITHDRAWN: ['REMOVE'],
};
const STEPS: Record<string, Deed[]> = {
  DRAFT: [],
  PROPOSED: ['PROPOSE'],
  'PROPOSED, money approved': ['PROPOSE', 'APPROVE_MONEY'],
  'PROPOSED, works approved': ['PROPOSE', 'APPROVE_WORKS'],
  SUPERSEDED: ['PROPOSE', 'APPROVE_MONEY', 'APPROVE_WORKS'],
  APPROVED: ['PROPOSE', 'APPROVE_WORKS', 'APPROVE_MONEY'],
  WITHDRAWN: ['PROPOSE', 'WITHDRAW'],
};
const STALENESS = `staleness { isStale fingerprint counts { input change count }
  changes(first: 50) { totalCount nodes { input change externalId fields site { externalId } } } }`;

describe('a plan on its way to approval', () => {
  let api: TestApi;
  let worker: TestWorker;
  let body: string;
  beforeAll(async () => {
    await emptyQueue();
    api = await startApi();
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
    await worker.kill('SIGTERM');
    await api.close();
  });

  const stateOf = async (id: string) => {
    const read = `query ($id: ID!) { plan(id: $id) { stage
      stageChanges { act from to by byName comment acceptedStale } ${STALENESS} } }`;
    return (await api.query(read, { id })).plan;
  };
  const inForce = async (): Promise<string[]> => {
    const { plans } = await api.query('{ plans(first: 100) { nodes { id stage } } }');
    return plans.nodes
      .filter(({ stage }: { stage: string }) => stage === 'APPROVED')
      .map(({ id }: { id: string }) => id);
  };
  const withdrawAll = async () => {
    for (const id of await inForce()) await act(api, id, 'WITHDRAW');
  };
  const rows = async () => {
    const tables = ['plans', 'plan_stage_changes', 'ledger_entries', 'plan_assignments'];
    return JSON.stringify([
      await api.dataSource.query(`CHECKSUM TABLE ${tables.join(', ')}`),
      // A worker makes the orders of what was approved meanwhile.
      await api.dataSource.query("SELECT COUNT(*) FROM audit_entries WHERE action <> 'works.issue'"),
    ]);
  };
  const saveBudget = (pence: number) =>
    api.query('mutation ($input: BudgetInput!) { saveBudget(input: $input) { pence } }', {
      input: { externalId: 'XX-BUD', organisation: 'XX', fiscalYear: 2027, pence },
    });
  const spend = (id: string, number: number, pence: number, why: string | null = 'More cable.') =>
    asSystem({
      run: () =>
        api.app
          .get(Transactions)
          .run((manager) => api.app.get(Commitments).spend(manager, Number(id), number, pence, why)),
    }).run();

  it('is proposed by one person and approved by two others, which commits its money', async () => {
    const id = await makePlan(api, body);
    expect(await stateOf(id)).toMatchObject({ stage: 'DRAFT', stageChanges: [] });
    await act(api, id, 'PROPOSE', { comment: '  The board saw it.  ' });
    expect((await stateOf(id)).stage).toBe('PROPOSED');
    await act(api, id, 'APPROVE_WORKS');
    expect(await budgetOf(api, 'XX-BUD')).toMatchObject({ committedPence: 0, spentPence: 0 });
    await act(api, id, 'APPROVE_MONEY', { comment: 'Within the settlement.' });

    const { stage, stageChanges } = await stateOf(id);
    expect(stage).toBe('APPROVED');
    const changes = [
      ['PROPOSE', 'DRAFT', 'PROPOSED', PROPOSER, 'The board saw it.'],
      ['APPROVE_WORKS', 'PROPOSED', 'PROPOSED', SURVEYOR, null],
      ['APPROVE_MONEY', 'PROPOSED', 'APPROVED', TREASURER, 'Within the settlement.'],
    ];
    expect(stageChanges).toEqual(
      changes.map(([deed, from, to, by, comment]) => ({
        ...{ act: deed, from, to, by, byName: by, comment, acceptedStale: false },
      })),
    );
    const cost = await costOf(api, id);
    expect(cost).toBeGreaterThan(0);
    expect(await budgetOf(api, 'XX-BUD')).toEqual({
      ...{ externalId: 'XX-BUD', pence: 400_000, committedPence: cost, spentPence: 0 },
    });
    const [{ asked }] = await api.dataSource.query(
      "SELECT COUNT(*) AS asked FROM outbox WHERE name = 'works.issue' AND payload = ?",
      [JSON.stringify({ planId: Number(id) })],
    );
    expect(Number(asked)).toBe(1);
    const { plan } = await until(async () => {
      const read =
        'query ($id: ID!) { plan(id: $id) { assignments { totalCount } workOrders { totalCount } } }';
      const found = await api.query(read, { id });
      return found.plan.workOrders.totalCount > 0 ? found : undefined;
    });
    expect(plan.workOrders.totalCount).toBe(plan.assignments.totalCount);
    await withdrawAll();
    expect(await budgetOf(api, 'XX-BUD')).toMatchObject({ committedPence: 0 });
    expect((await stateOf(id)).stageChanges[3]).toMatchObject({ act: 'WITHDRAW', from: 'APPROVED' });
  });

  it('makes no move but the legal ones, and the others change nothing', async () => {
    const refused: string[] = [];
    for (const [position, steps] of Object.entries(STEPS)) {
      const id = await makePlan(api, body);
      for (const deed of steps) await act(api, id, deed);
      if (position === 'SUPERSEDED') await approve(api, await makePlan(api, body));
      expect((await stateOf(id)).stage).toBe(position.split(',')[0]);
      for (const deed of Object.keys(MUTATIONS) as Deed[]) {
        if (LEGAL[position]?.includes(deed)) continue;
        const before = await rows();
        const { code, message } = await refusal(api, id, deed);
        expect([position, deed, code]).toEqual([position, deed, 'ILLEGAL_MOVE']);
        for (const legal of (LEGAL[position] ?? []).filter((one) => one !== 'REMOVE'))
          expect(message).toContain(legal);
        expect(await rows()).toBe(before);
        refused.push(`${position} ${deed}`);
      }
    }
    expect(refused).toHaveLength(7 * 5 - 11);
    await withdrawAll();
  });

  it('is approved neither by who proposed it nor twice by one person, whatever their roles', async () => {
    await api.grant('everything', ['ESTATES_MANAGER', 'FINANCE', 'APPROVER']);
    const own = await makePlan(api, body);
    await act(api, own, 'PROPOSE', {}, 'everything');
    for (const deed of ['APPROVE_MONEY', 'APPROVE_WORKS'] as const)
      expect((await refusal(api, own, deed, {}, 'everything')).code).toBe('OWN_PROPOSAL');
    const other = await makePlan(api, body);
    await act(api, other, 'PROPOSE');
    await act(api, other, 'APPROVE_WORKS', {}, 'everything');
    expect((await refusal(api, other, 'APPROVE_MONEY', {}, 'everything')).code).toBe('SAME_APPROVER');
    expect((await stateOf(other)).stage).toBe('PROPOSED');
    await act(api, other, 'WITHDRAW', {}, TREASURER);
  });

  it('takes the roles that each step is for', async () => {
    const id = await makePlan(api, body);
    const codes: unknown[] = [];
    const tries: [Deed, string][] = [
      ['PROPOSE', TREASURER],
      ['PROPOSE', SURVEYOR],
      ['APPROVE_MONEY', SURVEYOR],
      ['APPROVE_MONEY', PROPOSER],
      ['APPROVE_WORKS', TREASURER],
      ['WITHDRAW', 'XX-member'],
    ];
    for (const [deed, subject] of tries) codes.push((await refusal(api, id, deed, {}, subject)).code);
    expect(codes).toEqual(tries.map(() => 'FORBIDDEN'));
  });

  it('is proposed only when it is completed, and of the estate as it is', async () => {
    const create =
      'mutation ($input: CreateScenarioInput!) { createScenario(input: $input) { plan { id } } }';
    const basePlanId = await makePlan(api, body);
    const input = { name: 'Half', basePlanId, changes: [{ budget: { percent: -50 } }] };
    const { createScenario } = await api.query(create, { input });
    const notYet = await refusal(api, createScenario.plan.id, 'PROPOSE');
    expect(notYet).toMatchObject({ code: 'PLAN_NOT_PROPOSABLE' });
    await api.dataSource.query("UPDATE plans SET status = 'COMPLETED' WHERE id = ?", [
      createScenario.plan.id,
    ]);
    const imagined = await refusal(api, createScenario.plan.id, 'PROPOSE');
    expect(imagined).toMatchObject({ code: 'PLAN_NOT_PROPOSABLE' });
    expect(imagined.message).toContain('scenario');
    expect((await refusal(api, '4000000000', 'PROPOSE')).code).toBe('NOT_FOUND');
    const blank = await refusal(api, basePlanId, 'WITHDRAW', { comment: '  ' });
    expect(blank).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'comment' }] });
  });

  it('takes the place of its forerunner, whose money is free again but for what was spent', async () => {
    const old = await makePlan(api, body);
    await approve(api, old);
    const cost = await costOf(api, old);
    await spend(old, 0, 60_000);
    const spent = await budgetOf(api, 'XX-BUD');
    expect(spent).toMatchObject({ spentPence: 60_000 });
    expect(spent?.committedPence).toBeLessThan(cost);

    const next = await makePlan(api, body);
    await approve(api, next);
    expect((await stateOf(old)).stage).toBe('SUPERSEDED');
    expect((await stateOf(old)).stageChanges.at(-1)).toMatchObject({ act: 'SUPERSEDE', by: SURVEYOR });
    expect(await inForce()).toEqual([next]);
    expect(await budgetOf(api, 'XX-BUD')).toMatchObject({ committedPence: cost, spentPence: 60_000 });
    await withdrawAll();
    expect(await budgetOf(api, 'XX-BUD')).toMatchObject({ committedPence: 0, spentPence: 60_000 });
    await freeMoney(api);
  });

  it('does not come into force beside one that covers the same sites', async () => {
    const ofBody = await makePlan(api, body);
    const ofAll = await makePlan(api);
    await approve(api, ofBody);
    for (const deed of ['PROPOSE', 'APPROVE_MONEY'] as const) await act(api, ofAll, deed);
    const inTheWay = await refusal(api, ofAll, 'APPROVE_WORKS');
    expect(inTheWay).toMatchObject({ code: 'OVERLAPPING_PLAN' });
    expect(inTheWay.message).toContain(`withdraw plan ${ofBody} first`);
    expect((await stateOf(ofAll)).stageChanges).toHaveLength(2);
    await withdrawAll();
    await act(api, ofAll, 'APPROVE_WORKS');

    const again = await makePlan(api, body);
    await act(api, again, 'PROPOSE', {}, leadOf('XX'));
    await api.grant('XX-treasurer', ['FINANCE'], 'XX');
    await api.grant('XX-approver', ['APPROVER'], 'XX');
    await act(api, again, 'APPROVE_MONEY', {}, 'XX-treasurer');
    const unseen = await refusal(api, again, 'APPROVE_WORKS', {}, 'XX-approver');
    expect(unseen.code).toBe('OVERLAPPING_PLAN');
    // Whose plan it is that they may not see is not for them.
    expect(unseen.message).not.toMatch(new RegExp(`\\b${ofAll}\\b`));
    await withdrawAll();
    await act(api, again, 'APPROVE_WORKS', {}, 'XX-approver');
    await withdrawAll();
  });

  it('overdraws no budget, however it is approved, and then says how much is short', async () => {
    const id = await makePlan(api, body);
    const cost = await costOf(api, id);
    await act(api, id, 'PROPOSE');
    await act(api, id, 'APPROVE_WORKS');
    await saveBudget(cost - 1);
    const stale = await refusal(api, id, 'APPROVE_MONEY');
    expect(stale).toMatchObject({
      code: 'PLAN_STALE',
      fields: [{ path: 'staleness.BUDGET', message: 'CHANGED: 1' }],
    });
    const before = await rows();
    const short = await refusal(api, id, 'APPROVE_MONEY', { acceptStale: true });
    expect(short).toMatchObject({
      code: 'BUDGET_OVERDRAWN',
      fields: [{ path: 'budgets.XX-BUD', message: 'short by 1 pence' }],
    });
    expect(await rows()).toBe(before);
    await saveBudget(cost);
    await act(api, id, 'APPROVE_MONEY', { acceptStale: true });
    expect((await stateOf(id)).stageChanges.at(-1)).toMatchObject({ to: 'APPROVED', acceptedStale: true });
    expect(await budgetOf(api, 'XX-BUD')).toMatchObject({ pence: cost, committedPence: cost });
  });

  it('spends what a package costs, up to what its budget has left, once the plan is in force', async () => {
    const [id = ''] = await inForce();
    const cost = await costOf(api, id);
    const [first = { pence: 0 }, second = { pence: 0 }] = await heldBy(api, id);
    await expect(spend(id, 0, first.pence + 1)).rejects.toMatchObject({ code: 'BUDGET_OVERDRAWN' });
    await expect(spend(id, 0, first.pence + 1, null)).rejects.toMatchObject({ code: 'ACTUAL_UNEXPLAINED' });
    await spend(id, 0, first.pence - 5);
    await spend(id, 1, second.pence + 5);
    expect(await budgetOf(api, 'XX-BUD')).toMatchObject({
      spentPence: first.pence + second.pence,
    });
    await saveBudget(1);
    // What was set aside may be spent, although the budget was cut below it since.
    await spend(id, 1, second.pence);
    await saveBudget(cost);
    await expect(spend(id, 77, 1)).rejects.toMatchObject({ code: 'NOT_COMMITTED' });
    await withdrawAll();
    const removed = await refusal(api, id, 'REMOVE');
    expect(removed.code).toBe('IN_USE');
    await freeMoney(api);
    await saveBudget(400_000);
    await expectBooksInOrder(api);
  });

  describe('is stale', () => {
    let id: string;
    const save = (type: string, input: Record<string, unknown>) =>
      api.query(`mutation ($input: ${type}Input!) { save${type}(input: $input) { __typename } }`, { input });
    const found = async () => (await stateOf(id)).staleness;
    beforeAll(async () => {
      id = await makePlan(api, body);
      const fresh = await found();
      expect(fresh).toMatchObject({ isStale: false, counts: [], changes: { totalCount: 0, nodes: [] } });
      expect(fresh.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    });

    it('after a new version of a directive', async () => {
      const { directives } = await api.query('{ directives { key version } }');
      expect(directives).toHaveLength(1);
      const demand = { action: 'REMOVE_AND_REPLACE', strength: 'MANDATORY', deadline: '2027-10-31' };
      await save('Directive', {
        ...{ key: 'dir', version: 2, title: 'A directive', issuedBy: 'A ministry', source: 'A statement' },
        effectiveFrom: '2023-11-24',
        coverage: [
          {
            ...{ ruleId: 'COVERED', law: 'A law', state: 'CN', through: 'OWNERSHIP' },
            ...{ manufacturers: ['Hikvision'], decidedBy: 'A unit', decidedOn: '2022-11-24', basis: 'HQ' },
          },
        ],
        demands: ['SENSITIVE', 'NON_SENSITIVE'].map((siteClass) => ({
          ...demand,
          ruleId: siteClass,
          siteClass,
        })),
        obligations: ['SENSITIVE', 'NON_SENSITIVE'].map((siteClass) => ({
          ...{ bodyKind: 'POLICE', siteClass, obligation: 'MANDATORY' },
        })),
      });
      const { isStale, changes } = await found();
      expect(isStale).toBe(true);
      expect(changes.nodes).toContainEqual({
        ...{ input: 'WORK_PACKAGE', change: 'CHANGED', externalId: 'XX-S2', fields: ['deadline'] },
        site: { externalId: 'XX-S2' },
      });
      id = await makePlan(api, body);
      expect(await found()).toMatchObject({ isStale: false });
    });

    it('after a site was put into the other class', async () => {
      const site = {
        externalId: 'XX-S2',
        organisation: 'XX',
        name: 'Depot XX',
        nation: 'ENG',
        region: 'London',
      };
      await save('Site', { ...site, sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'] });
      expect((await found()).changes.nodes).toContainEqual({
        ...{ input: 'SITE', change: 'CHANGED', externalId: 'XX-S2', fields: ['sensitive'] },
        site: { externalId: 'XX-S2' },
      });
      // Who reads a plan of their body sees it too.
      const read = `query ($id: ID!) { plan(id: $id) { ${STALENESS} } }`;
      const { plan } = await api.query(read, { id }, leadOf('XX'));
      expect(plan.staleness).toEqual(await found());
      id = await makePlan(api, body);
    });

    it('after a vendor was lost, of which the refusal tells as well', async () => {
      await save('Vendor', { externalId: 'VEN2', name: 'Another vendor' });
      await save('Product', {
        ...{ externalId: 'PRO2', vendor: 'VEN2', name: 'A product', replaces: ['CAMERA', 'RECORDER'] },
        ...{ pricePence: 9_000, fittingMinutes: 60, leadDays: 5 },
      });
      id = await makePlan(api, body);
      await act(api, id, 'PROPOSE');
      const { changes: before } = await found();
      expect(before.totalCount).toBe(0);
      const whole = await api.dataSource.query(
        "UPDATE products SET vendor_id = (SELECT id FROM vendors WHERE external_id = 'VEN') WHERE external_id = 'PRO2'",
      );
      expect(whole.affectedRows).toBe(1);
      await api.dataSource.query(
        "DELETE FROM plan_assignments WHERE vendor_id = (SELECT id FROM vendors WHERE external_id = 'VEN2')",
      );
      await api.query('mutation { removeVendor(externalId: "VEN2") { removed } }');
      const { counts, changes } = await found();
      expect(counts).toContainEqual({ input: 'VENDOR', change: 'REMOVED', count: 1 });
      const { code, message, fields } = await refusal(api, id, 'APPROVE_MONEY');
      expect(code).toBe('PLAN_STALE');
      expect(message).toContain('1 VENDOR REMOVED');
      const told = (fields ?? []).reduce((sum, field) => sum + Number(field.message.split(': ')[1]), 0);
      expect(told).toBe(changes.totalCount);
      id = await makePlan(api, body);
    });

    it('after a device was exempted, and no longer when that ends', async () => {
      id = await makePlan(api, body);
      const expiresOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      const { grantExemption } = await api.query(
        'mutation ($input: ExemptionInput!) { grantExemption(input: $input) { id } }',
        { input: { site: 'XX-S2', directive: 'dir', ground: 'Is rebuilt anyway', expiresOn } },
        SURVEYOR,
      );
      const gone = (await found()).changes.nodes.map((change: object) => Object.values(change).slice(0, 3));
      expect(gone).toEqual([
        ['WORK_PACKAGE', 'REMOVED', 'XX-S2'],
        ['SITE', 'REMOVED', 'XX-S2'],
      ]);
      const end = 'mutation ($id: ID!) { revokeExemption(id: $id) { revokedBy } }';
      await api.query(end, { id: grantExemption.id }, SURVEYOR);
      expect((await found()).isStale).toBe(false);
    });

    it('after a budget was cut', async () => {
      await saveBudget(399_999);
      expect((await found()).changes.nodes).toEqual([
        { input: 'BUDGET', change: 'CHANGED', externalId: 'XX-BUD', fields: ['pence'], site: null },
      ]);
    });

    it('once a day on which works were to begin has passed without them', async () => {
      id = await makePlan(api, body);
      const set = (sql: string) => api.dataSource.query(sql, [id]);
      await set("UPDATE plan_assignments SET start_date = '2026-01-05' WHERE plan_id = ?");
      expect((await found()).isStale).toBe(false);
      await set("UPDATE plans SET stage = 'APPROVED' WHERE id = ?");
      const stale = await found();
      expect(stale.isStale).toBe(true);
      const told = stale.changes.nodes.map(
        ({ input, change, fields }: { input: string; change: string; fields: string[] | null }) =>
          `${input} ${change} ${fields?.join() ?? 'withheld'}`,
      );
      // Which part it is stays withheld at a sensitive site.
      expect(['WORK_PACKAGE CHANGED works', 'WORK_PACKAGE CHANGED withheld']).toContain(told[0]);
      expect(new Set(told).size).toBeLessThanOrEqual(2);
      await set(
        "INSERT INTO plan_standings (plan_id, number, standing, started_on) SELECT plan_id, number, 'UNDER_WAY', '2026-01-05' FROM plan_assignments WHERE plan_id = ?",
      );
      expect((await found()).isStale).toBe(false);
      await set("UPDATE plans SET stage = 'WITHDRAWN' WHERE id = ?");
    });

    it('after a site went to another body, which it then tells no more of than if it were gone', async () => {
      id = await makePlan(api, body);
      await makeBody(api, 'YY');
      const [row] = await api.dataSource.query("SELECT id FROM organisations WHERE external_id = 'YY'");
      await api.dataSource.query("UPDATE sites SET organisation_id = ? WHERE external_id = 'XX-S2'", [
        row.id,
      ]);
      const read = `query ($id: ID!) { plan(id: $id) { ${STALENESS} } }`;
      const { plan } = await api.query(read, { id }, leadOf('XX'));
      expect(plan.staleness.changes.nodes).toEqual([
        { input: 'WORK_PACKAGE', change: 'REMOVED', externalId: 'XX-S2', fields: [], site: null },
        { input: 'SITE', change: 'REMOVED', externalId: 'XX-S2', fields: [], site: null },
      ]);
    }, 30_000);
  });
});
