import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse, type FragmentDefinitionNode } from 'graphql';
import { costOf } from './query-cost.js';

const schema = buildSchema(`
  type Query { sites(first: Int, filter: String): SiteConnection!, crews: [Crew!]!, defaults: Crew }
  type Mutation { plan: Crew }
  type Crew { id: ID!, name: String, regions: [String!]!, leave: [Crew!] }
  type SiteConnection { totalCount: Int!, nodes: [Site!]!, edges: [Edge!]!, pageInfo: PageInfo! }
  type Edge { cursor: String, node: Site! }
  type PageInfo { hasNextPage: Boolean! }
  type Site { id: ID!, sites(first: Int): SiteConnection! }
`);
const costs = { calls: { 'Mutation.plan': 1_000 }, lists: { 'Query.crews': 30 } };

function cost(text: string, variables: Record<string, unknown> = {}): number {
  const { definitions } = parse(text);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('no operation');
  return costOf({ schema, operation, fragments, variables }, costs);
}

describe('the cost of an operation', () => {
  it.each([
    ['{ defaults { id name } }', 3],
    ['mutation { plan { id } }', 1_001],
    ['{ crews { id name } }', 1 + 30 * 2],
    ['{ crews { id leave { id } regions } }', 1 + 30 * (1 + (1 + 10) + 1)],
    ['{ sites { nodes { id } } }', 1 + (1 + 50)],
    ['{ sites(first: null) { nodes { id } } }', 1 + (1 + 50)],
    ['{ sites(first: 7) { nodes { id } } }', 1 + (1 + 7)],
    ['{ sites(first: 7) { edges { cursor node { id } } } }', 1 + (1 + 7 * 3)],
    ['{ sites(first: 7) { totalCount pageInfo { hasNextPage } } }', 1 + 25 + 2],
    ['{ sites(first: 7) { nodes { sites(first: 3) { nodes { id } } } } }', 1 + 1 + 7 * (1 + 1 + 3)],
    ['{ sites(first: 9999) { nodes { id } } }', 1 + (1 + 200)],
    ['{ sites(first: -9) { nodes { id } } }', 1 + (1 + 200)],
    ['{ ...F ... on Query { defaults { id } } } fragment F on Query { sites(first: 2) { nodes { id } } }', 6],
    ['{ __typename defaults { __typename } }', 3],
  ])('of %s is %i', (text, expected) => {
    expect(cost(text)).toBe(expected);
  });

  it.each<[Record<string, unknown>, number]>([
    [{ first: 4 }, 4],
    [{}, 20],
    [{ first: null }, 50],
    [{ first: 'many' }, 200],
  ])('with variables %j counts a page of %i', (variables, page) => {
    expect(cost('query ($first: Int = 20) { sites(first: $first) { nodes { id } } }', variables)).toBe(
      2 + page,
    );
  });
});
