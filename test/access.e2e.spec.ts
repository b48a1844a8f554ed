import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { ROLES, type Role } from '../src/access/caller.js';
import { ROOT_RULES } from '../src/access/field-rules.js';
import { ROLE_PERMISSIONS, type Permission } from '../src/access/permissions.js';
import { startApi, type TestApi } from './support/api.js';

const ORGANISATION = `mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }`;
const GRANT = `mutation ($input: RoleGrantInput!) { grantRole(input: $input) { subject roles { role organisation from to } } }`;
const REVOKE = `mutation ($input: RoleRevocationInput!) { revokeRole(input: $input) { roles { role } } }`;
const ME = '{ me { subject name roles { role organisation } } }';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await api.query(ORGANISATION, { input: { externalId: 'O1', name: 'One', kind: 'OTHER', nation: 'ENG' } });
  for (const role of ROLES) await api.grant(role.toLowerCase(), [role]);
});
afterAll(() => api.close());

interface Answer {
  status: number;
  challenge: string | null;
  body: { data: unknown; errors?: { message: string; extensions: { code: string } }[] };
}

async function ask(authorization: string | null, query = ME): Promise<Answer> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
    body: JSON.stringify({ query }),
  });
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: (await response.json()) as Answer['body'],
  };
}

describe('a token', () => {
  const bearer = async (claims: JWTPayload) => `Bearer ${await api.issuer.tokenFor('auditor', claims)}`;
  const now = Math.floor(Date.now() / 1000);

  it('of the issuer says who asks', async () => {
    const { status, body } = await ask(await bearer({}));
    expect([status, body.data]).toEqual([
      200,
      { me: { subject: 'auditor', name: 'auditor', roles: [{ role: 'AUDITOR', organisation: null }] } },
    ]);
  });

  it.each<[string, JWTPayload]>([
    ['that has expired', { exp: now - 60 }],
    ['that is not good yet', { nbf: now + 600 }],
    ['of another issuer', { iss: 'http://127.0.0.1:1' }],
    ['for another audience', { aud: 'somebody-else' }],
    ['without an end', { exp: undefined }],
    ['that names nobody', { sub: undefined }],
  ])('%s is refused', async (_, claims) => {
    const { status, challenge, body } = await ask(await bearer(claims));
    expect([status, challenge]).toEqual([401, 'Bearer']);
    expect(body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(body.data).toBeNull();
  });

  it('is believed within the skew of clocks', async () => {
    expect((await ask(await bearer({ exp: now - 10 }))).status).toBe(200);
  });

  it('that is not signed, signed with a shared secret or by a stranger is refused', async () => {
    const claims = { sub: 'auditor', iss: api.issuer.url, aud: 'phaseout', iat: now, exp: now + 600 };
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const forged = [
      new UnsecuredJWT(claims).encode(),
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32, 7)),
      await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(privateKey),
      await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'unknown' }).sign(privateKey),
      'nonsense',
      `${await api.issuer.tokenFor('auditor')}x`,
    ];
    for (const token of forged) expect((await ask(`Bearer ${token}`)).status).toBe(401);
    const basic = `Basic ${Buffer.from('auditor:').toString('base64')}`;
    for (const header of [null, '', basic]) expect((await ask(header)).status).toBe(401);
  });

  it('signed with a new key is believed once the issuer publishes it', async () => {
    const before = await bearer({});
    await api.issuer.rotateKey();
    // Keys are looked up again at most every few seconds.
    for (let tries = 0; (await ask(await bearer({}))).status === 401; tries += 1) {
      expect(tries).toBeLessThan(80);
      await new Promise((resume) => setTimeout(resume, 100));
    }
    expect((await ask(before)).status).toBe(200);
  });
});

describe('every way in', () => {
  it('is shut without a token, except what tells nothing', async () => {
    for (const [path, method] of [
      ['/imports', 'POST'],
      ['/imports/1/rejected.csv', 'GET'],
      ['/graphql?query=%7B__typename%7D', 'GET'],
      ['/nothing-here', 'GET'],
    ] as const) {
      const response = await api.fetch(path, { method, headers: { 'content-type': 'text/csv' } }, null);
      expect([path, response.status]).toEqual([path, 401]);
    }
    expect((await api.fetch('/health', {}, null)).status).toBe(200);
  });

  it('asks for the role that its rule names', async () => {
    const csv = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'nothing' };
    for (const subject of ['auditor', 'finance', 'client', 'nobody']) {
      expect([subject, (await api.fetch('/imports', csv, subject)).status]).toEqual([subject, 403]);
    }
    expect((await api.fetch('/imports', csv, 'estates_manager')).status).toBe(400);
    expect((await api.fetch('/imports/1/rejected.csv', {}, 'client')).status).toBe(403);
  });
});

