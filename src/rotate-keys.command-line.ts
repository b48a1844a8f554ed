/** `npm run keys:rotate`: seals all that is stored with the first key of the ring. */
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { dataSourceOptions, databaseUrlOf } from './platform/database/data-source.js';
import { Transactions } from './platform/database/transactions.js';
import { KeyRing } from './platform/sealing/key-ring.js';
import { countByKey, resealColumn } from './platform/sealing/reseal-rows.js';
import type { InTransaction } from './platform/sealing/rewrite-rows.js';
import { SEALED_COLUMNS } from './sealed-columns.js';

const HELP = `npm run keys:rotate -- [options]

Seals what the database of DATABASE_URL holds with the first of the keys that SEALING_KEYS_FILE names, and says how many
values each key has sealed. The API and the workers can go on, with the same keys. Interrupted, it goes on when it is
run again.

  --count   changes nothing and says how it stands

Exit code: 0 no value is left to any other key, 1 some are, 2 it could not be done.`;

const LEFT = 1;
const NOT_DONE = 2;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      count: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const databaseUrl = databaseUrlOf(process.env);
  const keyRing = KeyRing.fromEnvironment(process.env);
  const dataSource = await new DataSource(dataSourceOptions(databaseUrl)).initialize();
  try {
    if (!values.count) await reseal(dataSource, keyRing);
    return await report(dataSource, keyRing);
  } finally {
    await dataSource.destroy();
  }
}

async function reseal(dataSource: DataSource, keyRing: KeyRing): Promise<void> {
  const transactions = new Transactions(dataSource);
  const inTransaction: InTransaction = (work) =>
    transactions.run((manager) => work((sql, parameters) => manager.query(sql, parameters)));
  for (const column of SEALED_COLUMNS) {
    const count = await resealColumn(inTransaction, keyRing, column);
    console.log(`${column.table}.${column.column}: ${count} sealed anew`);
  }
}

async function report(dataSource: DataSource, keyRing: KeyRing): Promise<number> {
  const totals = new Map<string, number>(keyRing.ids.map((id) => [id, 0]));
  for (const column of SEALED_COLUMNS) {
    const counts = await countByKey((sql, parameters) => dataSource.query(sql, parameters), column);
    for (const [id, count] of counts) totals.set(id, (totals.get(id) ?? 0) + count);
  }
  const [first] = keyRing.ids;
  let left = 0;
  for (const [id, count] of totals) {
    if (id !== first) left += count;
    console.log(`${id}: ${count} values${keyRing.ids.includes(id) ? '' : ', and it is not on the ring'}`);
  }
  return left > 0 ? LEFT : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = NOT_DONE;
}
