import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/project-root.js';
import type { TestApi } from './api.js';
import { TEST_KEYS } from './keys.js';
import { until } from './worker.js';

export interface ApiProcess {
  /** The answer as it came, to the team where nobody is named. */
  ask: (query: string, variables?: object, subject?: string) => Promise<string>;
  /** Everything that it wrote. */
  log(): string;
  end(): Promise<void>;
}

/** Runs the built API in a process of its own on the test's database. */
export async function startApiProcess(api: TestApi, settings: NodeJS.ProcessEnv = {}): Promise<ApiProcess> {
  const { SEALING_KEYS_FILE: _, ...environment } = process.env;
  const server = spawn(process.execPath, [join(projectRoot, 'dist/src/main.js')], {
    env: {
      ...environment,
      ...{ SEALING_KEYS: TEST_KEYS, LOG_LEVEL: 'debug', HOST: '127.0.0.1', PORT: '0' },
      RATE_LIMIT_COST: '1000000000',
      ...settings,
      ...{ DATABASE_URL: api.configuration.databaseUrl, OIDC_ISSUER: api.issuer.url },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = once(server, 'exit');
  const [, url = ''] = await until(() => Promise.resolve(/api ready at (\S+)/.exec(log) ?? undefined));
  return {
    async ask(query, variables = {}, subject = 'team') {
      const authorization = `Bearer ${await api.issuer.tokenFor(subject)}`;
      const headers = { authorization, 'content-type': 'application/json' };
      const body = JSON.stringify({ query, variables });
      return (await fetch(url, { method: 'POST', headers, body })).text();
    },
    log: () => log,
    async end() {
      server.kill('SIGTERM');
      await ended;
    },
  };
}
