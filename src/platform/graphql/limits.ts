/**
 * What a document may be at most, judged before it is validated: what comes later may take time that rises with the
 * square of the fields. Every limit is several times what the largest of graphql/operations and a question about the whole contract need.
 */
import { GraphQLError, parse, type DocumentNode } from 'graphql';
import type { ErrorCode } from '../errors.js';
import { measureDocument, type DocumentMeasures } from './measure-document.js';
import { RequestRefusal } from './request-refusal.js';

export const MOST_CHARACTERS = 20_000;
export const MOST_TOKENS = 1_000;

interface Limit {
  of: keyof DocumentMeasures;
  most: number;
  code: ErrorCode;
  what: string;
  remedy: string;
}

export const LIMITS: readonly Limit[] = [
  {
    // Mercurius keeps what it compiled of a document by its text alone: of two operations it could run the other.
    of: 'operations',
    most: 1,
    code: 'QUERY_TOO_WIDE',
    what: 'operations',
    remedy: 'Send each in a request of its own.',
  },
  {
    // As deep as GraphQL clients ask for types, and half again what the estate's own objects need.
    of: 'depth',
    most: 15,
    code: 'QUERY_TOO_DEEP',
    what: 'levels of fields',
    remedy: 'Ask for the inner objects by their ids in a request of its own.',
  },
  {
    of: 'rootFields',
    most: 20,
    code: 'QUERY_TOO_WIDE',
    what: 'fields at the root',
    remedy: 'Spread them over several requests.',
  },
  {
    of: 'fields',
    most: 500,
    code: 'QUERY_TOO_WIDE',
    what: 'fields, counted wherever a fragment is spread',
    remedy: 'Ask for the fields that you need.',
  },
  {
    of: 'aliases',
    most: 30,
    code: 'QUERY_TOO_WIDE',
    what: 'aliases',
    remedy: 'Ask for several objects through a filter or a page.',
  },
  {
    of: 'directives',
    most: 20,
    code: 'QUERY_TOO_WIDE',
    what: 'directives',
    remedy: 'Leave out what you skip.',
  },
  {
    of: 'fragments',
    most: 20,
    code: 'QUERY_TOO_WIDE',
    what: 'fragments',
    remedy: 'Write fields out where they are asked for once.',
  },
];

/**
 * Reads a document and holds it against every limit.
 *
 * @throws {RequestRefusal} naming the limit and what to do
 * @throws {GraphQLError} for a text that is no document
 */
export function readWithinLimits(source: string): DocumentNode {
  if (source.length > MOST_CHARACTERS) throw tooLong(source.length, MOST_CHARACTERS, 'characters');
  const document = parseWithin(source);
  const measures = measureDocument(document);
  for (const { of, most, code, what, remedy } of LIMITS) {
    if (measures[of] > most)
      throw new RequestRefusal(code, `A document has at most ${most} ${what}: this one has more. ${remedy}`);
  }
  return document;
}

function parseWithin(source: string): DocumentNode {
  try {
    return parse(source, { maxTokens: MOST_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError && error.message.endsWith('tokens. Parsing aborted.'))
      throw tooLong(MOST_TOKENS + 1, MOST_TOKENS, 'tokens');
    throw error;
  }
}

function tooLong(found: number, most: number, unit: string): RequestRefusal {
  const sentence = `A document has at most ${most} ${unit}: this one has ${found} or more.`;
  return new RequestRefusal(
    'QUERY_TOO_LONG',
    `${sentence} Send values as variables, and ask for less at a time.`,
  );
}
