import type { MigrationInterface, QueryRunner } from 'typeorm';
import { macIndex, serialIndex } from '../src/estate/blind-indexes.js';
import { KeyRing } from '../src/platform/sealing/key-ring.js';
import { rewriteRows, transactionsOf } from '../src/platform/sealing/rewrite-rows.js';
import { Sealed, sealedColumn } from '../src/platform/sealing/sealed.js';

interface DeviceDetail {
  serial: string | null;
  mac: string | null;
  network: string;
}

/** As it is on this day, whatever the program does later. */
const DEVICE = sealedColumn<DeviceDetail>({
  table: 'devices',
  boundTo: ['external_id'],
  key: ['id'],
  block: 128,
});
const NETWORKS = "ENUM('CORE', 'ISOLATED', 'STANDALONE', 'INTERNET', 'UNKNOWN')";

/** Serial numbers, MAC addresses and networks of devices are sealed; the first two are found by blind indexes. */
export class SealedDevices1764000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const keyRing = await keysWhereNeeded(runner);
    // Tried again where it stopped, it goes on.
    if (!(await runner.hasColumn('devices', 'detail')))
      await runner.query(
        `ALTER TABLE devices ADD COLUMN detail MEDIUMBLOB NULL, ADD COLUMN serial_index BINARY(16) NULL,
           ADD COLUMN mac_index BINARY(16) NULL`,
      );
    if (keyRing)
      await rewriteRows(
        transactionsOf(runner),
        {
          table: 'devices',
          key: DEVICE.key,
          columns: ['external_id', 'serial', 'mac', 'network', 'detail'],
          where: 'detail IS NULL',
          guard: 'detail',
        },
        ({ external_id, ...row }) => {
          const { serial, mac, network } = row as unknown as DeviceDetail;
          return {
            detail: keyRing.seal(DEVICE, [String(external_id)], { serial, mac, network }).bytes,
            serial_index: serial === null ? null : serialIndex(keyRing, serial),
            mac_index: mac === null ? null : macIndex(keyRing, mac),
          };
        },
      );
    // Copied, or the pages would go on holding what is dropped.
    await runner.query(`
      ALTER TABLE devices
        DROP COLUMN serial, DROP COLUMN mac, DROP COLUMN network,
        MODIFY COLUMN detail MEDIUMBLOB NOT NULL,
        ADD INDEX ix_devices_serial_index (serial_index), ADD INDEX ix_devices_mac_index (mac_index),
        ALGORITHM=COPY
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const keyRing = await keysWhereNeeded(runner);
    await runner.query(`
      ALTER TABLE devices ADD COLUMN serial VARCHAR(120) NULL AFTER known_model_id,
        ADD COLUMN mac CHAR(12) NULL AFTER serial, ADD COLUMN network ${NETWORKS} NULL AFTER mac
    `);
    if (keyRing)
      await rewriteRows(
        transactionsOf(runner),
        { table: 'devices', key: DEVICE.key, columns: ['external_id', 'detail'], guard: 'detail' },
        ({ external_id, detail }) => ({
          ...keyRing.open(DEVICE, [String(external_id)], new Sealed(detail as Buffer)),
        }),
      );
    await runner.query(`
      ALTER TABLE devices
        DROP INDEX ix_devices_serial_index, DROP INDEX ix_devices_mac_index,
        DROP COLUMN detail, DROP COLUMN serial_index, DROP COLUMN mac_index,
        MODIFY COLUMN network ${NETWORKS} NOT NULL,
        ADD INDEX ix_devices_serial (serial), ADD INDEX ix_devices_mac (mac)
    `);
  }
}

/** An empty database is brought up to date without keys. */
async function keysWhereNeeded(runner: QueryRunner): Promise<KeyRing | null> {
  const rows = (await runner.query('SELECT id FROM devices LIMIT 1')) as unknown[];
  return rows.length === 0 ? null : KeyRing.fromEnvironment(process.env);
}
