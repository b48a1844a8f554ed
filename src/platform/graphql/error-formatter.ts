import type { ExecutionResult } from 'graphql';
import type { FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import { randomUUID } from 'node:crypto';
import { INTERRUPTED_ERRNO, TimedOut } from '../database/deadlines.js';
import { Refusal } from '../errors.js';
import { describeError, type JsonLogger } from '../logger.js';
import { mediaTypeFor, RESPONSE_JSON, type MediaType } from './media-type.js';

const OUTAGE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'PROTOCOL_CONNECTION_LOST',
  'POOL_CLOSED',
]);

/** Lock wait timeout, deadlock and MariaDB's "record has changed": other writers were faster in every attempt. */
const OUTAGE_ERRNOS = new Set([1205, 1213, 1020]);

interface FormattedError {
  message: string;
  locations?: readonly { line: number; column: number }[];
  path?: readonly (string | number)[];
  extensions: Record<string, unknown>;
}

/**
 * Makes the formatter of everything that goes wrong in a request: refusals with their code and fields, bad
 * documents with GraphQL's own sentence, and anything else with nothing but a number to look up in the log.
 *
 * @param hidesSuggestions true where clients that guess names are not to be helped
 */
export function createErrorFormatter(logger: JsonLogger, hidesSuggestions: boolean) {
  return (execution: ExecutionResult & { statusCode?: number }, context?: unknown) => {
    const errors = (execution.errors ?? []).flatMap((error) => formatAll(error, logger));
    if (hidesSuggestions) for (const error of errors) error.message = error.message.replace(SUGGESTION, '');
    // A request that was refused whole has no `data` at all: null would say that it was executed.
    const data = execution.data === undefined ? {} : { data: execution.data };
    return {
      statusCode: execution.data ? 200 : statusOf(execution, errors, mediaTypeOf(context)),
      response: { ...data, errors },
    };
  };
}

/** What graphql-js knows of the contract and adds to its sentences. */
const SUGGESTION = / Did you mean [^]*\?$/;

const DOCUMENT_CODES = new Set(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']);

/** Under plain JSON a document that is wrong is an answer like any other, as old clients expect. */
function statusOf(
  { errors = [], statusCode }: ExecutionResult & { statusCode?: number },
  formatted: readonly FormattedError[],
  mediaType: MediaType | null,
): number {
  const codes = formatted.map(({ extensions }) => String(extensions['code']));
  const status = statusCode ?? refusedStatusOf(errors[0]);
  if (codes.some((code) => DOCUMENT_CODES.has(code)) && (status ?? 400) === 400)
    return mediaType === RESPONSE_JSON ? 400 : 200;
  return status ?? 200;
}

function mediaTypeOf(context: unknown): MediaType | null {
  const { reply } = (context ?? {}) as { reply?: FastifyReply };
  return mediaTypeFor(reply?.request.headers.accept);
}

function formatAll(error: GraphQLError, logger: JsonLogger): FormattedError[] {
  // Mercurius wraps the faults of a document in an error of its own.
  const wrapped = error.originalError as { errors?: unknown; code?: string } | undefined;
  if (Array.isArray(wrapped?.errors) && wrapped.code !== 'MER_ERR_METHOD_NOT_ALLOWED') {
    return wrapped.errors.map((inner: GraphQLError) => ({
      message: inner.message,
      ...(inner.locations ? { locations: inner.locations } : {}),
      extensions: { code: documentCodeOf(inner) },
    }));
  }
  return [formatOne(error, logger)];
}

function formatOne(error: GraphQLError, logger: JsonLogger): FormattedError {
  const place = {
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
  };
  const cause: unknown = error.originalError;
  if (cause instanceof Refusal) {
    return { message: cause.message, ...place, extensions: { code: cause.code, fields: cause.fields } };
  }
  if (errnoOf(cause) === INTERRUPTED_ERRNO) {
    const { message, code } = new TimedOut();
    return { message, ...place, extensions: { code } };
  }
  const code = codeOf(cause);
  if (code.startsWith('MER_ERR') || refusedStatusOf(error) !== undefined) {
    return { message: error.message, ...place, extensions: { code: 'BAD_REQUEST' } };
  }
  if (isOfDocument(error)) {
    return { message: error.message, ...place, extensions: { code: documentCodeOf(error) } };
  }
  const incident = randomUUID();
  logger.pino.error(
    { incident, path: error.path?.join('.'), error: describeError(cause ?? error) },
    'a request failed',
  );
  if (OUTAGE_CODES.has(code) || OUTAGE_ERRNOS.has(errnoOf(cause))) {
    const message = 'A service that this needs cannot be reached at present: try again in a moment.';
    return { message, ...place, extensions: { code: 'UNAVAILABLE', incident } };
  }
  const message = `Something went wrong here. The log tells more under incident ${incident}.`;
  return { message, ...place, extensions: { code: 'INTERNAL', incident } };
}

function documentCodeOf({ message }: GraphQLError): string {
  return message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : 'GRAPHQL_VALIDATION_FAILED';
}

/**
 * True where a variable or literal is what its type refuses: that is told before anything runs. An error with a
 * path came of running, such as a null or a value that the contract does not allow, and is a bug of ours.
 */
function isOfDocument({ path, originalError: cause }: GraphQLError): boolean {
  return path === undefined && (cause === undefined || cause instanceof GraphQLError);
}

/** The status with which the HTTP server refused the request before GraphQL saw it. */
function refusedStatusOf(error: GraphQLError | undefined): number | undefined {
  const cause = error?.originalError as { statusCode?: unknown } | undefined;
  const status = Number(cause?.statusCode);
  return status >= 400 && status < 500 ? status : undefined;
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'driverError' in error ? codeOf(error.driverError) : '';
}

function errnoOf(error: unknown): number {
  return error instanceof Error && 'errno' in error ? Number(error.errno) : 0;
}
