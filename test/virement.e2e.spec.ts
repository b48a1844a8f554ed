import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import { expectBooksInOrder } from './support/books.js';
import { issueWorks, makeYard, makeYardSite, orderOf, putInForce } from './support/works.js';

const LINE = `externalId pence transferredPence carriedForwardPence availablePence committedPence spentPence`;
const MOVE =
  'id kind pence explanation reverses reversedBy from { account budget { externalId } workPackage { id } } to { account budget { externalId } workPackage { id } }';

/**
 * Two bodies, two years, in pence. What is asked for and what is left:
 *
 *   line                        allocated  transfers  carried  promised  spent  left
 *   BUD    ORG  2026 CAPITAL      100,000    -10,000        0         0  28,000   62,000
 *   BUD-C  ORG  2026 CENTRAL       20,000     10,000   -2,000         0       0   28,000
 *   BUD-R  ORG  2026 RESOURCE       5,000          0        0         0       0    5,000
 *   BUD-C7 ORG  2027 CENTRAL            0          0    2,000         0       0    2,000
 *   2BUD   2ORG 2026 CAPITAL       50,000          0        0         0       0   50,000
 *
 * One package of ORG is set aside 30,000, costs 32,000 at first and 28,000 by the bill.
 */
describe('money between lines and years', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
    await makeYard(api);
    await makeYard(api, '2ORG');
    const save = (input: Record<string, unknown>) =>
      api.query('mutation ($input: BudgetInput!) { saveBudget(input: $input) { id } }', {
        input: { organisation: 'ORG', fiscalYear: 2026, ...input },
      });
    await save({ externalId: 'BUD', pence: 100_000 });
    await save({ externalId: 'BUD-C', fund: 'CENTRAL', pence: 20_000 });
    await save({ externalId: 'BUD-R', category: 'RESOURCE', pence: 5_000 });
    await save({ externalId: 'BUD-S', fund: 'SENSITIVE_SITES', pence: 700 });
    await save({ externalId: 'BUD-C7', fund: 'CENTRAL', fiscalYear: 2027, pence: 0 });
    await save({ externalId: '2BUD', organisation: '2ORG', pence: 50_000 });
  });
  afterAll(() => api.close());

  const transfer = (from: string, to: string, pence: number) => ({
    input: { from, to, pence, reason: 'Needed there' },
  });
  const TRANSFER = `mutation ($input: TransferInput!) { transferBudget(input: $input) { ${MOVE} } }`;
  const CARRY = `mutation ($input: CarryForwardInput!) { carryForwardBudget(input: $input) { ${MOVE} } }`;
  const REVERSE = `mutation ($id: ID!, $reason: String!) { reverseLedgerPosting(id: $id, reason: $reason) { ${MOVE} } }`;
  const refusal = async (document: string, variables: Record<string, unknown>, subject?: string) =>
    (await api.refuse(document, variables, subject))[0]?.extensions;
  const line = async (externalId: string) => {
    const { budgets } = await api.query(`{ budgets { ${LINE} } }`);
    const found = budgets.find((budget: { externalId: string }) => budget.externalId === externalId);
    return Object.values(found as object).slice(1);
  };

  it('moves where a rule lets it, within a body and a year, and not below nothing', async () => {
    const { transferBudget } = await api.query(TRANSFER, transfer('BUD', 'BUD-C', 10_000));
    expect(transferBudget).toMatchObject({
      ...{ kind: 'TRANSFER', pence: 10_000, explanation: 'Needed there', reverses: null, reversedBy: null },
      from: { account: 'AVAILABLE', budget: { externalId: 'BUD' }, workPackage: null },
      to: { account: 'AVAILABLE', budget: { externalId: 'BUD-C' } },
    });
    expect(await line('BUD')).toEqual([100_000, -10_000, 0, 90_000, 0, 0]);
    expect(await line('BUD-C')).toEqual([20_000, 10_000, 0, 30_000, 0, 0]);
    const codes = [];
    for (const [from, to, pence] of [
      ['BUD', 'BUD-R', 1],
      ['BUD-S', 'BUD', 1],
      ['BUD', '2BUD', 1],
      ['BUD-C', 'BUD-C7', 1],
      ['BUD', 'BUD', 1],
      ['BUD', 'NONE', 1],
      ['BUD', 'BUD-C', 0],
      ['BUD-R', 'BUD', 5_001],
    ] as const)
      codes.push((await refusal(TRANSFER, transfer(from, to, pence)))?.code);
    const forbidden = ['VIREMENT_FORBIDDEN', 'VIREMENT_FORBIDDEN'];
    expect(codes).toEqual([
      ...forbidden,
      ...Array.from({ length: 5 }, () => 'BAD_INPUT'),
      'BUDGET_OVERDRAWN',
    ]);
    await expectBooksInOrder(api);
  });

  it('keeps to rules that are data, which finance of the whole programme sets', async () => {
    const save = 'mutation ($input: VirementRuleInput!) { saveVirementRule(input: $input) { fromFund } }';
    const rule = { fromCategory: 'CAPITAL', fromFund: 'OWN', toCategory: 'RESOURCE', toFund: 'OWN' };
    const { virementRules } = await api.query(
      '{ virementRules { fromCategory toCategory fromFund toFund } }',
    );
    // Of 30 pairs of kinds: 9 from capital to resource, and 8 out of the ring-fenced fund, of which 2 are of those 9.
    expect(virementRules).toHaveLength(30 - 9 - 8 + 2);
    await api.grant('own-finance', ['FINANCE'], 'ORG');
    expect((await refusal(save, { input: { ...rule, allowed: true } }, 'own-finance'))?.code).toBe(
      'FORBIDDEN',
    );
    await api.query(save, { input: { ...rule, allowed: true } });
    const { transferBudget } = await api.query(TRANSFER, transfer('BUD', 'BUD-R', 40), 'own-finance');
    await api.query(REVERSE, { id: transferBudget.id, reason: 'A trial' }, 'own-finance');
    await api.query(save, { input: { ...rule, allowed: false } });
    expect((await refusal(TRANSFER, transfer('BUD', 'BUD-R', 1)))?.code).toBe('VIREMENT_FORBIDDEN');
    expect(await line('BUD-R')).toEqual([5_000, 0, 0, 5_000, 0, 0]);
  });

  it('goes to the next year up to the limit of its category', async () => {
    const carry = (pence: number) => ({ input: { from: 'BUD-C', pence, reason: 'Delivered late' } });
    expect(await refusal(CARRY, carry(1))).toMatchObject({
      code: 'CARRY_FORWARD_TOO_MUCH',
      fields: [{ path: 'input.pence', message: 'expected at most 0' }],
    });
    const limit =
      'mutation ($input: CarryForwardLimitInput!) { saveCarryForwardLimit(input: $input) { percent } }';
    await api.query(limit, { input: { category: 'CAPITAL', percent: 15 } });
    // 15 % of the 20,000 that were allocated: 3,000.
    await api.query(CARRY, carry(2_000));
    expect((await refusal(CARRY, carry(1_001)))?.fields?.[0]?.message).toBe('expected at most 1000');
    const { carryForwardBudget } = await api.query(CARRY, carry(1_000));
    await api.query(REVERSE, { id: carryForwardBudget.id, reason: 'It came after all' });
    expect(await line('BUD-C')).toEqual([20_000, 10_000, -2_000, 28_000, 0, 0]);
    expect(await line('BUD-C7')).toEqual([0, 0, 2_000, 2_000, 0, 0]);
    const next = { input: { from: 'BUD-C7', pence: 1, reason: 'Later' } };
    expect((await refusal(CARRY, next))?.code).toBe('BAD_INPUT');
  });

  it('is taken back once, wholly, and only while it is still there', async () => {
    const { transferBudget } = await api.query(TRANSFER, transfer('BUD-R', 'BUD', 5_000));
    const { reverseLedgerPosting } = await api.query(REVERSE, {
      id: transferBudget.id,
      reason: 'Wrong line',
    });
    expect(reverseLedgerPosting).toMatchObject({
      ...{ kind: 'REVERSAL', pence: 5_000, reverses: transferBudget.id, explanation: 'Wrong line' },
      from: { budget: { externalId: 'BUD' } },
      to: { budget: { externalId: 'BUD-R' } },
    });
    for (const id of [transferBudget.id, reverseLedgerPosting.id, '1'])
      expect(await refusal(REVERSE, { id, reason: 'Again' })).toMatchObject({ code: 'NOT_REVERSIBLE' });
    expect((await refusal(REVERSE, { id: '4000000', reason: 'None' }))?.code).toBe('NOT_FOUND');
    const { ledgerPostings } = await api.query(
      `{ ledgerPostings(filter: { kind: TRANSFER }) { totalCount nodes { ${MOVE} } } }`,
    );
    expect(ledgerPostings.nodes.at(-1).reversedBy).toBe(reverseLedgerPosting.id);
    // What has gone on from there cannot come back.
    const away = await api.query(TRANSFER, transfer('BUD-R', 'BUD', 5_000));
    const further = await api.query(TRANSFER, transfer('BUD', 'BUD-C', 95_000));
    expect((await refusal(REVERSE, { id: away.transferBudget.id, reason: 'Back' }))?.code).toBe(
      'BUDGET_OVERDRAWN',
    );
    for (const id of [further.transferBudget.id, away.transferBudget.id])
      await api.query(REVERSE, { id, reason: 'Back' });
    await expectBooksInOrder(api);
  });

  it('is spent by the bill, with a reason, and never beyond the line', async () => {
    const placing = await makeYardSite(api, 'BILL');
    const planId = await putInForce(api, 'ORG', [{ ...placing, costPence: 30_000 }]);
    await issueWorks(api, planId);
    const workOrderId = await orderOf(api, placing.id);
    const record = 'mutation ($input: ActualInput!) { recordActual(input: $input) { actualCostPence } }';
    const bill = (pence: number) => ({ input: { workOrderId, pence, reason: 'By the bill' } });
    expect((await refusal(record, bill(1)))?.code).toBe('NOT_COMMISSIONED');
    await commission(api, workOrderId, placing.devices, 32_000);
    expect(await line('BUD')).toEqual([100_000, -10_000, 0, 58_000, 0, 32_000]);
    expect((await refusal(record, bill(90_001)))?.code).toBe('BUDGET_OVERDRAWN');
    expect((await refusal(record, { input: { ...bill(1).input, reason: ' ' } }))?.code).toBe('BAD_INPUT');
    // Bills are for finance, who carries no work out.
    await api.grant('billing', ['FINANCE'], 'ORG');
    for (const pence of [90_000, 28_000, 28_000]) await api.query(record, bill(pence), 'billing');
    // Why, is told with the order alone.
    const { workOrder } = await api.query(
      'query ($id: ID!) { workOrder(id: $id) { moves { from to reason } } }',
      { id: workOrderId },
    );
    const put = { from: 'COMMISSIONED', to: 'COMMISSIONED', reason: 'By the bill' };
    expect(workOrder.moves.slice(-2)).toEqual([put, put]);
    const postings = await api.dataSource.query('SELECT explanation FROM ledger_postings');
    expect(JSON.stringify(postings)).toContain(`The reason is with the move of work order ${workOrderId}.`);
    const entries = await api.dataSource.query('SELECT reason, state_after FROM audit_entries');
    for (const told of [postings, entries]) expect(JSON.stringify(told)).not.toContain('By the bill');
    expect(await line('BUD')).toEqual([100_000, -10_000, 0, 62_000, 0, 28_000]);
    const { ledgerPostings } = await api.query(
      `query ($planId: ID) { ledgerPostings(filter: { planId: $planId }) { nodes { ${MOVE} } } }`,
      { planId: String(planId) },
    );
    // Set aside; 30,000 and 2,000 more; both taken back and 90,000 said; that taken back, 28,000 said and 2,000 released.
    expect(
      ledgerPostings.nodes.map(({ kind, pence }: { kind: string; pence: number }) => [kind, pence]),
    ).toEqual([
      ['COMMITMENT', 30_000],
      ...[
        ['ACTUAL', 30_000],
        ['ACTUAL', 2_000],
      ],
      ...[
        ['REVERSAL', 30_000],
        ['REVERSAL', 2_000],
        ['ACTUAL', 30_000],
        ['ACTUAL', 60_000],
      ],
      ...[
        ['REVERSAL', 30_000],
        ['REVERSAL', 60_000],
        ['ACTUAL', 28_000],
        ['RELEASE', 2_000],
      ],
    ]);
    expect(ledgerPostings.nodes[0].to).toEqual({
      ...{ account: 'COMMITTED', budget: { externalId: 'BUD' }, workPackage: { id: placing.id } },
    });
    const actual = ledgerPostings.nodes[9];
    expect((await refusal(REVERSE, { id: actual.id, reason: 'Wrong' }))?.code).toBe('NOT_REVERSIBLE');
    await expectBooksInOrder(api);
  });

  it('is as the example has it in the end, and each body sees its own', async () => {
    expect(await line('BUD-R')).toEqual([5_000, 0, 0, 5_000, 0, 0]);
    expect(await line('2BUD')).toEqual([50_000, 0, 0, 50_000, 0, 0]);
    const read = `query ($filter: LedgerFilter) { ledgerPostings(filter: $filter) { totalCount nodes { ${MOVE} } } }`;
    await api.grant('other-finance', ['FINANCE'], '2ORG');
    const { ledgerPostings } = await api.query(read, {}, 'other-finance');
    // The yard's million, and what was cut of it.
    expect(ledgerPostings.nodes.map(({ pence }: { pence: number }) => pence)).toEqual([1_000_000, 950_000]);
    const [{ id }] = await api.dataSource.query("SELECT id FROM budgets WHERE external_id = 'BUD'");
    const foreign = await api.query(read, { filter: { budgetId: String(id) } }, 'other-finance');
    expect(foreign.ledgerPostings).toEqual({ totalCount: 0, nodes: [] });
    expect((await refusal(TRANSFER, transfer('BUD', 'BUD-C', 1), 'other-finance'))?.code).toBe('BAD_INPUT');
  });
});

/** Brings an order to COMMISSIONED, with nothing in place of what it takes down. */
async function commission(
  api: TestApi,
  workOrderId: string,
  devices: readonly string[],
  actualCostPence: number,
): Promise<void> {
  await api.dataSource.query("UPDATE work_orders SET status = 'INSTALLED' WHERE id = ?", [workOrderId]);
  await api.dataSource.query(
    "UPDATE work_order_devices SET ticked_at = UTC_TIMESTAMP(3), ticked_by = 'x' WHERE work_order_id = ?",
    [workOrderId],
  );
  for (const replaces of devices.slice(0, 2)) {
    await api.query('mutation ($input: UnreplacedInput!) { leaveUnreplaced(input: $input) { id } }', {
      input: { workOrderId, replaces, reason: 'no longer needed' },
    });
  }
  const move = 'mutation ($input: MoveWorkOrderInput!) { moveWorkOrder(input: $input) { status } }';
  const on = new Date().toISOString().slice(0, 10);
  const input = { workOrderId, to: 'COMMISSIONED', on, actualCostPence, reason: 'a longer ladder' };
  await api.query(move, { input });
}
