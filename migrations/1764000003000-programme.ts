import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who replaces devices, with what, when and from which money. */
export class Programme1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE vendors (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        external_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        name VARCHAR(200) NOT NULL,
        has_limited_supply TINYINT NOT NULL,
        UNIQUE INDEX ix_vendors_external_id (external_id),
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE vendor_supply (
        vendor_id INT UNSIGNED NOT NULL,
        month CHAR(7) NOT NULL,
        units INT UNSIGNED NOT NULL,
        PRIMARY KEY (vendor_id, month),
        CONSTRAINT fk_vendor_supply_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE products (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        external_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        vendor_id INT UNSIGNED NOT NULL,
        name VARCHAR(200) NOT NULL,
        price_pence BIGINT NOT NULL,
        fitting_minutes INT UNSIGNED NOT NULL,
        lead_days INT UNSIGNED NOT NULL,
        UNIQUE INDEX ix_products_external_id (external_id),
        INDEX ix_products_vendor_id (vendor_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_products_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE product_kinds (
        product_id INT UNSIGNED NOT NULL,
        kind ENUM('CAMERA', 'RECORDER', 'ENCODER', 'DRONE', 'BODY_WORN', 'ACCESS_READER', 'ANPR_CAMERA', 'INTERCOM') NOT NULL,
        PRIMARY KEY (product_id, kind),
        CONSTRAINT fk_product_kinds_product_id FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE crews (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        external_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        name VARCHAR(200) NOT NULL,
        nation ENUM('ENG', 'WLS', 'SCT', 'NIR') NOT NULL,
        clearance ENUM('NONE', 'CTC', 'SC', 'DV') NOT NULL,
        minutes_per_day INT UNSIGNED NOT NULL,
        day_rate_pence BIGINT NOT NULL,
        from_date DATE NULL,
        to_date DATE NULL,
        UNIQUE INDEX ix_crews_external_id (external_id),
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE crew_regions (
        crew_id INT UNSIGNED NOT NULL,
        region VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        PRIMARY KEY (crew_id, region),
        CONSTRAINT fk_crew_regions_crew_id FOREIGN KEY (crew_id) REFERENCES crews (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE crew_leave (
        crew_id INT UNSIGNED NOT NULL,
        from_date DATE NOT NULL,
        to_date DATE NOT NULL,
        PRIMARY KEY (crew_id, from_date),
        CONSTRAINT fk_crew_leave_crew_id FOREIGN KEY (crew_id) REFERENCES crews (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE holidays (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        holiday_date DATE NOT NULL,
        nation ENUM('ENG', 'WLS', 'SCT', 'NIR', 'ALL') NOT NULL,
        name VARCHAR(120) NOT NULL,
        UNIQUE INDEX ix_holidays_holiday_date_nation (holiday_date, nation),
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE budgets (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        external_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        organisation_id INT UNSIGNED NOT NULL,
        fiscal_year SMALLINT UNSIGNED NOT NULL,
        pence BIGINT NOT NULL,
        UNIQUE INDEX ix_budgets_external_id (external_id),
        UNIQUE INDEX ix_budgets_organisation_id_fiscal_year (organisation_id, fiscal_year),
        PRIMARY KEY (id),
        CONSTRAINT fk_budgets_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE planning_defaults (
        id TINYINT UNSIGNED NOT NULL,
        start_date DATE NOT NULL,
        end_date DATE NOT NULL,
        rule ENUM('STRICT_PHASES', 'FILL_IDLE_CAPACITY') NOT NULL,
        pence_for_risk_day BIGINT NOT NULL,
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE planning_defaults');
    await runner.query('DROP TABLE budgets');
    await runner.query('DROP TABLE holidays');
    await runner.query('DROP TABLE crew_leave');
    await runner.query('DROP TABLE crew_regions');
    await runner.query('DROP TABLE crews');
    await runner.query('DROP TABLE product_kinds');
    await runner.query('DROP TABLE products');
    await runner.query('DROP TABLE vendor_supply');
    await runner.query('DROP TABLE vendors');
  }
}
