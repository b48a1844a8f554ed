import type { MigrationInterface, QueryRunner } from 'typeorm';

const STAGES = "ENUM('DRAFT', 'PROPOSED', 'APPROVED', 'SUPERSEDED', 'WITHDRAWN')";

/** How plans come into force, and what they take of budgets. */
export class Approval1764000024000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE plans ADD stage ${STAGES} NOT NULL DEFAULT 'DRAFT', ADD fingerprint CHAR(64) NULL`,
    );
    await runner.query(`
      CREATE TABLE plan_stage_changes (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        plan_id INT UNSIGNED NOT NULL,
        act ENUM('PROPOSE', 'APPROVE_MONEY', 'APPROVE_WORKS', 'WITHDRAW', 'SUPERSEDE') NOT NULL,
        from_stage ${STAGES} NOT NULL,
        to_stage ${STAGES} NOT NULL,
        by_subject VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
        by_name VARCHAR(200) NOT NULL,
        at DATETIME(3) NOT NULL,
        comment VARCHAR(500) NULL,
        accepted_stale TINYINT NOT NULL DEFAULT 0,
        INDEX ix_plan_stage_changes_plan_id (plan_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_plan_stage_changes_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE plan_commitments (
        plan_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        budget_id INT UNSIGNED NOT NULL,
        pence BIGINT NOT NULL,
        kind ENUM('COMMITTED', 'SPENT') NOT NULL,
        INDEX ix_plan_commitments_budget_id (budget_id),
        PRIMARY KEY (plan_id, number),
        CONSTRAINT fk_plan_commitments_plan_id_number FOREIGN KEY (plan_id, number) REFERENCES plan_assignments (plan_id, number) ON DELETE RESTRICT ON UPDATE NO ACTION,
        CONSTRAINT fk_plan_commitments_budget_id FOREIGN KEY (budget_id) REFERENCES budgets (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE plan_approval_turns (
        id TINYINT UNSIGNED NOT NULL,
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query('INSERT INTO plan_approval_turns (id) VALUES (1)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE plan_approval_turns');
    await runner.query('DROP TABLE plan_commitments');
    await runner.query('DROP TABLE plan_stage_changes');
    await runner.query('ALTER TABLE plans DROP COLUMN fingerprint, DROP COLUMN stage');
  }
}
