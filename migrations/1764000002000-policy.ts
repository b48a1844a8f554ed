import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Directives, what they say of each device, and the evidence for it. */
export class Policy1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE directives (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        directive_key VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        version INT UNSIGNED NOT NULL,
        title VARCHAR(300) NOT NULL,
        issued_by VARCHAR(200) NOT NULL,
        source VARCHAR(500) NOT NULL,
        effective_from DATE NOT NULL,
        UNIQUE INDEX ix_directives_directive_key_version (directive_key, version),
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE directive_coverages (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        directive_id INT UNSIGNED NOT NULL,
        rule_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        law VARCHAR(200) NOT NULL,
        state VARCHAR(120) NOT NULL,
        through ENUM('OWNERSHIP', 'OEM_RELABELLING') NOT NULL,
        decided_by VARCHAR(200) NULL,
        decided_on DATE NULL,
        basis VARCHAR(500) NULL,
        UNIQUE INDEX ix_directive_coverages_directive_id_rule_id (directive_id, rule_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_directive_coverages_directive_id FOREIGN KEY (directive_id) REFERENCES directives (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE directive_coverage_manufacturers (
        coverage_id INT UNSIGNED NOT NULL,
        manufacturer_id INT UNSIGNED NOT NULL,
        INDEX ix_directive_coverage_manufacturers_manufacturer_id (manufacturer_id),
        PRIMARY KEY (coverage_id, manufacturer_id),
        CONSTRAINT fk_directive_coverage_manufacturers_coverage_id FOREIGN KEY (coverage_id) REFERENCES directive_coverages (id) ON DELETE CASCADE ON UPDATE NO ACTION,
        CONSTRAINT fk_directive_coverage_manufacturers_manufacturer_id FOREIGN KEY (manufacturer_id) REFERENCES manufacturers (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE directive_demands (
        directive_id INT UNSIGNED NOT NULL,
        rule_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        site_class ENUM('SENSITIVE', 'NON_SENSITIVE') NOT NULL,
        action ENUM('CEASE_DEPLOYMENT', 'DISCONNECT_FROM_CORE', 'REMOVE_AND_REPLACE') NOT NULL,
        strength ENUM('MANDATORY', 'ADVISED') NOT NULL,
        deadline DATE NULL,
        only_network ENUM('CORE', 'ISOLATED', 'STANDALONE', 'INTERNET', 'UNKNOWN') NULL,
        PRIMARY KEY (directive_id, rule_id),
        CONSTRAINT fk_directive_demands_directive_id FOREIGN KEY (directive_id) REFERENCES directives (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE directive_obligations (
        directive_id INT UNSIGNED NOT NULL,
        body_kind ENUM('CENTRAL_DEPARTMENT', 'ARMS_LENGTH_BODY', 'DEVOLVED_ADMINISTRATION', 'LOCAL_AUTHORITY', 'POLICE', 'HEALTH', 'EDUCATION', 'OTHER') NOT NULL,
        site_class ENUM('SENSITIVE', 'NON_SENSITIVE') NOT NULL,
        obligation ENUM('MANDATORY', 'DIRECTED', 'ADVISED', 'VOLUNTARY') NOT NULL,
        PRIMARY KEY (directive_id, body_kind, site_class),
        CONSTRAINT fk_directive_obligations_directive_id FOREIGN KEY (directive_id) REFERENCES directives (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE assessments (
        device_id INT UNSIGNED NOT NULL,
        verdict ENUM('IN_SCOPE', 'OUT_OF_SCOPE', 'REVIEW', 'UNKNOWN') NOT NULL,
        site_class ENUM('SENSITIVE', 'NON_SENSITIVE') NOT NULL,
        obligation ENUM('MANDATORY', 'DIRECTED', 'ADVISED', 'VOLUNTARY') NOT NULL,
        manufacturer VARCHAR(120) NULL,
        brand VARCHAR(120) NULL,
        must_be_removed TINYINT NOT NULL,
        removal_deadline DATE NULL,
        demands LONGTEXT NOT NULL,
        grounds LONGTEXT NOT NULL,
        unknowns LONGTEXT NOT NULL,
        explanation LONGTEXT NOT NULL,
        directive_key VARCHAR(64) COLLATE utf8mb4_bin NULL,
        directive_version INT UNSIGNED NULL,
        rule_id VARCHAR(64) COLLATE utf8mb4_bin NULL,
        assessed_at DATETIME(3) NOT NULL,
        rules_on DATE NOT NULL,
        INDEX ix_assessments_verdict_site_class (verdict, site_class),
        INDEX ix_assessments_rules_on (rules_on),
        PRIMARY KEY (device_id),
        CONSTRAINT fk_assessments_device_id FOREIGN KEY (device_id) REFERENCES devices (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE device_evidence (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        device_id INT UNSIGNED NOT NULL,
        grade ENUM('SURVEY', 'LABEL', 'MAC_PREFIX', 'MODEL_PATTERN') NOT NULL,
        manufacturer VARCHAR(120) NOT NULL,
        note VARCHAR(500) NULL,
        asserted_by VARCHAR(120) NOT NULL,
        asserted_on DATE NOT NULL,
        recorded_at DATETIME(3) NOT NULL,
        INDEX ix_device_evidence_device_id (device_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_device_evidence_device_id FOREIGN KEY (device_id) REFERENCES devices (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE device_evidence');
    await runner.query('DROP TABLE assessments');
    await runner.query('DROP TABLE directive_obligations');
    await runner.query('DROP TABLE directive_demands');
    await runner.query('DROP TABLE directive_coverage_manufacturers');
    await runner.query('DROP TABLE directive_coverages');
    await runner.query('DROP TABLE directives');
  }
}
