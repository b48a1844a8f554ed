import { Kind, type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema } from 'graphql';
import type { MercuriusContext } from 'mercurius';
import { readWithinLimits } from './limits.js';
import { costOf, refuseTooCostly, type FieldCosts } from './query-cost.js';
import { RequestRefusal } from './request-refusal.js';

/** Mercurius's hooks that refuse documents and operations that ask for too much. */
export function boundQueries(costs: FieldCosts) {
  return {
    preParsing(_schema: GraphQLSchema, source: string, context: MercuriusContext): Promise<void> {
      refuseOtherName(readWithinLimits(source), nameOf(context));
      return Promise.resolve();
    },

    preExecution(
      schema: GraphQLSchema,
      document: DocumentNode,
      _context: MercuriusContext,
      variables: Record<string, unknown> | undefined,
    ): Promise<void> {
      refuseTooCostly(costOfDocument(schema, document, variables ?? {}, costs));
      return Promise.resolve();
    },
  };
}

function costOfDocument(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  variables: Record<string, unknown>,
  costs: FieldCosts,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operation ? costOf({ schema, operation, fragments, variables }, costs) : 0;
}

/** Mercurius would keep the failure in the place of what it compiled, and answer everybody slowly from then on. */
function refuseOtherName({ definitions }: DocumentNode, name: string | undefined): void {
  if (name === undefined) return;
  const isThere = definitions.some(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === name,
  );
  if (!isThere)
    throw new RequestRefusal('BAD_REQUEST', 'The document has no operation of the name that is asked for.');
}

function nameOf({ reply }: MercuriusContext): string | undefined {
  const { body, query } = reply.request;
  const { operationName } = (body ?? query ?? {}) as { operationName?: string | null };
  return operationName ?? undefined;
}
