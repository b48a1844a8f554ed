import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What hung on core networks against a directive when a plan was approved. */
export class CoreNetworkBaselines1764000039000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE plans ADD core_network_violations INT UNSIGNED NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE plans DROP COLUMN core_network_violations');
  }
}
