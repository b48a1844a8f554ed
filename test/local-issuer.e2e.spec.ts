import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { projectRoot } from '../src/platform/project-root.js';

const PROGRAM = join(projectRoot, 'dist/src/access/local-issuer/main.js');

describe('the local issuer as a process', () => {
  let settings: NodeJS.ProcessEnv;
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'phaseout-issuer-'));
    const { OIDC_AUDIENCE: _, ...env } = process.env;
    settings = {
      ...env,
      ISSUER_PORT: '0',
      ISSUER_KEY_FILE: join(folder, 'keys.json'),
      ISSUER_PEOPLE_FILE: join(projectRoot, 'src/programme/sample/people.json'),
    };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const runToItsEnd = (more: NodeJS.ProcessEnv) => {
    const env = { ...settings, ...more };
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM], { env, encoding: 'utf8' });
    return { status, stderr };
  };

  it('serves tokens until it is told to stop', async () => {
    const issuer = spawn(process.execPath, [PROGRAM], {
      env: settings,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = (await once(issuer.stdout, 'data')) as [Buffer];
      const url = line.toString().replace('issuer ready at ', '').trim();
      const token = await (await fetch(`${url}/token?user=finance-officer`)).text();
      const keys = createRemoteJWKSet(new URL(`${url}/jwks`));
      const { payload } = await jwtVerify(token, keys, { issuer: url, audience: 'phaseout' });
      expect(payload.sub).toBe('finance-officer');
    } finally {
      issuer.kill('SIGTERM');
    }
    expect(await once(issuer, 'exit')).toEqual([0, null]);
  });

  it('refuses to run in production', () => {
    expect(runToItsEnd({ NODE_ENV: 'production' })).toEqual({
      status: 1,
      stderr:
        'The local issuer gives a token to anybody who asks, so it does not run in production: set OIDC_ISSUER to your own OpenID Connect provider.\n',
    });
  });

  it('names every setting that is missing or wrong', () => {
    const { status, stderr } = runToItsEnd({ ISSUER_PORT: 'many', ISSUER_KEY_FILE: '' });
    expect(status).toBe(1);
    expect(stderr).toContain('ISSUER_PORT: ');
    expect(stderr).toContain('ISSUER_KEY_FILE: ');
  });
});
