/** Subscriptions over WebSocket, in the protocol graphql-transport-ws, held to the same limits as other documents. */
import { makeServer, CloseCode, type Context, type SubscribePayload } from 'graphql-ws';
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  getOperationAST,
  specifiedRules,
  subscribe,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { PersistedQueryProvider } from 'mercurius';
import { Refusal } from '../errors.js';
import { spentSentence } from '../rates/client-budget.service.js';
import type { RateLimit } from '../rates/rate-limits.service.js';
import { COST_OF_DOCUMENT, fragmentsOf } from './bound-queries.js';
import { refuseLargeValues } from './bound-values.js';
import { readWithinLimits } from './limits.js';
import { Loaders, type RequestContext } from './loaders.js';
import { costOf, refuseTooCostly, type FieldCosts } from './query-cost.js';
import { RequestRefusal } from './request-refusal.js';

/** Time for a connection to say who it is. */
const INTRODUCTION_MS = 5_000;

/** The right to go on with a subscription; what it runs for depends on who asks. */
export interface SubscriptionPermit {
  /** Finds out anew whether it still holds. @throws {Refusal} where it does not */
  renew(): Promise<unknown>;
  run<T>(work: () => T): T;
}

/** What the resolver of a subscription gets as its context. */
export interface SubscriptionContext<Permit = SubscriptionPermit> extends RequestContext {
  permit: Permit;
}

/** Somebody who said who they are. */
export interface Introduced {
  /** Who pays. */
  client: string;
  permitFor: (schema: GraphQLSchema, document: DocumentNode) => SubscriptionPermit;
}

export interface SubscriptionBounds<Peer> {
  schema: () => GraphQLSchema;
  costs: FieldCosts;
  budget: RateLimit;
  documents: PersistedQueryProvider;
  hidesSchema: boolean;
  /** As many at a time as one client may have. */
  connectionsOfClient: number;
  /** @throws {Refusal} for somebody who is not to be let in */
  introduce: (authorization: string | undefined, peer: Peer) => Promise<Introduced>;
  format: (execution: ExecutionResult) => { response: { errors: readonly GraphQLFormattedError[] } };
}

/** A connection as this needs it. */
export interface Connection {
  readonly protocol: string;
  send(text: string): Promise<void>;
  close(code: number, reason: string): void;
  onMessage(handle: (text: string) => Promise<void>): void;
}

interface Extra<Peer> {
  peer: Peer;
  introduced?: Introduced;
}

/** @returns what opens a connection; its answer is to be called when that is closed */
export function createSubscriptionServer<Peer>(bounds: SubscriptionBounds<Peer>) {
  const connections = new Map<string, number>();
  const server = makeServer<{ authorization?: unknown }, Extra<Peer>>({
    connectionInitWaitTimeout: INTRODUCTION_MS,

    async onConnect({ connectionParams, extra }) {
      const { authorization } = connectionParams ?? {};
      const introduced = await bounds.introduce(
        typeof authorization === 'string' ? authorization : undefined,
        extra.peer,
      );
      const held = connections.get(introduced.client) ?? 0;
      if (held >= bounds.connectionsOfClient)
        throw new RequestRefusal('RATE_LIMITED', 'You have too many connections.', 429);
      connections.set(introduced.client, held + 1);
      extra.introduced = introduced;
    },

    onClose({ extra: { introduced } }) {
      if (!introduced) return;
      const left = (connections.get(introduced.client) ?? 0) - 1;
      if (left > 0) connections.set(introduced.client, left);
      else connections.delete(introduced.client);
    },

    async onSubscribe({ extra }, _id, payload) {
      try {
        return await argumentsFor(bounds, introducedOf(extra), payload);
      } catch (error) {
        return Array.isArray(error) ? (error as GraphQLError[]) : [asGraphQLError(error)];
      }
    },

    async subscribe(args) {
      const { permit } = args.contextValue as SubscriptionContext;
      const results = await permit.run(() => subscribe(args));
      return Symbol.asyncIterator in results ? actingFor(permit, results) : results;
    },

    async onNext(_context, _id, _payload, { contextValue }, result) {
      const { loaders, beforeAnswer, permit } = contextValue as SubscriptionContext;
      for (const finish of beforeAnswer.splice(0)) await permit.run(finish);
      loaders.clear();
      return result.errors ? { ...result, errors: bounds.format(result).response.errors } : undefined;
    },

    onError: (_context: Context, _id, _payload, errors) => bounds.format({ errors }).response.errors,
  });

  return (connection: Connection, peer: Peer) =>
    server.opened(
      {
        protocol: connection.protocol,
        send: (text) => connection.send(text),
        close: (code = CloseCode.InternalServerError, reason = '') => connection.close(code, reason),
        onMessage: (handle) =>
          connection.onMessage(async (text) => {
            try {
              await handle(text);
            } catch (error) {
              const { code, reason } = closingOf(error);
              connection.close(code, reason);
            }
          }),
      },
      { peer },
    );
}

