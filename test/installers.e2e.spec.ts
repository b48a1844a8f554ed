/** Who sees and moves which work orders. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import { recordStatements } from './support/queries.js';
import {
  TODAY,
  issueWorks,
  makeYard,
  makeYardSite,
  moveOrder,
  moveRefusal,
  orderOf,
  putInForce,
} from './support/works.js';

const LIST = '{ workOrders { totalCount nodes { workPackageId } } }';
const PLACE =
  'query ($id: ID!) { workOrder(id: $id) { redacted place { externalId region name postcode redacted } } }';

/** What an installer may be told or do of an order, with the order's id in place of $. */
const ASKED: [mutation: string, type: string, input: Record<string, unknown>][] = [
  ['moveWorkOrder', 'MoveWorkOrderInput', { to: 'SURVEYED', on: TODAY }],
  ['recordSanitisation', 'SanitisationInput', { sanitisedOn: TODAY }],
  ['tickDevice', 'TickInput', { serial: 'OPN-SC' }],
  [
    'enterReplacement',
    'ReplacementInput',
    { replaces: 'OPN-CAM', externalId: 'X', manufacturer: 'Axis', serial: 'X' },
  ],
  ['leaveUnreplaced', 'UnreplacedInput', { replaces: 'OPN-CAM', reason: 'not wanted' }],
];

