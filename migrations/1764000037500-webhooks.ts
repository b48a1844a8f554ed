import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = "ENUM('PLAN_STATUS', 'PLAN_STAGE', 'WORKS_MOVED', 'WORKS_FOUND')";

/** Addresses that are told what happens, and what is to be sent to them. */
export class Webhooks1764000037500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhooks (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        organisation_id INT UNSIGNED NULL,
        url VARCHAR(500) NOT NULL,
        kinds LONGTEXT NOT NULL,
        secret MEDIUMBLOB NULL,
        created_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        created_at DATETIME(3) NOT NULL,
        failing_since DATETIME(3) NULL,
        disabled_at DATETIME(3) NULL,
        disabled_reason VARCHAR(200) NULL,
        INDEX ix_webhooks_organisation_id (organisation_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_webhooks_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE webhook_deliveries (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        webhook_id INT UNSIGNED NOT NULL,
        kind ${KINDS} NOT NULL,
        body TEXT NOT NULL,
        created_at DATETIME(3) NOT NULL,
        status ENUM('PENDING', 'DELIVERED', 'DEAD') NOT NULL DEFAULT 'PENDING',
        attempts INT UNSIGNED NOT NULL DEFAULT 0,
        due_at DATETIME(3) NOT NULL,
        asked_at DATETIME(3) NULL,
        delivered_at DATETIME(3) NULL,
        outcome VARCHAR(120) NULL,
        INDEX ix_webhook_deliveries_webhook_id_status (webhook_id, status),
        INDEX ix_webhook_deliveries_status_due_at (status, due_at),
        PRIMARY KEY (id),
        CONSTRAINT fk_webhook_deliveries_webhook_id FOREIGN KEY (webhook_id) REFERENCES webhooks (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_deliveries');
    await runner.query('DROP TABLE webhooks');
  }
}
