import type { FastifyRequest } from 'fastify';
import {
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
} from 'graphql';
import type { MercuriusContext } from 'mercurius';
import { currentDeadline } from '../database/deadlines.js';
import { refuseLargeValues } from './bound-values.js';
import { spentSentence } from '../rates/client-budget.service.js';
import type { RateLimit } from '../rates/rate-limits.service.js';
import { readWithinLimits } from './limits.js';
import { costOf, refuseTooCostly, type FieldCosts } from './query-cost.js';
import { RequestRefusal } from './request-refusal.js';

/** Reading and validating a document costs something, whatever becomes of it. */
export const COST_OF_DOCUMENT = 10;

export interface QueryBounds {
  costs: FieldCosts;
  /** Throws for a document that its caller may not run. */
  guard: (schema: GraphQLSchema, document: DocumentNode) => void;
  /** What each client may ask for in a minute, measured by what its operations cost. */
  budget: RateLimit;
  /** Who pays: the same text for all requests of one client. */
  clientOf: (request: FastifyRequest) => string;
  /** The arguments that hold a whole file, as `field.argument`. */
  wholeFiles: readonly string[];
  querySeconds: number;
  mutationSeconds: number;
}

/** Mercurius's hooks that refuse documents which their caller may not run or which ask for too much. */
export function boundQueries(bounds: QueryBounds) {
  const { costs, guard, budget, clientOf, wholeFiles, querySeconds, mutationSeconds } = bounds;
  const charge = async ({ reply }: MercuriusContext, cost: number): Promise<void> => {
    const seconds = await budget.spend(clientOf(reply.request), cost);
    if (seconds === 0) return;
    void reply.header('retry-after', seconds);
    throw new RequestRefusal('RATE_LIMITED', spentSentence(seconds), 429);
  };

  return {
    async preParsing(_schema: GraphQLSchema, source: string, context: MercuriusContext): Promise<void> {
      await charge(context, COST_OF_DOCUMENT);
      refuseOtherName(readWithinLimits(source), nameOf(context));
    },

    async preExecution(
      schema: GraphQLSchema,
      document: DocumentNode,
      context: MercuriusContext,
      variables: Record<string, unknown> | undefined,
    ): Promise<void> {
      guard(schema, document);
      const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
      if (operation?.kind !== Kind.OPERATION_DEFINITION) return;
      if (operation.operation === OperationTypeNode.SUBSCRIPTION)
        throw new RequestRefusal('BAD_REQUEST', 'Subscriptions are taken over WebSocket, at /subscriptions.');
      refuseLargeValues(document, variables ?? {}, wholeFiles);
      const fragments = fragmentsOf(document);
      const cost = costOf({ schema, operation, fragments, variables: variables ?? {} }, costs);
      refuseTooCostly(cost);
      await charge(context, cost);
      const isQuery = operation.operation === OperationTypeNode.QUERY;
      currentDeadline()?.start(isQuery ? querySeconds : mutationSeconds);
    },
  };
}

export function fragmentsOf({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
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
