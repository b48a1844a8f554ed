import type { MigrationInterface, QueryRunner } from 'typeorm';
import { siteNameIndex, siteNameWordIndexes } from '../src/estate/blind-indexes.js';
import { KeyRing } from '../src/platform/sealing/key-ring.js';
import { rewriteRows, transactionsOf } from '../src/platform/sealing/rewrite-rows.js';
import { Sealed, sealedColumn } from '../src/platform/sealing/sealed.js';

interface SiteDetail {
  name: string;
  postcode: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** As they are on this day, whatever the program does later. */
const SITE = sealedColumn<SiteDetail>({
  table: 'sites',
  boundTo: ['external_id'],
  key: ['id'],
  block: 128,
});
const VERSION = sealedColumn<SiteDetail>({
  table: 'site_versions',
  boundTo: ['site_id', 'version'],
  key: ['site_id', 'version'],
  block: 128,
});

/** Names and places of sites are sealed; a name is found by blind indexes of it and of its words. */
export class SealedSites1764000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const keyRing = await keysWhereNeeded(runner);
    if (!(await runner.hasColumn('sites', 'detail')))
      await runner.query(
        'ALTER TABLE sites ADD COLUMN detail MEDIUMBLOB NULL, ADD COLUMN name_index BINARY(16) NULL',
      );
    if (!(await runner.hasColumn('site_versions', 'detail')))
      await runner.query('ALTER TABLE site_versions ADD COLUMN detail MEDIUMBLOB NULL');
    await runner.query(`
      CREATE TABLE IF NOT EXISTS site_name_words (
        site_id INT UNSIGNED NOT NULL,
        word BINARY(16) NOT NULL,
        INDEX ix_site_name_words_word (word),
        PRIMARY KEY (site_id, word),
        CONSTRAINT fk_site_name_words_site_id FOREIGN KEY (site_id) REFERENCES sites (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    // Tried again where it stopped, it goes on.
    if (await runner.hasColumn('sites', 'name')) {
      if (keyRing) await sealSites(runner, keyRing);
      // Copied, or the pages would go on holding what is dropped.
      await runner.query(`
        ALTER TABLE sites
          DROP COLUMN name, DROP COLUMN postcode, DROP COLUMN latitude, DROP COLUMN longitude,
          MODIFY COLUMN detail MEDIUMBLOB NOT NULL, MODIFY COLUMN name_index BINARY(16) NOT NULL,
          ADD INDEX ix_sites_name_index (name_index), ALGORITHM=COPY
      `);
    }
    if (keyRing) await sealVersions(runner, keyRing);
    await runner.query('ALTER TABLE site_versions MODIFY COLUMN detail MEDIUMBLOB NOT NULL, ALGORITHM=COPY');
  }

  async down(runner: QueryRunner): Promise<void> {
    const keyRing = await keysWhereNeeded(runner);
    await runner.query(`
      ALTER TABLE sites ADD COLUMN name VARCHAR(200) NULL AFTER organisation_id,
        ADD COLUMN postcode VARCHAR(12) NULL AFTER region, ADD COLUMN latitude DOUBLE NULL AFTER postcode,
        ADD COLUMN longitude DOUBLE NULL AFTER latitude
    `);
    if (keyRing) await openRows(runner, keyRing);
    await runner.query(`
      ALTER TABLE sites DROP INDEX ix_sites_name_index, DROP COLUMN detail, DROP COLUMN name_index,
        MODIFY COLUMN name VARCHAR(200) NOT NULL, ADD INDEX ix_sites_name (name)
    `);
    await runner.query('ALTER TABLE site_versions DROP COLUMN detail');
    await runner.query('DROP TABLE site_name_words');
  }
}

/** An empty database is brought up to date without keys. */
async function keysWhereNeeded(runner: QueryRunner): Promise<KeyRing | null> {
  const rows = (await runner.query('SELECT id FROM sites LIMIT 1')) as unknown[];
  return rows.length === 0 ? null : KeyRing.fromEnvironment(process.env);
}

async function sealSites(runner: QueryRunner, keyRing: KeyRing): Promise<void> {
  const words: [id: unknown, word: Buffer][] = [];
  const plain = ['name', 'postcode', 'latitude', 'longitude'];
  await rewriteRows(
    transactionsOf(runner),
    { table: 'sites', key: SITE.key, columns: ['external_id', ...plain, 'detail'], guard: 'detail' },
    ({ id, external_id, name, postcode, latitude, longitude }) => {
      const detail = { name, postcode, latitude, longitude } as SiteDetail;
      for (const word of siteNameWordIndexes(keyRing, detail.name)) words.push([id, word]);
      return {
        detail: keyRing.seal(SITE, [String(external_id)], detail).bytes,
        name_index: siteNameIndex(keyRing, detail.name),
      };
    },
  );
  for (let at = 0; at < words.length; at += 1_000)
    await runner.query('INSERT IGNORE INTO site_name_words (site_id, word) VALUES ?', [
      words.slice(at, at + 1_000),
    ]);
}

async function sealVersions(runner: QueryRunner, keyRing: KeyRing): Promise<void> {
  await rewriteRows(
    transactionsOf(runner),
    {
      table: 'site_versions',
      key: VERSION.key,
      columns: ['state', 'detail'],
      where: 'detail IS NULL',
      guard: 'detail',
    },
    ({ site_id, version, state }) => {
      const { name, postcode, latitude, longitude, ...rest } = JSON.parse(String(state)) as SiteDetail;
      const detail = { name, postcode, latitude, longitude };
      return {
        state: JSON.stringify(rest),
        detail: keyRing.seal(VERSION, [Number(site_id), Number(version)], detail).bytes,
      };
    },
  );
}

async function openRows(runner: QueryRunner, keyRing: KeyRing): Promise<void> {
  await rewriteRows(
    transactionsOf(runner),
    { table: 'sites', key: SITE.key, columns: ['external_id', 'detail'], guard: 'detail' },
    ({ external_id, detail }) => ({
      ...keyRing.open(SITE, [String(external_id)], new Sealed(detail as Buffer)),
    }),
  );
  await rewriteRows(
    transactionsOf(runner),
    { table: 'site_versions', key: VERSION.key, columns: ['state', 'detail'], guard: 'detail' },
    ({ site_id, version, state, detail }) => {
      const opened = keyRing.open(VERSION, [Number(site_id), Number(version)], new Sealed(detail as Buffer));
      return { state: JSON.stringify({ ...(JSON.parse(String(state)) as object), ...opened }) };
    },
  );
}
