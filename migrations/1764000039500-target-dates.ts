import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The day by which a demand is to be met where possible, apart from its deadline, and why the two differ. */
export class TargetDates1764000039500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE directive_demands ADD target_date DATE NULL, ADD variation_reason VARCHAR(500) NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE directive_demands DROP COLUMN variation_reason, DROP COLUMN target_date');
  }
}
