/** `npm run books:verify`: says whether the ledger holds to its rules. */
import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { dataSourceOptions, databaseUrlOf } from '../../platform/database/data-source.js';
import { verifyBooks } from './verify-books.js';

const HELP = `npm run books:verify

Reads the ledger of the database that DATABASE_URL names, and names each posting and each budget line that breaks one of
its rules. Lines whose allocation was cut below what is committed and spent of them are named too; that is no fault.

Exit code: 0 all is well, 1 something was found, 2 it could not be verified.`;

const FOUND = 1;
const NOT_VERIFIED = 2;

async function main(): Promise<number> {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(HELP);
    return 0;
  }
  const dataSource = await new DataSource(dataSourceOptions(databaseUrlOf(process.env))).initialize();
  try {
    const { postingCount, findings, overcommitted } = await verifyBooks(dataSource.manager);
    for (const { rule, subject } of findings) console.log(`${subject}: not so that ${rule}`);
    for (const { externalId, shortPence } of overcommitted)
      console.log(`${externalId} is short by ${shortPence} pence: its allocation was cut`);
    if (findings.length > 0) return FOUND;
    console.log(`${postingCount} postings: the books balance`);
    return 0;
  } finally {
    await dataSource.destroy();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = NOT_VERIFIED;
}
