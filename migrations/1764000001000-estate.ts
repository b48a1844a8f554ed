import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bodies, sites and their history, makers and what they are recognised by, devices. */
export class Estate1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organisations (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        external_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        name VARCHAR(200) NOT NULL,
        kind ENUM('CENTRAL_DEPARTMENT', 'ARMS_LENGTH_BODY', 'DEVOLVED_ADMINISTRATION', 'LOCAL_AUTHORITY', 'POLICE', 'HEALTH', 'EDUCATION', 'OTHER') NOT NULL,
        nation ENUM('ENG', 'WLS', 'SCT', 'NIR') NOT NULL,
        UNIQUE INDEX ix_organisations_external_id (external_id),
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE sites (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        external_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        organisation_id INT UNSIGNED NOT NULL,
        name VARCHAR(200) NOT NULL,
        nation ENUM('ENG', 'WLS', 'SCT', 'NIR') NOT NULL,
        region VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        postcode VARCHAR(12) NULL,
        latitude DOUBLE NULL,
        longitude DOUBLE NULL,
        is_sensitive TINYINT NOT NULL,
        sensitivity_grounds LONGTEXT NOT NULL,
        clearance ENUM('NONE', 'CTC', 'SC', 'DV') NOT NULL,
        max_crews INT UNSIGNED NOT NULL,
        ownership ENUM('OWNED', 'LANDLORD') NOT NULL,
        lease_end DATE NULL,
        version INT UNSIGNED NOT NULL DEFAULT '1',
        UNIQUE INDEX ix_sites_external_id (external_id),
        INDEX ix_sites_organisation_id (organisation_id),
        INDEX ix_sites_name (name),
        INDEX ix_sites_is_sensitive (is_sensitive),
        PRIMARY KEY (id),
        CONSTRAINT fk_sites_organisation_id FOREIGN KEY (organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE site_closures (
        site_id INT UNSIGNED NOT NULL,
        from_date DATE NOT NULL,
        to_date DATE NOT NULL,
        PRIMARY KEY (site_id, from_date),
        CONSTRAINT fk_site_closures_site_id FOREIGN KEY (site_id) REFERENCES sites (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE site_versions (
        site_id INT UNSIGNED NOT NULL,
        version INT UNSIGNED NOT NULL,
        valid_from DATETIME(3) NOT NULL,
        valid_to DATETIME(3) NULL,
        state LONGTEXT NOT NULL,
        recorded_by VARCHAR(64) NOT NULL,
        PRIMARY KEY (site_id, version),
        CONSTRAINT fk_site_versions_site_id FOREIGN KEY (site_id) REFERENCES sites (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE manufacturers (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        name VARCHAR(120) NOT NULL,
        entity VARCHAR(200) NULL,
        country CHAR(2) NOT NULL,
        note VARCHAR(500) NULL,
        aliases LONGTEXT NOT NULL,
        mac_prefixes LONGTEXT NOT NULL,
        model_patterns LONGTEXT NOT NULL,
        UNIQUE INDEX ix_manufacturers_name (name),
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE brands (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        manufacturer_id INT UNSIGNED NOT NULL,
        name VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
        confidence ENUM('HIGH', 'MEDIUM', 'RECALLED', 'CONFLICTING') NOT NULL,
        mixed TINYINT NOT NULL DEFAULT 0,
        from_date DATE NULL,
        to_date DATE NULL,
        aliases LONGTEXT NOT NULL,
        mac_prefixes LONGTEXT NOT NULL,
        model_patterns LONGTEXT NOT NULL,
        note VARCHAR(500) NULL,
        UNIQUE INDEX ix_brands_manufacturer_id_name (manufacturer_id, name),
        PRIMARY KEY (id),
        CONSTRAINT fk_brands_manufacturer_id FOREIGN KEY (manufacturer_id) REFERENCES manufacturers (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE device_models (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        manufacturer_id INT UNSIGNED NOT NULL,
        name VARCHAR(120) NOT NULL,
        name_key VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
        kind ENUM('CAMERA', 'RECORDER', 'ENCODER', 'DRONE', 'BODY_WORN', 'ACCESS_READER', 'ANPR_CAMERA', 'INTERCOM') NOT NULL,
        INDEX ix_device_models_name_key (name_key),
        UNIQUE INDEX ix_device_models_manufacturer_id_name (manufacturer_id, name),
        PRIMARY KEY (id),
        CONSTRAINT fk_device_models_manufacturer_id FOREIGN KEY (manufacturer_id) REFERENCES manufacturers (id) ON DELETE CASCADE ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE devices (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        external_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
        site_id INT UNSIGNED NOT NULL,
        kind ENUM('CAMERA', 'RECORDER', 'ENCODER', 'DRONE', 'BODY_WORN', 'ACCESS_READER', 'ANPR_CAMERA', 'INTERCOM') NOT NULL,
        manufacturer VARCHAR(120) NULL,
        model VARCHAR(120) NULL,
        known_model_id INT UNSIGNED NULL,
        serial VARCHAR(120) NULL,
        mac CHAR(12) NULL,
        network ENUM('CORE', 'ISOLATED', 'STANDALONE', 'INTERNET', 'UNKNOWN') NOT NULL,
        installed_on DATE NULL,
        scheduled_upgrade_on DATE NULL,
        recorder_id INT UNSIGNED NULL,
        retention_days INT UNSIGNED NULL,
        mount ENUM('INDOOR', 'OUTDOOR', 'HEIGHT') NULL,
        status ENUM('IN_USE', 'DECOMMISSIONED_PRESENT') NOT NULL,
        surveyed_on DATE NULL,
        recorded_by VARCHAR(64) NOT NULL,
        recorded_at DATETIME(3) NOT NULL,
        version INT UNSIGNED NOT NULL DEFAULT '1',
        UNIQUE INDEX ix_devices_external_id (external_id),
        INDEX ix_devices_site_id (site_id),
        INDEX ix_devices_known_model_id (known_model_id),
        INDEX ix_devices_serial (serial),
        INDEX ix_devices_mac (mac),
        INDEX ix_devices_recorder_id (recorder_id),
        PRIMARY KEY (id),
        CONSTRAINT fk_devices_site_id FOREIGN KEY (site_id) REFERENCES sites (id) ON DELETE RESTRICT ON UPDATE NO ACTION,
        CONSTRAINT fk_devices_known_model_id FOREIGN KEY (known_model_id) REFERENCES device_models (id) ON DELETE SET NULL ON UPDATE NO ACTION,
        CONSTRAINT fk_devices_recorder_id FOREIGN KEY (recorder_id) REFERENCES devices (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE devices');
    await runner.query('DROP TABLE device_models');
    await runner.query('DROP TABLE brands');
    await runner.query('DROP TABLE manufacturers');
    await runner.query('DROP TABLE site_versions');
    await runner.query('DROP TABLE site_closures');
    await runner.query('DROP TABLE sites');
    await runner.query('DROP TABLE organisations');
  }
}
