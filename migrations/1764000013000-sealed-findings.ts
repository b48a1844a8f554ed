import type { MigrationInterface, QueryRunner } from 'typeorm';
import { KeyRing, type Row } from '../src/platform/sealing/key-ring.js';
import { rewriteRows, transactionsOf, type ReadRow } from '../src/platform/sealing/rewrite-rows.js';
import { Sealed, sealedColumn } from '../src/platform/sealing/sealed.js';

/** As they are on this day, whatever the program does later. */
const ASSESSMENT = sealedColumn<Record<(typeof FINDINGS)[number], unknown>>({
  table: 'assessments',
  boundTo: ['device_id'],
  key: ['device_id'],
  block: 1_024,
});
const NOTE = sealedColumn<string>({
  table: 'device_evidence',
  column: 'note',
  boundTo: ['device_id', 'manufacturer', 'asserted_by', 'asserted_on'],
  key: ['id'],
  block: 128,
});
const REJECTION = sealedColumn<{ reason: string; cells: unknown }>({
  table: 'import_rejections',
  boundTo: ['import_id', 'number'],
  key: ['import_id', 'number'],
  block: 256,
});
const FINDINGS = ['demands', 'grounds', 'unknowns', 'explanation'] as const;
const LONGTEXTS = FINDINGS.map((column) => `${column} LONGTEXT`);

/** Why devices have their verdicts, notes of surveys and rejected rows of registers are sealed. */
export class SealedFindings1764000013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const keyRing = await keysWhereNeeded(runner);
    // Tried again where it stopped, it goes on.
    for (const table of ['assessments', 'import_rejections'])
      if (!(await runner.hasColumn(table, 'detail')))
        await runner.query(`ALTER TABLE ${table} ADD COLUMN detail MEDIUMBLOB NULL`);
    if (!(await runner.hasColumn('device_evidence', 'note_text')))
      await runner.query(
        'ALTER TABLE device_evidence RENAME COLUMN note TO note_text, ADD COLUMN note MEDIUMBLOB NULL',
      );
    if (keyRing) await sealRows(runner, keyRing);
    // Copied, or the pages would go on holding what is dropped.
    if (await runner.hasColumn('assessments', 'demands'))
      await runner.query(
        `ALTER TABLE assessments ${FINDINGS.map((column) => `DROP COLUMN ${column}`).join(', ')},
           MODIFY COLUMN detail MEDIUMBLOB NOT NULL, ALGORITHM=COPY`,
      );
    if (await runner.hasColumn('import_rejections', 'reason'))
      await runner.query(
        `ALTER TABLE import_rejections DROP COLUMN reason, DROP COLUMN cells,
           MODIFY COLUMN detail MEDIUMBLOB NOT NULL, ALGORITHM=COPY`,
      );
    await runner.query('ALTER TABLE device_evidence DROP COLUMN note_text, ALGORITHM=COPY');
  }

  async down(runner: QueryRunner): Promise<void> {
    const keyRing = await keysWhereNeeded(runner);
    await runner.query(
      `ALTER TABLE assessments ${LONGTEXTS.map((column) => `ADD COLUMN ${column} NULL`).join(', ')}`,
    );
    await runner.query(
      'ALTER TABLE import_rejections ADD COLUMN reason VARCHAR(500) NULL, ADD COLUMN cells LONGTEXT NULL',
    );
    await runner.query(
      `ALTER TABLE device_evidence RENAME COLUMN note TO note_sealed,
         ADD COLUMN note VARCHAR(500) NULL AFTER manufacturer`,
    );
    if (keyRing) await openRows(runner, keyRing);
    await runner.query(
      `ALTER TABLE assessments DROP COLUMN detail,
         ${LONGTEXTS.map((column) => `MODIFY COLUMN ${column} NOT NULL`).join(', ')}`,
    );
    await runner.query(
      `ALTER TABLE import_rejections DROP COLUMN detail, MODIFY COLUMN reason VARCHAR(500) NOT NULL,
         MODIFY COLUMN cells LONGTEXT NOT NULL`,
    );
    await runner.query('ALTER TABLE device_evidence DROP COLUMN note_sealed');
  }
}

