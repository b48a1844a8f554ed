/**
 * The people of the sample as clients of the API.
 *
 * @typedef {(document: string, variables?: Record<string, unknown>) => Promise<any>} Client asks the API, and throws
 *   graphql-request's ClientError where that refuses
 * @typedef {{ manager: Client, finance: Client, approver: Client, auditor: Client, admin: Client }} People
 */
import { GraphQLClient } from 'graphql-request';

const SUBJECTS = {
  manager: 'estates-manager',
  finance: 'finance-officer',
  approver: 'approver',
  auditor: 'auditor',
  admin: 'admin',
};

/**
 * @param {string} apiUrl
 * @param {(subject: string) => () => Promise<string>} tokensOf
 * @returns {People}
 */
export function createPeople(apiUrl, tokensOf) {
  const entries = Object.entries(SUBJECTS).map(([name, subject]) => {
    const token = tokensOf(subject);
    const client = new GraphQLClient(`${apiUrl}/graphql`, {
      requestMiddleware: async (request) => ({
        ...request,
        headers: {
          ...Object.fromEntries(new Headers(request.headers)),
          authorization: `Bearer ${await token()}`,
        },
      }),
    });
    /** @type {Client} */
    const ask = (document, variables) => client.request(document, variables);
    return [name, ask];
  });
  return Object.fromEntries(entries);
}

/**
 * The code with which the API refuses something.
 *
 * @param {() => Promise<unknown>} ask
 * @returns {Promise<string>} `DONE` where it does not
 */
export async function refusalOf(ask) {
  try {
    await ask();
    return 'DONE';
  } catch (error) {
    const { response } = /** @type {{ response?: { errors?: { extensions?: { code?: string } }[] } }} */ (
      error
    );
    const code = response?.errors?.[0]?.extensions?.code;
    if (code === undefined) throw error;
    return code;
  }
}
