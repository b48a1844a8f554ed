import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the works on the packages of plans are. */
export class Standings1764000020500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plan_standings (
        plan_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        standing ENUM('ORDERED', 'UNDER_WAY', 'DONE') NOT NULL,
        started_on DATE NULL,
        done_on DATE NULL,
        cost_pence BIGINT NULL,
        PRIMARY KEY (plan_id, number),
        CONSTRAINT fk_plan_standings_plan_id_number FOREIGN KEY (plan_id, number) REFERENCES plan_work_packages (plan_id, number) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE plan_standings');
  }
}
