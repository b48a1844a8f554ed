import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOVES, WORK_STATUSES, type WorkStatus } from '../src/works/moves.js';
import { WorkIssuing } from '../src/works/work-issuing.service.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import { budgetOf } from './support/approval.js';
import {
  TODAY,
  coverMakers,
  issueWorks,
  makeYard,
  makeYardSite,
  moveOrder,
  moveRefusal,
  orderOf,
  putInForce,
  type Placing,
} from './support/works.js';

const ORDER = `query ($id: ID!) { workOrder(id: $id) { id workPackageId status heldAt version crewName plannedStart
  plannedFinish plannedCostPence actualStart actualFinish actualCostPence heldUntil nextStatuses plan { id }
  moves { from to on movedBy reason } devices { externalId status tickedBy replacement { externalId verdict } } } }`;
const REGISTER = `{ devices(first: 100) { nodes { externalId kind status manufacturer serial mac installedOn recordedBy
  recorder { externalId } site { externalId } assessment { verdict } } } }`;

describe('work orders', () => {
  let api: TestApi;
  const placings: Record<string, Placing> = {};
  let planId: number;
  beforeAll(async () => {
    api = await startApi();
    await makeYard(api);
    for (const site of ['S1', 'S2', 'S3', 'S4', 'S5']) placings[site] = await makeYardSite(api, site);
    placings['LET'] = await makeYardSite(api, 'LET', { ownership: 'LANDLORD', leaseEnd: '2030-01-01' });
    planId = await putInForce(api, 'ORG', Object.values(placings));
    await issueWorks(api, planId);
  });
  afterAll(() => api.close());

  const id = (site: string) => orderOf(api, placings[site]?.id ?? '');
  const read = async (site: string) => (await api.query(ORDER, { id: await id(site) })).workOrder;
  const call = (mutation: string, type: string, input: Record<string, unknown>, subject?: string) =>
    api.query(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`,
      { input },
      subject,
    );
  const refusal = async (
    mutation: string,
    type: string,
    input: Record<string, unknown>,
    subject?: string,
  ) => {
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`;
    const [error] = await api.refuse(document, { input }, subject);
    return { message: error?.message ?? '', ...error?.extensions };
  };
  const tables = ['work_orders', 'work_order_moves', 'work_order_devices', 'work_replacements', 'devices'];
  const rows = async () =>
    JSON.stringify(
      await api.dataSource.query(
        `CHECKSUM TABLE ${[...tables, 'plan_standings', 'ledger_entries', 'audit_entries'].join(', ')}`,
      ),
    );
  const standing = async (site: string) => {
    const [row] = await api.dataSource.query(
      `SELECT s.standing, s.started_on AS startedOn, s.done_on AS doneOn, s.cost_pence AS costPence FROM plan_standings s
         JOIN work_orders o ON o.plan_id = s.plan_id AND o.number = s.number WHERE o.id = ?`,
      [await id(site)],
    );
    return row ? { ...row, costPence: row.costPence === null ? null : Number(row.costPence) } : null;
  };
  /** For how many plans a worker would ask again. */
  const asked = async () => {
    await api.dataSource.query('DELETE FROM outbox');
    await asSystem(api.app.get(WorkIssuing)).askAgain();
    return Number((await api.dataSource.query('SELECT COUNT(*) AS n FROM outbox'))[0].n);
  };
  /** Puts an order where it is wanted, past all gates. */
  const put = (order: string, status: WorkStatus, heldAt: WorkStatus | null = null) =>
    api.dataSource.query('UPDATE work_orders SET status = ?, held_at = ? WHERE id = ?', [
      status,
      heldAt,
      order,
    ]);

  it('are one for each package of an approved plan, made once', async () => {
    const { workOrders } = await api.query('{ workOrders { totalCount nodes { workPackageId status } } }');
    expect(workOrders.totalCount).toBe(Object.keys(placings).length);
    expect(workOrders.nodes.every(({ status }: { status: string }) => status === 'PLANNED')).toBe(true);
    const before = await rows();
    await issueWorks(api, planId);
    expect(await rows()).toBe(before);
    expect(await read('S1')).toMatchObject({
      ...{ workPackageId: 'S1/S1-REC', crewName: 'The CREW', plannedStart: '2026-02-02', version: 1 },
      moves: [{ from: null, to: 'PLANNED', movedBy: 'test', reason: null }],
      devices: ['S1-REC', 'S1-CAM', 'S1-OFF'].map((externalId) => ({ externalId, tickedBy: null })),
    });
    const filtered = await api.query(
      'query ($plan: ID!) { plan(id: $plan) { workOrders(first: 2, filter: { status: PLANNED, from: "2026-02-03", to: "2026-02-02" }) { totalCount nodes { id } } } workOrders(filter: { from: "2026-02-04" }) { totalCount } }',
      { plan: String(planId) },
    );
    expect(filtered.plan.workOrders).toMatchObject({
      totalCount: 6,
      nodes: [expect.anything(), expect.anything()],
    });
    expect(filtered.workOrders.totalCount).toBe(0);
  });

  describe('move', () => {
    const positions = WORK_STATUSES.flatMap((status): [WorkStatus, WorkStatus | null][] =>
      status === 'ON_HOLD'
        ? [
            [status, 'ORDERED'],
            [status, 'PLANNED'],
          ]
        : [[status, null]],
    );

    it.each(positions)('from %s (held at %s) nowhere that the table does not say', async (status, heldAt) => {
      const order = await id('S2');
      await put(order, status, heldAt);
      const legal = MOVES.filter(({ from, to, by }) => {
        if (from !== status) return false;
        return by === 'PLAN' ? false : from !== 'ON_HOLD' || to === heldAt;
      }).map(({ to }) => to);
      const before = await rows();
      let tried = 0;
      for (const to of WORK_STATUSES.filter((each) => !legal.includes(each))) {
        const { code, message } = await moveRefusal(api, order, to, { reason: 'for a reason' });
        // A plan cancels, where anybody else is told that it is not theirs to do.
        const isForPlan = MOVES.some(
          (move) =>
            move.by === 'PLAN' &&
            move.from === status &&
            move.to === to &&
            (heldAt === null || heldAt === 'PLANNED'),
        );
        expect([to, code]).toEqual([to, isForPlan ? 'FORBIDDEN' : 'ILLEGAL_MOVE']);
        if (!isForPlan) for (const way of legal) expect(message).toContain(way);
        tried += 1;
      }
      expect(tried).toBeGreaterThan(7);
      expect(await rows()).toBe(before);
      await put(order, 'PLANNED');
    });

    it('hold with a reason and go back to where they were, fail, and are planned again', async () => {
      const order = await id('S2');
      await moveOrder(api, order, 'ORDERED');
      await moveOrder(api, order, 'SURVEYED');
      expect(await moveRefusal(api, order, 'ON_HOLD')).toMatchObject({ code: 'BAD_INPUT' });
      await moveOrder(api, order, 'ON_HOLD', { reason: 'no scaffold' });
      expect(await read('S2')).toMatchObject({ heldAt: 'SURVEYED', nextStatuses: ['SURVEYED'] });
      expect(await standing('S2')).toMatchObject({ standing: 'ORDERED' });
      await moveOrder(api, order, 'SURVEYED');
      await moveOrder(api, order, 'ISOLATED');
      expect(await standing('S2')).toEqual({
        standing: 'UNDER_WAY',
        startedOn: TODAY,
        doneOn: null,
        costPence: null,
      });
      await moveOrder(api, order, 'FAILED', { reason: 'the wall gave way' });
      expect(await standing('S2')).toBeNull();
      await moveOrder(api, order, 'PLANNED');
      expect(await read('S2')).toMatchObject({ status: 'PLANNED', actualStart: null, version: 8 });
      expect((await read('S2')).moves.at(-2)).toMatchObject({ to: 'FAILED', reason: 'the wall gave way' });
    });

    it('on a day that has come and not before the last move, at the version that was read', async () => {
      const order = await id('S3');
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      expect(await moveRefusal(api, order, 'ORDERED', { on: tomorrow })).toMatchObject({ code: 'BAD_INPUT' });
      expect(await moveRefusal(api, order, 'ORDERED', { on: '2026-01-01' })).toMatchObject({
        code: 'BAD_INPUT',
      });
      expect(await moveRefusal(api, order, 'ORDERED', { expectedVersion: 7 })).toMatchObject({
        code: 'CONFLICT',
      });
      expect(await moveRefusal(api, order, 'ORDERED', { actualCostPence: 5 })).toMatchObject({
        code: 'BAD_INPUT',
      });
      expect(await moveRefusal(api, '4000000000', 'ORDERED')).toMatchObject({ code: 'NOT_FOUND' });
      const both = await Promise.allSettled([
        moveOrder(api, order, 'ORDERED'),
        moveOrder(api, order, 'ORDERED'),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await put(order, 'PLANNED');
    });

    it('to ORDERED only while their plan is in force', async () => {
      const order = await id('S3');
      await api.dataSource.query("UPDATE plans SET stage = 'WITHDRAWN' WHERE id = ?", [planId]);
      expect(await moveRefusal(api, order, 'ORDERED')).toMatchObject({
        ...{ code: 'GATE_NOT_MET', fields: [{ message: expect.stringContaining('PLAN_IN_FORCE') }] },
      });
      await api.dataSource.query("UPDATE plans SET stage = 'APPROVED' WHERE id = ?", [planId]);
    });
  });

  it('go all the way, through every gate, and correct the register', async () => {
    const order = await id('LET');
    const gatesOf = async (to: string, more = {}) => {
      const { code, fields = [] } = await moveRefusal(api, order, to, more);
      expect(code).toBe('GATE_NOT_MET');
      return fields.map(({ message }: { message: string }) => message.split(':')[0]);
    };
    for (const to of ['ORDERED', 'SURVEYED', 'ISOLATED']) await moveOrder(api, order, to);

    expect(await gatesOf('REMOVED')).toEqual(['LANDLORD_CONSENT']);
    await call('recordConsent', 'PaperInput', { workOrderId: order, reference: 'letter 7', on: TODAY });
    await moveOrder(api, order, 'REMOVED');
    expect(await gatesOf('INSTALLED')).toEqual(['DATA_PROTECTION_ASSESSMENT']);
    await call('recordAssessment', 'PaperInput', { workOrderId: order, reference: 'DPIA 9', on: TODAY });
    await moveOrder(api, order, 'INSTALLED');
    expect(await gatesOf('COMMISSIONED')).toEqual(['DEVICES_TICKED', 'DEVICES_REPLACED', 'ACTUAL_COST']);

    await call('tickDevice', 'TickInput', { workOrderId: order, serial: 'let-sr' });
    await call('tickDevice', 'TickInput', { workOrderId: order, mac: 'c42f90-000001' });
    await call('tickDevice', 'TickInput', { workOrderId: order, serial: 'LET-SO' });
    const foreign = await refusal('tickDevice', 'TickInput', { workOrderId: order, serial: 'S1-SR' });
    const absent = await refusal('tickDevice', 'TickInput', { workOrderId: order, serial: 'S1-XX' });
    expect(foreign).toEqual(absent);
    expect(foreign['code']).toBe('DEVICE_NOT_OF_ORDER');

    const newCamera = {
      workOrderId: order,
      replaces: 'LET-CAM',
      externalId: 'NEW-CAM',
      manufacturer: 'Axis',
      serial: 'N1',
    };
    const refused = await refusal('enterReplacement', 'ReplacementInput', {
      ...newCamera,
      manufacturer: 'Hikvision',
    });
    expect(refused).toMatchObject({
      code: 'REPLACEMENT_IN_SCOPE',
      message: expect.stringMatching(/label.*"COVERED"/),
    });
    // A badge of another maker does not hide whose the hardware is.
    const relabelled = { ...newCamera, mac: 'C42F90000009' };
    expect(await refusal('enterReplacement', 'ReplacementInput', relabelled)).toMatchObject({
      code: 'REPLACEMENT_IN_SCOPE',
    });
    const nameless = { ...relabelled, manufacturer: 'Noname' };
    expect(await refusal('enterReplacement', 'ReplacementInput', nameless)).toMatchObject({
      code: 'REPLACEMENT_IN_SCOPE',
    });
    expect(JSON.stringify(await refusal('enterReplacement', 'ReplacementInput', relabelled))).not.toContain(
      'C42F90',
    );
    expect(
      await refusal('enterReplacement', 'ReplacementInput', { ...newCamera, externalId: 'S1-CAM' }),
    ).toMatchObject({
      ...{ code: 'BAD_INPUT', message: expect.stringContaining('taken') },
    });
    expect(
      await refusal('enterReplacement', 'ReplacementInput', { ...newCamera, replaces: 'S1-CAM' }),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
    await call('enterReplacement', 'ReplacementInput', { ...newCamera, mac: '00408C000001' });
    expect(await gatesOf('COMMISSIONED', { actualCostPence: 1 })).toEqual(['DEVICES_REPLACED']);
    await call('leaveUnreplaced', 'UnreplacedInput', {
      workOrderId: order,
      replaces: 'LET-REC',
      reason: 'records elsewhere',
    });
    await call('enterReplacement', 'ReplacementInput', {
      ...{
        workOrderId: order,
        replaces: 'LET-REC',
        externalId: 'NEW-REC',
        manufacturer: 'Axis',
        serial: 'N2',
        network: 'ISOLATED',
      },
    });

    const before = await rows();
    const dear = { actualCostPence: 2_000_000 };
    expect(await moveRefusal(api, order, 'COMMISSIONED', dear)).toMatchObject({
      code: 'ACTUAL_UNEXPLAINED',
      fields: [{ path: 'input.reason' }],
    });
    const overdrawn = await moveRefusal(api, order, 'COMMISSIONED', { ...dear, reason: 'a new mast' });
    expect(overdrawn['code']).toBe('BUDGET_OVERDRAWN');
    expect(await rows()).toBe(before);
    await moveOrder(api, order, 'COMMISSIONED', { actualCostPence: 9_000 });
    expect(await budgetOf(api, 'BUD')).toMatchObject({ spentPence: 9_000 });
    expect(await standing('LET')).toEqual({
      standing: 'DONE',
      startedOn: TODAY,
      doneOn: TODAY,
      costPence: 9_000,
    });
    const { devices } = await api.query(REGISTER);
    const device = (externalId: string) =>
      devices.nodes.find((node: { externalId: string }) => node.externalId === externalId);
    for (const externalId of ['LET-REC', 'LET-CAM', 'LET-OFF']) {
      expect(device(externalId)).toMatchObject({
        status: 'REMOVED',
        assessment: null,
        serial: expect.any(String),
      });
    }
    expect(device('NEW-CAM')).toMatchObject({
      ...{
        status: 'IN_USE',
        serial: 'N1',
        mac: '00408C000001',
        installedOn: TODAY,
        recordedBy: 'commissionDevice',
      },
      ...{
        recorder: { externalId: 'NEW-REC' },
        site: { externalId: 'LET' },
        assessment: { verdict: 'OUT_OF_SCOPE' },
      },
    });
    expect(device('NEW-REC')).toMatchObject({ kind: 'RECORDER', recorder: null });
    const { auditEntries } = await api.query(
      '{ auditEntries(first: 200, filter: { action: "commissionDevice" }) { nodes { subjectId before after } } }',
    );
    expect(auditEntries.nodes).toHaveLength(5);
    expect(JSON.stringify(auditEntries)).not.toMatch(/00408C|"N1"|LET-SC/);

    expect(await gatesOf('DISPOSED')).toEqual([
      'MEDIA_SANITISED',
      'DESTRUCTION_CERTIFICATE',
      'RETENTION_OVER',
    ]);
    const inAMonth = new Date(Date.now() + 31 * 86_400_000).toISOString().slice(0, 10);
    expect((await read('LET')).heldUntil).toBe(inAMonth);
    await call('recordSanitisation', 'SanitisationInput', {
      workOrderId: order,
      sanitisedOn: TODAY,
      certificateReference: 'C 1',
    });
    expect(await gatesOf('DISPOSED')).toEqual(['RETENTION_OVER']);
    await call('recordSanitisation', 'SanitisationInput', { workOrderId: order, heldUntil: TODAY });
    await moveOrder(api, order, 'DISPOSED');
    await moveOrder(api, order, 'CLOSED');
    expect((await read('LET')).nextStatuses).toEqual([]);
    const late = await refusal('tickDevice', 'TickInput', { workOrderId: order, serial: 'LET-SO' });
    expect(late).toMatchObject({ code: 'WORK_NOT_IN_HAND' });
  });

  it('go over to the plan that follows while they are not done, and are cancelled where it leaves them out', async () => {
    const ordered = await id('S1');
    await moveOrder(api, ordered, 'ORDERED');
    await moveOrder(api, await id('S4'), 'ORDERED');
    await moveOrder(api, await id('S4'), 'FAILED', { reason: 'nobody was in' });
    await api.query('mutation ($input: DeviceInput!) { saveDevice(input: $input) { id } }', {
      input: {
        externalId: 'S3-MORE',
        site: 'S3',
        kind: 'CAMERA',
        manufacturer: 'Hikvision',
        recorder: 'S3-REC',
      },
    });
    const later = { crew: 'CREW2', start: '2026-05-04', finish: '2026-05-05', costPence: 20_000 };
    const next = await putInForce(api, 'ORG', [
      { ...(placings['S4'] as Placing), ...later },
      { ...(placings['S1'] as Placing), ...later },
      { ...(placings['S3'] as Placing), ...later, devices: ['S3-REC', 'S3-CAM', 'S3-MORE'] },
    ]);
    // Nobody has asked for its orders: the job may be lost with the queue.
    expect(await asked()).toBe(1);
    await issueWorks(api, next);
    const plan = { id: String(next) };
    expect(await read('S1')).toMatchObject({
      id: ordered,
      plan,
      ...{ status: 'ORDERED', plannedStart: '2026-05-04', crewName: 'The CREW2', plannedCostPence: 20_000 },
    });
    expect(await standing('S1')).toMatchObject({ standing: 'ORDERED' });
    expect(await read('S4')).toMatchObject({ plan, status: 'PLANNED', plannedStart: '2026-05-04' });
    const over = await read('S3');
    expect(over).toMatchObject({ plan, status: 'PLANNED', crewName: 'The CREW2', plannedCostPence: 20_000 });
    expect(over.devices.map(({ externalId }: { externalId: string }) => externalId)).toEqual([
      ...['S3-REC', 'S3-CAM', 'S3-MORE'],
    ]);
    // S2 was planned, and is in the new plan no more; what is closed stays closed.
    expect(await read('S2')).toMatchObject({ status: 'CANCELLED', plan: { id: String(planId) } });
    expect(await read('S5')).toMatchObject({ status: 'CANCELLED' });
    expect(await read('LET')).toMatchObject({ status: 'CLOSED' });
    expect(await asked()).toBe(0);
    const before = await rows();
    await issueWorks(api, next);
    await issueWorks(api, planId);
    expect(await rows()).toBe(before);
  });

  it('are not commissioned with what a directive has come to cover, or whose id was taken, since it was entered', async () => {
    const order = await id('S1');
    const replacement = { workOrderId: order, manufacturer: 'Axis', serial: 'S' };
    for (const name of ['REC', 'CAM']) {
      const ids = { replaces: `S1-${name}`, externalId: `LATE-${name}` };
      await call('enterReplacement', 'ReplacementInput', { ...replacement, ...ids });
    }
    await put(order, 'INSTALLED');
    await api.dataSource.query("UPDATE work_order_devices SET ticked_at = UTC_TIMESTAMP(3), ticked_by = 'x'");
    const save = 'mutation ($input: DeviceInput!) { saveDevice(input: $input) { id } }';
    await api.query(save, { input: { externalId: 'LATE-CAM', site: 'S5', kind: 'CAMERA' } });
    const before = await rows();
    const taken = await moveRefusal(api, order, 'COMMISSIONED', { actualCostPence: 1 });
    expect(taken).toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('"LATE-CAM" is taken'),
    });
    expect(await rows()).toBe(before);
    await api.query('mutation { removeDevice(externalId: "LATE-CAM") { removed } }');
    await coverMakers(api, ['Hikvision', 'Axis'], 2);
    const covered = await moveRefusal(api, order, 'COMMISSIONED', { actualCostPence: 1 });
    expect(covered['code']).toBe('REPLACEMENT_IN_SCOPE');
  });
});
