import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Only who administers the server may create a trigger where it writes a binary log (MySQL and MariaDB). */
const TRIGGERS_ARE_NOT_OURS_TO_CREATE = 1419;

/** Who did what, and the chain that shows whether it was touched since. */
export class Audit1764000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entries (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        at DATETIME(3) NOT NULL,
        request_id VARCHAR(64) NOT NULL,
        caller_kind ENUM('PERSON', 'SERVICE', 'SYSTEM') NOT NULL,
        caller_subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        caller_roles LONGTEXT NOT NULL,
        action VARCHAR(64) NOT NULL,
        subject_type VARCHAR(64) NOT NULL,
        subject_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        organisation_id INT UNSIGNED NULL,
        state_before LONGTEXT NULL,
        state_after LONGTEXT NULL,
        reason VARCHAR(1000) NULL,
        INDEX ix_audit_entries_at (at),
        INDEX ix_audit_entries_request_id (request_id),
        INDEX ix_audit_entries_caller_subject (caller_subject),
        INDEX ix_audit_entries_subject_type_subject_id (subject_type, subject_id),
        INDEX ix_audit_entries_organisation_id (organisation_id),
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE audit_unlinked (
        entry_id INT UNSIGNED NOT NULL,
        PRIMARY KEY (entry_id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE audit_links (
        sequence INT UNSIGNED NOT NULL,
        entry_id INT UNSIGNED NOT NULL,
        entry_hash CHAR(64) NOT NULL,
        previous_hash CHAR(64) NOT NULL,
        hash CHAR(64) NOT NULL,
        UNIQUE INDEX ix_audit_links_entry_id (entry_id),
        PRIMARY KEY (sequence),
        CONSTRAINT fk_audit_links_entry_id FOREIGN KEY (entry_id) REFERENCES audit_entries (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    for (const table of ['audit_entries', 'audit_links']) {
      for (const change of ['UPDATE', 'DELETE']) await refuse(runner, table, change);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_links');
    await runner.query('DROP TABLE audit_unlinked');
    await runner.query('DROP TABLE audit_entries');
  }
}

/**
 * Has the table refuse a kind of change, whoever asks for it. It keeps mistakes away; who administers the server can
 * drop the trigger, and it is the chain that shows what they did then. A server that does not let this account create
 * one goes without: docs/audit.md says how to add it.
 */
async function refuse(runner: QueryRunner, table: string, change: string): Promise<void> {
  try {
    await runner.query(
      `CREATE TRIGGER ${table}_refuse_${change.toLowerCase()} BEFORE ${change} ON ${table} FOR EACH ROW
       SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${table} only grows: its rows are neither changed nor deleted'`,
    );
  } catch (error) {
    if (error instanceof Error && 'errno' in error && error.errno === TRIGGERS_ARE_NOT_OURS_TO_CREATE) return;
    throw error;
  }
}
