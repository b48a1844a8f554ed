import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { startApi, type GraphqlError, type TestApi } from './support/api.js';
import { countQueries } from './support/queries.js';
import { sendRegister } from './support/registers.js';

const CANARY = 'Canary House';
const SITES_READ = '{ sites { nodes { externalId name postcode devices { nodes { serial mac } } } } }';

interface Entry {
  requestId: string;
  caller: string;
  subject: string;
  organisation: number;
  after: string;
  reason: string | null;
}

describe('reads of sensitive detail', () => {
  let api: TestApi;
  let last = 0;
  const newEntries = async (action: string): Promise<Entry[]> => {
    const rows: (Entry & { id: number; action: string })[] = await api.dataSource.query(
      `SELECT id, action, request_id AS requestId, caller_subject AS caller, subject_id AS subject,
              organisation_id AS organisation, state_after AS after, reason
         FROM audit_entries WHERE id > ? ORDER BY id`,
      [last],
    );
    last = rows.at(-1)?.id ?? last;
    return rows.filter((row) => row.action === action);
  };
  const save = (type: string, input: object) =>
    api.query(`mutation ($input: ${type}Input!) { save${type}(input: $input) { id } }`, { input });

  beforeAll(async () => {
    api = await startApi();
    await api.grant('knower', ['ESTATES_MANAGER']);
    await api.grant('reader', ['ESTATES_MANAGER']);
    await save('Organisation', { externalId: 'ORG', name: 'A body', kind: 'POLICE', nation: 'ENG' });
    const site = { organisation: 'ORG', nation: 'ENG', region: 'London', sensitive: true };
    for (const externalId of ['S-1', 'S-2', 'S-3']) {
      const sensitivityGrounds = ['SECRET_MATERIAL'];
      await save('Site', { ...site, externalId, name: `${CANARY} ${externalId}`, sensitivityGrounds });
      await save('Device', { externalId: `D-${externalId}`, site: externalId, kind: 'CAMERA', serial: 'SN' });
    }
    await save('Site', { ...site, externalId: 'OPEN', name: 'Open', sensitive: false });
    for (const known of ['S-1', 'S-2']) await api.know(known, 'knower');
  });
  afterAll(() => api.close());
  afterEach(() => newEntries(''));

  it('leave one entry a request and site, with the fields and who read them', async () => {
    await newEntries('');
    await api.query(SITES_READ, {}, 'knower');
    const entries = await newEntries('readSensitiveDetail');
    const fields = ['Device.mac', 'Device.serial', 'Site.name', 'Site.postcode'];
    expect(entries.map(({ subject, after }) => [subject, JSON.parse(after)])).toEqual([
      ['S-1', { fields }],
      ['S-2', { fields }],
    ]);
    for (const { caller, requestId, organisation } of entries)
      expect([caller, requestId, organisation]).toEqual(['knower', entries[0]?.requestId, 1]);
    await api.query(SITES_READ, {}, 'knower');
    const [again] = await newEntries('readSensitiveDetail');
    expect(again?.requestId).not.toBe(entries[0]?.requestId);
  });

  it('leave none where nothing was told', async () => {
    await api.query(SITES_READ, {}, 'reader');
    await api.query('{ sites { nodes { externalId redacted sensitive } } }', {}, 'knower');
    await api.query('{ site(externalId: "OPEN") { name } }', {}, 'knower');
    expect(await newEntries('readSensitiveDetail')).toEqual([]);
  });

  it('leave theirs in the answers of mutations too', async () => {
    const input = {
      ...{ externalId: 'S-1', organisation: 'ORG', name: CANARY, nation: 'ENG', region: 'London' },
      ...{ sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'] },
    };
    const document = `mutation ($input: SiteInput!) { saveSite(input: $input) { name } }`;
    await api.query(document, { input }, 'knower');
    expect(await newEntries('readSensitiveDetail')).toHaveLength(1);
  });

  it('cost one short transaction, however many sites are read', async () => {
    const ask = (search: string) => () =>
      api.query(`{ sites(filter: { search: "${search}" }) { nodes { name } } }`, {}, 'knower');
    const one = await countQueries(api, ask('S-1'));
    expect(await countQueries(api, ask('S-'))).toBe(one);
    const none = await countQueries(api, ask('OPEN'));
    // Its beginning, its isolation, the entries, their announcement, and its end.
    expect(one - none).toBe(5);
  });

  it('fail where the entry cannot be written, and tell nothing', async () => {
    await api.asOwner('RENAME TABLE audit_unlinked TO audit_gone');
    try {
      for (let time = 1; time <= 3; time += 1) {
        const response = await api.fetch(
          '/graphql',
          {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ query: SITES_READ }),
          },
          'knower',
        );
        const text = await response.text();
        expect(text).not.toContain(CANARY);
        expect(JSON.parse(text).errors[0].extensions.code).toBe('INTERNAL');
      }
    } finally {
      await api.asOwner('RENAME TABLE audit_gone TO audit_unlinked');
    }
    expect(await newEntries('readSensitiveDetail')).toEqual([]);
  });

  describe('and why', () => {
    const because = (reason: string, query = SITES_READ) =>
      api.fetch(
        '/graphql',
        {
          method: 'POST',
          // As the bytes of UTF-8, which is what clients send.
          headers: {
            'content-type': 'application/json',
            'audit-reason': Buffer.from(reason).toString('latin1'),
          },
          body: JSON.stringify({ query }),
        },
        'knower',
      );

    it('is kept with everything that the request does', async () => {
      await because('  survey of Tŷ Hywel  ');
      const reads = await newEntries('readSensitiveDetail');
      expect(reads.map(({ reason }) => reason)).toEqual(['survey of Tŷ Hywel', 'survey of Tŷ Hywel']);
      const change = 'mutation { saveHoliday(input: { date: "2027-12-25", name: "Christmas" }) { name } }';
      await because('the year has come', change);
      expect((await newEntries('saveHoliday')).map(({ reason }) => reason)).toEqual(['the year has come']);
      await api.query(SITES_READ, {}, 'knower');
      expect((await newEntries('readSensitiveDetail')).map(({ reason }) => reason)).toEqual([null, null]);
    });

    it('has its bounds', async () => {
      const refused = await because('x'.repeat(501));
      expect(refused.status).toBe(400);
      const { errors } = (await refused.json()) as { errors: GraphqlError[] };
      expect(errors[0]?.extensions).toMatchObject({
        code: 'BAD_INPUT',
        fields: [{ path: 'Audit-Reason' }],
      });
      expect((await because('x'.repeat(500))).status).toBe(200);
    });
  });
});

