import { DataSource } from 'typeorm';
import { AuditChainer } from '../../src/access/audit/audit-chainer.service.js';
import { AuditEntriesService } from '../../src/access/audit/audit-entries.service.js';
import { AuditEntry, AuditLink, AuditUnlinked } from '../../src/access/audit/audit.entity.js';
import { Audit } from '../../src/access/audit/audit.service.js';
import { actAs, type Caller } from '../../src/access/caller.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { createDatabase } from './database.js';

const TABLES = ['audit_entries', 'audit_links', 'audit_unlinked'];

export const AUDITED_CALLER: Caller = {
  kind: 'PERSON',
  subject: 'estates@example.gov.uk',
  name: 'Estates Manager',
  person: null,
  grants: [{ role: 'ESTATES_MANAGER', organisationId: null }],
  scopes: null,
  requestId: 'request-1',
  reason: null,
};

/** The audit on a database of its own. */
export async function startAudit() {
  const database = await createDatabase();
  const dataSource = await new DataSource({
    ...dataSourceOptions(database.ownerUrl),
    entities: [AuditEntry, AuditLink, AuditUnlinked],
    extra: { connectionLimit: 20 },
  }).initialize();
  const audit = new Audit();
  const transactions = new Transactions(dataSource);
  return {
    url: database.url,
    dataSource,
    audit,
    transactions,
    chainer: new AuditChainer(dataSource),
    entries: new AuditEntriesService(
      dataSource.getRepository(AuditEntry),
      dataSource.getRepository(AuditLink),
    ),
    /** Commits an entry about the thing of that number. */
    write: (number: number) =>
      actAs(AUDITED_CALLER, () =>
        transactions.run((manager) =>
          audit.record(manager, {
            action: 'saveThing',
            subjectType: 'Thing',
            subjectId: `T-${number}`,
            organisationId: 7,
            before: { number: number - 1 },
            after: { number },
            reason: 'as was agreed',
          }),
        ),
      ),
    async close() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

export type TestAudit = Awaited<ReturnType<typeof startAudit>>;

/** What somebody does who administers the server: no trigger and no foreign key is in their way. */
export async function tamper(dataSource: DataSource, statements: readonly string[]): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await manager.query('SET FOREIGN_KEY_CHECKS = 0');
    for (const statement of statements) await manager.query(statement);
    await manager.query('SET FOREIGN_KEY_CHECKS = 1');
  });
}

/** Makes the audit able to be tampered with, and gives a way back to how it is now. */
export async function openToTampering(dataSource: DataSource): Promise<() => Promise<void>> {
  const triggers: { name: string }[] = await dataSource.query(
    'SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE()',
  );
  for (const { name } of triggers) await dataSource.query(`DROP TRIGGER ${name}`);
  for (const table of TABLES) await dataSource.query(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
  return () =>
    tamper(
      dataSource,
      TABLES.flatMap((table) => [`DELETE FROM ${table}`, `INSERT INTO ${table} SELECT * FROM kept_${table}`]),
    );
}
