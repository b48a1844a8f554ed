import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { findRedis } from '../../scripts/servers/binaries.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { readKeys } from '../../src/platform/sealing/read-keys.js';

const LIMIT_MS = 40_000;

/** A command and everything that it has printed. */
interface Command {
  process: ChildProcess;
  output: () => string;
  exited: Promise<number | null>;
}

describe('private servers', () => {
  let dataDir: string;
  const started: ChildProcess[] = [];

  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'phaseout-servers-'));
  });
  afterEach(async () => {
    for (const process of started.splice(0)) {
      if (process.exitCode !== null || process.signalCode !== null) continue;
      process.kill('SIGINT');
      await once(process, 'exit');
    }
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  /** `npm run servers` without servers named by the environment. */
  function startCommand(): Command {
    const {
      DATABASE_URL,
      MIGRATION_DATABASE_URL,
      REDIS_URL,
      SEALING_KEYS_FILE,
      npm_lifecycle_event,
      ...env
    } = process.env;
    const child = spawn(process.execPath, ['scripts/servers/run.js', '--data-dir', dataDir], {
      cwd: projectRoot,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exited = once(child, 'exit').then(([code]) => code as number | null);
    return { process: child, output: () => output, exited };
  }

  async function startServers(): Promise<Command> {
    const command = startCommand();
    await until(() => command.output().includes('Ctrl-C') || command.process.exitCode !== null);
    expect(command.output()).toContain('Ctrl-C stops both.');
    return command;
  }

  const pidOf = (server: string) => Number(readFileSync(join(dataDir, `${server}.pid`), 'utf8'));

  it('stops them on Ctrl-C and exits with 0, its folder free for the next one', async () => {
    const command = await startServers();
    const pids = [pidOf('mariadb'), pidOf('redis')];
    expect(pids.every(isAlive)).toBe(true);
    command.process.kill('SIGINT');
    expect(await command.exited).toBe(0);
    expect(pids.some(isAlive)).toBe(false);
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
    expect(existsSync(join(dataDir, 'urls.env'))).toBe(false);
  });

  it('leaves no server behind when it is killed outright, and nothing that blocks the next start', async () => {
    const killed = await startServers();
    const pids = [pidOf('mariadb'), pidOf('redis')];
    killed.process.kill('SIGKILL');
    await until(() => !pids.some(isAlive));

    expect(existsSync(join(dataDir, 'lock'))).toBe(true);
    await startServers();
  });

  it('takes no other process for a server of its own, though a leftover file names it', async () => {
    for (const server of ['mariadb', 'redis'])
      writeFileSync(join(dataDir, `${server}.pid`), `${process.pid}\n`);
    writeFileSync(join(dataDir, 'lock'), `${process.pid} 1 a-process-long-gone`);
    await startServers();
    expect(isAlive(process.pid)).toBe(true);
  });

  it('ends a server that an earlier command left behind in its folder', async () => {
    const folder = join(dataDir, 'redis');
    mkdirSync(folder, { recursive: true });
    const orphan = spawn(findRedis() ?? '', ['--port', '0'], { cwd: folder, stdio: 'ignore' });
    started.push(orphan);
    writeFileSync(join(dataDir, 'redis.pid'), `${orphan.pid}\n`);
    const ended = once(orphan, 'exit');
    await startServers();
    await ended;
  });

  it('refuses a folder that another command is using, and names that command', async () => {
    const first = await startServers();
    const second = startCommand();
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(`Another command (process ${first.process.pid}) is running`);
    expect(second.output()).toContain('urls.env');
  });

  it('keeps passwords off the screen and from other users', async () => {
    const command = await startServers();
    for (const file of ['password', 'application-password']) {
      const password = readFileSync(join(dataDir, file), 'utf8').trim();
      expect(readFileSync(join(dataDir, 'urls.env'), 'utf8')).toContain(password);
      expect(command.output()).not.toContain(password);
      expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
    }
  });

  it('gives the program an account without rights, in a data folder that had one account too', async () => {
    const grants = async () => {
      const urls = readFileSync(join(dataDir, 'urls.env'), 'utf8');
      const [, program = ''] = /^export DATABASE_URL='(.*)'$/m.exec(urls) ?? [];
      expect(urls).toMatch(/^export MIGRATION_DATABASE_URL='mysql:/m);
      const connection = await createConnection(program.replace(/\/phaseout$/, '/'));
      const [rows] = await connection.query<RowDataPacket[]>('SHOW GRANTS');
      await connection.end();
      return rows.map((row) => String(Object.values(row)[0]).replace(/ TO .*/, ''));
    };
    const first = await startServers();
    expect(await grants()).toEqual(['GRANT USAGE ON *.*']);
    first.process.kill('SIGINT');
    await first.exited;
    for (const file of ['application-password', 'mariadb-accounts']) rmSync(join(dataDir, file));
    await startServers();
    expect(await grants()).toEqual(['GRANT USAGE ON *.*']);
  });

  it('makes keys for development once, which it neither shows nor lets others read', async () => {
    const command = await startServers();
    const file = join(dataDir, 'sealing-keys');
    const keys = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, 'urls.env'), 'utf8')).toContain(`SEALING_KEYS_FILE='${file}'`);
    for (const line of keys.trim().split('\n')) expect(command.output()).not.toContain(line.split(':')[1]);
    expect(() => readKeys(keys, false)).not.toThrow();
    expect(() => readKeys(keys, true)).toThrow(/made for development/);

    command.process.kill('SIGINT');
    await command.exited;
    await startServers();
    expect(readFileSync(file, 'utf8')).toBe(keys);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let waited = 0; waited < LIMIT_MS && !isTrue(); waited += 50) await sleep(50);
  expect(isTrue()).toBe(true);
}
