import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Photographs and papers of works, whose files are stored outside of the database. */
export class WorkEvidence1764000030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE work_evidence (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        work_order_id INT UNSIGNED NOT NULL,
        kind ENUM('PHOTO', 'CERTIFICATE', 'ASSESSMENT', 'CONSENT') NOT NULL,
        media_type ENUM('image/jpeg', 'image/png', 'application/pdf') NOT NULL,
        size INT UNSIGNED NOT NULL,
        sha256 CHAR(64) NOT NULL,
        file_name CHAR(64) NOT NULL,
        file_key MEDIUMBLOB NOT NULL,
        added_by VARCHAR(255) NOT NULL,
        added_at DATETIME(3) NOT NULL,
        UNIQUE INDEX ix_work_evidence_work_order_id_sha256 (work_order_id, sha256),
        PRIMARY KEY (id),
        CONSTRAINT fk_work_evidence_work_order_id FOREIGN KEY (work_order_id) REFERENCES work_orders (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE work_evidence');
  }
}
