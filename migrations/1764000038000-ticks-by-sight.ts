import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices without any number are ticked off by who stands before them. */
export class TicksBySight1764000038000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE work_order_devices ADD is_ticked_by_sight TINYINT NOT NULL DEFAULT 0 AFTER ticked_by',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE work_order_devices DROP COLUMN is_ticked_by_sight');
  }
}
