import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.js';
import { serverUrl } from '../support/database.js';

const scriptUrl = (name: string) => pathToFileURL(join(projectRoot, 'scripts', name)).href;

/** Says what it was given, makes a further database and a key, and lives until a line comes in. */
const RUN = `
  import { once } from 'node:events';
  import { Redis } from ${JSON.stringify(import.meta.resolve('ioredis'))};
  import { createConnection } from ${JSON.stringify(import.meta.resolve('mysql2/promise'))};
  import { runMain } from ${JSON.stringify(scriptUrl('lifetime.js'))};
  import { startScratchServers } from ${JSON.stringify(scriptUrl('servers/scratch.js'))};
  runMain(async () => {
    const { env } = await startScratchServers();
    const connection = await createConnection(env.DATABASE_URL);
    await connection.query('CREATE DATABASE ' + env.QUEUE_PREFIX + '_more');
    await connection.end();
    const redis = new Redis(env.REDIS_URL);
    await redis.set(env.QUEUE_PREFIX + ':job', '1');
    redis.disconnect();
    process.stdout.write(env.QUEUE_PREFIX + '\\n');
    await once(process.stdin, 'data');
    return 3;
  });
`;

describe('a run of tests on servers that others use too', () => {
  let connection: Connection;
  let redis: Redis;

  beforeAll(async () => {
    connection = await createConnection(serverUrl());
    redis = new Redis(process.env['REDIS_URL'] ?? '');
  });
  afterAll(async () => {
    await connection.end();
    redis.disconnect();
  });

  async function databases(): Promise<string[]> {
    const [rows] = await connection.query<RowDataPacket[]>('SHOW DATABASES');
    return rows.map((row) => String(Object.values(row)[0]));
  }

  it('has a database and keys of its own, takes them away, and touches nothing else', async () => {
    const other = `phaseout_test_other_${process.pid}`;
    await connection.query(`CREATE DATABASE ${other}`);
    await redis.set(`${other}:job`, '1');
    const run = spawn(process.execPath, ['--input-type=module', '--eval', RUN], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = once(run, 'exit');
    const [line] = (await once(run.stdout, 'data')) as [Buffer];
    const name = line.toString().trim();
    expect(await databases()).toEqual(expect.arrayContaining([name, `${name}_more`, other]));

    run.stdin.write('\n');
    expect(await exited).toEqual([3, null]);
    const left = await databases();
    expect(left).toContain(other);
    expect(left.filter((database) => database.startsWith(name))).toEqual([]);
    expect(await redis.keys(`${name}*`)).toEqual([]);
    expect(await redis.get(`${other}:job`)).toBe('1');

    await connection.query(`DROP DATABASE ${other}`);
    await redis.del(`${other}:job`);
  });
});
