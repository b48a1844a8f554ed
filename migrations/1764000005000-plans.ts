import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests for plans, and the plans. */
export class Plans1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plans (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        status ENUM('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED') NOT NULL,
        start_date DATE NOT NULL,
        end_date DATE NOT NULL,
        rule ENUM('STRICT_PHASES', 'FILL_IDLE_CAPACITY') NOT NULL,
        pence_for_risk_day BIGINT NOT NULL,
        seed INT UNSIGNED NOT NULL,
        iterations INT UNSIGNED NULL,
        organisation_id INT UNSIGNED NULL,
        requested_at DATETIME(3) NOT NULL,
        finished_at DATETIME(3) NULL,
        fence INT UNSIGNED NOT NULL DEFAULT '0',
        crashes INT UNSIGNED NOT NULL DEFAULT '0',
        heartbeat_at DATETIME(3) NOT NULL,
        progress_stage VARCHAR(40) NULL,
        progress_done INT UNSIGNED NULL,
        progress_total INT UNSIGNED NULL,
        failure_code VARCHAR(64) NULL,
        failure_message VARCHAR(500) NULL,
        INDEX ix_plans_organisation_id (organisation_id),
        INDEX ix_plans_status_heartbeat_at (status, heartbeat_at),
        PRIMARY KEY (id),
        CONSTRAINT fk_plans_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE plan_documents (
        plan_id INT UNSIGNED NOT NULL,
        problem LONGBLOB NOT NULL,
        plan LONGBLOB NOT NULL,
        certificate LONGBLOB NOT NULL,
        PRIMARY KEY (plan_id),
        CONSTRAINT fk_plan_documents_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE plan_phases (
        plan_id INT UNSIGNED NOT NULL,
        phase TINYINT UNSIGNED NOT NULL,
        late_risk DOUBLE NOT NULL,
        exposure DOUBLE NOT NULL,
        cost_pence BIGINT NOT NULL,
        objective DOUBLE NOT NULL,
        lower_bound DOUBLE NOT NULL,
        gap DOUBLE NOT NULL,
        first_start DATE NULL,
        last_finish DATE NULL,
        PRIMARY KEY (plan_id, phase),
        CONSTRAINT fk_plan_phases_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE plan_work_packages (
        plan_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        work_package_id VARCHAR(140) COLLATE utf8mb4_bin NOT NULL,
        site_id INT UNSIGNED NOT NULL,
        phase TINYINT UNSIGNED NOT NULL,
        risk DOUBLE NOT NULL,
        deadline DATE NULL,
        device_count INT UNSIGNED NOT NULL,
        INDEX ix_plan_work_packages_site_id (site_id),
        PRIMARY KEY (plan_id, number),
        CONSTRAINT fk_plan_work_packages_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE CASCADE ON UPDATE NO ACTION,
        CONSTRAINT fk_plan_work_packages_site_id FOREIGN KEY (site_id) REFERENCES sites (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE plan_work_package_devices (
        plan_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        device_id INT UNSIGNED NOT NULL,
        INDEX ix_plan_work_package_devices_device_id (device_id),
        PRIMARY KEY (plan_id, number, device_id),
        CONSTRAINT fk_plan_work_package_devices_plan_id_number FOREIGN KEY (plan_id, number) REFERENCES plan_work_packages (plan_id, number) ON DELETE CASCADE ON UPDATE NO ACTION,
        CONSTRAINT fk_plan_work_package_devices_device_id FOREIGN KEY (device_id) REFERENCES devices (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE plan_assignments (
        plan_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        option_id VARCHAR(140) NOT NULL,
        vendor_id INT UNSIGNED NOT NULL,
        crew_id INT UNSIGNED NOT NULL,
        start_date DATE NOT NULL,
        finish_date DATE NOT NULL,
        cost_pence BIGINT NOT NULL,
        budget_id INT UNSIGNED NOT NULL,
        INDEX ix_plan_assignments_vendor_id (vendor_id),
        INDEX ix_plan_assignments_crew_id (crew_id),
        INDEX ix_plan_assignments_budget_id (budget_id),
        INDEX ix_plan_assignments_plan_id_finish_date (plan_id, finish_date),
        INDEX ix_plan_assignments_plan_id_start_date (plan_id, start_date),
        PRIMARY KEY (plan_id, number),
        CONSTRAINT fk_plan_assignments_plan_id_number FOREIGN KEY (plan_id, number) REFERENCES plan_work_packages (plan_id, number) ON DELETE CASCADE ON UPDATE NO ACTION,
        CONSTRAINT fk_plan_assignments_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors (id) ON DELETE RESTRICT ON UPDATE NO ACTION,
        CONSTRAINT fk_plan_assignments_crew_id FOREIGN KEY (crew_id) REFERENCES crews (id) ON DELETE RESTRICT ON UPDATE NO ACTION,
        CONSTRAINT fk_plan_assignments_budget_id FOREIGN KEY (budget_id) REFERENCES budgets (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE plan_awaiting (
        plan_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        upgrade_date DATE NOT NULL,
        PRIMARY KEY (plan_id, number),
        CONSTRAINT fk_plan_awaiting_plan_id_number FOREIGN KEY (plan_id, number) REFERENCES plan_work_packages (plan_id, number) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE plan_unscheduled (
        plan_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        reason ENUM('NO_ELIGIBLE_CREW', 'BUDGET_EXHAUSTED', 'SUPPLY_EXHAUSTED', 'NO_WINDOW', 'PHASE_BLOCKED', 'HORIZON') NOT NULL,
        detail VARCHAR(500) NOT NULL,
        PRIMARY KEY (plan_id, number),
        CONSTRAINT fk_plan_unscheduled_plan_id_number FOREIGN KEY (plan_id, number) REFERENCES plan_work_packages (plan_id, number) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE plan_unscheduled');
    await runner.query('DROP TABLE plan_awaiting');
    await runner.query('DROP TABLE plan_assignments');
    await runner.query('DROP TABLE plan_work_package_devices');
    await runner.query('DROP TABLE plan_work_packages');
    await runner.query('DROP TABLE plan_phases');
    await runner.query('DROP TABLE plan_documents');
    await runner.query('DROP TABLE plans');
  }
}