describe('installers', () => {
  let api: TestApi;
  const orders: Record<string, string> = {};
  beforeAll(async () => {
    api = await startApi();
    await makeYard(api);
    const sensitive = { sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'] };
    const open = await makeYardSite(api, 'OPN');
    const secret = await makeYardSite(api, 'SEC', sensitive);
    const others = await makeYardSite(api, 'OTH');
    await api.query('mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }', {
      input: { externalId: 'ORG2', name: 'Another body', kind: 'POLICE', nation: 'ENG' },
    });
    const elsewhere = await makeYardSite(api, 'ELS', { organisation: 'ORG2' });
    await issueWorks(
      api,
      await putInForce(api, null, [open, secret, { ...others, crew: 'CREW2' }, elsewhere]),
    );
    for (const { id, site } of [open, secret, others, elsewhere]) orders[site] = await orderOf(api, id);
    await api.grant('fitter', ['INSTALLER'], 'ORG');
    await api.grant('roaming', ['INSTALLER']);
    await api.grant('both', ['INSTALLER'], 'ORG');
    await api.grant('both', ['ESTATES_MANAGER'], 'ORG2');
    for (const subject of ['fitter', 'roaming', 'both']) await assign(subject, 'CREW');
  });
  afterAll(() => api.close());

  const assign = (subject: string, crew: string) =>
    api.query('mutation ($input: CrewInstallerInput!) { assignInstaller(input: $input) { id } }', {
      input: { subject, crew },
    });
  const sees = async (subject: string): Promise<string[]> => {
    const { workOrders } = await api.query(LIST, {}, subject);
    const found = workOrders.nodes.map((node: { workPackageId: string }) => node.workPackageId.split('/')[0]);
    expect(workOrders.totalCount).toBe(found.length);
    return found.sort();
  };
  const answerTo = async (
    mutation: string,
    type: string,
    input: Record<string, unknown>,
    subject: string,
  ) => {
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`;
    return JSON.stringify(await api.refuse(document, { input }, subject));
  };

  it('see the orders of their crews, in the bodies where they are installers', async () => {
    expect(await sees('fitter')).toEqual(['OPN', 'SEC']);
    expect(await sees('roaming')).toEqual(['ELS', 'OPN', 'SEC']);
    // A manager in one body and an installer in another: each where they are it.
    expect(await sees('both')).toEqual(['ELS', 'OPN', 'SEC']);
    await api.grant('idle', ['INSTALLER']);
    expect(await sees('idle')).toEqual([]);
    await assign('idle', 'CREW2');
    expect(await sees('idle')).toEqual(['OTH']);
    await api.query('mutation ($input: CrewInstallerInput!) { dismissInstaller(input: $input) { id } }', {
      input: { subject: 'idle', crew: 'CREW2' },
    });
    expect(await sees('idle')).toEqual([]);
  });

  it('are told the same of another crew’s order as of what never was', async () => {
    const ask = async (mutation: string, type: string, input: Record<string, unknown>, id: string) => {
      let answer = '';
      const statements = await recordStatements(api, async () => {
        answer = await answerTo(mutation, type, { ...input, workOrderId: id }, 'fitter');
      });
      return { answer, statements };
    };
    for (const [mutation, type, input] of ASKED) {
      const missing = await ask(mutation, type, input, '4000000000');
      expect(missing.answer).toContain('NOT_FOUND');
      for (const site of ['OTH', 'ELS'])
        expect(await ask(mutation, type, input, orders[site] ?? '')).toEqual(missing);
    }
    for (const id of [orders['OTH'], orders['ELS'], '4000000000'])
      expect(await api.query(PLACE, { id }, 'fitter')).toEqual({ workOrder: null });
  });

  it('do the works, and leave ordering, papers and closing to who manages them', async () => {
    const id = orders['OPN'] ?? '';
    expect(await moveRefusal(api, id, 'ORDERED', {}, 'fitter')).toMatchObject({ code: 'FORBIDDEN' });
    await moveOrder(api, id, 'ORDERED');
    expect(await moveOrder(api, id, 'SURVEYED', {}, 'fitter')).toBe('SURVEYED');
    const paper = { workOrderId: id, reference: 'R', on: TODAY };
    for (const mutation of ['recordConsent', 'recordAssessment'])
      expect(await answerTo(mutation, 'PaperInput', paper, 'fitter')).toContain('FORBIDDEN');
    expect(
      await answerTo('assignInstaller', 'CrewInstallerInput', { subject: 'fitter', crew: 'CREW2' }, 'fitter'),
    ).toContain('FORBIDDEN');
    await api.dataSource.query("UPDATE work_orders SET status = 'DISPOSED' WHERE id = ?", [id]);
    expect(await moveRefusal(api, id, 'CLOSED', {}, 'fitter')).toMatchObject({ code: 'FORBIDDEN' });
    await api.dataSource.query("UPDATE work_orders SET status = 'SURVEYED' WHERE id = ?", [id]);
  });

  it('are told where to go, and of a sensitive site only with a grant, on record', async () => {
    const open = await api.query(PLACE, { id: orders['OPN'] }, 'fitter');
    expect(open.workOrder.place).toMatchObject({ name: 'House OPN', postcode: 'AB1 2CD', redacted: false });
    const secret = await api.query(PLACE, { id: orders['SEC'] }, 'fitter');
    expect(secret.workOrder).toEqual({
      redacted: true,
      place: { externalId: 'SEC', region: 'London', name: null, postcode: null, redacted: true },
    });
    const id = orders['SEC'] ?? '';
    await api.dataSource.query("UPDATE work_orders SET status = 'SURVEYED' WHERE id = ?", [id]);
    for (const serial of ['SEC-SC', 'never'])
      expect(await answerTo('tickDevice', 'TickInput', { workOrderId: id, serial }, 'fitter')).toContain(
        'FORBIDDEN',
      );
    await api.know('SEC', 'fitter');
    const known = await api.query(PLACE, { id }, 'fitter');
    expect(known.workOrder.place.name).toBe('House SEC');
    const tick = 'mutation ($input: TickInput!) { tickDevice(input: $input) { devices { tickedBy } } }';
    const { tickDevice } = await api.query(tick, { input: { workOrderId: id, serial: 'SEC-SC' } }, 'fitter');
    expect(tickDevice.devices.map(({ tickedBy }: { tickedBy: string }) => tickedBy)).toEqual([
      null,
      'fitter',
      null,
    ]);
    const { auditEntries } = await api.query(
      '{ auditEntries(filter: { action: "readSensitiveDetail", caller: "fitter" }) { nodes { subjectId after } } }',
    );
    expect(auditEntries.nodes[0]).toMatchObject({
      subjectId: 'SEC',
      after: expect.stringContaining('WorkPlace.name'),
    });
  });

  it('see neither costs nor registers, and who only reads moves nothing', async () => {
    for (const field of [
      'plannedCostPence',
      'actualCostPence',
      'budget { id }',
      'site { id }',
      'plan { id }',
      'crew { id }',
    ]) {
      const [error] = await api.refuse(`{ workOrders { nodes { ${field} } } }`, {}, 'fitter');
      expect([field, error?.extensions.code]).toEqual([field, 'FORBIDDEN']);
    }
    for (const [subject, role] of [
      ['reads', 'AUDITOR'],
      ['pays', 'FINANCE'],
      ['approves', 'APPROVER'],
    ] as const) {
      await api.grant(subject, [role]);
      expect(await sees(subject)).toEqual(['ELS', 'OPN', 'OTH', 'SEC']);
      expect(await moveRefusal(api, orders['OPN'] ?? '', 'ISOLATED', {}, subject)).toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    await api.grant('follows', ['CLIENT']);
    expect((await api.refuse(LIST, {}, 'follows'))[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('are told of to who has a role where they have', async () => {
    await api.grant('local', ['ESTATES_MANAGER'], 'ORG2');
    const read = '{ crews { externalId installers { subject name assignedBy } } }';
    const of = async (subject?: string) =>
      (await api.query(read, {}, subject)).crews
        .find(({ externalId }: { externalId: string }) => externalId === 'CREW')
        .installers.map(({ subject: each }: { subject: string }) => each);
    expect(await of()).toEqual(['fitter', 'roaming', 'both']);
    expect(await of('local')).toEqual(['both']);
  });

  it('hold old devices for longer than they must, and not for less', async () => {
    const hold = (heldUntil: string) => ({ workOrderId: orders['OPN'], heldUntil });
    const document =
      'mutation ($input: SanitisationInput!) { recordSanitisation(input: $input) { heldUntil } }';
    await api.query(document, { input: hold('2030-01-31') }, 'fitter');
    await api.query(document, { input: hold('2030-02-28') }, 'fitter');
    const [error] = await api.refuse(document, { input: hold('2030-02-27') }, 'fitter');
    expect(error?.extensions?.['code']).toBe('FORBIDDEN');
    const { recordSanitisation } = await api.query(document, { input: hold('2030-01-01') });
    expect(recordSanitisation.heldUntil).toBe('2030-01-01');
  });
});
