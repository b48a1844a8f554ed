import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is known of a plan while it is computed, as one document, and the sites on which depends who may know it. What was
 * told of the progress of computations that go on is forgotten: it will be told anew.
 */
export class ProgressFigures1764000036000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM plan_events WHERE kind = 'PROGRESS'");
    await runner.query(`
      ALTER TABLE plans
        DROP COLUMN progress_stage, DROP COLUMN progress_done, DROP COLUMN progress_total,
        ADD COLUMN progress LONGTEXT NULL AFTER heartbeat_at
    `);
    await runner.query(`
      CREATE TABLE plan_computed_sites (
        plan_id INT UNSIGNED NOT NULL,
        phase TINYINT UNSIGNED NOT NULL,
        site_id INT UNSIGNED NOT NULL,
        PRIMARY KEY (plan_id, phase, site_id),
        CONSTRAINT fk_plan_computed_sites_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE plan_computed_sites');
    await runner.query("DELETE FROM plan_events WHERE kind = 'PROGRESS'");
    await runner.query(`
      ALTER TABLE plans
        DROP COLUMN progress,
        ADD COLUMN progress_stage VARCHAR(40) NULL AFTER heartbeat_at,
        ADD COLUMN progress_done INT UNSIGNED NULL AFTER progress_stage,
        ADD COLUMN progress_total INT UNSIGNED NULL AFTER progress_done
    `);
  }
}
