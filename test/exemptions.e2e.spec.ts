import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Assessor } from '../src/policy/assessor.service.js';
import { asSystem, startApi, type TestApi } from './support/api.js';

const GRANT = `mutation ($input: ExemptionInput!) { grantExemption(input: $input) {
  id isOfSite directive ground from expiresOn grantedBy site { externalId } device { externalId } revokedAt } }`;
const REVOKE = 'mutation ($id: ID!) { revokeExemption(id: $id) { revokedBy revokedAt } }';
const LIST = 'query ($filter: ExemptionFilter) { exemptions(filter: $filter) { totalCount nodes { id } } }';
const ASSESSED = `query ($of: String!) { device(externalId: $of) { assessment {
  verdict exemptUntil demands { action } explanation } } }`;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const REMOVAL = { action: 'REMOVE_AND_REPLACE' };

describe('exemptions from removal', () => {
  let api: TestApi;
  const save = (type: string, input: object) =>
    api.query(`mutation ($input: ${type}Input!) { save${type}(input: $input) { __typename } }`, { input });
  const grant = async (input: object, subject = 'approver') =>
    (await api.query(GRANT, { input: { directive: 'dir', ground: 'Is rebuilt anyway', ...input } }, subject))
      .grantExemption;
  const refusal = async (input: object, subject = 'approver') => {
    const all = { directive: 'dir', ground: 'Is rebuilt anyway', expiresOn: inDays(30), ...input };
    return (await api.refuse(GRANT, { input: all }, subject))[0]?.extensions;
  };
  const assessed = async (of: string) => (await api.query(ASSESSED, { of })).device.assessment;
  const mustGo = async (): Promise<string[]> => {
    const rows: { externalId: string }[] = await api.dataSource.query(
      `SELECT d.external_id AS externalId FROM assessments a JOIN devices d ON d.id = a.device_id
        WHERE a.must_be_removed = 1 ORDER BY 1`,
    );
    return rows.map(({ externalId }) => externalId);
  };

  beforeAll(async () => {
    api = await startApi();
    await api.grant('approver', ['APPROVER']);
    await api.grant('manager', ['ESTATES_MANAGER']);
    await save('Organisation', { externalId: 'ORG', name: 'A body', kind: 'POLICE', nation: 'ENG' });
    await save('Manufacturer', { name: 'Hikvision', country: 'CN' });
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
        {
          ruleId: 'R',
          siteClass: 'NON_SENSITIVE',
          ...REMOVAL,
          strength: 'MANDATORY',
          deadline: '2027-12-31',
        },
        { ruleId: 'C', siteClass: 'NON_SENSITIVE', action: 'CEASE_DEPLOYMENT', strength: 'MANDATORY' },
      ],
      obligations: [{ bodyKind: 'POLICE', siteClass: 'NON_SENSITIVE', obligation: 'MANDATORY' }],
    });
    const site = { organisation: 'ORG', nation: 'ENG', region: 'London', sensitive: false };
    await save('Site', { ...site, externalId: 'A', name: 'A house' });
    await save('Site', { ...site, externalId: 'B', name: 'B house' });
    const camera = { kind: 'CAMERA', manufacturer: 'Hikvision' };
    await save('Device', { ...camera, externalId: 'A-1', site: 'A' });
    await save('Device', { ...camera, externalId: 'A-2', site: 'A' });
    await save('Device', { ...camera, externalId: 'B-1', site: 'B' });
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    const { exemptions } = await api.query(LIST);
    for (const { id } of exemptions.nodes) await api.query(REVOKE, { id });
    expect(await mustGo()).toEqual(['A-1', 'A-2', 'B-1']);
  });

  it('let a device stay, which is in scope all the same, and say until when and by whom', async () => {
    const exemption = await grant({ device: 'A-1', expiresOn: inDays(30) });
    expect(exemption).toMatchObject({
      ...{ isOfSite: false, directive: 'dir', ground: 'Is rebuilt anyway', grantedBy: 'approver' },
      ...{ from: inDays(0), expiresOn: inDays(30), site: { externalId: 'A' }, device: { externalId: 'A-1' } },
    });
    const { verdict, exemptUntil, demands, explanation } = await assessed('A-1');
    expect({ verdict, exemptUntil, demands }).toEqual({
      ...{ verdict: 'IN_SCOPE', exemptUntil: inDays(30), demands: [{ action: 'CEASE_DEPLOYMENT' }] },
    });
    expect(explanation.join()).toContain(`(exemption ${exemption.id}, granted by approver)`);
    expect(await mustGo()).toEqual(['A-2', 'B-1']);
  });

  it('let all of a site stay, with what comes there later, and nothing that leaves it', async () => {
    await grant({ site: 'A', expiresOn: inDays(30) });
    expect(await mustGo()).toEqual(['B-1']);
    const camera = { kind: 'CAMERA', manufacturer: 'Hikvision' };
    await save('Device', { ...camera, externalId: 'B-1', site: 'A' });
    expect(await mustGo()).toEqual([]);
    await save('Device', { ...camera, externalId: 'B-1', site: 'B' });
    expect(await mustGo()).toEqual(['B-1']);
  });

  it('hold for a device where it stands', async () => {
    await grant({ device: 'B-1', expiresOn: inDays(30) });
    const camera = { kind: 'CAMERA', manufacturer: 'Hikvision', externalId: 'B-1' };
    await save('Device', { ...camera, site: 'A' });
    expect(await mustGo()).toContain('B-1');
    await save('Device', { ...camera, site: 'B' });
    expect(await mustGo()).not.toContain('B-1');
  });

  it('end at once when they are revoked, and once', async () => {
    const { id } = await grant({ device: 'A-1', expiresOn: inDays(30) });
    const { revokeExemption } = await api.query(REVOKE, { id }, 'approver');
    expect(revokeExemption.revokedBy).toBe('approver');
    expect((await assessed('A-1')).demands).toContainEqual(REMOVAL);
    expect((await api.query(REVOKE, { id })).revokeExemption).toEqual(revokeExemption);
  });

  it('begin and run out with the day, which nobody has to ask for', async () => {
    const assessor = asSystem(api.app.get(Assessor));
    const { id } = await grant({ site: 'A', from: inDays(2), expiresOn: inDays(30) });
    expect(await mustGo()).toHaveLength(3);
    expect(await assessor.assessWhatCameIntoForce()).toBe(false);
    const shift = async (from: number, expiresOn: number) => {
      await api.dataSource.query('UPDATE exemptions SET from_date = ?, expires_on = ? WHERE id = ?', [
        ...[inDays(from), inDays(expiresOn), id],
      ]);
      await api.dataSource.query('UPDATE assessments SET rules_on = ?', [inDays(-1)]);
    };
    await shift(0, 30);
    expect(await assessor.assessWhatCameIntoForce()).toBe(true);
    expect(await mustGo()).toEqual(['B-1']);
    expect(await assessor.assessWhatCameIntoForce()).toBe(false);
    await shift(-9, 0);
    expect(await assessor.assessWhatCameIntoForce()).toBe(false);
    await shift(-9, -1);
    expect(await assessor.assessWhatCameIntoForce()).toBe(true);
    expect(await mustGo()).toHaveLength(3);
  });

  it('are granted by approvers, for a time that is not over, from a directive that there is, and once', async () => {
    expect(await refusal({ site: 'A' }, 'manager')).toMatchObject({ code: 'FORBIDDEN' });
    const paths = [
      [{}, 'input.device'],
      [{ site: 'A', device: 'A-1' }, 'input.device'],
      [{ site: 'A', expiresOn: inDays(-1) }, 'input.expiresOn'],
      [{ site: 'A', from: inDays(31) }, 'input.expiresOn'],
      [{ site: 'A', directive: 'none' }, 'input.directive'],
      [{ site: 'A', ground: ' ' }, 'input.ground'],
    ] as const;
    for (const [input, path] of paths)
      expect(await refusal(input)).toMatchObject({ code: 'BAD_INPUT', fields: [{ path }] });
    expect(await refusal({ site: 'none' })).toMatchObject({ code: 'NOT_FOUND' });
    await grant({ site: 'A', expiresOn: inDays(30) });
    expect(await refusal({ site: 'A', expiresOn: inDays(60) })).toMatchObject({ code: 'BAD_INPUT' });
    await grant({ site: 'A', from: inDays(31), expiresOn: inDays(60) });
    expect(await mustGo()).toEqual(['B-1']);
  });

  it('are found by site, device and day', async () => {
    const one = await grant({ device: 'A-1', expiresOn: inDays(3) });
    const other = await grant({ site: 'B', from: inDays(4), expiresOn: inDays(9) });
    const ids = async (filter: object) =>
      (await api.query(LIST, { filter })).exemptions.nodes.map(({ id }: { id: string }) => id);
    expect(await ids({ device: 'A-1', validOn: inDays(3) })).toEqual([one.id]);
    expect(await ids({ site: 'B', validOn: inDays(4) })).toEqual([other.id]);
    expect(await ids({ validOn: inDays(10) })).toEqual([]);
  });

  it('wait for who assesses devices of the site, and so miss none that comes at the same moment', async () => {
    const whileHeld = async (deed: () => Promise<unknown>): Promise<void> => {
      let isDone = false;
      let deedDone: Promise<unknown> = Promise.resolve();
      await api.dataSource.transaction(async (manager) => {
        await manager.query("SELECT * FROM sites WHERE external_id = 'A' LOCK IN SHARE MODE");
        deedDone = deed().then(() => (isDone = true));
        await sleep(500);
        expect(isDone).toBe(false);
      });
      await deedDone;
      expect(isDone).toBe(true);
    };
    let id = '';
    await whileHeld(async () => ({ id } = await grant({ site: 'A', expiresOn: inDays(30) })));
    await whileHeld(() => api.query(REVOKE, { id }));
    await whileHeld(() => grant({ device: 'A-1', expiresOn: inDays(30) }));
  });

  it('do not let anything be put up, which is asked before it is bought', async () => {
    const document = `query ($siteId: ID!, $manufacturer: String!, $model: String) {
      mayDeploy(siteId: $siteId, manufacturer: $manufacturer, model: $model) { answer manufacturer sentences } }`;
    const { site } = await api.query('{ site(externalId: "A") { id } }');
    await save('Manufacturer', { name: 'Axis', country: 'SE' });
    await grant({ site: 'A', expiresOn: inDays(30) });
    const ask = async (manufacturer: string, subject = 'manager') =>
      (await api.query(document, { siteId: site.id, manufacturer }, subject)).mayDeploy;
    const misspelt = await ask('Hikvison');
    expect(misspelt).toMatchObject({ answer: 'NO', manufacturer: 'Hikvision' });
    expect(misspelt.sentences[0]).toMatch(/^The question names the maker "Hikvison": /);
    expect(misspelt.sentences.join(' ')).toContain('which is bound by directive dir version 1');
    expect((await ask('Axis')).answer).toBe('YES');
    expect((await ask('Nobody knows')).answer).toBe('REVIEW');
    const [unknown] = await api.refuse(document, { siteId: '4000000000', manufacturer: 'Axis' });
    expect(unknown?.extensions.code).toBe('NOT_FOUND');
  });
});
