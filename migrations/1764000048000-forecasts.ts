import type { MigrationInterface, QueryRunner } from 'typeorm';

const GREEN_BOOK = 'Green Book supplementary guidance on optimism bias';

/** Category, low and high in percent of the estimate, source. */
const SPREADS: [string, number, number, string][] = [
  [
    'LABOUR',
    90,
    154,
    `${GREEN_BOOK}: works duration, equipment and development, upper bound; low: an assumption`,
  ],
  ['EQUIPMENT', 95, 124, `${GREEN_BOOK}: capital, standard buildings, upper bound; low: an assumption`],
  ['LICENCES', 95, 110, 'An assumption: replace it by figures of your own'],
  [
    'CABLING',
    80,
    200,
    `${GREEN_BOOK}: capital, equipment and development, half of the upper bound; low: an assumption`,
  ],
  ['ACCESS_EQUIPMENT', 90, 150, 'An assumption: replace it by figures of your own'],
  ['TRAVEL', 90, 150, 'An assumption: replace it by figures of your own'],
  ['SURVEY', 90, 130, 'An assumption: replace it by figures of your own'],
  ['DISPOSAL', 90, 150, 'An assumption: replace it by figures of your own'],
  ['TRAINING', 90, 130, 'An assumption: replace it by figures of your own'],
  ['ESCORT', 90, 154, 'An assumption: as long as the work takes'],
  ['CONTINGENCY', 100, 100, 'It is there for the doubt, and in none itself'],
];

/** Draws of what plans may come to, and how far estimates may be out. */
export class Forecasts1764000048000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE forecast_spreads (
        category ENUM('EQUIPMENT', 'LICENCES', 'CABLING', 'LABOUR', 'ACCESS_EQUIPMENT', 'TRAVEL', 'SURVEY', 'DISPOSAL', 'TRAINING', 'ESCORT', 'CONTINGENCY') NOT NULL,
        shape ENUM('PERT', 'LOGNORMAL') NOT NULL,
        low_percent SMALLINT UNSIGNED NOT NULL,
        high_percent SMALLINT UNSIGNED NOT NULL,
        source VARCHAR(500) NOT NULL,
        PRIMARY KEY (category)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(
      `INSERT INTO forecast_spreads (category, shape, low_percent, high_percent, source)
       VALUES ${SPREADS.map(() => "(?, 'PERT', ?, ?, ?)").join(', ')}`,
      SPREADS.flat(),
    );
    await runner.query(`
      CREATE TABLE forecasts (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        plan_id INT UNSIGNED NOT NULL,
        status ENUM('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED') NOT NULL,
        draws INT UNSIGNED NOT NULL,
        seed INT UNSIGNED NOT NULL,
        vendor_correlation_percent TINYINT UNSIGNED NOT NULL,
        region_correlation_percent TINYINT UNSIGNED NOT NULL,
        as_of DATE NOT NULL,
        requested_at DATETIME(3) NOT NULL,
        finished_at DATETIME(3) NULL,
        crashes INT UNSIGNED NOT NULL DEFAULT 0,
        heartbeat_at DATETIME(3) NOT NULL,
        done_draws INT UNSIGNED NOT NULL DEFAULT 0,
        failure_code VARCHAR(64) NULL,
        failure_message VARCHAR(500) NULL,
        outcome LONGTEXT NULL,
        INDEX ix_forecasts_plan_id_id (plan_id, id),
        INDEX ix_forecasts_status_heartbeat_at (status, heartbeat_at),
        PRIMARY KEY (id),
        CONSTRAINT fk_forecasts_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE forecasts');
    await runner.query('DROP TABLE forecast_spreads');
  }
}
