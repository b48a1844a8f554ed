import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATUS = `ENUM('PLANNED', 'ORDERED', 'SURVEYED', 'ISOLATED', 'REMOVED', 'INSTALLED', 'COMMISSIONED', 'DISPOSED', 'CLOSED', 'ON_HOLD', 'FAILED', 'CANCELLED')`;
const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const RESTRICT = 'ON DELETE RESTRICT ON UPDATE NO ACTION';
const CASCADE = 'ON DELETE CASCADE ON UPDATE NO ACTION';

/** What becomes of the packages of approved plans: orders, their history, their devices, and who works in which crew. */
export class WorkOrders1764000027000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE work_orders (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        plan_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        work_package_id VARCHAR(140) COLLATE utf8mb4_bin NOT NULL,
        site_id INT UNSIGNED NOT NULL,
        crew_id INT UNSIGNED NOT NULL,
        vendor_id INT UNSIGNED NOT NULL,
        budget_id INT UNSIGNED NOT NULL,
        planned_start DATE NOT NULL,
        planned_finish DATE NOT NULL,
        planned_cost_pence BIGINT NOT NULL,
        status ${STATUS} NOT NULL,
        held_at ${STATUS} NULL,
        moved_on DATE NOT NULL,
        actual_start DATE NULL,
        actual_finish DATE NULL,
        actual_cost_pence BIGINT NULL,
        consent_on DATE NULL,
        assessment_on DATE NULL,
        sanitised_on DATE NULL,
        held_until DATE NULL,
        detail MEDIUMBLOB NULL,
        version INT UNSIGNED NOT NULL DEFAULT 1,
        UNIQUE INDEX ix_work_orders_plan_id_number (plan_id, number),
        INDEX ix_work_orders_work_package_id (work_package_id),
        INDEX ix_work_orders_site_id (site_id),
        INDEX ix_work_orders_vendor_id (vendor_id),
        INDEX ix_work_orders_budget_id (budget_id),
        INDEX ix_work_orders_crew_id_planned_start (crew_id, planned_start),
        INDEX ix_work_orders_status_planned_start (status, planned_start),
        PRIMARY KEY (id),
        CONSTRAINT fk_work_orders_plan_id_number FOREIGN KEY (plan_id, number) REFERENCES plan_work_packages (plan_id, number) ${RESTRICT},
        CONSTRAINT fk_work_orders_site_id FOREIGN KEY (site_id) REFERENCES sites (id) ${RESTRICT},
        CONSTRAINT fk_work_orders_crew_id FOREIGN KEY (crew_id) REFERENCES crews (id) ${RESTRICT},
        CONSTRAINT fk_work_orders_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors (id) ${RESTRICT},
        CONSTRAINT fk_work_orders_budget_id FOREIGN KEY (budget_id) REFERENCES budgets (id) ${RESTRICT}
      ) ${TABLE}
    `);
    await runner.query(`
      CREATE TABLE work_order_moves (
        work_order_id INT UNSIGNED NOT NULL,
        version INT UNSIGNED NOT NULL,
        from_status ${STATUS} NULL,
        to_status ${STATUS} NOT NULL,
        moved_on DATE NOT NULL,
        moved_by VARCHAR(255) NOT NULL,
        recorded_at DATETIME(3) NOT NULL,
        reason MEDIUMBLOB NULL,
        PRIMARY KEY (work_order_id, version),
        CONSTRAINT fk_work_order_moves_work_order_id FOREIGN KEY (work_order_id) REFERENCES work_orders (id) ${RESTRICT}
      ) ${TABLE}
    `);
    await runner.query(`
      CREATE TABLE work_order_devices (
        work_order_id INT UNSIGNED NOT NULL,
        device_id INT UNSIGNED NOT NULL,
        ticked_at DATETIME(3) NULL,
        ticked_by VARCHAR(255) NULL,
        unreplaced_reason MEDIUMBLOB NULL,
        INDEX ix_work_order_devices_device_id (device_id),
        PRIMARY KEY (work_order_id, device_id),
        CONSTRAINT fk_work_order_devices_work_order_id FOREIGN KEY (work_order_id) REFERENCES work_orders (id) ${RESTRICT},
        CONSTRAINT fk_work_order_devices_device_id FOREIGN KEY (device_id) REFERENCES devices (id) ${RESTRICT}
      ) ${TABLE}
    `);
    await runner.query(`
      CREATE TABLE work_replacements (
        work_order_id INT UNSIGNED NOT NULL,
        device_id INT UNSIGNED NOT NULL,
        external_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        kind ENUM('CAMERA', 'RECORDER', 'ENCODER', 'DRONE', 'BODY_WORN', 'ACCESS_READER', 'ANPR_CAMERA', 'INTERCOM') NOT NULL,
        manufacturer VARCHAR(120) NOT NULL,
        model VARCHAR(120) NULL,
        detail MEDIUMBLOB NOT NULL,
        verdict ENUM('IN_SCOPE', 'OUT_OF_SCOPE', 'REVIEW', 'UNKNOWN') NOT NULL,
        entered_by VARCHAR(255) NOT NULL,
        entered_at DATETIME(3) NOT NULL,
        PRIMARY KEY (work_order_id, device_id),
        CONSTRAINT fk_work_replacements_work_order_id_device_id FOREIGN KEY (work_order_id, device_id) REFERENCES work_order_devices (work_order_id, device_id) ${CASCADE}
      ) ${TABLE}
    `);
    await runner.query(`
      CREATE TABLE crew_installers (
        crew_id INT UNSIGNED NOT NULL,
        person_id INT UNSIGNED NOT NULL,
        assigned_by VARCHAR(255) NOT NULL,
        assigned_at DATETIME(3) NOT NULL,
        INDEX ix_crew_installers_person_id (person_id),
        PRIMARY KEY (crew_id, person_id),
        CONSTRAINT fk_crew_installers_crew_id FOREIGN KEY (crew_id) REFERENCES crews (id) ${CASCADE},
        CONSTRAINT fk_crew_installers_person_id FOREIGN KEY (person_id) REFERENCES people (id) ${RESTRICT}
      ) ${TABLE}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE crew_installers');
    await runner.query('DROP TABLE work_replacements');
    await runner.query('DROP TABLE work_order_devices');
    await runner.query('DROP TABLE work_order_moves');
    await runner.query('DROP TABLE work_orders');
  }
}
