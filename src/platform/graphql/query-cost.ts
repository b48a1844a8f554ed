/** What an operation may cost at most, before it is executed: how many fields it would have read. */
import {
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  type FragmentDefinitionNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { DEFAULT_PAGE, LARGEST_PAGE } from './connection.js';
import { RequestRefusal } from './request-refusal.js';

/** What the fields of a contract cost that cost more than others, by `Type.field`. */
export interface FieldCosts {
  /** Of calling the field itself, where it is not 1. */
  calls: Readonly<Record<string, number>>;
  /** How many items a list without pages has at most, or nearly. */
  lists: Readonly<Record<string, number>>;
}

export const MOST_COST = 60_000;
const LIST = 10;
/** A count goes through all rows, whatever the page. */
const TOTAL_COUNT = 25;

interface Operation {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
}

/**
 * Counts one for each field, once for each object that it may be asked of: a page has as many as its `first`, a
 * list without pages as many as the contract's costs say.
 *
 * @param asked a valid operation, whose fragments spread no circle
 */
export function costOf({ schema, operation, fragments, variables }: Operation, costs: FieldCosts): number {
  const ofSelections = (set: SelectionSetNode, type: GraphQLObjectType, page: number): number => {
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) sum += ofField(selection, type, page);
      else {
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (fragment) sum += ofSelections(fragment.selectionSet, type, page);
      }
    }
    return sum;
  };

  const ofField = (node: FieldNode, parent: GraphQLObjectType, page: number): number => {
    const field = parent.getFields()[node.name.value];
    // The schema about itself is held in memory, and the reference implementation bounds how deep it is asked.
    if (!field) return 1;
    const place = `${parent.name}.${field.name}`;
    const own = costs.calls[place] ?? (field.name === 'totalCount' ? TOTAL_COUNT : 1);
    const type = getNamedType(field.type);
    if (!node.selectionSet || !isObjectType(type)) return own;
    const below = ofSelections(node.selectionSet, type, isConnection(type) ? pageOf(node, field, values) : 0);
    if (!isListType(getNullableType(field.type))) return own + below;
    return own + below * (isConnection(parent) ? page : (costs.lists[place] ?? LIST));
  };

  const values = { ...defaultsOf(operation), ...variables };
  const root = schema.getRootType(operation.operation);
  return root ? ofSelections(operation.selectionSet, root, 0) : 0;
}

/** @throws {RequestRefusal} where it is more than any operation may cost */
export function refuseTooCostly(cost: number): void {
  if (cost <= MOST_COST) return;
  throw new RequestRefusal(
    'QUERY_TOO_COSTLY',
    `An operation costs at most ${MOST_COST}, one for each field of each object: this one may cost ${cost}. ` +
      'Ask for smaller pages with `first`, or for less of each object.',
  );
}

/** Variables that are left out; one that is null is null. */
function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}

function isConnection(type: GraphQLObjectType): boolean {
  return type.name.endsWith('Connection');
}

function pageOf(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  variables: Readonly<Record<string, unknown>>,
): number {
  if (!field.args.some(({ name }) => name === 'first')) return LARGEST_PAGE;
  const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (!value || value.kind === Kind.NULL) return DEFAULT_PAGE;
  const first =
    value.kind === Kind.INT
      ? Number(value.value)
      : value.kind === Kind.VARIABLE
        ? (variables[value.name.value] ?? DEFAULT_PAGE)
        : LARGEST_PAGE;
  // A page that is larger is refused when it is read; until then it counts as the largest.
  return typeof first === 'number' && first >= 0 && first <= LARGEST_PAGE ? first : LARGEST_PAGE;
}
