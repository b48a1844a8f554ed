/** What happens to works and is found there, as it happens, for whoever may see it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Client } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import { Transactions } from '../src/platform/database/transactions.js';
import { createServer } from '../src/server.js';
import type { NewWorkEvent } from '../src/works/events/new-events.js';
import { WorkEvents } from '../src/works/events/work-events.service.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import { connect, listen, subscribeOver, type Followed } from './support/streams.js';
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

const FIELDS = 'id at kind planId workOrderId from to findingId findingKind';
const FOLLOW = `subscription ($planId: ID, $organisationId: ID, $siteId: ID, $after: ID) {
  worksEvents(planId: $planId, organisationId: $organisationId, siteId: $siteId, after: $after) { ${FIELDS} } }`;
const RECORD = 'mutation ($input: FindingInput!) { recordFinding(input: $input) { id } }';

interface Told {
  id: string;
  kind: string;
  planId: string | null;
  workOrderId: string | null;
  from: string | null;
  to: string | null;
  findingKind: string | null;
}

let api: TestApi;
/** Another API process, as far as that goes in one. */
let other: NestFastifyApplication;
let otherUrl: string;
let clients: Client[] = [];
let followed: Followed<Told>[] = [];
let planId: number;
const orders: Record<string, string> = {};

const idIn = async (table: string, externalId: string): Promise<string> => {
  const [row] = await api.dataSource.query(`SELECT id FROM ${table} WHERE external_id = ?`, [externalId]);
  return String(row.id);
};
const kept = <Stream extends Followed<Told>>(stream: Stream): Stream => {
  followed.push(stream);
  return stream;
};
const subscribe = async (what: Record<string, string>, subject = 'team') => {
  const client = await connect(otherUrl, `Bearer ${await api.issuer.tokenFor(subject)}`);
  clients.push(client);
  return kept(subscribeOver<Told>(client, FOLLOW, what));
};
const events = async (what: Record<string, string>, options: Parameters<typeof listen>[3] = {}) =>
  kept(await listen<Told>(api, otherUrl, `/works/events?${new URLSearchParams(what).toString()}`, options));
const said = (items: Told[]) =>
  items.map(({ kind, workOrderId, to, findingKind }) => {
    const site = Object.keys(orders).find((each) => orders[each] === workOrderId) ?? '-';
    return `${site} ${kind === 'MOVE' ? '' : `${kind} `}${to ?? findingKind ?? ''}`;
  });
const find = (input: Record<string, unknown>, subject?: string) =>
  api.query(
    RECORD,
    { input: { kind: 'ABSENT_DEVICE', assertedBy: 'Kim', assertedOn: TODAY, ...input } },
    subject,
  );

