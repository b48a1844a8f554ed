import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const BASIS = "ENUM('CATALOGUE', 'FRAMEWORK', 'QUOTATION', 'ESTIMATE', 'NONE')";

/** Dated prices with volume tiers, what vendors have quoted, and the tiers that plans were made at. */
export class Prices1764000046000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE product_prices (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        product_id INT UNSIGNED NOT NULL,
        from_date DATE NOT NULL,
        basis_kind ${BASIS} NOT NULL,
        basis_reference VARCHAR(500) NULL,
        basis_date DATE NULL,
        UNIQUE INDEX ix_product_prices_product_id_from_date (product_id, from_date),
        PRIMARY KEY (id),
        CONSTRAINT fk_product_prices_product_id FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ${TABLE}
    `);
    await runner.query(`
      CREATE TABLE product_price_tiers (
        price_id INT UNSIGNED NOT NULL,
        from_units INT UNSIGNED NOT NULL,
        price_pence BIGINT NOT NULL,
        PRIMARY KEY (price_id, from_units),
        CONSTRAINT fk_product_price_tiers_price_id FOREIGN KEY (price_id) REFERENCES product_prices (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ${TABLE}
    `);
    await runner.query(`
      CREATE TABLE quotations (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        external_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        organisation_id INT UNSIGNED NOT NULL,
        vendor_id INT UNSIGNED NOT NULL,
        number VARCHAR(120) NOT NULL,
        issued_on DATE NOT NULL,
        expires_on DATE NOT NULL,
        document VARCHAR(300) NOT NULL,
        UNIQUE INDEX ix_quotations_external_id (external_id),
        INDEX ix_quotations_organisation_id (organisation_id),
        INDEX ix_quotations_vendor_id (vendor_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_quotations_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT ON UPDATE NO ACTION,
        CONSTRAINT fk_quotations_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ${TABLE}
    `);
    await runner.query(`
      CREATE TABLE quotation_lines (
        quotation_id INT UNSIGNED NOT NULL,
        product_id INT UNSIGNED NOT NULL,
        price_pence BIGINT NOT NULL,
        INDEX ix_quotation_lines_product_id (product_id),
        PRIMARY KEY (quotation_id, product_id),
        CONSTRAINT fk_quotation_lines_quotation_id FOREIGN KEY (quotation_id) REFERENCES quotations (id) ON DELETE CASCADE ON UPDATE NO ACTION,
        CONSTRAINT fk_quotation_lines_product_id FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ${TABLE}
    `);
    await runner.query(`
      CREATE TABLE plan_price_tiers (
        plan_id INT UNSIGNED NOT NULL,
        vendor_id INT UNSIGNED NOT NULL,
        from_units INT UNSIGNED NOT NULL,
        reached_units INT UNSIGNED NOT NULL,
        units INT UNSIGNED NOT NULL,
        INDEX ix_plan_price_tiers_vendor_id (vendor_id),
        PRIMARY KEY (plan_id, vendor_id),
        CONSTRAINT fk_plan_price_tiers_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE CASCADE ON UPDATE NO ACTION,
        CONSTRAINT fk_plan_price_tiers_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ${TABLE}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'plan_price_tiers',
      'quotation_lines',
      'quotations',
      'product_price_tiers',
      'product_prices',
    ])
      await runner.query(`DROP TABLE ${table}`);
  }
}
