import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Only who administers the server may create a trigger where it writes a binary log (MySQL and MariaDB). */
const TRIGGERS_ARE_NOT_OURS_TO_CREATE = 1419;

const MOVEMENTS = "'ALLOCATION', 'TRANSFER', 'COMMITMENT', 'RELEASE', 'ACTUAL', 'CARRY_FORWARD'";
const BY_MIGRATION = "UTC_TIMESTAMP(3), 'migration', 'migration'";

/** Several lines of a body in a year, and the books in place of what was committed of budgets. */
export class Ledger1764000040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE budgets
        ADD category ENUM('CAPITAL', 'RESOURCE') NOT NULL DEFAULT 'CAPITAL',
        ADD fund ENUM('OWN', 'CENTRAL', 'SENSITIVE_SITES') NOT NULL DEFAULT 'OWN',
        ADD UNIQUE INDEX ix_budgets_organisation_id_fiscal_year_category_fund (organisation_id, fiscal_year, category, fund),
        DROP INDEX ix_budgets_organisation_id_fiscal_year
    `);
    await runner.query(
      'ALTER TABLE budgets ALTER COLUMN category DROP DEFAULT, ALTER COLUMN fund DROP DEFAULT',
    );
    await runner.query(`
      CREATE TABLE ledger_postings (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT,
        organisation_id INT UNSIGNED NOT NULL,
        kind ENUM(${MOVEMENTS}, 'REVERSAL') NOT NULL,
        at DATETIME(3) NOT NULL,
        by_subject VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
        request_id VARCHAR(64) NOT NULL,
        explanation VARCHAR(500) NULL,
        reverses INT UNSIGNED NULL,
        INDEX ix_ledger_postings_organisation_id (organisation_id),
        UNIQUE INDEX ix_ledger_postings_reverses (reverses),
        PRIMARY KEY (id),
        CONSTRAINT fk_ledger_postings_reverses FOREIGN KEY (reverses) REFERENCES ledger_postings (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      CREATE TABLE ledger_entries (
        posting_id INT UNSIGNED NOT NULL,
        side TINYINT UNSIGNED NOT NULL,
        organisation_id INT UNSIGNED NOT NULL,
        budget_id INT UNSIGNED NOT NULL,
        account ENUM('FUNDING', 'AVAILABLE', 'COMMITTED', 'SPENT') NOT NULL,
        movement ENUM(${MOVEMENTS}) NOT NULL,
        plan_id INT UNSIGNED NULL,
        number INT UNSIGNED NULL,
        pence BIGINT NOT NULL,
        INDEX ix_ledger_entries_budget_id_account_movement_pence (budget_id, account, movement, pence),
        INDEX ix_ledger_entries_plan_id_number_account_budget_id_pence (plan_id, number, account, budget_id, pence),
        PRIMARY KEY (posting_id, side),
        CONSTRAINT ck_ledger_entries_side CHECK ((side = 0 AND pence <= 0) OR (side = 1 AND pence >= 0)),
        CONSTRAINT fk_ledger_entries_posting_id FOREIGN KEY (posting_id) REFERENCES ledger_postings (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    // Packages are followed from plan to plan by their name.
    await runner.query(
      'CREATE INDEX ix_plan_work_packages_work_package_id ON plan_work_packages (work_package_id)',
    );
    await takeOverBudgets(runner);
    await takeOverCommitments(runner);
    await runner.query('DROP TABLE plan_commitments');
    for (const table of ['ledger_postings', 'ledger_entries']) {
      for (const change of ['UPDATE', 'DELETE']) await refuse(runner, table, change);
    }
  }

  /** Back to one line for a body's year: others have to be gone. */
  async down(runner: QueryRunner): Promise<void> {
    // First, because it fails where there are others, and the books are still there then.
    await runner.query(
      'ALTER TABLE budgets ADD UNIQUE INDEX ix_budgets_organisation_id_fiscal_year (organisation_id, fiscal_year)',
    );
    await runner.query(`
      CREATE TABLE plan_commitments (
        plan_id INT UNSIGNED NOT NULL,
        number INT UNSIGNED NOT NULL,
        budget_id INT UNSIGNED NOT NULL,
        pence BIGINT NOT NULL,
        kind ENUM('COMMITTED', 'SPENT') NOT NULL,
        INDEX ix_plan_commitments_budget_id (budget_id),
        PRIMARY KEY (plan_id, number),
        CONSTRAINT fk_plan_commitments_plan_id_number FOREIGN KEY (plan_id, number) REFERENCES plan_assignments (plan_id, number) ON DELETE RESTRICT ON UPDATE NO ACTION,
        CONSTRAINT fk_plan_commitments_budget_id FOREIGN KEY (budget_id) REFERENCES budgets (id) ON DELETE RESTRICT ON UPDATE NO ACTION
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(`
      INSERT INTO plan_commitments (plan_id, number, budget_id, pence, kind)
      SELECT plan_id, number, MIN(budget_id), SUM(pence), account FROM ledger_entries
       WHERE plan_id IS NOT NULL AND account IN ('COMMITTED', 'SPENT')
       GROUP BY plan_id, number, account HAVING MAX(posting_id * 2 + side) % 2 = 1
    `);
    await runner.query(`
      UPDATE budgets b SET b.pence = (
        SELECT COALESCE(SUM(e.pence), 0) FROM ledger_entries e WHERE e.budget_id = b.id AND e.account <> 'FUNDING')
    `);
    await runner.query('DROP INDEX ix_plan_work_packages_work_package_id ON plan_work_packages');
    await runner.query('DROP TABLE ledger_entries');
    await runner.query('DROP TABLE ledger_postings');
    await runner.query(`
      ALTER TABLE budgets
        DROP INDEX ix_budgets_organisation_id_fiscal_year_category_fund,
        DROP COLUMN fund,
        DROP COLUMN category
    `);
  }
}

/** What budgets have comes to them from outside: a posting each, numbered as they are. */
async function takeOverBudgets(runner: QueryRunner): Promise<void> {
  await runner.query(`
    INSERT INTO ledger_postings (id, organisation_id, kind, at, by_subject, request_id)
    SELECT ROW_NUMBER() OVER (ORDER BY id), organisation_id, 'ALLOCATION', ${BY_MIGRATION} FROM budgets
  `);
  await runner.query(`
    INSERT INTO ledger_entries (posting_id, side, organisation_id, budget_id, account, movement, pence)
    SELECT b.posting_id, s.side, b.organisation_id, b.id, IF(s.side = 0, 'FUNDING', 'AVAILABLE'), 'ALLOCATION',
           IF(s.side = 0, -b.pence, b.pence)
      FROM (SELECT ROW_NUMBER() OVER (ORDER BY id) AS posting_id, id, organisation_id, pence FROM budgets) b
      CROSS JOIN (SELECT 0 AS side UNION ALL SELECT 1) s
  `);
}

/** What is committed or spent comes out of what is available, after the postings of the budgets. */
async function takeOverCommitments(runner: QueryRunner): Promise<void> {
  const numbered = `
    SELECT (SELECT COUNT(*) FROM budgets) + ROW_NUMBER() OVER (ORDER BY c.plan_id, c.number) AS posting_id,
           c.plan_id, c.number, c.budget_id, c.pence, c.kind, b.organisation_id
      FROM plan_commitments c JOIN budgets b ON b.id = c.budget_id`;
  await runner.query(`
    INSERT INTO ledger_postings (id, organisation_id, kind, at, by_subject, request_id)
    SELECT n.posting_id, n.organisation_id, IF(n.kind = 'SPENT', 'ACTUAL', 'COMMITMENT'), ${BY_MIGRATION}
      FROM (${numbered}) n
  `);
  await runner.query(`
    INSERT INTO ledger_entries (posting_id, side, organisation_id, budget_id, account, movement, plan_id, number, pence)
    SELECT n.posting_id, s.side, n.organisation_id, n.budget_id, IF(s.side = 0, 'AVAILABLE', n.kind),
           IF(n.kind = 'SPENT', 'ACTUAL', 'COMMITMENT'),
           IF(s.side = 0, NULL, n.plan_id), IF(s.side = 0, NULL, n.number), IF(s.side = 0, -n.pence, n.pence)
      FROM (${numbered}) n CROSS JOIN (SELECT 0 AS side UNION ALL SELECT 1) s
  `);
}

/**
 * Has the table refuse a kind of change, whoever asks for it. A server that does not let this account create a trigger
 * goes without: docs/books.md says how to add it.
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
