/**
 * The people of the sample: made up, known to the local issuer, and let in with their roles the way an installation
 * does it. The command line makes the first administrator, who grants the rest.
 *
 * @typedef {object} SamplePerson
 * @property {'PERSON' | 'SERVICE'} kind
 * @property {string} subject
 * @property {string} name
 * @property {string} role
 * @property {string} [organisation] the one body that the role is held in
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distDir, root } from '../checkout.js';
import { runGuarded } from '../child.js';

export const PEOPLE_FILE = join(root, 'src/programme/sample/people.json');

/** Who grants the roles of all others. */
export const ADMINISTRATOR = 'admin';
/** Who loads the sample and has it planned. */
export const ESTATES_MANAGER = 'estates-manager';
/** Who lets others know sensitive sites. */
export const APPROVER = 'approver';

/** The one sensitive site whose detail somebody of the sample may know, so that both can be seen: knowing and not. */
const KNOWN_SITE = 'DRC-01';
const DAYS_KNOWN = 90;
const DAY_MS = 86_400_000;

/** @returns {SamplePerson[]} */
export function samplePeople() {
  return JSON.parse(readFileSync(PEOPLE_FILE, 'utf8'));
}

/**
 * Lets in those whose role is held everywhere.
 *
 * @param {import('./api-client.js').ApiClient} administrator the API, with tokens of the sample's administrator
 * @param {() => Promise<unknown>} makeAdministrator grants that role without the API
 * @returns {Promise<number>} how many were let in
 */
export async function admitSamplePeople(administrator, makeAdministrator) {
  const { me } = await administrator.request('my-roles');
  /** @type {(grant: { role: string, organisation: string | null }) => boolean} */
  const isAdministration = ({ role, organisation }) => role === 'ADMIN' && organisation === null;
  const isMade = me.roles.some(isAdministration);
  if (!isMade) await makeAdministrator();
  const others = samplePeople().filter(({ organisation }) => organisation === undefined);
  return (isMade ? 0 : 1) + (await admit(administrator, others));
}

/**
 * Lets in those whose role is held in one body, as far as their bodies are there.
 *
 * @param {import('./api-client.js').ApiClient} administrator the API, with tokens of the sample's administrator
 * @param {import('./api-client.js').ApiClient} reader the API, with tokens of somebody who may read organisations
 */
export async function admitSamplePeopleOfBodies(administrator, reader) {
  const bodies = new Set((await reader.requestAll('organisations')).map(({ externalId }) => externalId));
  await admit(
    administrator,
    samplePeople().filter(({ organisation }) => organisation !== undefined && bodies.has(organisation)),
  );
}

/**
 * Lets the sample's estates manager know one sensitive site, unless that was granted before.
 *
 * @param {import('./api-client.js').ApiClient} approver the API, with tokens of the sample's approver
 */
export async function letSampleSiteBeKnown(approver) {
  const grant = { subject: ESTATES_MANAGER, site: KNOWN_SITE };
  const { needToKnowGrants } = await approver.request('need-to-know-grants', { filter: grant });
  if (needToKnowGrants.totalCount > 0) return;
  const expiresOn = new Date(Date.now() + DAYS_KNOWN * DAY_MS).toISOString().slice(0, 10);
  const reason = 'tries the sample out (made up)';
  await approver.request('grant-need-to-know', { input: { ...grant, reason, expiresOn } });
}

/**
 * Grants their roles to those who never had any: whose role was taken away stays without.
 *
 * @param {import('./api-client.js').ApiClient} administrator
 * @param {SamplePerson[]} people
 */
async function admit(administrator, people) {
  const known = new Set((await administrator.requestAll('people')).map(({ subject }) => subject));
  const newcomers = people.filter(({ subject }) => !known.has(subject));
  for (const { kind, subject, name, role, organisation } of newcomers) {
    await administrator.request('grant-role', { input: { kind, subject, name, role, organisation } });
  }
  return newcomers.length;
}

/**
 * @param {NodeJS.ProcessEnv} env with DATABASE_URL and REDIS_URL
 * @param {string} logFile
 */
export function makeSampleAdministrator(env, logFile) {
  const administrator = samplePeople().find(({ subject }) => subject === ADMINISTRATOR);
  return runGuarded({
    program: process.execPath,
    args: [
      ...['--enable-source-maps', join(distDir, 'src/access/grant.js')],
      ...['--subject', ADMINISTRATOR, '--name', administrator?.name ?? ADMINISTRATOR, '--role', 'ADMIN'],
    ],
    cwd: root,
    env,
    logFile,
    failure: `The sample's administrator could not be let in: put right what the words above name, then start again.`,
  });
}
