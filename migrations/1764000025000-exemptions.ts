import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices and sites that need not be removed for some time. */
export class Exemptions1764000025000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exemptions (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        site_id INT UNSIGNED NOT NULL,
        device_id INT UNSIGNED NULL,
        directive_key VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        ground MEDIUMBLOB NOT NULL,
        from_date DATE NOT NULL,
        expires_on DATE NOT NULL,
        granted_by VARCHAR(255) NOT NULL,
        granted_at DATETIME(3) NOT NULL,
        revoked_by VARCHAR(255) NULL,
        revoked_at DATETIME(3) NULL,
        INDEX ix_exemptions_site_id (site_id),
        INDEX ix_exemptions_device_id (device_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_exemptions_site_id FOREIGN KEY (site_id) REFERENCES sites (id) ON DELETE CASCADE ON UPDATE NO ACTION,
        CONSTRAINT fk_exemptions_device_id FOREIGN KEY (device_id) REFERENCES devices (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query('ALTER TABLE assessments ADD exempt_until DATE NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE assessments DROP COLUMN exempt_until');
    await runner.query('DROP TABLE exemptions');
  }
}
