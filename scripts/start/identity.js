/**
 * Whose tokens the API believes: those of the provider that OIDC_ISSUER names, or those of an issuer that is started
 * here for development and gives one to whoever asks on this machine.
 *
 * @typedef {object} LocalIdentity
 * @property {NodeJS.ProcessEnv} env tells the API whom to believe
 * @property {string} url
 * @property {Promise<number>} exited
 * @property {(subject: string) => () => Promise<string>} tokensOf asks the issuer for a new token at each call
 */
import { join } from 'node:path';
import { StepError } from '../steps.js';
import { startIssuer } from './processes.js';
import { PEOPLE_FILE, samplePeople } from './sample-people.js';

const TOKEN_LIMIT_MS = 5_000;

/**
 * @returns {string | undefined} the provider that the user named
 * @throws {StepError} where there must be one
 */
export function ownProvider() {
  const provider = process.env['OIDC_ISSUER'];
  if (provider) return provider;
  if (process.env['NODE_ENV'] !== 'production') return undefined;
  throw new StepError(
    'NODE_ENV is production, where tokens are not given to whoever asks: set OIDC_ISSUER to your OpenID Connect provider, or leave NODE_ENV unset.',
  );
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} dataDir where its keys are kept
 * @param {string} logFile
 * @returns {Promise<LocalIdentity>}
 */
export async function startLocalIdentity(env, dataDir, logFile) {
  const keyFile = join(dataDir, 'issuer-keys.json');
  const { url, exited } = await startIssuer({ env, keyFile, peopleFile: PEOPLE_FILE, logFile });
  return {
    // The rest of what the user may have said of tokens was said of another issuer.
    env: { ...env, OIDC_ISSUER: url, OIDC_JWKS_URL: `${url}/jwks`, OIDC_ALGORITHMS: 'ES256' },
    url,
    exited,
    tokensOf: (subject) => () => tokenOf(url, subject, logFile),
  };
}

/**
 * @param {string} issuer
 * @param {boolean} isSample whether the bodies of the sample are there
 * @returns {string} how to get a token for each of the sample's people, in several lines
 */
export function tokensInWords(issuer, isSample) {
  const people = samplePeople().filter(
    ({ kind, organisation }) => kind === 'PERSON' && (isSample || organisation === undefined),
  );
  const width = Math.max(...people.map(({ subject }) => subject.length));
  const rows = people.map(({ subject, role, organisation }) => {
    const where = organisation ? `, ${organisation} only` : '';
    return `  ${subject.padEnd(width)}  ${role}${where}`;
  });
  return [
    `Each request needs a token. Here anybody gets one:  curl -s '${issuer}/token?user=estates-manager'`,
    '',
    ...rows,
    '',
    `Programs get theirs with a secret: ${issuer}/ says how.`,
  ].join('\n');
}

/**
 * @param {string} issuer
 * @param {string} subject
 * @param {string} logFile
 */
async function tokenOf(issuer, subject, logFile) {
  try {
    const response = await fetch(`${issuer}/token?user=${encodeURIComponent(subject)}`, {
      signal: AbortSignal.timeout(TOKEN_LIMIT_MS),
    });
    if (response.status === 200) return await response.text();
    throw new Error(`HTTP ${response.status}: ${await response.text()}`);
  } catch (cause) {
    throw new StepError(`The token issuer gave no token for ${subject}: see ${logFile}, then start again.`, {
      details: String(cause),
      cause,
    });
  }
}
