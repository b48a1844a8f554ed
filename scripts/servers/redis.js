/** A Redis server of this checkout's own, started and stopped with the command. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { startGuarded } from '../child.js';
import { endOrphan } from './ownership.js';
import { freePort } from './ports.js';
import { startOnFreePort } from './readiness.js';

/**
 * @param {object} options
 * @param {string} options.dataDir
 * @param {string} options.logDir
 * @param {string} options.binary
 * @param {string} options.password letters and digits
 * @param {boolean} options.isDisposable true: what an earlier run left is thrown away
 * @param {(text: string) => void} options.log
 * @returns {Promise<{ url: string, exited: Promise<number> }>}
 */
export async function startRedis({ dataDir, logDir, binary, password, isDisposable, log }) {
  const serverDir = join(dataDir, 'redis');
  const pidFile = join(dataDir, 'redis.pid');
  const configFile = join(dataDir, 'redis.conf');
  if (existsSync(serverDir)) await endOrphan({ pidFile, serverDir });
  if (isDisposable) rmSync(serverDir, { recursive: true, force: true });
  mkdirSync(serverDir, { recursive: true, mode: 0o700 });
  log('starting Redis');
  return startOnFreePort({
    name: 'Redis',
    freePort,
    mend: `if its data is damaged, delete ${serverDir} to start afresh`,
    start: (port) => {
      const lines = [
        'bind 127.0.0.1',
        'protected-mode yes',
        `port ${port}`,
        `requirepass ${password}`,
        `dir ${JSON.stringify(serverDir)}`,
        'daemonize no',
        'appendonly yes',
        'save ""',
        // A job queue must never lose a key to make room for another.
        'maxmemory-policy noeviction',
      ];
      // In a file, because a command line can be read by every user of the machine.
      writeFileSync(configFile, `${lines.join('\n')}\n`, { mode: 0o600 });
      return startGuarded({
        program: binary,
        args: [configFile],
        logFile: join(logDir, 'redis.log'),
        pidFile,
      });
    },
    isReady: (port) => answersPing(port, password),
    url: (port) => `redis://:${password}@127.0.0.1:${port}`,
  });
}

/**
 * @param {number} port
 * @param {string} password proves that it is this server which answers
 * @returns {Promise<boolean>} true once the data is loaded
 */
function answersPing(port, password) {
  return new Promise((resolve) => {
    const connection = createConnection({ host: '127.0.0.1', port });
    let received = '';
    /** @param {boolean} isReady */
    const settle = (isReady) => {
      connection.destroy();
      resolve(isReady);
    };
    connection.setTimeout(2_000, () => settle(false));
    connection.once('error', () => settle(false));
    connection.once('close', () => settle(false));
    connection.once('connect', () => connection.write(`AUTH ${password}\r\nPING\r\n`));
    connection.on('data', (chunk) => {
      received += chunk.toString('utf8');
      if (received.includes('+PONG')) settle(true);
      else if (received.includes('-')) settle(false);
    });
  });
}
