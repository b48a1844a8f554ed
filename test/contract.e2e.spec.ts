import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isObjectType, parse, validate, type GraphQLSchema } from 'graphql';
import { projectRoot } from '../src/platform/project-root.js';
import { startApi, type TestApi } from './support/api.js';

const operationsFolder = join(projectRoot, 'graphql/operations');

describe('the GraphQL contract', () => {
  let api: TestApi;
  let schema: GraphQLSchema;
  beforeAll(async () => {
    api = await startApi();
    const server = api.app.getHttpAdapter().getInstance();
    schema = server.graphql.schema;
  });
  afterAll(() => api.close());

  it('has code behind every query and mutation', () => {
    const roots = [schema.getQueryType(), schema.getMutationType()];
    const empty = roots.flatMap((type) =>
      Object.values(type?.getFields() ?? {})
        .filter((field) => !field.resolve)
        .map((field) => `${type?.name}.${field.name}`),
    );
    expect(empty).toEqual([]);
  });

  it('says what each mutation does', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    const silent = mutations.filter(({ description, name }) => !description && !name.startsWith('remove'));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('gives every list that can grow without end in pages', () => {
    const connections = Object.values(schema.getTypeMap()).filter(({ name }) => name.endsWith('Connection'));
    expect(connections.length).toBeGreaterThan(5);
    for (const type of connections) {
      if (!isObjectType(type)) throw new Error(`${type.name} is no object`);
      expect(Object.keys(type.getFields()).sort()).toEqual(['edges', 'nodes', 'pageInfo', 'totalCount']);
    }
  });

  it('answers the operations that the project itself uses', () => {
    const contract = buildSchema(readFileSync(join(projectRoot, 'graphql/generated/schema.graphql'), 'utf8'));
    const operations = readdirSync(operationsFolder);
    expect(operations.length).toBeGreaterThan(0);
    for (const name of operations) {
      const document = parse(readFileSync(join(operationsFolder, name), 'utf8'));
      expect({ name, errors: validate(contract, document) }).toEqual({ name, errors: [] });
    }
  });
});

describe('the edge', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ NODE_ENV: 'production' });
  });
  afterAll(() => api.close());

  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    fetch(`${api.url}/graphql`, { method: 'POST', headers, body });

  it('refuses what another site could make a browser send', async () => {
    const simple = await fetch(`${api.url}/graphql?query=${encodeURIComponent('{ crews { id } }')}`);
    expect(simple.status).toBe(400);
    const form = await post('query={crews{id}}', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(form.status).toBeGreaterThanOrEqual(400);
  });

  it('tells a wrong document from a broken one, and neither is a server error', async () => {
    const codeOf = async (query: string) => {
      const response = await post(JSON.stringify({ query }));
      const body = (await response.json()) as { errors: { extensions: { code: string } }[] };
      return [response.status, body.errors[0]?.extensions.code];
    };
    expect(await codeOf('{ crews { nothing } }')).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(await codeOf('{ crews {')).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
  });

  it('refuses a query that is too deep and a body that is too large', async () => {
    const deep =
      '{ organisations { nodes { sites { nodes { organisation { sites { nodes { organisation { sites { nodes { organisation { sites { nodes { organisation { sites { nodes { id } } } } } } } } } } } } } } } }';
    expect((await post(JSON.stringify({ query: deep }))).status).toBe(400);
    const large = await post(JSON.stringify({ query: `{ crews { id } } # ${'x'.repeat(2_000_000)}` }));
    expect(large.status).toBe(413);
  });

  it('does not serve GraphiQL in production', async () => {
    expect((await fetch(`${api.url}/graphiql`)).status).toBe(404);
  });

  it('keeps what a failure says inside', async () => {
    await api.dataSource.query('RENAME TABLE crews TO crews_gone');
    try {
      const [error] = await api.refuse('{ crews { id } }');
      expect(error?.extensions.code).toBe('INTERNAL');
      expect(JSON.stringify(error)).not.toMatch(/crews_gone|SELECT|Table|ER_/);
    } finally {
      await api.dataSource.query('RENAME TABLE crews_gone TO crews');
    }
  });
});
