import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stripIgnoredCharacters } from 'graphql';
import { serverAudits } from 'graphql-http';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/platform/project-root.js';
import { startApi, type GraphqlError, type TestApi } from './support/api.js';

/** A browser sends the like for any page, so it is refused: a GET needs a header that no other page can add. */
const FAILED_WITHOUT_OWN_HEADER = [
  'MAY accept application/x-www-form-urlencoded formatted GET requests',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
];
const AUDITS = 61;

describe('GraphQL over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  async function failedAudits(
    headers: Record<string, string>,
  ): Promise<{ audits: number; failed: string[] }> {
    const audits = serverAudits({
      url: `${api.url}/graphql`,
      fetchFn: (url: string, init: RequestInit = {}) =>
        api.fetch(url.slice(api.url.length), {
          ...init,
          headers: { ...(init.headers as Record<string, string>), ...headers },
        }),
    });
    const failed: string[] = [];
    for (const audit of audits) {
      const result = await audit.fn();
      if (result.status !== 'ok') failed.push(audit.name);
    }
    return { audits: audits.length, failed };
  }

  it('passes every audit of the reference suite', async () => {
    expect(await failedAudits({ 'mercurius-require-preflight': '1' })).toEqual({
      audits: AUDITS,
      failed: [],
    });
  });

  it('passes all but GET without the header that keeps other pages out', async () => {
    expect(await failedAudits({})).toEqual({ audits: AUDITS, failed: FAILED_WITHOUT_OWN_HEADER });
  });
});

describe('the edge in production', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ NODE_ENV: 'production' });
  });
  afterAll(() => api.close());

  const ask = async (body: Record<string, unknown>) => {
    const response = await api.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { data?: unknown; errors?: GraphqlError[] };
  };
  const documentOf = (name: string) =>
    readFileSync(join(projectRoot, 'graphql/operations', `${name}.graphql`), 'utf8');

  it('executes the documents that it was built with, by their text or its hash', async () => {
    const document = documentOf('count-estate');
    for (const query of [document, document.trim(), stripIgnoredCharacters(document)])
      expect(await ask({ query })).toHaveProperty('data.sites.totalCount', 0);
    const sha256Hash = createHash('sha256').update(document).digest('hex');
    expect(await ask({ extensions: { persistedQuery: { version: 1, sha256Hash } } })).toHaveProperty(
      'data.sites.totalCount',
      0,
    );
  });

  it.each([
    ['another document', { query: '{ crews { id } }' }],
    ['one with a word more', { query: `${documentOf('count-estate')} query More { crews { id } }` }],
    ['a hash of nothing', { extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } }],
    [
      'another document under a known hash',
      {
        query: '{ crews { id } }',
        extensions: {
          persistedQuery: {
            sha256Hash: createHash('sha256').update(documentOf('count-estate')).digest('hex'),
          },
        },
      },
    ],
    ['nothing', {}],
  ])('refuses %s', async (_what, body) => {
    const { data, errors } = await ask(body);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions.code).toBe('PERSISTED_QUERY_ONLY');
  });
});

describe('what a client learns that guesses', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ NODE_ENV: 'production', TRUSTED_DOCUMENTS: 'off' });
  });
  afterAll(() => api.close());

  it.each([
    ['a field', '{ crew { id } }', {}],
    ['a type', '{ crews { ... on Crews { id } } }', {}],
    ['an argument', '{ holidays(nations: ENG) { name } }', {}],
    ['an enum value', '{ holidays(nation: ENGL) { name } }', {}],
    ['an enum value in a variable', 'query ($n: Nation) { holidays(nation: $n) { name } }', { n: 'ENGL' }],
  ])('is nothing about %s', async (_what, document, variables) => {
    for (let time = 0; time < 2; time += 1) {
      const errors = await api.refuse(document, variables);
      expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
    }
  });

  it.each(['{ __schema { types { name } } }', '{ __type(name: "Site") { fields { name } } }'])(
    'is nothing from %s',
    async (document) => {
      const [error] = await api.refuse(document);
      expect(error?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    },
  );
});

describe.each([
  ['development', {}],
  ['production', { NODE_ENV: 'production' }],
])('the headers of answers in %s', (_mode, settings) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi(settings);
  });
  afterAll(() => api.close());

  it.each(['/health', '/graphql', '/graphiql', '/nothing', '/imports/1/rejected.csv'])(
    'keep %s to its client',
    async (path) => {
      const { headers } = await fetch(api.url + path, { headers: { origin: 'https://elsewhere.example' } });
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(headers.has('strict-transport-security')).toBe(false);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );

  it('let no page of another origin ask', async () => {
    const { status, headers } = await fetch(`${api.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('what came over TLS to a proxy', () => {
  it.each<[string, NodeJS.ProcessEnv, boolean]>([
    ['that is trusted', { NODE_ENV: 'production', TRUSTED_PROXIES: '127.0.0.1' }, true],
    ['that is not trusted', { NODE_ENV: 'production' }, false],
    ['in development', { TRUSTED_PROXIES: '127.0.0.1' }, false],
  ])('%s', async (_which, settings, expected) => {
    const api = await startApi(settings);
    try {
      const { headers } = await fetch(`${api.url}/health`, { headers: { 'x-forwarded-proto': 'https' } });
      expect(headers.has('strict-transport-security')).toBe(expected);
    } finally {
      await api.close();
    }
  });
});
