import type { MigrationInterface, QueryRunner } from 'typeorm';

const CASCADE = 'ON DELETE CASCADE ON UPDATE NO ACTION';

/** Calendars of works, each behind a secret address. */
export class CalendarFeeds1764000034000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_feeds (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        secret_hash BINARY(32) NOT NULL,
        crew_id INT UNSIGNED NULL,
        site_id INT UNSIGNED NULL,
        organisation_ids LONGTEXT NULL,
        created_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        created_at DATETIME(3) NOT NULL,
        last_read_on DATE NULL,
        UNIQUE INDEX ix_calendar_feeds_secret_hash (secret_hash),
        INDEX ix_calendar_feeds_crew_id (crew_id),
        INDEX ix_calendar_feeds_site_id (site_id),
        INDEX ix_calendar_feeds_created_by (created_by),
        PRIMARY KEY (id),
        CONSTRAINT fk_calendar_feeds_crew_id FOREIGN KEY (crew_id) REFERENCES crews (id) ${CASCADE},
        CONSTRAINT fk_calendar_feeds_site_id FOREIGN KEY (site_id) REFERENCES sites (id) ${CASCADE}
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE calendar_feeds');
  }
}
