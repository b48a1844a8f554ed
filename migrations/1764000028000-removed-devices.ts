import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices that were taken down stay in the register. */
export class RemovedDevices1764000028000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "ALTER TABLE devices MODIFY COLUMN status ENUM('IN_USE', 'DECOMMISSIONED_PRESENT', 'REMOVED') NOT NULL",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    // Before there was the status, what was taken down could only be taken out of the register, or be told like this.
    await runner.query("UPDATE devices SET status = 'DECOMMISSIONED_PRESENT' WHERE status = 'REMOVED'");
    await runner.query(
      "ALTER TABLE devices MODIFY COLUMN status ENUM('IN_USE', 'DECOMMISSIONED_PRESENT') NOT NULL",
    );
  }
}
