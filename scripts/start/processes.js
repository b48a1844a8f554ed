/** The processes of the program: the API, a worker that computes plans, and the local issuer of tokens. */
import { get as getOverHttp } from 'node:http';
import { get as getOverTls } from 'node:https';
import { join } from 'node:path';
import { startGuarded } from '../child.js';
import { distDir, root } from '../checkout.js';
import { isPortFree } from '../servers/ports.js';
import { startOnFreePort, untilReady } from '../servers/readiness.js';
import { StepError } from '../steps.js';

const API_PORTS = { first: 3000, last: 3099 };
const ISSUER_PORTS = { first: 3100, last: 3199 };

/**
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env with DATABASE_URL and REDIS_URL
 * @param {string} options.logFile
 */
export function startApi({ env, logFile }) {
  const host = env['HOST'] ?? '127.0.0.1';
  const address = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  /** @param {number} port */
  const url = (port) => `${env['TLS_CERT_FILE'] ? 'https' : 'http'}://${address}:${port}`;
  return startOnFreePort({
    name: 'The API',
    freePort: () => apiPort(env['PORT']),
    start: (port) =>
      startNode('src/main.js', {
        env: { ...env, HOST: host, PORT: String(port) },
        logFile,
      }),
    isReady: (port) => answers(`${url(port)}/health`),
    url,
    mend: 'put right what they name, then start again',
  });
}

/**
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env with DATABASE_URL and REDIS_URL
 * @param {string} options.logFile
 */
export async function startWorker({ env, logFile }) {
  const worker = startNode('workers/main.js', { env, logFile });
  await untilReady({
    name: 'The worker',
    server: worker,
    isReady: async () => /^worker ready/m.test(worker.lastLines(1_000)),
    mend: 'put right what they name, then start again',
  });
  return worker;
}

/**
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} options.keyFile where its keys are kept
 * @param {string} options.peopleFile whom it gives tokens to
 * @param {string} options.logFile
 */
export function startIssuer({ env, keyFile, peopleFile, logFile }) {
  /** @param {number} port */
  const url = (port) => `http://127.0.0.1:${port}`;
  const files = { ISSUER_KEY_FILE: keyFile, ISSUER_PEOPLE_FILE: peopleFile };
  return startOnFreePort({
    name: 'The token issuer',
    freePort: () => firstFree(ISSUER_PORTS, 'stop what listens there'),
    start: (port) =>
      startNode('src/access/local-issuer/main.js', {
        env: { ...env, ...files, ISSUER_PORT: String(port) },
        logFile,
      }),
    isReady: (port) => answers(`${url(port)}/jwks`),
    url,
    mend: 'put right what they name, then start again',
  });
}

/**
 * Whether a server answers. Its certificate is not looked at: nothing is sent to it, and who it is for is the
 * question of its clients.
 *
 * @param {string} url
 * @returns {Promise<boolean>}
 */
function answers(url) {
  const get = url.startsWith('https:') ? getOverTls : getOverHttp;
  return new Promise((resolve) => {
    const request = get(url, { agent: false, rejectUnauthorized: false, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/**
 * @param {string} entry under dist/
 * @param {{ env: NodeJS.ProcessEnv, logFile: string }} options
 */
function startNode(entry, options) {
  const args = ['--enable-source-maps', join(distDir, entry)];
  return startGuarded({ program: process.execPath, args, cwd: root, ...options });
}

/** @param {string | undefined} wanted the setting PORT */
async function apiPort(wanted) {
  if (wanted) {
    if (!/^[1-9]\d{0,4}$/.test(wanted) || Number(wanted) > 65_535) {
      throw new StepError(
        `PORT is ${JSON.stringify(wanted)}: set it to a number from 1 to 65535, or leave it unset.`,
      );
    }
    if (await isPortFree(Number(wanted))) return Number(wanted);
    throw new StepError(
      `Port ${wanted} is in use: set PORT to another one, or leave it unset for the next free one.`,
    );
  }
  return firstFree(API_PORTS, 'set PORT to one that is');
}

/**
 * @param {{ first: number, last: number }} ports
 * @param {string} mend what to do where none is free
 */
async function firstFree({ first, last }, mend) {
  for (let port = first; port <= last; port++) {
    if (await isPortFree(port)) return port;
  }
  throw new StepError(`No port from ${first} to ${last} is free: ${mend}.`);
}
