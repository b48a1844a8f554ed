import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LONGEST_TEXT, MOST_ITEMS } from '../src/platform/graphql/bound-values.js';
import { projectRoot } from '../src/platform/project-root.js';
import { startApi, type TestApi } from './support/api.js';

/** A file in an argument is bounded by the body of the request. */
const WHOLE_FILES = ['loadProgramme.yaml'];

interface Case {
  /** `field.argument.input field`, all the way to the text or list. */
  place: string;
  document: string;
  value: unknown;
}

/** Something that the type takes. */
function sample(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [];
  const named = getNamedType(nullable);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (isInputObjectType(named)) {
    const required = Object.values(named.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(required.map((field) => [field.name, sample(field.type)]));
  }
  const scalars: Record<string, unknown> = { Date: '2027-04-01', Boolean: true, String: 'x', ID: '1' };
  return scalars[named.name] ?? 1;
}

/** The type's values with one text or list too large, by the path to it. */
function* tooLarge(type: GraphQLInputType, path: string): Generator<[string, unknown]> {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const item = nullable.ofType;
    yield [`${path}[]`, Array.from({ length: MOST_ITEMS + 1 }, () => sample(item))];
    for (const [inner, value] of tooLarge(item, `${path}[0]`)) yield [inner, [value]];
    return;
  }
  const named = getNamedType(nullable);
  if (isInputObjectType(named)) {
    const whole = sample(named) as Record<string, unknown>;
    for (const field of Object.values(named.getFields()))
      for (const [inner, value] of tooLarge(field.type, `${path}.${field.name}`))
        yield [inner, { ...whole, [field.name]: value }];
  } else if (named.name === 'String' || named.name === 'ID') yield [path, 'x'.repeat(LONGEST_TEXT + 1)];
}

/** One operation for each text and list that the roots take. */
function* casesOf(schema: GraphQLSchema): Generator<Case> {
  for (const [kind, root] of [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const below = isObjectType(getNamedType(field.type)) ? ' { __typename }' : '';
      for (const argument of field.args) {
        const needed = field.args.filter((other) => other === argument || isNonNullType(other.type));
        const literal = (other: GraphQLArgument) =>
          other === argument ? '$value' : toLiteral(sample(other.type));
        const passed = needed.map((other) => `${other.name}: ${literal(other)}`).join(', ');
        const document = `${kind} ($value: ${String(argument.type)}) { ${field.name}(${passed})${below} }`;
        for (const [place, value] of tooLarge(argument.type, `${field.name}.${argument.name}`))
          yield { place, document, value };
      }
    }
  }
}

function toLiteral(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    const text = String(value);
    return typeof value === 'string' && !/^[A-Z_]+$/.test(text) ? JSON.stringify(value) : text;
  }
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${toLiteral(inner)}`)
    .join(', ')} }`;
}

const schema = buildSchema(readFileSync(join(projectRoot, 'graphql/generated/schema.graphql'), 'utf8'));
const cases = [...casesOf(schema)];

describe('values that are too large', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('are tried for every text and list of the contract', () => {
    expect(cases.length).toBeGreaterThan(100);
  });

  it.each(cases.filter(({ place }) => !WHOLE_FILES.includes(place)))(
    'are refused for $place',
    async ({ document, value }) => {
      const [error] = await api.refuse(document, { value });
      expect(error?.extensions.code).toBe('BAD_INPUT');
      expect(error?.message).toMatch(/expected at most (2000|1000) /);
    },
  );

  it('are refused in the document itself', async () => {
    const [text] = await api.refuse(`{ device(externalId: "${'x'.repeat(LONGEST_TEXT + 1)}") { id } }`);
    expect(text?.extensions.code).toBe('BAD_INPUT');
  });

  it('are taken where the argument is a file', async () => {
    const [error] = await api.refuse('mutation ($yaml: String!) { loadProgramme(yaml: $yaml) { vendors } }', {
      yaml: `# ${'x'.repeat(LONGEST_TEXT)}\nnothing: 1`,
    });
    expect(error?.message).not.toMatch(/expected at most/);
  });
});
