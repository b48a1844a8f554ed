import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why an import ended early, as a code beside the sentence. */
export class ImportFailures1764000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE imports
        ADD failure_code VARCHAR(40) NULL AFTER finished_at,
        CHANGE failure failure_message VARCHAR(500) NULL
    `);
    await runner.query(
      "UPDATE imports SET failure_code = 'IMPORT_INTERRUPTED' WHERE failure_message IS NOT NULL",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE imports
        DROP COLUMN failure_code,
        CHANGE failure_message failure VARCHAR(500) NULL
    `);
  }
}
