import type { MigrationInterface, QueryRunner } from 'typeorm';

const CATEGORY =
  "ENUM('EQUIPMENT', 'LICENCES', 'CABLING', 'LABOUR', 'ACCESS_EQUIPMENT', 'TRAVEL', 'SURVEY', 'DISPOSAL', 'TRAINING', 'ESCORT', 'CONTINGENCY')";
const DEVICE_KINDS =
  "ENUM('CAMERA', 'RECORDER', 'ENCODER', 'DRONE', 'BODY_WORN', 'ACCESS_READER', 'ANPR_CAMERA', 'INTERCOM')";
const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';

const GREEN_BOOK =
  'Green Book supplementary guidance on optimism bias, Mott MacDonald table: upper bound of capital expenditure for ';

/** What costs follow from beside prices and day rates. Without rows, plans cost what they did. */
export class Costing1764000045000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE plan_cost_lines ADD outturn_pence BIGINT NOT NULL AFTER total_pence');
    await runner.query('UPDATE plan_cost_lines SET outturn_pence = total_pence');
    await runner.query(`
      CREATE TABLE cost_rates (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        category ${CATEGORY} NOT NULL,
        per ENUM('UNIT', 'PACKAGE', 'CREW_DAY', 'PERCENT') NOT NULL,
        from_date DATE NOT NULL,
        class ENUM('CAPITAL', 'RESOURCE') NOT NULL,
        amount BIGINT NOT NULL,
        basis_kind ENUM('CATALOGUE', 'FRAMEWORK', 'QUOTATION', 'ESTIMATE', 'NONE') NOT NULL,
        basis_reference VARCHAR(500) NULL,
        basis_date DATE NULL,
        UNIQUE INDEX ix_cost_rates_category_per_from_date (category, per, from_date),
        PRIMARY KEY (id)
      ) ${TABLE}
    `);
    await runner.query(`
      CREATE TABLE vat_rules (
        category ${CATEGORY} NOT NULL,
        basis_points INT UNSIGNED NOT NULL,
        recoverable_by LONGTEXT NOT NULL,
        source VARCHAR(500) NOT NULL,
        PRIMARY KEY (category)
      ) ${TABLE}
    `);
    await runner.query(`
      CREATE TABLE price_indices (
        fiscal_year SMALLINT UNSIGNED NOT NULL,
        basis_points INT UNSIGNED NOT NULL,
        source VARCHAR(500) NOT NULL,
        PRIMARY KEY (fiscal_year)
      ) ${TABLE}
    `);
    await runner.query(`
      CREATE TABLE optimism_bias (
        category ${CATEGORY} NOT NULL,
        basis_points INT UNSIGNED NOT NULL,
        source VARCHAR(500) NOT NULL,
        PRIMARY KEY (category)
      ) ${TABLE}
    `);
    await runner.query('INSERT INTO optimism_bias (category, basis_points, source) VALUES ?', [
      [
        ...['EQUIPMENT', 'LICENCES'].map((category) => [category, 20_000, `${GREEN_BOOK}equipment.`]),
        ...['CABLING', 'LABOUR'].map((category) => [category, 2_400, `${GREEN_BOOK}standard buildings.`]),
      ],
    ]);
    await runner.query(`
      CREATE TABLE asset_lives (
        kind ${DEVICE_KINDS} NOT NULL,
        life_years SMALLINT UNSIGNED NOT NULL,
        purchase_pence BIGINT NOT NULL,
        maintenance_pence_per_year BIGINT NOT NULL,
        licence_pence_per_year BIGINT NOT NULL,
        source VARCHAR(500) NOT NULL,
        PRIMARY KEY (kind)
      ) ${TABLE}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['asset_lives', 'optimism_bias', 'price_indices', 'vat_rules', 'cost_rates'])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query('ALTER TABLE plan_cost_lines DROP COLUMN outturn_pence');
  }
}
