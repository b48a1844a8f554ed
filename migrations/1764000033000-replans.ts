import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans made anew from others, what moved in them and why, and the units that each assignment takes. */
export class Replans1764000033000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE replans (
        plan_id INT UNSIGNED NOT NULL,
        base_plan_id INT UNSIGNED NOT NULL,
        as_of DATE NOT NULL,
        reason VARCHAR(500) NOT NULL,
        keep_ordered TINYINT NOT NULL,
        released LONGTEXT NOT NULL,
        frozen_until DATE NULL,
        most_moved INT UNSIGNED NULL,
        works LONGTEXT NOT NULL,
        created_at DATETIME(3) NOT NULL,
        created_by VARCHAR(255) NOT NULL,
        INDEX ix_replans_base_plan_id (base_plan_id),
        PRIMARY KEY (plan_id),
        CONSTRAINT fk_replans_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE CASCADE ON UPDATE NO ACTION,
        CONSTRAINT fk_replans_base_plan_id FOREIGN KEY (base_plan_id) REFERENCES plans (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE plan_moves (
        plan_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        reasons LONGTEXT NOT NULL,
        PRIMARY KEY (plan_id, number),
        CONSTRAINT fk_plan_moves_plan_id_number FOREIGN KEY (plan_id, number) REFERENCES plan_work_packages (plan_id, number) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query('ALTER TABLE plan_assignments ADD units INT UNSIGNED NOT NULL DEFAULT 0');
    // Plans of before took a unit for each device; those that were switched off already are counted too.
    await runner.query(`
      UPDATE plan_assignments a JOIN plan_work_packages w ON w.plan_id = a.plan_id AND w.number = a.number
         SET a.units = w.device_count
    `);
    await runner.query('ALTER TABLE plan_assignments ALTER COLUMN units DROP DEFAULT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE plan_assignments DROP COLUMN units');
    await runner.query('DROP TABLE plan_moves');
    await runner.query('DROP TABLE replans');
  }
}
