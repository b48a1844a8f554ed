import { Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database/transactions.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { DeviceLoader } from './device-loader.js';
import { loadBatch } from './import-batch.js';
import type { ImportBounds } from './import-bounds.js';
import type { Import } from './import.entity.js';
import type { RegisterFile } from './register-file.js';
import type { LoadOptions, RegisterLoader } from './register-loader.js';
import { SiteLoader } from './site-loader.js';

/** How often rows are shown again that wait for others: real systems are two or three deep. */
const MOST_SETTLING_PASSES = 8;

/** Brings a register into the estate, batch by batch, each wholly or not at all. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly transactions: Transactions,
    private readonly siteLoader: SiteLoader,
    private readonly deviceLoader: DeviceLoader,
    private readonly keyRing: KeyRing,
  ) {}

  /** @throws {ImportStopped} where it would go beyond a bound; what was loaded until then stays */
  async run(entry: Import, file: RegisterFile, bounds: ImportBounds): Promise<void> {
    if (entry.format === 'CANONICAL_SITES') await this.load(entry, file, this.siteLoader, bounds);
    else await this.load(entry, file, this.deviceLoader, bounds);
  }

  /**
   * Loads every row. A device may hang on one that comes later in the register, so what waits for others is
   * shown again when all rows have been seen.
   */
  private async load<Record>(
    entry: Import,
    file: RegisterFile,
    loader: RegisterLoader<Record>,
    bounds: ImportBounds,
  ): Promise<void> {
    let firstFault = 1;
    const pass = async (stage: LoadOptions['stage'], lines?: readonly number[]): Promise<number[]> => {
      const waiting: number[] = [];
      for await (const rows of file.batches(lines)) {
        bounds.refuseLate();
        const taken = stage === 'reading' ? bounds.take(rows) : rows;
        const { keyRing } = this;
        const context = { entry, header: file.header, keyRing, loader, stage, firstFault };
        const { faults, deferredLines } = await this.transactions.run((manager) =>
          loadBatch(manager, taken, context),
        );
        firstFault += faults;
        for (const line of deferredLines) waiting.push(line);
        if (taken.length < rows.length) throw bounds.tooManyRows();
      }
      return waiting;
    };

    let waiting = await pass('reading');
    for (let passes = 0; waiting.length > 0 && passes < MOST_SETTLING_PASSES; passes += 1) {
      const left = await pass('settling', waiting);
      const isStuck = left.length === waiting.length;
      waiting = left;
      if (isStuck) break;
    }
    if (waiting.length > 0) await pass('final', waiting);
  }
}
