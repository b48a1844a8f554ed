import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { grantApplication, rightsOn } from '../src/platform/database/application-account.js';
import { dataSourceOptions } from '../src/platform/database/data-source.js';
import { createAccount, createDatabase, type MigratedDatabase } from './support/database.js';

/** What the servers answer where an account lacks a right: to an account, a database, a table, a kind of statement. */
const DENIED = [1044, 1142, 1227];

let database: MigratedDatabase;
let other: MigratedDatabase;
let owner: DataSource;
let program: DataSource;
beforeAll(async () => {
  [database, other] = [await createDatabase(), await createDatabase()];
  owner = await new DataSource(dataSourceOptions(database.ownerUrl)).initialize();
  program = await new DataSource(dataSourceOptions(database.url)).initialize();
  await owner.query(
    `INSERT INTO audit_entries (at, request_id, caller_kind, caller_subject, caller_roles, action, subject_type, subject_id)
     VALUES (UTC_TIMESTAMP(3), 'r', 'SYSTEM', 's', '[]', 'a', 'Thing', '1')`,
  );
});
afterAll(async () => {
  await owner.destroy();
  await program.destroy();
  await database.drop();
  await other.drop();
});

const schemaOf = ({ url }: MigratedDatabase) => new URL(url).pathname.slice(1);
const errnoOf = (statement: string) =>
  program.query(statement).then(
    () => 'it was done',
    (error: { errno?: number }) => error.errno,
  );

describe("the program's account", () => {
  it.each([
    'CREATE TABLE more (id INT)',
    'ALTER TABLE sites ADD more INT',
    'DROP TABLE budgets',
    'RENAME TABLE budgets TO more',
    'TRUNCATE TABLE outbox',
    'CREATE INDEX more ON budgets (id)',
    'CREATE VIEW more AS SELECT id FROM sites',
    'CREATE TRIGGER more BEFORE INSERT ON budgets FOR EACH ROW SET @more = 1',
    'DROP TRIGGER audit_entries_refuse_update',
    'CREATE PROCEDURE more() SELECT 1',
    'DROP DATABASE `this`',
    'CREATE DATABASE phaseout_test_more',
  ])('changes no table: %s', async (statement) => {
    expect(DENIED).toContain(await errnoOf(statement.replace('`this`', schemaOf(database))));
  });

  it.each([
    "UPDATE audit_entries SET action = 'b'",
    'DELETE FROM audit_entries',
    'TRUNCATE TABLE audit_entries',
    'REPLACE INTO audit_entries SELECT * FROM audit_entries',
    "UPDATE audit_links SET hash = 'b'",
    'DELETE FROM audit_links',
    'UPDATE audit_unlinked SET entry_id = 2',
    "INSERT INTO audit_entries (id) VALUES (1) ON DUPLICATE KEY UPDATE action = 'b'",
    'DELETE FROM migrations',
    "INSERT INTO migrations (timestamp, name) VALUES (1, 'more')",
  ])('rewrites neither the audit nor the history of the tables: %s', async (statement) => {
    expect(DENIED).toContain(await errnoOf(statement));
  });

  it('reads nothing of other databases, and sees none', async () => {
    for (const table of [`\`${schemaOf(other)}\`.sites`, 'mysql.user', 'mysql.db'])
      expect(DENIED).toContain(await errnoOf(`SELECT * FROM ${table}`));
    const seen: { name: string }[] = await program.query(
      'SELECT schema_name AS name FROM information_schema.schemata',
    );
    expect(seen.map(({ name }) => name).sort()).toEqual(['information_schema', schemaOf(database)].sort());
  });

  it.each([
    "CREATE USER 'phaseout_test_more'@'%'",
    'GRANT SELECT ON sites TO CURRENT_USER()',
    "SELECT 1 INTO OUTFILE '/tmp/phaseout-test-more'",
    'SET GLOBAL max_connections = 1',
    'FLUSH TABLES',
  ])('has no say in the server: %s', async (statement) => {
    const errno = await errnoOf(statement);
    // 1045 is how MariaDB refuses writing files.
    expect([...DENIED, 1045]).toContain(errno);
  });

  it('has exactly the rights of each table that are meant', async () => {
    const tables: { name: string }[] = await owner.query(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    const rows: { name: string; kind: string }[] = await program.query(
      'SELECT table_name AS name, privilege_type AS kind FROM information_schema.table_privileges WHERE table_schema = DATABASE()',
    );
    expect(tables.length).toBeGreaterThan(30);
    for (const { name } of tables) {
      const rights = rows.filter((row) => row.name === name).map(({ kind }) => kind);
      expect([name, rights.sort()]).toEqual([name, [...rightsOn(name)].sort()]);
    }
    expect(rows.length).toBe(tables.reduce((sum, { name }) => sum + rightsOn(name).length, 0));
  });
});

describe('giving an account its rights', () => {
  it.each([
    ['the whole database', 'GRANT SELECT ON `this`.* TO `account`'],
    ['the server', 'GRANT PROCESS ON *.* TO `account`'],
    ['a table of another database', 'GRANT SELECT ON `other`.sites TO `account`'],
    ['more of a table', 'GRANT DELETE ON `this`.audit_entries TO `account`'],
  ])('fails where it has rights on %s', async (_what, grant) => {
    const account = await createAccount();
    try {
      const { username } = new URL(account.of(database.ownerUrl));
      const names: Record<string, string> = {
        this: `\`${schemaOf(database)}\``,
        other: `\`${schemaOf(other)}\``,
        account: `'${username}'@'%'`,
      };
      await owner.query(grant.replace(/`(\w+)`/g, (_match, name: string) => names[name] ?? ''));
      await expect(grantApplication(owner, account.of(database.ownerUrl))).rejects.toThrow(/rights beyond/);
    } finally {
      await account.drop();
    }
  });

  it('fails where it is the account that owns the tables', async () => {
    await expect(grantApplication(owner, database.ownerUrl)).rejects.toThrow(/the same account/);
  });

  it('can be done again, and takes tables in that are new', async () => {
    await owner.query('CREATE TABLE newcomers (id INT PRIMARY KEY)');
    expect(DENIED).toContain(await errnoOf('SELECT * FROM newcomers'));
    await grantApplication(owner, database.url);
    expect(await errnoOf('INSERT INTO newcomers VALUES (1)')).toBe('it was done');
    await owner.query('DROP TABLE newcomers');
  });
});
