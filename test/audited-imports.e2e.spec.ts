import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import { sendRegister } from './support/registers.js';

interface Entry {
  caller: string;
  action: string;
  subjectType: string;
  subjectId: string;
  before: string | null;
  after: string | null;
}

const SITES = 'site_id,organisation,name,nation,region,sensitive,sensitivity_grounds\n';
const DEVICES = 'device_id,site_id,kind,manufacturer,serial,network\n';

describe('what an import did to rows', () => {
  let api: TestApi;

  /** What an auditor of one body finds of some kind of thing. */
  const found = async (subjectType: string, auditor: string): Promise<Entry[]> => {
    const { auditEntries } = await api.query(
      `query ($filter: AuditEntryFilter) { auditEntries(filter: $filter) { nodes {
        caller action subjectType subjectId before after } } }`,
      { filter: { action: 'import', subjectType } },
      auditor,
    );
    return auditEntries.nodes;
  };
  const states = (entries: Entry[]) =>
    entries.map(({ subjectId, before, after }) => [
      subjectId,
      before === null ? null : JSON.parse(before),
      after === null ? null : JSON.parse(after),
    ]);

  beforeAll(async () => {
    api = await startApi();
    for (const externalId of ['ONE', 'TWO']) {
      await api.query('mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }', {
        input: { externalId, name: externalId, kind: 'POLICE', nation: 'ENG' },
      });
      await api.grant(`auditor-${externalId}`, ['AUDITOR'], externalId);
    }
  });
  afterAll(() => api.close());

  it('is found by the auditors of the body whose row it is, and not by those of another', async () => {
    const rows = 'S1,ONE,Secret House,ENG,London,yes,SECRET_MATERIAL\nS2,TWO,Open House,ENG,London,no,\n';
    const { body } = await sendRegister(api, SITES + rows);
    expect(body).toMatchObject({ created: 2, rejected: 0 });
    expect(states(await found('Site', 'auditor-ONE'))).toEqual([
      ['S1', null, expect.objectContaining({ sensitive: true, region: 'London', withheldChanges: ['name'] })],
    ]);
    expect(states(await found('Site', 'auditor-TWO')).map(([subject]) => subject)).toEqual(['S2']);
  });

  it('says what each row was and is, and only the names of what is sealed', async () => {
    await sendRegister(
      api,
      `${DEVICES}D1,S1,camera,Hikvision,SN-77,core\nD2,S2,camera,Axis,SN-78,isolated\n`,
    );
    await sendRegister(api, `${DEVICES}D1,S1,camera,Dahua,SN-99,core\nD2,S2,camera,Axis,SN-78,isolated\n`);
    const entries = await found('Device', 'auditor-ONE');
    expect(entries).toMatchObject([{ caller: 'team' }, { caller: 'team' }]);
    const [created, updated] = states(entries);
    expect(created).toMatchObject(['D1', null, { manufacturer: 'Hikvision', version: 1 }]);
    expect(updated).toMatchObject([
      'D1',
      { manufacturer: 'Hikvision', version: 1 },
      { manufacturer: 'Dahua', version: 2, withheldChanges: ['serial'] },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/SN-77|SN-99|CORE/);
    expect(await found('Device', 'auditor-TWO')).toHaveLength(1);
  });

  it('is nothing where the import was a dry run, or a row was rejected or said nothing new', async () => {
    const earlier = await found('Device', 'auditor-ONE');
    await sendRegister(api, `${DEVICES}D1,S1,camera,Uniview,SN-99,core\n`, '?dryRun=true');
    const { body } = await sendRegister(
      api,
      `${DEVICES}D1,S1,camera,Dahua,SN-99,core\nD3,NOWHERE,camera,Dahua,,\n`,
    );
    expect(body).toMatchObject({ unchanged: 1, rejected: 1 });
    expect(await found('Device', 'auditor-ONE')).toEqual(earlier);
  });
});
