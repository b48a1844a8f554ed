import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { actAs, systemCaller } from '../src/access/caller.js';
import { Baselines } from '../src/plans/approval/baselines.service.js';
import { Plan } from '../src/plans/plan.entity.js';
import { Transactions } from '../src/platform/database/transactions.js';
import { putInForce } from './support/works.js';
import { startApi, type TestApi } from './support/api.js';

const READ = `{ coreNetworkViolations { deviceCount
  devices(first: 2) { totalCount nodes { externalId } pageInfo { hasNextPage endCursor } } } }`;
const NEXT =
  'query ($after: String) { coreNetworkViolations { devices(first: 2, after: $after) { nodes { externalId } } } }';
const GRANT = 'mutation ($input: NeedToKnowGrantInput!) { grantNeedToKnow(input: $input) { id } }';

describe('what hangs on a core network against a directive', () => {
  let api: TestApi;
  const save = (type: string, input: object) =>
    api.query(`mutation ($input: ${type}Input!) { save${type}(input: $input) { __typename } }`, { input });
  const camera = (externalId: string, site: string, network: string, more: object = {}) =>
    save('Device', { externalId, site, network, kind: 'CAMERA', manufacturer: 'Hikvision', ...more });
  const seenBy = async (subject: string) => {
    const { deviceCount, devices } = (await api.query(READ, {}, subject)).coreNetworkViolations;
    return [
      deviceCount,
      devices.totalCount,
      devices.nodes.map((node: { externalId: string }) => node.externalId),
    ];
  };
  const letKnow = (site: string) => {
    const expiresOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const input = { subject: 'reader', site, reason: 'looks at its cameras', expiresOn };
    return api.query(GRANT, { input });
  };

  beforeAll(async () => {
    api = await startApi();
    await api.grant('reader', ['ESTATES_MANAGER']);
    await save('Organisation', { externalId: 'ORG', name: 'A body', kind: 'POLICE', nation: 'ENG' });
    await save('Manufacturer', { name: 'Hikvision', country: 'CN' });
    await save('Manufacturer', { name: 'Axis', country: 'SE' });
    const disconnect = { action: 'DISCONNECT_FROM_CORE', strength: 'MANDATORY', onlyNetwork: 'CORE' };
    await save('Directive', {
      ...{ key: 'dir', version: 1, title: 'A directive', issuedBy: 'A ministry', source: 'A statement' },
      effectiveFrom: '2022-11-24',
      coverage: [
        {
          ...{ ruleId: 'COVERED', law: 'A law', state: 'CN', through: 'OWNERSHIP' },
          manufacturers: ['Hikvision'],
        },
      ],
      demands: [
        { ruleId: 'S', siteClass: 'SENSITIVE', ...disconnect },
        // Asked of all, it is broken by what hangs there.
        { ruleId: 'N', siteClass: 'NON_SENSITIVE', ...disconnect, onlyNetwork: null },
      ],
      obligations: [],
    });
    const site = { organisation: 'ORG', nation: 'ENG', region: 'London' };
    const secret = { ...site, sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'] };
    await save('Site', { ...secret, externalId: 'SEC-1', name: 'One' });
    await save('Site', { ...secret, externalId: 'SEC-2', name: 'Two' });
    await save('Site', { ...site, externalId: 'OPEN', name: 'Open', sensitive: false });
    await camera('S1-CORE', 'SEC-1', 'CORE');
    await camera('S1-ISO', 'SEC-1', 'ISOLATED');
    await camera('S2-CORE', 'SEC-2', 'CORE');
    await camera('OPEN-CORE', 'OPEN', 'CORE');
    await camera('OPEN-ISO', 'OPEN', 'ISOLATED');
    await camera('OPEN-OFF', 'OPEN', 'CORE', { status: 'DECOMMISSIONED_PRESENT' });
    await camera('OPEN-AXIS', 'OPEN', 'CORE', { manufacturer: 'Axis' });
  });
  afterAll(() => api.close());

  it('is counted for whoever may read the estate, and listed as far as they may know the sites', async () => {
    expect(await seenBy('reader')).toEqual([3, 1, ['OPEN-CORE']]);
  });

  it('is not counted where the sum less what is known would be one site’s', async () => {
    await letKnow('SEC-1');
    expect(await seenBy('reader')).toEqual([null, 2, ['S1-CORE', 'OPEN-CORE']]);
    await letKnow('SEC-2');
    const { coreNetworkViolations } = await api.query(READ, {}, 'reader');
    expect(coreNetworkViolations).toMatchObject({ deviceCount: 3, devices: { totalCount: 3 } });
    const { endCursor, hasNextPage } = coreNetworkViolations.devices.pageInfo;
    expect(hasNextPage).toBe(true);
    const next = await api.query(NEXT, { after: endCursor }, 'reader');
    expect(next.coreNetworkViolations.devices.nodes).toEqual([{ externalId: 'OPEN-CORE' }]);
  });

  it('leaves on record who was shown it of a sensitive site', async () => {
    const { auditEntries } = await api.query(
      '{ auditEntries(filter: { action: "readSensitiveDetail", caller: "reader" }) { nodes { subjectId after } } }',
    );
    const told = auditEntries.nodes.map(({ subjectId, after }: { subjectId: string; after: string }) => [
      subjectId,
      after.includes('Device.network'),
    ]);
    expect(told).toContainEqual(['SEC-1', true]);
    expect(told).toContainEqual(['SEC-2', true]);
  });

  it('is closed in percent of what there was when the plan was approved', async () => {
    const { manager } = api.app.get(DataSource);
    const planId = await putInForce(api, 'ORG', []);
    const progressOf = async (subject = 'team') => {
      const document =
        'query ($id: ID!) { plan(id: $id) { worksProgress { coreNetwork { atBaseline now closedPercent } } } }';
      return (await api.query(document, { id: planId }, subject)).plan.worksProgress.coreNetwork;
    };
    expect(await progressOf()).toBeNull();
    const approve = () =>
      actAs(systemCaller('test'), async () => {
        await manager.update(Plan, { id: planId }, { stage: 'PROPOSED' });
        const plan = await manager.findOneByOrFail(Plan, { id: planId });
        await api.app.get(Transactions).run((within) => api.app.get(Baselines).enact(within, plan));
      });
    await approve();
    for (const site of ['SEC-1', 'SEC-2']) await api.know(site);
    expect(await progressOf()).toEqual({ atBaseline: 3, now: 3, closedPercent: 0 });
    await camera('S2-CORE', 'SEC-2', 'ISOLATED');
    expect(await progressOf()).toEqual({ atBaseline: 3, now: 2, closedPercent: 33 });
    await api.grant('half', ['AUDITOR']);
    await api.know('SEC-1', 'half');
    expect(await progressOf('half')).toBeNull();
    await camera('S2-CORE', 'SEC-2', 'CORE');
  });

  it('goes down when a device is taken off, and with what is removed', async () => {
    await camera('S1-CORE', 'SEC-1', 'ISOLATED');
    expect((await seenBy('reader'))[0]).toBe(2);
    await api.query('mutation { removeDevice(externalId: "OPEN-CORE") { removed } }');
    expect((await seenBy('reader'))[0]).toBe(1);
  });
});