async function argumentsFor<Peer>(
  bounds: SubscriptionBounds<Peer>,
  { client, permitFor }: Introduced,
  payload: SubscribePayload,
): Promise<ExecutionArgs> {
  const charge = async (cost: number) => {
    const seconds = await bounds.budget.spend(client, cost);
    if (seconds > 0) throw new RequestRefusal('RATE_LIMITED', spentSentence(seconds), 429);
  };
  await charge(COST_OF_DOCUMENT);
  const document = readWithinLimits(await textOf(bounds.documents, payload));
  const schema = bounds.schema();
  const faults = validate(schema, document, [
    ...specifiedRules,
    ...(bounds.hidesSchema ? [NoSchemaIntrospectionCustomRule] : []),
  ]);
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  if (faults.length > 0) throw faults;
  const operation = getOperationAST(document, payload.operationName);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION)
    throw new RequestRefusal('BAD_REQUEST', 'This takes subscriptions: send other operations to /graphql.');
  const variables = payload.variables ?? {};
  refuseLargeValues(document, variables, []);
  const cost = costOf({ schema, operation, fragments: fragmentsOf(document), variables }, bounds.costs);
  refuseTooCostly(cost);
  await charge(cost);
  const permit = permitFor(schema, document);
  await permit.renew();
  const contextValue: SubscriptionContext = { loaders: new Loaders(), beforeAnswer: [], permit };
  return {
    ...{ schema, document, contextValue, variableValues: variables },
    operationName: payload.operationName ?? null,
  };
}

/** In production trusted documents alone, by their text. */
function textOf(documents: PersistedQueryProvider, { query }: SubscribePayload): string | Promise<string> {
  const asked = { query };
  if (!documents.isPersistedQuery(asked)) return query;
  return Promise.resolve(documents.getQueryFromHash(documents.getHash?.(asked) ?? '')).then(String);
}

/** Whoever takes the next result, it is made on behalf of whom the permit is for. */
function actingFor(
  permit: SubscriptionPermit,
  results: AsyncGenerator<ExecutionResult, void, void>,
): AsyncIterableIterator<ExecutionResult, void, void> {
  return {
    next: () => permit.run(() => results.next()),
    return: () => permit.run(() => results.return()),
    throw: (error: unknown) => permit.run(() => results.throw(error)),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function introducedOf<Peer>({ introduced }: Extra<Peer>): Introduced {
  if (!introduced) throw new Error('somebody subscribes who has not said who they are');
  return introduced;
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

/** What a client is told with which a connection ends that is not wanted: codes of the protocol, which HTTP's are in. */
function closingOf(error: unknown): { code: number; reason: string } {
  if (error instanceof Refusal && error.code === 'UNAUTHENTICATED')
    return { code: CloseCode.Unauthorized, reason: 'Unauthorized' };
  if ((error instanceof Refusal || error instanceof RequestRefusal) && error.code === 'RATE_LIMITED')
    return { code: 4429, reason: 'Too many' };
  return { code: CloseCode.InternalServerError, reason: 'Internal server error' };
}
