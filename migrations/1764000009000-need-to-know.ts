import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may know the detail of which sensitive site. */
export class NeedToKnow1764000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE need_to_know_grants (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        person_id INT UNSIGNED NOT NULL,
        site_id INT UNSIGNED NOT NULL,
        reason VARCHAR(500) NOT NULL,
        from_date DATE NOT NULL,
        expires_on DATE NOT NULL,
        granted_by VARCHAR(255) NOT NULL,
        granted_at DATETIME(3) NOT NULL,
        revoked_by VARCHAR(255) NULL,
        revoked_at DATETIME(3) NULL,
        INDEX ix_need_to_know_grants_person_id_site_id (person_id, site_id),
        INDEX ix_need_to_know_grants_site_id (site_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_need_to_know_grants_person_id FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE RESTRICT ON UPDATE NO ACTION,
        CONSTRAINT fk_need_to_know_grants_site_id FOREIGN KEY (site_id) REFERENCES sites (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(
      'ALTER TABLE imports ADD COLUMN imported_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE imports DROP COLUMN imported_by');
    await runner.query('DROP TABLE need_to_know_grants');
  }
}