beforeAll(async () => {
  // Nobody looks of their own accord here: what comes at once has come through Redis.
  api = await startApi({ STREAM_CHECK_SECONDS: '60' });
  other = await createServer(api.configuration);
  await other.listen(0, '127.0.0.1');
  otherUrl = await other.getUrl();
  await makeYard(api);
  await api.query('mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }', {
    input: { externalId: 'ORG2', name: 'Another body', kind: 'POLICE', nation: 'ENG' },
  });
  const secret = { sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'] };
  const placed = [
    await makeYardSite(api, 'SEC', secret),
    { ...(await makeYardSite(api, 'OPN')), crew: 'CREW2' },
    await makeYardSite(api, 'ELS', { organisation: 'ORG2' }),
  ];
  planId = await putInForce(api, null, placed);
  await issueWorks(api, planId);
  for (const { id, site } of placed) orders[site] = await orderOf(api, id);
  await api.grant('lead', ['ESTATES_MANAGER'], 'ORG');
  await api.grant('fitter', ['INSTALLER'], 'ORG');
  await api.grant('client', ['CLIENT']);
  await api.query('mutation ($input: CrewInstallerInput!) { assignInstaller(input: $input) { id } }', {
    input: { subject: 'fitter', crew: 'CREW' },
  });
});
afterEach(async () => {
  for (const stream of followed) stream.stop();
  for (const client of clients) await client.dispose();
  [followed, clients] = [[], []];
});
afterAll(async () => {
  await other.close();
  await api.close();
});

describe('who follows works', () => {
  it('is told by another process what happens to those of a plan, a body and a site, over either way', async () => {
    const body = { organisationId: await idIn('organisations', 'ORG') };
    const site = { siteId: await idIn('sites', 'SEC') };
    const ways: Followed<Told>[] = [];
    for (const what of [{ planId: String(planId) }, body, site])
      ways.push(await subscribe(what), await events(what));
    const issued = ['SEC PLANNED', 'OPN PLANNED', 'ELS PLANNED'];
    const expected = [issued, issued.slice(0, 2), issued.slice(0, 1)];
    const check = async () => {
      for (const [n, way] of ways.entries()) {
        const all = expected[Math.floor(n / 2)] ?? [];
        expect(said(await way.have(all.length))).toEqual(all);
      }
    };
    await check();
    const happen = async (line: string, ...of: number[]) => {
      for (const n of of) expected[n]?.push(line);
      await check();
    };
    await moveOrder(api, orders['SEC'] ?? '', 'ORDERED');
    await happen('SEC ORDERED', 0, 1, 2);
    await moveOrder(api, orders['ELS'] ?? '', 'ORDERED');
    await happen('ELS ORDERED', 0);
    await find({ workOrderId: orders['SEC'], device: 'SEC-CAM' });
    await happen('SEC FINDING ABSENT_DEVICE', 0, 1, 2);
    await find({ site: 'OPN', device: 'OPN-OFF' });
    await happen('- FINDING ABSENT_DEVICE', 1);
    for (const n of [0, 2, 4]) expect(ways[n]?.items).toEqual(ways[n + 1]?.items);
    const text = JSON.stringify(ways.map(({ items }) => items));
    for (const detail of ['SEC', 'OPN', 'House', 'CAM', 'Kim']) expect(text).not.toContain(detail);
  });

  it('goes on where it was, and is told once of each', async () => {
    const what = { planId: String(planId) };
    const first = await subscribe(what);
    const seen = (await first.have(4)).at(-1)?.id ?? '';
    first.stop();
    await moveOrder(api, orders['OPN'] ?? '', 'ORDERED');
    const all = (await (await events(what)).have(6)).map(({ id }) => id);
    const missed = all.slice(all.indexOf(seen) + 1);
    for (const again of [
      await subscribe({ ...what, after: seen }),
      await events(what, { lastEventId: seen }),
    ])
      expect((await again.have(missed.length)).map(({ id }) => id)).toEqual(missed);
  });

  it('is told nothing of what is refused', async () => {
    const way = await subscribe({ siteId: await idIn('sites', 'OPN') });
    const { length } = await way.have(3);
    expect(await moveRefusal(api, orders['OPN'] ?? '', 'CLOSED')).toMatchObject({ code: 'ILLEGAL_MOVE' });
    await moveOrder(api, orders['OPN'] ?? '', 'ON_HOLD', { reason: 'they are away' });
    expect(said((await way.have(length + 1)).slice(length))).toEqual(['OPN ON_HOLD']);
  });

  it('misses none of two that are written at once', async () => {
    const part = asSystem(api.app.get(WorkEvents));
    const transactions = asSystem(api.app.get(Transactions));
    const organisationId = Number(await idIn('organisations', 'ORG'));
    const event = async (site: string, ofPlan: number | null): Promise<NewWorkEvent> => ({
      ...{ organisationId, siteId: Number(await idIn('sites', site)), planId: ofPlan },
      ...{ workOrderId: Number(orders[site]), findingId: null },
      ...{ kind: 'MOVE', content: { from: 'ON_HOLD', to: site === 'SEC' ? 'SURVEYED' : 'ISOLATED' } },
    });
    const elsewhere = Number(await idIn('organisations', 'ORG2'));
    for (const [what, slow, fast] of [
      [{ organisationId: String(organisationId) }, await event('SEC', planId), await event('OPN', null)],
      [
        { planId: String(planId) },
        await event('SEC', planId),
        { ...(await event('OPN', planId)), organisationId: elsewhere },
      ],
    ] as const) {
      const way = await events({ ...what });
      await sleep(300);
      const { length } = way.items;
      let commit = () => {};
      const slowly = transactions.run(async (manager) => {
        await part.add(manager, [slow]);
        await new Promise<void>((resolve) => (commit = resolve));
      });
      await sleep(200);
      const quickly = transactions.run((manager) => part.add(manager, [fast]));
      await sleep(500);
      commit();
      await Promise.all([slowly, quickly]);
      expect(said((await way.have(length + 2)).slice(length))).toEqual(['SEC SURVEYED', 'OPN ISOLATED']);
    }
  });
});

describe('works that one may not see', () => {
  it('are as if they were not there', async () => {
    const answers = async (what: Record<string, string>, subject: string) => {
      const line = await events(what, { subject });
      return JSON.stringify([
        (await (await subscribe(what, subject)).ended()).errors,
        line.status,
        line.body,
      ]);
    };
    const foreign = {
      organisationId: await idIn('organisations', 'ORG2'),
      siteId: await idIn('sites', 'ELS'),
      // Of another body alone.
      planId: String(await putInForce(api, 'ORG2', [])),
    };
    for (const [way, id] of Object.entries(foreign)) {
      const missing = await answers({ [way]: '4000000' }, 'lead');
      expect(missing).toContain('"code":"NOT_FOUND"');
      expect(missing).toContain('404');
      expect(await answers({ [way]: id }, 'lead')).toBe(missing);
    }
    // Of the whole estate, of which the lead sees the works in their body.
    const way = await subscribe({ planId: String(planId) }, 'lead');
    await way.have(2);
    await moveOrder(api, orders['ELS'] ?? '', 'SURVEYED');
    await moveOrder(api, orders['SEC'] ?? '', 'SURVEYED');
    const lines = said(await way.have(way.items.length + 1));
    expect(lines.filter((line) => line.startsWith('ELS'))).toEqual([]);
    expect(lines).toContain('SEC SURVEYED');
  });

  it('are those of other crews for an installer, and all for who follows the progress alone', async () => {
    const what = { organisationId: await idIn('organisations', 'ORG') };
    const way = await subscribe(what, 'fitter');
    await way.have(3);
    expect(said(way.items).every((line) => line.startsWith('SEC'))).toBe(true);
    const { length } = way.items;
    await find({ site: 'SEC', device: 'SEC-OFF' }, 'fitter');
    expect(said((await way.have(length + 1)).slice(length))).toEqual(['- FINDING ABSENT_DEVICE']);
    expect((await (await subscribe(what, 'client')).ended()).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
    expect((await events(what, { subject: 'client' })).status).toBe(403);
  });

  it.each([[{}], [{ planId: '1', siteId: '1' }], [{ siteId: 'x' }]])(
    'are asked for by one of three: %j',
    async (what) => {
      const { errors } = await (await subscribe(what)).ended();
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }]);
      expect((await events(what)).status).toBe(400);
    },
  );
});
