import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may ask, and the roles that they hold. */
export class Access1764000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE people (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        subject VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
        name VARCHAR(200) NOT NULL,
        kind ENUM('PERSON', 'SERVICE') NOT NULL,
        UNIQUE INDEX ix_people_subject (subject),
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE held_roles (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        person_id INT UNSIGNED NOT NULL,
        role ENUM('ESTATES_MANAGER', 'FINANCE', 'APPROVER', 'INSTALLER', 'AUDITOR', 'CLIENT', 'ADMIN') NOT NULL,
        organisation_id INT UNSIGNED NULL,
        from_date DATE NOT NULL,
        to_date DATE NULL,
        granted_by VARCHAR(255) NOT NULL,
        granted_at DATETIME(3) NOT NULL,
        revoked_by VARCHAR(255) NULL,
        revoked_at DATETIME(3) NULL,
        INDEX ix_held_roles_person_id (person_id),
        INDEX ix_held_roles_organisation_id (organisation_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_held_roles_person_id FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE RESTRICT ON UPDATE NO ACTION,
        CONSTRAINT fk_held_roles_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE held_roles');
    await runner.query('DROP TABLE people');
  }
}
