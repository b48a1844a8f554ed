import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What-ifs over plans, and how the packages of two plans are found in one another. */
export class Scenarios1764000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scenarios (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        name VARCHAR(120) NOT NULL,
        base_plan_id INT UNSIGNED NOT NULL,
        plan_id INT UNSIGNED NOT NULL,
        changes LONGTEXT NOT NULL,
        created_at DATETIME(3) NOT NULL,
        created_by VARCHAR(255) NOT NULL,
        INDEX ix_scenarios_base_plan_id (base_plan_id),
        UNIQUE INDEX ix_scenarios_plan_id (plan_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_scenarios_base_plan_id FOREIGN KEY (base_plan_id) REFERENCES plans (id) ON DELETE RESTRICT ON UPDATE NO ACTION,
        CONSTRAINT fk_scenarios_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(
      'CREATE INDEX ix_plan_work_packages_plan_id_work_package_id ON plan_work_packages (plan_id, work_package_id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_plan_work_packages_plan_id_work_package_id ON plan_work_packages');
    await runner.query('DROP TABLE scenarios');
  }
}
