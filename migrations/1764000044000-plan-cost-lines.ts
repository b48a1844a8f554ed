import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the assignments of plans cost, line by line. */
export class PlanCostLines1764000044000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plan_cost_lines (
        plan_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        line_number SMALLINT UNSIGNED NOT NULL,
        category ENUM('EQUIPMENT', 'LICENCES', 'CABLING', 'LABOUR', 'ACCESS_EQUIPMENT', 'TRAVEL', 'SURVEY', 'DISPOSAL', 'TRAINING', 'ESCORT', 'CONTINGENCY') NOT NULL,
        class ENUM('CAPITAL', 'RESOURCE') NOT NULL,
        item VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        per ENUM('UNIT', 'PACKAGE', 'CREW_DAY', 'PERCENT') NOT NULL,
        quantity INT UNSIGNED NOT NULL,
        net_pence BIGINT NOT NULL,
        vat_basis_points INT UNSIGNED NOT NULL,
        irrecoverable_vat_pence BIGINT NOT NULL,
        total_pence BIGINT NOT NULL,
        basis_kind ENUM('CATALOGUE', 'FRAMEWORK', 'QUOTATION', 'ESTIMATE', 'NONE') NOT NULL,
        basis_reference VARCHAR(500) NULL,
        basis_date DATE NULL,
        basis_expires_on DATE NULL,
        PRIMARY KEY (plan_id, number, line_number),
        CONSTRAINT fk_plan_cost_lines_plan_id_number FOREIGN KEY (plan_id, number) REFERENCES plan_work_packages (plan_id, number) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE plan_cost_lines');
  }
}