/** An empty database is brought up to date without keys. */
async function keysWhereNeeded(runner: QueryRunner): Promise<KeyRing | null> {
  const rows = (await runner.query(
    '(SELECT id FROM devices LIMIT 1) UNION ALL (SELECT import_id FROM import_rejections LIMIT 1)',
  )) as unknown[];
  return rows.length === 0 ? null : KeyRing.fromEnvironment(process.env);
}

async function sealRows(runner: QueryRunner, keyRing: KeyRing): Promise<void> {
  const inTransaction = transactionsOf(runner);
  const notYet = { where: 'detail IS NULL', guard: 'detail' };
  if (await runner.hasColumn('assessments', 'demands'))
    await rewriteRows(
      inTransaction,
      { table: 'assessments', key: ASSESSMENT.key, columns: [...FINDINGS, 'detail'], ...notYet },
      (row) => {
        const [demands, grounds, unknowns, explanation] = FINDINGS.map((column) => read(row[column]));
        const detail = { demands, grounds, unknowns, explanation };
        return { detail: keyRing.seal(ASSESSMENT, valuesOf(row, ASSESSMENT.boundTo), detail).bytes };
      },
    );
  if (await runner.hasColumn('import_rejections', 'reason'))
    await rewriteRows(
      inTransaction,
      { table: 'import_rejections', key: REJECTION.key, columns: ['reason', 'cells', 'detail'], ...notYet },
      (row) => {
        const detail = { reason: String(row['reason']), cells: read(row['cells']) };
        return { detail: keyRing.seal(REJECTION, valuesOf(row, REJECTION.boundTo), detail).bytes };
      },
    );
  await rewriteRows(
    inTransaction,
    {
      ...{ table: 'device_evidence', key: NOTE.key, columns: [...NOTE.boundTo, 'note_text', 'note'] },
      ...{ where: 'note IS NULL AND note_text IS NOT NULL', guard: 'note' },
    },
    (row) => ({ note: keyRing.seal(NOTE, valuesOf(row, NOTE.boundTo), String(row['note_text'])).bytes }),
  );
}

async function openRows(runner: QueryRunner, keyRing: KeyRing): Promise<void> {
  const inTransaction = transactionsOf(runner);
  await rewriteRows(
    inTransaction,
    { table: 'assessments', key: ASSESSMENT.key, columns: ['detail'], guard: 'detail' },
    (row) => {
      const detail = keyRing.open(ASSESSMENT, valuesOf(row, ASSESSMENT.boundTo), sealedIn(row['detail']));
      return Object.fromEntries(FINDINGS.map((column) => [column, JSON.stringify(detail[column])]));
    },
  );
  await rewriteRows(
    inTransaction,
    { table: 'import_rejections', key: REJECTION.key, columns: ['detail'], guard: 'detail' },
    (row) => {
      const detail = keyRing.open(REJECTION, valuesOf(row, REJECTION.boundTo), sealedIn(row['detail']));
      return { reason: detail.reason, cells: JSON.stringify(detail.cells) };
    },
  );
  await rewriteRows(
    inTransaction,
    {
      ...{ table: 'device_evidence', key: NOTE.key, columns: [...NOTE.boundTo, 'note_sealed'] },
      ...{ where: 'note_sealed IS NOT NULL', guard: 'note_sealed' },
    },
    (row) => ({ note: keyRing.open(NOTE, valuesOf(row, NOTE.boundTo), sealedIn(row['note_sealed'])) }),
  );
}

const read = (text: unknown): unknown => JSON.parse(String(text));

const sealedIn = <Value>(bytes: unknown) => new Sealed<Value>(bytes as Buffer);

function valuesOf(row: ReadRow, columns: readonly string[]): Row {
  return columns.map((column) => String(row[column]));
}
