import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { createIssuer, type Issuer, type IssuerOptions } from './issuer.js';
import type { Person, ServiceClient } from './people.js';

const PEOPLE: (Person | ServiceClient)[] = [
  { kind: 'PERSON', subject: 'ada', name: 'Ada Auditor', role: 'AUDITOR', organisation: 'ORG' },
  {
    kind: 'SERVICE',
    subject: 'board',
    name: 'Board',
    role: 'CLIENT',
    secret: 'a:b c',
    scopes: ['read', 'count'],
  },
];

describe('the local issuer', () => {
  let folder: string;
  const open: Issuer[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'phaseout-issuer-'));
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((issuer) => issuer.close()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function start(options: Partial<IssuerOptions> = {}) {
    const issuer = await createIssuer({ audience: 'phaseout', people: PEOPLE, ...options });
    const url = await issuer.listen(0);
    open.push(issuer);
    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(url + path, init);
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    const askAsClient = (form: Record<string, string>, credentials?: string) =>
      ask('/token', {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
        ...(credentials
          ? { headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } }
          : {}),
      });
    const verify = (token: string) =>
      jwtVerify(token, createRemoteJWKSet(new URL(`${url}/jwks`)), {
        issuer: url,
        audience: 'phaseout',
        algorithms: ['ES256'],
      });
    return { issuer, url, ask, askAsClient, verify };
  }

  it('gives a person a token that says who they are, and that its published key confirms', async () => {
    const { url, ask, verify } = await start();
    const { status, text, headers } = await ask('/token?user=ada');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(headers.get('cache-control')).toBe('no-store');
    const { payload } = await verify(text);
    expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'name', 'sub']);
    expect(payload).toMatchObject({ iss: url, aud: 'phaseout', sub: 'ada', name: 'Ada Auditor' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3_600);
    expect(decodeJwt((await ask('/token?user=ada')).text).jti).not.toBe(payload.jti);
  });

  it('gives nobody else a token, and a service client none without its secret', async () => {
    const { ask } = await start();
    for (const path of ['/token', '/token?user=eve', '/token?user=board']) {
      expect((await ask(path)).status).toBe(404);
    }
  });

  it('leads a client from its address to the keys and the token endpoint', async () => {
    const { url, ask } = await start();
    const metadata = JSON.parse((await ask('/.well-known/openid-configuration')).text);
    expect(metadata).toMatchObject({
      issuer: url,
      jwks_uri: `${url}/jwks`,
      token_endpoint: `${url}/token`,
      scopes_supported: ['read', 'count'],
    });
  });

  it('publishes no private key', async () => {
    const { ask } = await start();
    const { keys } = JSON.parse((await ask('/jwks')).text);
    expect(keys).toEqual([expect.objectContaining({ kty: 'EC', alg: 'ES256', use: 'sig' })]);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('gives a service client a token for its secret, in the header or in the form', async () => {
    const { askAsClient, verify } = await start();
    for (const answer of [
      await askAsClient({}, 'board:a:b c'),
      await askAsClient({ client_id: 'board', client_secret: 'a:b c' }),
    ]) {
      expect(answer.status).toBe(200);
      const { access_token, ...rest } = JSON.parse(answer.text);
      expect(rest).toEqual({ token_type: 'Bearer', expires_in: 3_600, scope: 'read count' });
      expect((await verify(access_token)).payload).toMatchObject({ sub: 'board', scope: 'read count' });
    }
  });

  it('lets a service client ask for less, never for more', async () => {
    const { askAsClient } = await start();
    const less = JSON.parse((await askAsClient({ scope: 'count' }, 'board:a:b c')).text);
    expect(decodeJwt(less.access_token).scope).toBe('count');
    const more = await askAsClient({ scope: 'count write' }, 'board:a:b c');
    expect(more.status).toBe(400);
    expect(JSON.parse(more.text).error).toBe('invalid_scope');
  });

  it.each([
    ['a wrong secret', {}, 'board:wrong', 401, 'invalid_client'],
    ['no secret', { client_id: 'board' }, undefined, 401, 'invalid_client'],
    ['a person as a client', {}, 'ada:', 401, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 'board:a:b c', 400, 'unsupported_grant_type'],
    ['a body without measure', { scope: 'x'.repeat(9_000) }, 'board:a:b c', 413, 'invalid_request'],
  ])('refuses %s with the code of the standard', async (_, form, credentials, status, error) => {
    const { askAsClient } = await start();
    const answer = await askAsClient(form, credentials);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).error).toBe(error);
  });

  it('says who can have a token, in which role, and how', async () => {
    const { url, ask } = await start();
    const { text } = await ask('/');
    expect(text).toContain('ada: Ada Auditor, AUDITOR in ORG only');
    expect(text).toContain(`curl -s '${url}/token?user=ada'`);
    expect(text).toContain(`curl -s -u 'board:a:b c' -d grant_type=client_credentials ${url}/token`);
  });

  it('does not answer under a name that a page in a browser could have chosen', async () => {
    const { url } = await start();
    const status = await new Promise((resolve, reject) => {
      request(`${url}/token?user=ada`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it('signs with a new key after a rotation, and still vouches for the former one', async () => {
    const { issuer, verify } = await start();
    const before = await issuer.tokenFor('ada');
    await issuer.rotateKey();
    const after = await issuer.tokenFor('ada');
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    await verify(before);
    await verify(after);
  });

  it('signs whatever a test asks for, and leaves out what it does not want', async () => {
    const { issuer } = await start();
    const claims = decodeJwt(await issuer.tokenFor('eve', { aud: 'other', exp: 7, jti: undefined }));
    expect(claims).toMatchObject({ sub: 'eve', aud: 'other', exp: 7 });
    expect(claims).not.toHaveProperty('jti');
  });

  it('keeps its keys in a file of its owner alone, so that tokens outlive a restart', async () => {
    const keyFile = join(folder, 'keys.json');
    const first = await start({ keyFile });
    const token = await first.issuer.tokenFor('ada');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    await first.issuer.rotateKey();
    const kept = readFileSync(keyFile, 'utf8');

    const second = await start({ keyFile });
    expect(readFileSync(keyFile, 'utf8')).toBe(kept);
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(`${second.url}/jwks`)));
    expect(payload.sub).toBe('ada');
    expect(decodeProtectedHeader(await second.issuer.tokenFor('ada')).kid).not.toBe(
      decodeProtectedHeader(token).kid,
    );
  });

  it('names a key file that holds something else, and not what it holds', async () => {
    const keyFile = join(folder, 'broken.json');
    writeFileSync(keyFile, '{"keys":[{"d":"secret"}]}');
    const opening = createIssuer({ audience: 'phaseout', keyFile });
    await expect(opening).rejects.toThrow(`${keyFile} holds no signing keys`);
    await expect(opening).rejects.not.toThrow('secret');
    expect(readFileSync(keyFile, 'utf8')).toContain('secret');
  });

  it('does not run in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(createIssuer({ audience: 'phaseout' })).rejects.toThrow('does not run in production');
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });
});
