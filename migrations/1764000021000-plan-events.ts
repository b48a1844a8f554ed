import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened to plans, for whoever follows them. Of those that are there, what they are now. */
export class PlanEvents1764000021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plan_events (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        plan_id INT UNSIGNED NOT NULL,
        at DATETIME(3) NOT NULL,
        kind ENUM('STATUS', 'PROGRESS', 'STAGE') NOT NULL,
        content LONGTEXT NOT NULL,
        INDEX ix_plan_events_plan_id_id (plan_id, id),
        PRIMARY KEY (id),
        CONSTRAINT fk_plan_events_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      INSERT INTO plan_events (plan_id, at, kind, content)
      SELECT id, COALESCE(finished_at, heartbeat_at), 'STATUS', CONCAT('{"status":"', status, '"}') FROM plans ORDER BY id
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE plan_events');
  }
}
