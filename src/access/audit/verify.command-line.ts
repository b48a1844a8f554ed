/** `npm run audit:verify`: says whether the audit is what it was. */
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { dataSourceOptions, databaseUrlOf } from '../../platform/database/data-source.js';
import { keepHead, readHeads } from './chain-head.js';
import { verifyChain, type Verification } from './verify-chain.js';

const WINDOW_SECONDS = 60;

const HELP = `npm run audit:verify -- [options]

Reads the audit of the database that DATABASE_URL names, and names the first place where an entry or a link of the
chain was edited, removed, moved or inserted, and entries that never came into the chain.

  --head-file <file>  when all is well, adds the chain's head (sequence, hash, time) to the file: keep it elsewhere
  --against <file>    compares with the heads that such a file holds
  --window <seconds>  how old an entry may be that is not in the chain yet; without it ${WINDOW_SECONDS}

A chain shows what was changed within it. That its tail was cut off, or that all of it was computed anew by somebody
who may write to the database, shows only against a head that was kept where they could not reach it.

Exit code: 0 all is well, 1 something was found, 2 it could not be verified.`;

const FOUND = 1;
const NOT_VERIFIED = 2;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      'head-file': { type: 'string' },
      against: { type: 'string' },
      window: { type: 'string', default: String(WINDOW_SECONDS) },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const databaseUrl = databaseUrlOf(process.env);
  if (!/^\d{1,9}$/.test(values.window))
    throw new Error(`--window: expected a number of seconds, but got ${JSON.stringify(values.window)}`);
  const earlier = values.against === undefined ? [] : await readHeads(values.against);

  const dataSource = await new DataSource(dataSourceOptions(databaseUrl)).initialize();
  try {
    const found = await verifyChain(dataSource, { windowSeconds: Number(values.window), earlier });
    console.log(report(found));
    if (found.findings.length > 0) return FOUND;
    if (values['head-file'] !== undefined && found.head) await keepHead(values['head-file'], found.head);
    return 0;
  } finally {
    await dataSource.destroy();
  }
}

function report({ linkCount, waitingCount, head, findings }: Verification): string {
  const waiting = waitingCount > 0 ? `, ${waitingCount} more wait for it` : '';
  if (findings.length === 0)
    return head
      ? `${linkCount} entries in the chain${waiting}: all as they were written. Its head is ${head.hash}`
      : `no entry in the chain${waiting}`;
  const lines = findings.map(({ sequence, message }) =>
    sequence === null ? `outside the chain: ${message}` : `sequence ${sequence}: ${message}`,
  );
  return [`${linkCount} entries in the chain are as they were written, then:`, ...lines].join('\n');
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = NOT_VERIFIED;
}
