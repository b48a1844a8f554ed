import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, parse } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIELD_COSTS } from '../src/field-costs.js';
import { readWithinLimits } from '../src/platform/graphql/limits.js';
import { projectRoot } from '../src/platform/project-root.js';
import { startApi, type GraphqlError, type TestApi } from './support/api.js';

const many = (count: number, write: (number: number) => string) =>
  Array.from({ length: count }, (_, number) => write(number)).join(' ');

/** Each fragment spreads the next one twice: a short text of a million fields. */
const fragmentStorm =
  many(18, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`) +
  ' fragment F18 on Query { crews { id } } { ...F0 }';

const nested = (levels: number) =>
  `{ sites { nodes { ${'organisation { sites { nodes { '.repeat(levels)} id ${'} } } '.repeat(levels)} } } }`;

const ATTACKS: Record<string, { document: string; code: string }> = {
  'levels without end': { document: nested(5), code: 'QUERY_TOO_DEEP' },
  'an alias for each guess': {
    document: `{ organisations { nodes { ${many(31, (n) => `a${n}: id`)} } } }`,
    code: 'QUERY_TOO_WIDE',
  },
  'a root field for each guess': {
    document: `{ ${'planningDefaults { rule } '.repeat(21)} }`,
    code: 'QUERY_TOO_WIDE',
  },
  'one field for ever': { document: `{ crews { ${'id '.repeat(501)} } }`, code: 'QUERY_TOO_WIDE' },
  'a storm of fragments': { document: fragmentStorm, code: 'QUERY_TOO_WIDE' },
  'many fragments': {
    document:
      many(21, (n) => `fragment F${n} on Crew { id }`) + `{ crews { ${many(21, (n) => `...F${n}`)} } }`,
    code: 'QUERY_TOO_WIDE',
  },
  'a storm of directives': { document: `{ crews { id ${'@a '.repeat(21)} } }`, code: 'QUERY_TOO_WIDE' },
  'directives in an unused fragment': {
    document: `fragment F on Crew { id ${'@a '.repeat(21)} } { crews { id } }`,
    code: 'QUERY_TOO_WIDE',
  },
  'fragments in a circle': {
    document: 'fragment A on Crew { ...B } fragment B on Crew { ...A } { crews { ...A } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'two operations': {
    document: 'query A { crews { id } } query B { vendors { id } }',
    code: 'QUERY_TOO_WIDE',
  },
  'tokens without end': { document: `{ crews(${'a: 1 '.repeat(400)}) { id } }`, code: 'QUERY_TOO_LONG' },
  'a long comment': { document: `{ crews { id } } # ${'x'.repeat(20_000)}`, code: 'QUERY_TOO_LONG' },
  'a document as a JSON tree, which is not counted in tokens': {
    document: JSON.stringify(parse('{ crews { id } }', { noLocation: true })),
    code: 'GRAPHQL_PARSE_FAILED',
  },
  'pages of pages of pages': {
    document: '{ sites(first: 200) { nodes { devices(first: 200) { nodes { id externalId } } } } }',
    code: 'QUERY_TOO_COSTLY',
  },
};

describe('limits of a document', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each(Object.entries(ATTACKS))('refuse %s', async (_what, { document, code }) => {
    // Again, because the second time a document that passed would be compiled.
    for (let time = 0; time < 2; time += 1) {
      const [error] = await api.refuse(document);
      expect(error?.extensions.code).toBe(code);
    }
  });

  it('say what the limit is and what to do', async () => {
    const [error] = await api.refuse(ATTACKS['pages of pages of pages']?.document ?? '');
    expect(error?.message).toMatch(/at most 60000.*smaller pages with `first`/);
  });

  it.each([
    'query ($first: Int!) { sites(first: $first)',
    'query ($first: Int = 200) { sites(first: $first)',
  ])('know a page that a variable sizes: %s', async (beginning) => {
    const document = `${beginning} { nodes { devices(first: 200) { nodes { id externalId } } } } }`;
    const variables = beginning.includes('!') ? { first: 200 } : {};
    const [error] = await api.refuse(document, variables);
    expect(error?.extensions.code).toBe('QUERY_TOO_COSTLY');
    await api.query(document, { first: 5 });
  });

  it('refuse a batch', async () => {
    const response = await api.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ crews { id } }' }, { query: '{ crews { id } }' }]),
    });
    expect(response.status).toBe(400);
  });

  it.each(['v', 'undeclared'])('keep the variable %s from being nested without end', async (name) => {
    const value = '['.repeat(200_000) + ']'.repeat(200_000);
    const query = 'query ($v: String) { device(externalId: $v) { id } }';
    for (let time = 0; time < 3; time += 1) {
      const response = await api.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"query":${JSON.stringify(query)},"variables":{"${name}":${value}}}`,
      });
      const { errors } = (await response.json()) as { errors: GraphqlError[] };
      expect(errors[0]?.extensions.code).toMatch(/^(BAD_INPUT|GRAPHQL_VALIDATION_FAILED)$/);
    }
    await api.query('{ crews { id } }');
  });

  it('keep a wrong name from spoiling a document for others', async () => {
    const body = { query: 'query Crews { crews { id } }', operationName: 'Others' };
    const response = await api.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
  });

  it('leave room for every document of the program and for a question about the whole contract', async () => {
    const folder = join(projectRoot, 'graphql/operations');
    const documents = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const document of documents) readWithinLimits(document);
    await api.query(getIntrospectionQuery());
  });

  it('let an honest user be served meanwhile', async () => {
    const attack = () => Promise.all(Object.values(ATTACKS).map(({ document }) => api.refuse(document)));
    const attacks = Promise.all([attack(), attack(), attack(), attack(), attack()]);
    const served = await Promise.all(
      Array.from({ length: 20 }, () => api.query<{ crews: unknown[] }>('{ crews { id } }')),
    );
    expect(served).toHaveLength(20);
    await attacks;
  });
});

describe('the costs of fields', () => {
  const schema = buildSchema(readFileSync(join(projectRoot, 'graphql/generated/schema.graphql'), 'utf8'));

  it.each([...Object.keys(FIELD_COSTS.calls), ...Object.keys(FIELD_COSTS.lists)])('know %s', (place) => {
    const [type = '', field = ''] = place.split('.');
    const found = schema.getType(type);
    expect(found && 'getFields' in found && field in found.getFields()).toBe(true);
  });
});
