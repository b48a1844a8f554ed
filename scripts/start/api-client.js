/**
 * A client of the API like any other: GraphQL documents from graphql/operations, registers over HTTP.
 *
 * @typedef {object} ApiClient
 * @property {(operation: string, variables?: Record<string, unknown>) => Promise<any>} request Sends the document
 *   graphql/operations/<operation>.graphql and returns its data.
 * @property {(operation: string) => Promise<any[]>} requestAll Sends a document that asks for one list in pages
 *   after $after, until the last page, and returns all nodes.
 * @property {(file: string, onSent: (bytes: number, total: number) => void) => Promise<ImportAnswer>} sendRegister
 *   Sends a CSV file as it is read and returns its import, which is over then.
 * @property {string} url
 *
 * @typedef {{ id: string, status: 'COMPLETED' | 'FAILED', read: number, rejected: number, failure: { message: string } | null }}
 *   ImportAnswer
 */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../checkout.js';
import { StepError } from '../steps.js';

const QUERY_LIMIT_MS = 60_000;
/** The answer comes when the last row is read, and `fetch` itself waits no longer for it. */
const REGISTER_LIMIT_MS = 5 * 60_000;

/**
 * @param {object} options
 * @param {string} options.url of the API, without a path
 * @param {string} options.log where the API writes what it does not tell its clients
 * @param {() => Promise<string>} options.token asked for each request, because a token soon runs out
 * @returns {ApiClient} throws a StepError with the API's own words when something is refused
 */
export function createApiClient({ url, log, token }) {
  /**
   * @param {string} what
   * @param {string} details
   */
  const refused = (what, details) =>
    new StepError(
      `The API refused ${what}: mend what its words above name, then start again; ${log} may tell more.`,
      { details },
    );
  /** @param {string} contentType */
  const headers = async (contentType) => ({
    'content-type': contentType,
    authorization: `Bearer ${await token()}`,
  });
  /** @type {ApiClient['request']} */
  const request = async (operation, variables = {}) => {
    const query = readFileSync(join(root, 'graphql/operations', `${operation}.graphql`), 'utf8');
    const response = await send(`${url}/graphql`, operation, {
      method: 'POST',
      headers: await headers('application/json'),
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(QUERY_LIMIT_MS),
    });
    /** @type {{ data?: any, errors?: GraphqlFault[] }} */
    const { data, errors } = await json(response, (text) => refused(operation, text));
    if (errors?.length) throw refused(operation, errors.map(inWords).join('\n'));
    return data;
  };
  return {
    url,
    request,
    async requestAll(operation) {
      const found = [];
      let after = null;
      do {
        /** @type {any} */
        const [list] = Object.values(await request(operation, { after }));
        found.push(...list.nodes);
        after = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
      } while (after);
      return found;
    },
    async sendRegister(file, onSent) {
      const name = basename(file);
      const total = statSync(file).size;
      let sent = 0;
      // The stream begins to flow at once, so nothing is awaited between here and its sending.
      const registerHeaders = await headers('text/csv');
      const body = createReadStream(file).on('data', (chunk) => onSent((sent += chunk.length), total));
      const response = await send(`${url}/imports`, name, {
        method: 'POST',
        headers: registerHeaders,
        body: /** @type {any} */ (body),
        duplex: 'half',
        signal: AbortSignal.timeout(REGISTER_LIMIT_MS),
      });
      const answer = await json(response, (text) => refused(name, text));
      // A failed import is an answer too: it tells why it ended.
      if (!('status' in answer)) throw refused(name, JSON.stringify(answer, undefined, 2));
      return answer;
    },
  };
}

/** @typedef {{ message: string, path?: Array<string | number>, extensions?: { code?: string } }} GraphqlFault */

/** @param {GraphqlFault} fault */
function inWords({ message, extensions }) {
  return extensions?.code ? `${message} (${extensions.code})` : message;
}

/**
 * @param {string} url
 * @param {string} what
 * @param {RequestInit} request
 */
async function send(url, what, request) {
  try {
    return await fetch(url, request);
  } catch (cause) {
    throw new StepError(`The API did not answer ${what}: see its log, then start again.`, {
      details: String(/** @type {Error} */ (cause).cause ?? cause),
      cause,
    });
  }
}

/**
 * @param {Response} response
 * @param {(text: string) => StepError} refused
 */
async function json(response, refused) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw refused(`HTTP ${response.status}: ${text.slice(0, 500)}`);
  }
}
