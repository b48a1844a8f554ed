import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { readConfiguration, type Configuration } from '../../src/platform/configuration.js';
import { actAs, systemCaller, type Role } from '../../src/access/caller.js';
import { NeedToKnowService } from '../../src/access/need-to-know/need-to-know.service.js';
import { PeopleService } from '../../src/access/people.service.js';
import { createServer } from '../../src/server.js';
import { createDatabase } from './database.js';
import { startIssuer, type TestIssuer } from './issuer.js';
import { TEST_KEYS } from './keys.js';

/** Who asks where a test does not say: people with all the roles that do something. */
const TEAM = 'team';

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; fields?: { path: string; message: string }[] };
}

export interface TestApi {
  url: string;
  configuration: Configuration;
  app: NestFastifyApplication;
  dataSource: DataSource;
  /** A statement as the owner of the tables, for what the program's own account may not do. */
  asOwner(statement: string): Promise<void>;
  /** A request as somebody; as the team that may do everything where nobody is named, or with no token as null. */
  fetch(path: string, request?: RequestInit, subject?: string | null): Promise<Response>;
  /** Gives somebody roles, in the body of that external id or in all. */
  grant(subject: string, roles: Role[], organisation?: string): Promise<void>;
  /** Lets somebody know a sensitive site in detail, the team where nobody is named. */
  know(site: string, subject?: string): Promise<void>;
  issuer: TestIssuer;
  /** The data of an operation that must succeed. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  query<Data = any>(document: string, variables?: Record<string, unknown>, subject?: string): Promise<Data>;
  /** The errors of an operation that must fail. */
  refuse(document: string, variables?: Record<string, unknown>, subject?: string): Promise<GraphqlError[]>;
  close(): Promise<void>;
}

/** What a test asks of a part of the program by itself, it asks as the program would: nothing is kept from it. */
export function asSystem<Part extends object>(part: Part): Part {
  return new Proxy(part, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => actAs(systemCaller('test'), () => value.apply(target, args) as unknown);
    },
  });
}

/** Boots the real API on a fresh database and a free port of this machine. */
export async function startApi(settings: NodeJS.ProcessEnv = {}): Promise<TestApi> {
  const database = await createDatabase();
  const issuer = await startIssuer();
  const { SEALING_KEYS_FILE: _, ...environment } = process.env;
  const evidenceDir = await mkdtemp(join(tmpdir(), 'phaseout-evidence-'));
  const configuration = readConfiguration({
    ...environment,
    SEALING_KEYS: TEST_KEYS,
    LOG_LEVEL: 'error',
    // All suites come from one address and ask as one team, and count in one Redis.
    RATE_LIMIT_COST: '1000000000',
    RATE_LIMIT_FAILURES: '1000000',
    EVIDENCE_DIR: evidenceDir,
    ...settings,
    DATABASE_URL: database.url,
    OIDC_ISSUER: issuer.url,
    HOST: '127.0.0.1',
    PORT: '0',
  });
  const app = await createServer(configuration);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  const send: TestApi['fetch'] = async (path, request = {}, subject = TEAM) => {
    const headers = new Headers(request.headers);
    if (subject !== null && !headers.has('authorization')) {
      headers.set('authorization', `Bearer ${await issuer.tokenFor(subject)}`);
    }
    return fetch(url + path, { ...request, headers });
  };
  const execute = async (query: string, variables: Record<string, unknown> = {}, subject?: string) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query, variables });
    const response = await send('/graphql', { method: 'POST', headers, body }, subject);
    return (await response.json()) as { data?: unknown; errors?: GraphqlError[] };
  };
  const people = app.get(PeopleService);
  const grant: TestApi['grant'] = (subject, roles, organisation) =>
    actAs(systemCaller('test'), async () => {
      for (const role of roles) await people.grantRole({ subject, name: subject, role, organisation });
    });
  const needToKnow = app.get(NeedToKnowService);
  const know: TestApi['know'] = async (site, subject = TEAM) => {
    const expiresOn = new Date().toISOString().slice(0, 10);
    const input = { subject, site, reason: 'the test reads its detail', expiresOn };
    await actAs(systemCaller('test'), () => needToKnow.grant(input));
  };
  await grant(TEAM, ['ESTATES_MANAGER', 'FINANCE', 'APPROVER', 'AUDITOR', 'ADMIN']);
  return {
    url,
    configuration,
    app,
    dataSource: asSystem(app.get(DataSource)),
    asOwner: database.asOwner,
    issuer,
    fetch: send,
    grant,
    know,
    async query<Data>(document: string, variables?: Record<string, unknown>, subject?: string) {
      const { data, errors } = await execute(document, variables, subject);
      if (errors) throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
      return data as Data;
    },
    async refuse(document, variables, subject) {
      const { data, errors } = await execute(document, variables, subject);
      if (!errors) throw new Error(`the operation succeeded: ${JSON.stringify(data)}`);
      return errors;
    },
    async close() {
      await app.close();
      await issuer.close();
      await rm(evidenceDir, { recursive: true });
      await database.drop();
    },
  };
}
