/**
 * What the audit costs: changes a second by sixteen writers, each change a transaction, without entries and with one
 * each while the chainer runs as in a worker; and what a request that reads sensitive detail waits for. On an empty database beside the one of DATABASE_URL, dropped afterwards.
 */
import 'reflect-metadata';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { AuditChainer } from '../../src/access/audit/audit-chainer.service.js';
import { Audit } from '../../src/access/audit/audit.service.js';
import { verifyChain } from '../../src/access/audit/verify-chain.js';
import { actAs } from '../../src/access/caller.js';
import { dataSourceOptions, databaseUrlOf } from '../../src/platform/database/data-source.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { projectRoot } from '../../src/platform/project-root.js';

const WRITERS = 16;
const ROUND_MS = 5_000;
const ROUNDS = 3;
const CHAIN_EVERY_MS = 1_000;
const READS = 200;

const CALLER = {
  kind: 'SYSTEM',
  subject: 'bench',
  name: 'Bench',
  person: null,
  grants: [{ role: 'ESTATES_MANAGER', organisationId: null }],
  scopes: null,
  requestId: 'bench',
  reason: null,
} as const;

async function main(databaseUrl: string): Promise<void> {
  const admin = await new DataSource(dataSourceOptions(databaseUrl)).initialize();
  const name = `phaseout_bench_${process.pid}`;
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const dataSource = await new DataSource({
    ...dataSourceOptions(url.href),
    entities: [join(projectRoot, 'dist/src/**/*.entity.js')],
    migrations: [join(projectRoot, 'dist/migrations/*.js')],
    extra: { connectionLimit: WRITERS + 2 },
  }).initialize();
  try {
    await dataSource.runMigrations();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const bare = await changesASecond(dataSource, false);
      const audited = await changesASecond(dataSource, true);
      console.log(
        `round ${round}: ${bare} changes/s without, ${audited} with an entry each (${Math.round((100 * audited) / bare)} %)`,
      );
    }
    await measureChain(dataSource);
    for (const sites of [1, 50, 200]) await measureReads(dataSource, sites);
  } finally {
    await dataSource.destroy();
    await admin.query(`DROP DATABASE ${name}`);
    await admin.destroy();
  }
}

async function changesASecond(dataSource: DataSource, isAudited: boolean): Promise<number> {
  const transactions = new Transactions(dataSource);
  const audit = new Audit();
  const chainer = new AuditChainer(dataSource);
  const startedAt = performance.now();
  const isOver = () => performance.now() - startedAt > ROUND_MS;
  let changes = 0;
  const writer = async (number: number) => {
    const externalId = `V-${number}`;
    while (!isOver()) {
      const state = { name: `Vendor ${changes}`, hasLimitedSupply: false };
      await transactions.run(async (manager) => {
        await manager.query(
          'INSERT INTO vendors (external_id, name, has_limited_supply) VALUES (?, ?, 0) ON DUPLICATE KEY UPDATE name = VALUES(name)',
          [externalId, state.name],
        );
        if (isAudited)
          await audit.record(manager, {
            action: 'saveVendor',
            subjectType: 'Vendor',
            subjectId: externalId,
            organisationId: null,
            before: state,
            after: state,
          });
      });
      changes += 1;
    }
  };
  const chain = async () => {
    while (!isOver()) if (!(await chainer.link())) await sleep(CHAIN_EVERY_MS);
  };
  await Promise.all([
    ...(isAudited ? [chain()] : []),
    ...Array.from({ length: WRITERS }, (_, number) => actAs(CALLER, () => writer(number))),
  ]);
  return Math.round((1_000 * changes) / (performance.now() - startedAt));
}

async function measureChain(dataSource: DataSource): Promise<void> {
  const chainer = new AuditChainer(dataSource);
  const [waiting]: { n: string }[] = await dataSource.query('SELECT COUNT(*) AS n FROM audit_unlinked');
  const linkingFrom = performance.now();
  while (await chainer.link());
  const linkingMs = performance.now() - linkingFrom;
  const verifyingFrom = performance.now();
  const { linkCount, findings } = await verifyChain(dataSource, { windowSeconds: 60 });
  const verifyingMs = performance.now() - verifyingFrom;
  console.log(`${waiting?.n} entries still waited: linked in ${Math.round(linkingMs)} ms`);
  console.log(`${linkCount} links verified in ${Math.round(verifyingMs)} ms, ${findings.length} findings`);
}

/** What a request waits for that is shown the detail of so many sites, alone on the machine. */
async function measureReads(dataSource: DataSource, sites: number): Promise<void> {
  const transactions = new Transactions(dataSource);
  const audit = new Audit();
  const records = Array.from({ length: sites }, (_, number) => ({
    ...{ action: 'readSensitiveDetail', subjectType: 'Site', subjectId: `S-${number}`, organisationId: 1 },
    after: { fields: ['Device.mac', 'Device.serial', 'Site.name'] },
  }));
  const times: number[] = [];
  for (let request = 0; request < READS; request += 1) {
    const from = performance.now();
    await actAs({ ...CALLER, requestId: `read ${sites} ${request}` }, () =>
      transactions.run((manager) => audit.recordAll(manager, records)),
    );
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  const [median, high] = [0.5, 0.95].map((share) => times[Math.floor(share * READS)]?.toFixed(1));
  console.log(`a request that reads ${sites} sites waits ${median} ms for its entries (95 %: ${high} ms)`);
}

await main(databaseUrlOf(process.env));
