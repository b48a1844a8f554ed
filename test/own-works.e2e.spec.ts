/** Works as their crews carry them out: their own, of devices without numbers too, and what becomes of what stays. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import {
  TODAY,
  issueWorks,
  makeYard,
  makeYardSite,
  moveOrder,
  moveRefusal,
  orderOf,
  putInForce,
  sendEvidence,
} from './support/works.js';

const mutation = (name: string, type: string) =>
  `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`;
const TICK = mutation('tickDevice', 'TickInput');

describe('works that crews carry out', () => {
  let api: TestApi;
  const orders: Record<string, string> = {};
  const idOf = (site: string) => orders[site] ?? '';
  beforeAll(async () => {
    api = await startApi();
    await makeYard(api);
    const own = await makeYardSite(api, 'OWN');
    const others = await makeYardSite(api, 'OTH');
    await save({ externalId: 'OWN-BARE', site: 'OWN', kind: 'CAMERA', manufacturer: 'Hikvision' });
    // Not of the order, and it stays.
    for (const [externalId, recorder] of [
      ['OWN-STAYS', 'OWN-REC'],
      ['OTH-STAYS', 'OTH-REC'],
    ]) {
      const site = externalId!.slice(0, 3);
      await save({
        externalId,
        site,
        kind: 'CAMERA',
        manufacturer: 'Axis',
        recorder,
        serial: `${externalId}-S`,
      });
    }
    const placings = [
      { ...own, devices: [...own.devices, 'OWN-BARE'] },
      { ...others, crew: 'CREW2' },
    ];
    await issueWorks(api, await putInForce(api, 'ORG', placings));
    for (const { id, site } of placings) orders[site] = await orderOf(api, id);
    for (const site of ['OWN', 'OTH']) await moveOrder(api, idOf(site), 'ORDERED');
    await api.grant('reader', ['INSTALLER', 'AUDITOR'], 'ORG');
    await api.query(mutation('assignInstaller', 'CrewInstallerInput'), {
      input: { subject: 'reader', crew: 'CREW' },
    });
  });
  afterAll(() => api.close());

  const save = (input: Record<string, unknown>) =>
    api.query(mutation('saveDevice', 'DeviceInput'), { input });
  const refusal = async (document: string, input: Record<string, unknown>, subject = 'reader') => {
    const [error] = await api.refuse(document, { input }, subject);
    return `${error?.extensions.code} ${error?.message}`;
  };
  const recorderOf = async (externalId: string) => {
    const document = 'query ($id: String) { device(externalId: $id) { recorder { externalId } status } }';
    return (await api.query(document, { id: externalId })).device.recorder?.externalId ?? null;
  };

  it('are those of their own crews, although they may read all', async () => {
    const { workOrders } = await api.query('{ workOrders { totalCount } }', {}, 'reader');
    expect(workOrders.totalCount).toBe(2);
    const id = idOf('OTH');
    expect(await moveRefusal(api, id, 'SURVEYED', {}, 'reader')).toMatchObject({ code: 'FORBIDDEN' });
    const asked: [document: string, input: Record<string, unknown>][] = [
      [mutation('recordSanitisation', 'SanitisationInput'), { sanitisedOn: TODAY }],
      [TICK, { serial: 'OTH-SC' }],
      [
        mutation('enterReplacement', 'ReplacementInput'),
        { replaces: 'OTH-CAM', externalId: 'X', manufacturer: 'Axis', serial: 'X' },
      ],
      [mutation('leaveUnreplaced', 'UnreplacedInput'), { replaces: 'OTH-CAM', reason: 'not wanted' }],
    ];
    for (const [document, input] of asked)
      expect(await refusal(document, { ...input, workOrderId: id })).toContain(
        'FORBIDDEN You may not use this work order. It is that of a crew in which you do not work.',
      );
    expect((await sendEvidence(api, id, 'reader')).status).toBe(403);
    const finding = { kind: 'ABSENT_DEVICE', device: 'OTH-CAM', assertedBy: 'R', assertedOn: TODAY };
    const RECORD = mutation('recordFinding', 'FindingInput');
    expect(await refusal(RECORD, { ...finding, workOrderId: id })).toContain('FORBIDDEN');
    expect(await refusal(RECORD, { ...finding, site: 'OTH' })).toContain('NOT_FOUND');
    expect(await moveOrder(api, idOf('OWN'), 'SURVEYED', {}, 'reader')).toBe('SURVEYED');
    expect((await sendEvidence(api, idOf('OWN'), 'reader')).status).toBe(201);
  });

  it('tick off what has no number as seen, and what has one by it alone', async () => {
    const workOrderId = idOf('OWN');
    expect(await refusal(TICK, { workOrderId, seen: 'OWN-CAM' })).toMatch(/BAD_INPUT.*has a number/);
    expect(await refusal(TICK, { workOrderId, seen: 'OTH-CAM' })).toContain('NOT_FOUND');
    expect(await refusal(TICK, { workOrderId, seen: 'OWN-BARE', serial: 'OWN-SC' })).toContain('BAD_INPUT');
    await api.query(TICK, { input: { workOrderId, seen: 'OWN-BARE' } }, 'reader');
    for (const serial of ['OWN-SR', 'OWN-SC', 'OWN-SO'])
      await api.query(TICK, { input: { workOrderId, serial } }, 'reader');
    const document =
      'query ($id: ID!) { workOrder(id: $id) { devices { externalId tickedBy tickedBySight } } }';
    const { workOrder } = await api.query(document, { id: workOrderId }, 'reader');
    expect(
      workOrder.devices.map((device: Record<string, unknown>) => [
        ...[device['externalId'], device['tickedBy'], device['tickedBySight']],
      ]),
    ).toEqual([
      ['OWN-REC', 'reader', false],
      ['OWN-CAM', 'reader', false],
      ['OWN-OFF', 'reader', false],
      ['OWN-BARE', 'reader', true],
    ]);
    const { auditEntries } = await api.query(
      '{ auditEntries(filter: { action: "tickDevice" }) { nodes { subjectId after } } }',
    );
    const seen = auditEntries.nodes.find((entry: { subjectId: string }) => entry.subjectId.includes('BARE'));
    expect(seen.after).toContain('"tickedBySight":true');
  });

  it('tell a crew that the cost is too high, and only who reads finance by how much', async () => {
    await api.grant('fitter', ['INSTALLER']);
    await api.query(mutation('assignInstaller', 'CrewInstallerInput'), {
      input: { subject: 'fitter', crew: 'CREW' },
    });
    const id = idOf('OWN');
    await api.query(mutation('recordAssessment', 'PaperInput'), {
      input: { workOrderId: id, reference: 'DPIA', on: TODAY },
    });
    for (const to of ['ISOLATED', 'REMOVED', 'INSTALLED']) await moveOrder(api, id, to, {}, 'fitter');
    const enter = (replaces: string, externalId: string) =>
      api.query(mutation('enterReplacement', 'ReplacementInput'), {
        input: { workOrderId: id, replaces, externalId, manufacturer: 'Axis', serial: externalId },
      });
    await enter('OWN-REC', 'NEW-REC');
    for (const replaces of ['OWN-CAM', 'OWN-BARE'])
      await api.query(mutation('leaveUnreplaced', 'UnreplacedInput'), {
        input: { workOrderId: id, replaces, reason: 'not wanted' },
      });
    const unexplained = await moveRefusal(api, id, 'COMMISSIONED', { actualCostPence: 15_000 }, 'fitter');
    expect(unexplained).toMatchObject({ code: 'ACTUAL_UNEXPLAINED' });
    expect(JSON.stringify(unexplained)).not.toMatch(/\d{4}/);
    const cost = { actualCostPence: 2_000_000, reason: 'asbestos' };
    const told = await moveRefusal(api, id, 'COMMISSIONED', cost, 'fitter');
    expect(told).toMatchObject({ code: 'BUDGET_OVERDRAWN' });
    expect(JSON.stringify(told)).not.toMatch(/BUD"|\d{4}/);
    // An auditor may read the figures; so may who manages.
    for (const subject of ['reader', undefined])
      expect(JSON.stringify(await moveRefusal(api, id, 'COMMISSIONED', cost, subject))).toContain('BUD');
  });

  it('hang what stays on the recorder that took the place of its own, and on nothing where none did', async () => {
    expect(await recorderOf('OWN-STAYS')).toBe('OWN-REC');
    await moveOrder(api, idOf('OWN'), 'COMMISSIONED', { actualCostPence: 1 }, 'fitter');
    expect(await recorderOf('OWN-STAYS')).toBe('NEW-REC');

    const id = idOf('OTH');
    for (const to of ['SURVEYED', 'ISOLATED', 'REMOVED']) await moveOrder(api, id, to);
    const on = { workOrderId: id, reference: 'DPIA', on: TODAY };
    await api.query(mutation('recordAssessment', 'PaperInput'), { input: on });
    await moveOrder(api, id, 'INSTALLED');
    for (const serial of ['OTH-SR', 'OTH-SC', 'OTH-SO'])
      await api.query(TICK, { input: { workOrderId: id, serial } });
    for (const replaces of ['OTH-REC', 'OTH-CAM'])
      await api.query(mutation('leaveUnreplaced', 'UnreplacedInput'), {
        input: { workOrderId: id, replaces, reason: 'not wanted' },
      });
    await moveOrder(api, id, 'COMMISSIONED', { actualCostPence: 1 });
    expect(await recorderOf('OTH-STAYS')).toBeNull();
    const { auditEntries } = await api.query(
      '{ auditEntries(first: 200, filter: { action: "commissionDevice" }) { nodes { subjectId } } }',
    );
    const changed = auditEntries.nodes.map(({ subjectId }: { subjectId: string }) => subjectId);
    expect(changed).toEqual(expect.arrayContaining(['OWN-STAYS', 'OTH-STAYS']));
  });

  it('are held against the first plan that was approved, not against its drafts', async () => {
    const { dataSource } = api;
    const site = await makeYardSite(api, 'LATE');
    const draft = await putInForce(api, 'ORG', [{ ...site, start: '2026-01-06', finish: '2026-01-07' }]);
    await dataSource.query("UPDATE plans SET stage = 'DRAFT' WHERE id = ?", [draft]);
    const placed = { ...site, start: '2026-03-02', finish: '2026-03-03' };
    const approved = await putInForce(api, 'ORG', [placed]);
    await dataSource.query(
      `INSERT INTO replans (plan_id, base_plan_id, as_of, reason, keep_ordered, released, works, created_at, created_by)
       VALUES (?, ?, '2026-01-05', 'a better one', 1, '[]', '[]', UTC_TIMESTAMP(3), 'team')`,
      [approved, draft],
    );
    const dueBy = async (asOf: string) => {
      const document =
        'query ($id: ID!, $asOf: Date) { plan(id: $id) { worksProgress(asOf: $asOf) { phases { workPackagesDue } } } }';
      return (await api.query(document, { id: approved, asOf })).plan.worksProgress.phases[0].workPackagesDue;
    };
    expect(await dueBy('2026-02-01')).toBe(1);
    await dataSource.query(
      `INSERT INTO plan_stage_changes (plan_id, act, from_stage, to_stage, by_subject, by_name, at)
       VALUES (?, 'APPROVE_WORKS', 'PROPOSED', 'APPROVED', 'team', 'team', UTC_TIMESTAMP(3))`,
      [approved],
    );
    expect(await dueBy('2026-02-01')).toBe(0);
    expect(await dueBy('2026-03-03')).toBe(1);
  });
});
