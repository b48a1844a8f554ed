import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Readings of registers and the rows that they could not take. */
export class Imports1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        format ENUM('CANONICAL_SITES', 'CANONICAL_DEVICES', 'SNIPE_IT', 'NETBOX') NOT NULL,
        status ENUM('RUNNING', 'COMPLETED', 'FAILED') NOT NULL,
        dry_run TINYINT NOT NULL,
        encoding VARCHAR(32) NULL,
        header LONGTEXT NOT NULL,
        ignored_columns LONGTEXT NOT NULL,
        read_count INT UNSIGNED NOT NULL DEFAULT '0',
        created_count INT UNSIGNED NOT NULL DEFAULT '0',
        updated_count INT UNSIGNED NOT NULL DEFAULT '0',
        unchanged_count INT UNSIGNED NOT NULL DEFAULT '0',
        rejected_count INT UNSIGNED NOT NULL DEFAULT '0',
        skipped_count INT UNSIGNED NOT NULL DEFAULT '0',
        started_at DATETIME(3) NOT NULL,
        heartbeat_at DATETIME(3) NOT NULL,
        finished_at DATETIME(3) NULL,
        failure VARCHAR(500) NULL,
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE import_rejections (
        import_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        line_number INT UNSIGNED NOT NULL,
        column_name VARCHAR(120) NOT NULL,
        reason VARCHAR(500) NOT NULL,
        cells LONGTEXT NOT NULL,
        PRIMARY KEY (import_id, number),
        CONSTRAINT fk_import_rejections_import_id FOREIGN KEY (import_id) REFERENCES imports (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE import_keys (
        import_id INT UNSIGNED NOT NULL,
        external_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        line_number INT UNSIGNED NOT NULL,
        site_id INT UNSIGNED NULL,
        kind VARCHAR(32) NULL,
        recorder VARCHAR(64) COLLATE utf8mb4_bin NULL,
        PRIMARY KEY (import_id, external_id),
        CONSTRAINT fk_import_keys_import_id FOREIGN KEY (import_id) REFERENCES imports (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_keys');
    await runner.query('DROP TABLE import_rejections');
    await runner.query('DROP TABLE imports');
  }
}
