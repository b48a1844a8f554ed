import type { MigrationInterface, QueryRunner } from 'typeorm';

const RESTRICT = 'ON DELETE RESTRICT ON UPDATE NO ACTION';

/** What is found on site that the register has not, and what it has that is not there. */
export class Findings1764000029000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE findings (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        kind ENUM('UNREGISTERED_DEVICE', 'ABSENT_DEVICE') NOT NULL,
        site_id INT UNSIGNED NOT NULL,
        device_id INT UNSIGNED NOT NULL,
        work_order_id INT UNSIGNED NULL,
        asserted_by VARCHAR(120) NOT NULL,
        asserted_on DATE NOT NULL,
        note MEDIUMBLOB NULL,
        recorded_by VARCHAR(255) NOT NULL,
        recorded_at DATETIME(3) NOT NULL,
        INDEX ix_findings_site_id (site_id),
        INDEX ix_findings_device_id (device_id),
        INDEX ix_findings_work_order_id (work_order_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_findings_site_id FOREIGN KEY (site_id) REFERENCES sites (id) ${RESTRICT},
        CONSTRAINT fk_findings_device_id FOREIGN KEY (device_id) REFERENCES devices (id) ${RESTRICT},
        CONSTRAINT fk_findings_work_order_id FOREIGN KEY (work_order_id) REFERENCES work_orders (id) ${RESTRICT}
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE findings');
  }
}
