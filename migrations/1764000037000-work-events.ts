import type { MigrationInterface, QueryRunner } from 'typeorm';

const CASCADE = 'ON DELETE CASCADE ON UPDATE NO ACTION';

/** What happened to works, for whoever follows them. The moves and findings that are there are the first. */
export class WorkEvents1764000037000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE work_events (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        organisation_id INT UNSIGNED NOT NULL,
        site_id INT UNSIGNED NOT NULL,
        plan_id INT UNSIGNED NULL,
        work_order_id INT UNSIGNED NULL,
        finding_id INT UNSIGNED NULL,
        at DATETIME(3) NOT NULL,
        kind ENUM('MOVE', 'TAKEN_OVER', 'FINDING') NOT NULL,
        content LONGTEXT NOT NULL,
        INDEX ix_work_events_organisation_id_id (organisation_id, id),
        INDEX ix_work_events_plan_id_id (plan_id, id),
        INDEX ix_work_events_site_id_id (site_id, id),
        INDEX ix_work_events_work_order_id (work_order_id),
        INDEX ix_work_events_finding_id (finding_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_work_events_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ${CASCADE},
        CONSTRAINT fk_work_events_site_id FOREIGN KEY (site_id) REFERENCES sites (id) ${CASCADE},
        CONSTRAINT fk_work_events_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id) ${CASCADE},
        CONSTRAINT fk_work_events_work_order_id FOREIGN KEY (work_order_id) REFERENCES work_orders (id) ${CASCADE},
        CONSTRAINT fk_work_events_finding_id FOREIGN KEY (finding_id) REFERENCES findings (id) ${CASCADE}
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE work_event_heads (
        kind ENUM('BODY', 'PLAN') NOT NULL,
        subject_id INT UNSIGNED NOT NULL,
        PRIMARY KEY (kind, subject_id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      INSERT INTO work_events (organisation_id, site_id, plan_id, work_order_id, finding_id, at, kind, content)
      SELECT s.organisation_id, h.site_id, h.plan_id, h.work_order_id, h.finding_id, h.at, h.kind, h.content
        FROM (
          SELECT o.site_id, o.plan_id, o.id AS work_order_id, NULL AS finding_id, m.recorded_at AS at, 'MOVE' AS kind,
                 CONCAT('{"from":', COALESCE(CONCAT('"', m.from_status, '"'), 'null'), ',"to":"', m.to_status, '"}') AS content,
                 m.version AS turn
            FROM work_order_moves m JOIN work_orders o ON o.id = m.work_order_id
          UNION ALL
          SELECT f.site_id, o.plan_id, f.work_order_id, f.id, f.recorded_at, 'FINDING',
                 CONCAT('{"finding":"', f.kind, '"}'), 0
            FROM findings f LEFT JOIN work_orders o ON o.id = f.work_order_id
        ) h JOIN sites s ON s.id = h.site_id
       ORDER BY h.at, h.work_order_id, h.turn
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE work_event_heads');
    await runner.query('DROP TABLE work_events');
  }
}
