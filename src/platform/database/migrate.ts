/**
 * The database's schema from the command line.
 *
 *   up     runs every migration that has not run yet, and gives the program's account its rights
 *   down   takes every migration back, newest first
 *   draft  prints the SQL by which the entities differ from the database
 *   check  on an empty scratch database: up, no difference to the entities, down to nothing, up again
 *
 * MIGRATION_DATABASE_URL names the account that owns the tables; the program then uses that of DATABASE_URL, which has
 * no rights but to their rows. Without it DATABASE_URL is both.
 */
import 'reflect-metadata';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { projectRoot } from '../project-root.js';
import { grantApplication } from './application-account.js';
import { dataSourceOptions, databaseUrlOf } from './data-source.js';

const built = join(projectRoot, 'dist');

/** A data source with every entity and migration that is built. */
async function openDataSource(databaseUrl: string): Promise<DataSource> {
  return new DataSource({
    ...dataSourceOptions(databaseUrl),
    // The two describe a schema in different words, which only matters for comparing.
    type: (await isMariadb(databaseUrl)) ? 'mariadb' : 'mysql',
    entities: [join(built, 'src/**/*.entity.js')],
    migrations: [join(built, 'migrations/*.js')],
  }).initialize();
}

async function isMariadb(databaseUrl: string): Promise<boolean> {
  const dataSource = await new DataSource(dataSourceOptions(databaseUrl)).initialize();
  try {
    const rows: { version: string }[] = await dataSource.query('SELECT VERSION() AS version');
    return /mariadb/i.test(rows[0]?.version ?? '');
  } finally {
    await dataSource.destroy();
  }
}

async function differences(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

async function takeBackAll(dataSource: DataSource): Promise<void> {
  while ((await executedCount(dataSource)) > 0) await dataSource.undoLastMigration();
}

async function executedCount(dataSource: DataSource): Promise<number> {
  const rows: { n: string }[] = await dataSource.query('SELECT COUNT(*) AS n FROM migrations');
  return Number(rows[0]?.n);
}

async function tables(dataSource: DataSource): Promise<string[]> {
  const rows: { name: string }[] = await dataSource.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> 'migrations'",
  );
  return rows.map(({ name }) => name);
}

/** Works in a database of its own beside the named one, so that no data is at risk. */
async function check(databaseUrl: string): Promise<void> {
  const scratch = `phaseout_scratch_${process.pid}`;
  const admin = await openDataSource(databaseUrl);
  const url = new URL(databaseUrl);
  url.pathname = `/${scratch}`;
  try {
    await admin.query(`CREATE DATABASE ${scratch} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    const dataSource = await openDataSource(url.href);
    try {
      await dataSource.runMigrations();
      const first = await differences(dataSource);
      if (first.length > 0)
        throw new Error(`the entities differ from the migrations:\n  ${first.join('\n  ')}`);
      await takeBackAll(dataSource);
      const left = await tables(dataSource);
      if (left.length > 0) throw new Error(`taking all migrations back leaves the tables ${left.join(', ')}`);
      await dataSource.runMigrations();
      const again = await differences(dataSource);
      if (again.length > 0) throw new Error(`the second run differs:\n  ${again.join('\n  ')}`);
      console.log(`${dataSource.migrations.length} migrations: up, same as the entities, down, up again`);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${scratch}`);
    await admin.destroy();
  }
}

async function main(command: string | undefined): Promise<void> {
  const { DATABASE_URL: applicationUrl, MIGRATION_DATABASE_URL: ownerUrl } = process.env;
  const databaseUrl = ownerUrl ?? databaseUrlOf(process.env);
  if (command === 'check') return check(databaseUrl);
  const dataSource = await openDataSource(databaseUrl);
  try {
    switch (command) {
      case 'up': {
        const run = await dataSource.runMigrations();
        if (ownerUrl && applicationUrl) await grantApplication(dataSource, applicationUrl);
        console.log(run.length === 0 ? 'up to date' : `${run.length} migrations run`);
        return;
      }
      case 'down':
        await takeBackAll(dataSource);
        console.log('all migrations taken back');
        return;
      case 'draft':
        for (const query of await differences(dataSource)) console.log(`${query};`);
        return;
      case undefined:
      default:
        throw new Error('usage: migrate up | down | draft | check');
    }
  } finally {
    await dataSource.destroy();
  }
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
