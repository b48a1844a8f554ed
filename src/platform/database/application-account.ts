/** The rights of the account that the API and the workers use: rows of its own tables, and nothing else. */
import { createConnection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';

const RIGHTS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

/** Tables of which it may not change every row. */
const FEWER_RIGHTS: Partial<Record<string, string[]>> = {
  audit_entries: ['SELECT', 'INSERT'],
  audit_links: ['SELECT', 'INSERT'],
  audit_unlinked: ['SELECT', 'INSERT', 'DELETE'],
  ledger_entries: ['SELECT', 'INSERT'],
  ledger_postings: ['SELECT', 'INSERT'],
  migrations: ['SELECT'],
};

/** What the account may do with a table. */
export function rightsOn(table: string): readonly string[] {
  return FEWER_RIGHTS[table] ?? RIGHTS;
}

/**
 * Gives an account its rights, table by table: neither MySQL nor MariaDB can take a right on one table out of a grant
 * for the whole database.
 *
 * @param owner connected to the database as an account that may grant them
 * @param applicationUrl of the account, which is there already
 * @throws {Error} where the account has other rights besides, or none can be given
 */
export async function grantApplication(owner: DataSource, applicationUrl: string): Promise<void> {
  const account = await accountOf(applicationUrl);
  const [{ schema, user } = { schema: '', user: '' }]: { schema: string; user: string }[] = await owner.query(
    'SELECT DATABASE() AS `schema`, CURRENT_USER() AS user',
  );
  if (account === user)
    throw new Error(
      'DATABASE_URL and MIGRATION_DATABASE_URL name the same account: make one without rights for DATABASE_URL',
    );
  const tables = await tablesOf(owner);
  for (const table of tables) {
    await owner.query(
      `GRANT ${rightsOn(table).join(', ')} ON ${owner.driver.escape(schema)}.${owner.driver.escape(table)} TO ${quoted(account)}`,
    );
  }
  const given = new Map(tables.map((table) => [`\`${schema}\`.\`${table}\``, rightsOn(table)]));
  refuseOtherRights(await grantsOf(applicationUrl), given);
}

async function tablesOf(owner: DataSource): Promise<string[]> {
  const rows: { name: string }[] = await owner.query(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  return rows.map(({ name }) => name);
}

/** `user@host` as the server knows it, whatever host the connection comes from. */
async function accountOf(url: string): Promise<string> {
  const [row] = await askAs(url, 'SELECT CURRENT_USER() AS account');
  return String(row?.['account']);
}

async function grantsOf(url: string): Promise<string[]> {
  const rows = await askAs(url, 'SHOW GRANTS');
  return rows.map((row) => String(Object.values(row)[0]));
}

/** Without a database, which the account cannot choose before it has rights in it. */
async function askAs(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const server = new URL(url.replace(/^mariadb:/, 'mysql:'));
  server.pathname = '/';
  const connection = await createConnection(server.href);
  try {
    const [rows] = await connection.query(statement);
    return rows as Record<string, unknown>[];
  } finally {
    await connection.end();
  }
}

/** @param given what may stand there, by the table as the server writes it */
function refuseOtherRights(grants: readonly string[], given: ReadonlyMap<string, readonly string[]>): void {
  for (const grant of grants) {
    const [, rights = '', on = ''] = /^GRANT (.+?) ON (\S+) TO /.exec(grant) ?? [];
    if (rights === 'USAGE' && on === '*.*') continue;
    const allowed = given.get(on);
    if (allowed && rights.split(', ').every((right) => allowed.includes(right))) continue;
    // Not the grant itself, which may hold the password's hash.
    throw new Error(
      `the account of DATABASE_URL has rights beyond its tables' rows (${on || 'a role'}): SHOW GRANTS tells them; REVOKE them, or make a new account`,
    );
  }
}

function quoted(account: string): string {
  const at = account.lastIndexOf('@');
  return [account.slice(0, at), account.slice(at + 1)]
    .map((part) => `'${part.replace(/['\\]/g, '\\$&')}'`)
    .join('@');
}
