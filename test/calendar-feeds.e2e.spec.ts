import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { startApi, type TestApi } from './support/api.js';
import { issueWorks, makeYard, makeYardSite, orderOf, putInForce } from './support/works.js';

const CREATE =
  'mutation ($input: CalendarFeedInput!) { createCalendarFeed(input: $input) { id path crew { externalId } site { externalId } } }';
const REVOKE = 'mutation ($id: ID!) { revokeCalendarFeed(id: $id) { removed } }';
const LIST =
  '{ calendarFeeds { totalCount nodes { id path createdBy lastReadOn crew { externalId } site { externalId } } } }';

describe('a calendar of works', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ HANDLING_MARKING: 'SECRET UK EYES ONLY' });
    await makeYard(api);
    await makeYard(api, 'ORG2');
    const sensitive = { sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'] };
    const placings = [await makeYardSite(api, 'S1', sensitive), await makeYardSite(api, 'S2')];
    const plan = await putInForce(api, 'ORG', [
      { ...placings[0]!, start: '2028-02-28', finish: '2028-02-29' },
      { ...placings[1]!, crew: 'CREW2' },
    ]);
    // The crew of the one works for the other, too.
    const theirs = await makeYardSite(api, 'T1', { organisation: 'ORG2' });
    const ofOthers = await putInForce(api, 'ORG2', [{ ...theirs, vendor: '2VEN', budget: '2BUD' }]);
    for (const each of [plan, ofOthers]) await issueWorks(api, each);
    for (const lead of ['org-lead', 'leaver']) await api.grant(lead, ['ESTATES_MANAGER'], 'ORG');
    await api.grant('two-lead', ['ESTATES_MANAGER'], 'ORG2');
    await api.grant('fitter', ['INSTALLER']);
    await api.know('S1');
  });
  afterAll(() => api.close());

  const create = async (input: Record<string, unknown>, subject?: string) =>
    (await api.query(CREATE, { input }, subject)).createCalendarFeed;
  const get = (path: string) => api.fetch(path, {}, null);
  const read = async (path: string): Promise<string> => {
    const response = await get(path);
    expect(response.status).toBe(200);
    return (await response.text()).replaceAll('\r\n ', '');
  };
  const packagesIn = (text: string) => [...text.matchAll(/^SUMMARY:(\S+):/gm)].map(([, name]) => name).sort();

  it('has the orders of a site, for a program that sends no token', async () => {
    const { path, site, crew } = await create({ site: 'S1' });
    expect(path).toMatch(/^\/calendars\/[0-9a-f]{64}\.ics$/);
    expect([site, crew]).toEqual([{ externalId: 'S1' }, null]);
    const order = await orderOf(api, 'S1/S1-REC');
    await api.dataSource.query('UPDATE work_orders SET version = 7 WHERE id = ?', [order]);
    const response = await get(path);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(response.headers.get('handling-marking')).toBe('SECRET UK EYES ONLY');
    const lines = (await response.text()).split('\r\n');
    expect(lines.filter((line) => !line.startsWith('DTSTAMP:'))).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Phaseout//Works//EN', 'CALSCALE:GREGORIAN'],
      ...['METHOD:PUBLISH', 'X-WR-CALNAME:Works', 'BEGIN:VEVENT', `UID:work-order-${order}@127.0.0.1`],
      ...['SEQUENCE:7', 'DTSTART;VALUE=DATE:20280228', 'DTEND;VALUE=DATE:20280301'],
      ...['SUMMARY:S1/S1-REC: PLANNED', 'LOCATION:S1\\, London', 'DESCRIPTION:SECRET UK EYES ONLY'],
      ...['STATUS:CONFIRMED', 'CLASS:CONFIDENTIAL', 'END:VEVENT', 'END:VCALENDAR', ''],
    ]);
    expect(lines.find((line) => line.startsWith('DTSTAMP:'))).toMatch(/^DTSTAMP:\d{8}T\d{6}Z$/);
    await api.dataSource.query("UPDATE work_orders SET status = 'CANCELLED' WHERE id = ?", [order]);
    expect(await read(path)).toContain('\r\nSTATUS:CANCELLED\r\n');
    await api.dataSource.query("UPDATE work_orders SET status = 'PLANNED' WHERE id = ?", [order]);
  });

  it('tells no name and no place, whatever its maker may know', async () => {
    const text = await read((await create({ site: 'S1' })).path);
    for (const detail of ['House', 'AB1', 'S1-SR']) expect(text).not.toContain(detail);
  });

  it('of a crew has the bodies that its maker reached, and no others', async () => {
    const { path } = await create({ crew: 'CREW' });
    expect(packagesIn(await read(path))).toEqual(['S1/S1-REC', 'T1/T1-REC']);
    const own = await create({ crew: 'CREW' }, 'org-lead');
    expect(packagesIn(await read(own.path))).toEqual(['S1/S1-REC']);
    // Not even when they reach more later.
    await api.grant('org-lead', ['ESTATES_MANAGER']);
    expect(packagesIn(await read(own.path))).toEqual(['S1/S1-REC']);
  });

  it('ends with the role of its maker', async () => {
    const { path } = await create({ crew: 'CREW' }, 'leaver');
    expect((await get(path)).status).toBe(200);
    const input = { subject: 'leaver', role: 'ESTATES_MANAGER', organisation: 'ORG' };
    await api.query('mutation ($input: RoleRevocationInput!) { revokeRole(input: $input) { subject } }', {
      input,
    });
    expect((await get(path)).status).toBe(404);
  });

  it('is gone once it is revoked, as if it had never been', async () => {
    const { id, path } = await create({ site: 'S2' });
    await read(path);
    expect((await api.query(REVOKE, { id })).revokeCalendarFeed).toEqual({ removed: true });
    const answers = [];
    for (const each of [path, `/calendars/${'0'.repeat(64)}.ics`, '/calendars/x.ics']) {
      const response = await get(each);
      answers.push([response.status, await response.text()]);
    }
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0]?.[0]).toBe(404);
    expect((await api.query(REVOKE, { id })).revokeCalendarFeed).toEqual({ removed: false });
  });

  it('keeps its secret nowhere, and tells it once', async () => {
    const { id, path } = await create({ site: 'S2' });
    const secret = path.slice('/calendars/'.length, -'.ics'.length);
    const { calendarFeeds } = await api.query(LIST);
    expect(calendarFeeds.nodes.find((feed: { id: string }) => feed.id === id)).toMatchObject({
      ...{ path: null, createdBy: 'team', lastReadOn: null, crew: null, site: { externalId: 'S2' } },
    });
    const [row] = await api.dataSource.query('SELECT * FROM calendar_feeds WHERE id = ?', [id]);
    expect(row.secret_hash).toEqual(createHash('sha256').update(secret).digest());
    const told = JSON.stringify([row, await api.dataSource.query('SELECT * FROM audit_entries')]);
    expect(told).not.toContain(secret);
    expect(told).not.toContain(row.secret_hash.toString('hex'));
  });

  it('is seen and revoked by who made it, and by who has the role in every body', async () => {
    const { id, path } = await create({ crew: '2CREW' }, 'two-lead');
    const seen = await api.query(LIST, {}, 'leaver2').catch(() => null);
    expect(seen).toBeNull();
    await api.grant('other-lead', ['ESTATES_MANAGER'], 'ORG2');
    expect((await api.query(LIST, {}, 'other-lead')).calendarFeeds.totalCount).toBe(0);
    expect((await api.query(REVOKE, { id }, 'other-lead')).revokeCalendarFeed).toEqual({ removed: false });
    expect((await get(path)).status).toBe(200);
    expect((await api.query(LIST, {}, 'two-lead')).calendarFeeds.totalCount).toBe(1);
    expect((await api.query(REVOKE, { id })).revokeCalendarFeed).toEqual({ removed: true });
  });

  it('is made by estates managers, of one crew or one site that they see', async () => {
    const code = async (input: object, subject?: string) =>
      (await api.refuse(CREATE, { input }, subject))[0]?.extensions.code;
    expect(await code({ site: 'S1' }, 'fitter')).toBe('FORBIDDEN');
    expect(await code({ site: 'S1' }, 'two-lead')).toBe('NOT_FOUND');
    expect(await code({ crew: 'NONE' })).toBe('NOT_FOUND');
    expect(await code({})).toBe('BAD_INPUT');
    expect(await code({ crew: 'CREW', site: 'S1' })).toBe('BAD_INPUT');
    const board = { subject: 'board', name: 'Board', kind: 'SERVICE', role: 'ESTATES_MANAGER' };
    await api.query('mutation ($input: RoleGrantInput!) { grantRole(input: $input) { subject } }', {
      input: board,
    });
    const token = await api.issuer.tokenFor('board', { scope: 'works.write' });
    const query = 'mutation { createCalendarFeed(input: { crew: "CREW" }) { __typename } }';
    const response = await api.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    expect(await response.text()).toContain('FORBIDDEN');
  });

  it('is on record when it is first read of a day', async () => {
    const { id, path } = await create({ site: 'S2' });
    for (let times = 0; times < 3; times += 1) await read(path);
    const { auditEntries } = await api.query(
      'query ($id: String) { auditEntries(filter: { subjectType: "CalendarFeed", subjectId: $id, action: "export" }) { nodes { caller } } }',
      { id },
    );
    expect(auditEntries.nodes).toEqual([{ caller: 'calendar feeds' }]);
    await api.asOwner(`UPDATE calendar_feeds SET last_read_on = '2026-01-01' WHERE id = ${id}`);
    await api.asOwner('RENAME TABLE audit_unlinked TO audit_gone');
    try {
      expect((await get(path)).status).toBe(500);
    } finally {
      await api.asOwner('RENAME TABLE audit_gone TO audit_unlinked');
    }
  });
});

describe('guessing addresses of calendars', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ RATE_LIMIT_FAILURES: '3', QUEUE_PREFIX: `guess-${process.pid}-${Date.now()}` });
  });
  afterAll(() => api.close());

  it('shuts an address out, as bad tokens do', async () => {
    const statuses = [];
    for (let times = 0; times < 6; times += 1) {
      statuses.push((await api.fetch(`/calendars/${times}.ics`, {}, null)).status);
    }
    expect(statuses.slice(0, 3)).toEqual([404, 404, 404]);
    expect(statuses.at(-1)).toBe(429);
  });
});
