import type { MigrationInterface, QueryRunner } from 'typeorm';

const CATEGORY = "ENUM('CAPITAL', 'RESOURCE')";
const FUND = "ENUM('OWN', 'CENTRAL', 'SENSITIVE_SITES')";
const CATEGORIES = "SELECT 'CAPITAL' AS category UNION ALL SELECT 'RESOURCE'";
const FUNDS = "SELECT 'OWN' AS fund UNION ALL SELECT 'CENTRAL' UNION ALL SELECT 'SENSITIVE_SITES'";

/** Between which lines money may move, and how much of it from year to year. */
export class Virement1764000041000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE virement_rules (
        from_category ${CATEGORY} NOT NULL,
        from_fund ${FUND} NOT NULL,
        to_category ${CATEGORY} NOT NULL,
        to_fund ${FUND} NOT NULL,
        PRIMARY KEY (from_category, from_fund, to_category, to_fund)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    // No capital becomes resource, and nothing leaves the fund of the sensitive sites.
    await runner.query(`
      INSERT INTO virement_rules (from_category, from_fund, to_category, to_fund)
      SELECT c.category, f.fund, d.category, g.fund
        FROM (${CATEGORIES}) c CROSS JOIN (${FUNDS}) f CROSS JOIN (${CATEGORIES}) d CROSS JOIN (${FUNDS}) g
       WHERE (c.category <> d.category OR f.fund <> g.fund)
         AND NOT (c.category = 'CAPITAL' AND d.category = 'RESOURCE')
         AND (f.fund <> 'SENSITIVE_SITES' OR g.fund = 'SENSITIVE_SITES')
    `);
    await runner.query(`
      CREATE TABLE carry_forward_limits (
        category ${CATEGORY} NOT NULL,
        percent TINYINT UNSIGNED NOT NULL,
        PRIMARY KEY (category)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci
    `);
    await runner.query(
      "INSERT INTO carry_forward_limits (category, percent) VALUES ('CAPITAL', 0), ('RESOURCE', 0)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE carry_forward_limits');
    await runner.query('DROP TABLE virement_rules');
  }
}