describe('a role', () => {
  const isForbidden = (role: Role, permission: Permission) =>
    permission !== 'self.read' && !ROLE_PERMISSIONS[role].includes(permission);
  const required = /argument "[^"]+" of type|must have a selection of subfields/;

  it('lets through its own fields and no others', async () => {
    for (const role of ROLES) {
      for (const [name, permission] of Object.entries(ROOT_RULES)) {
        const [type, field] = name.split('.');
        // Asked over a socket: test/plan-events has them.
        if (type === 'Subscription') continue;
        const query =
          type === 'Query' ? `{ ${field} { __typename } }` : `mutation { ${field} { __typename } }`;
        const [error] = await api.refuse(query, {}, role.toLowerCase()).catch(() => [undefined]);
        const isRefused = error?.extensions.code === 'FORBIDDEN';
        // Where arguments are required, the document is refused before anybody is asked.
        if (error && required.test(error.message)) continue;
        expect([role, name, isRefused]).toEqual([role, name, isForbidden(role, permission)]);
      }
    }
  });

  it('is asked for of fields inside too, by whatever name they go', async () => {
    const inside = '{ plans { nodes { id mine: unscheduled { __typename } } } }';
    const [error] = await api.refuse(inside, {}, 'client');
    expect(error).toMatchObject({
      message: expect.stringMatching(/Plan\.unscheduled.*plans\.read.*ESTATES_MANAGER/),
      extensions: { code: 'FORBIDDEN' },
    });
    const spread =
      'query { ...a } fragment a on Query { plans { nodes { ...b } } } fragment b on Plan { seed }';
    expect((await api.refuse(spread, {}, 'client'))[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await api.query('{ plans { nodes { id status } } }', {}, 'client')).toEqual({
      plans: { nodes: [] },
    });
  });

  it('counts from its first day to its last, and until it is taken away', async () => {
    const grant = (input: object) => api.query(GRANT, { input: { name: 'Vera', subject: 'vera', ...input } });
    await grant({ role: 'AUDITOR', from: '2999-01-01' });
    const sees = () =>
      api.query('{ sites { totalCount } }', {}, 'vera').then(
        () => true,
        () => false,
      );
    expect(await sees()).toBe(false);
    await grant({ role: 'AUDITOR', from: '2020-01-01', to: '2020-12-31' });
    expect(await sees()).toBe(false);
    const { grantRole } = await grant({ role: 'AUDITOR', from: '2020-01-01' });
    expect(grantRole.roles).toEqual([{ role: 'AUDITOR', organisation: null, from: '2020-01-01', to: null }]);
    expect(await sees()).toBe(true);
    expect(await api.query(REVOKE, { input: { subject: 'vera', role: 'AUDITOR' } })).toEqual({
      revokeRole: { roles: [] },
    });
    expect(await sees()).toBe(false);
    const [again] = await api.refuse(REVOKE, { input: { subject: 'vera', role: 'AUDITOR' } });
    expect(again?.extensions.code).toBe('NOT_FOUND');
  });

  it('in one body reaches that body, and nothing that concerns them all', async () => {
    await api.query(ORGANISATION, { input: { externalId: 'O2', name: 'Two', kind: 'OTHER', nation: 'ENG' } });
    await api.grant('local', ['ESTATES_MANAGER'], 'O1');
    expect(await api.query(ME, {}, 'local')).toEqual({
      me: { subject: 'local', name: 'local', roles: [{ role: 'ESTATES_MANAGER', organisation: 'O1' }] },
    });
    const bodies = '{ organisations { totalCount nodes { externalId } } }';
    expect(await api.query(bodies, {}, 'local')).toEqual({
      organisations: { totalCount: 1, nodes: [{ externalId: 'O1' }] },
    });
    const input = { externalId: 'O1', name: 'Mine', kind: 'OTHER', nation: 'ENG' };
    const [error] = await api.refuse(ORGANISATION, { input }, 'local');
    expect(error).toMatchObject({
      message: expect.stringMatching(/programme\.write in every organisation/),
      extensions: { code: 'FORBIDDEN' },
    });
  });

  it('is not granted for bodies, days or subjects that cannot be', async () => {
    const wrong = { subject: '', name: 'X', role: 'CLIENT', from: '2026-02-01', to: '2026-01-01' };
    const [error] = await api.refuse(GRANT, { input: wrong });
    expect(error?.extensions).toMatchObject({ code: 'BAD_INPUT' });
    expect(error?.extensions.fields?.map(({ path }) => path)).toEqual(['input.subject', 'input.to']);
    const nowhere = { subject: 's', name: 'S', role: 'CLIENT', organisation: 'NOWHERE' };
    expect((await api.refuse(GRANT, { input: nowhere }))[0]?.extensions.code).toBe('NOT_FOUND');
    const own = { input: { subject: 'admin', role: 'ADMIN' } };
    expect((await api.refuse(REVOKE, own, 'admin'))[0]?.extensions.code).toBe('BAD_INPUT');
    const forOneself = { input: { subject: 'admin', name: 'Admin', role: 'APPROVER' } };
    expect((await api.refuse(GRANT, forOneself, 'admin'))[0]?.extensions.code).toBe('BAD_INPUT');
  });
});

describe('a program with a token of its own', () => {
  const asService = async (scope: string | undefined, query: string) =>
    (await ask(`Bearer ${await api.issuer.tokenFor('board', { scope })}`, query)).body;

  it('may do what its role gives, as far as its scope does not narrow that', async () => {
    const input = { subject: 'board', name: 'Board', kind: 'SERVICE', role: 'AUDITOR' };
    await api.query(GRANT, { input });
    const sites = '{ sites { totalCount } }';
    expect((await asService(undefined, sites)).data).toEqual({ sites: { totalCount: 0 } });
    expect((await asService('estate.read', sites)).data).toEqual({ sites: { totalCount: 0 } });
    expect((await asService('progress.read', sites)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const saving = 'mutation { assessEstate { deviceCount } }';
    expect((await asService('estate.write', saving)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');

    // A further role leaves it a program, whose scope counts.
    await api.query(GRANT, { input: { subject: 'board', name: 'Board', role: 'CLIENT' } });
    expect((await asService('progress.read', sites)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