describe('exports', () => {
  let api: TestApi;
  let file: string;
  beforeAll(async () => {
    api = await startApi({ HANDLING_MARKING: 'SECRET UK EYES ONLY' });
    await api.grant('=cmd', ['ESTATES_MANAGER']);
    const register = 'site_id,organisation,name,nation,region,sensitive\nA,NO,A,ENG,X,no\nB,NO,B,ENG,X,no\n';
    const { body } = await sendRegister(api, register, '', { subject: '=cmd' });
    file = `/imports/${body.id}/rejected.csv`;
  });
  afterAll(() => api.close());
  const exported = () =>
    api.query(
      '{ auditEntries(filter: { action: "export" }) { nodes { subjectType subjectId caller after } } }',
    );

  it('bear their marking and whom they were made for, in the file and beside it', async () => {
    const response = await api.fetch(file, {}, '=cmd');
    expect(response.headers.get('handling-marking')).toBe('SECRET UK EYES ONLY');
    expect(response.headers.get('content-disposition')).toContain(
      'import-1-rejected-SECRET-UK-EYES-ONLY.csv',
    );
    const rows: Record<string, string>[] = parse(await response.text(), { bom: true, columns: true });
    expect(rows.map(({ handling, made_for }) => [handling, made_for])).toEqual([
      ['SECRET UK EYES ONLY', "'=cmd"],
      ['SECRET UK EYES ONLY', "'=cmd"],
    ]);
  });

  it('are on record: what, for whom, how much', async () => {
    const { auditEntries } = await exported();
    expect(auditEntries.nodes).toEqual([
      {
        ...{ subjectType: 'Import', subjectId: '1', caller: '=cmd' },
        after: '{"handling":"SECRET UK EYES ONLY","madeFor":"=cmd","rows":2,"what":"rejected rows"}',
      },
    ]);
  });

  it('do not leave where that cannot be written', async () => {
    await api.asOwner('RENAME TABLE audit_unlinked TO audit_gone');
    try {
      const response = await api.fetch(file, {}, '=cmd');
      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain('NO');
    } finally {
      await api.asOwner('RENAME TABLE audit_gone TO audit_unlinked');
    }
  });
});
