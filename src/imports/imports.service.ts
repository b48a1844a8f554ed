import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { Exports } from '../access/audit/exports.service.js';
import type { Marking } from '../platform/tables/table.js';
import { Audit } from '../access/audit/audit.service.js';
import { actingSteps, currentCaller } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import { CONFIGURATION, type Configuration } from '../platform/configuration.js';
import { Transactions } from '../platform/database/transactions.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { createLogger, describeError, type JsonLogger } from '../platform/logger.js';
import { DeadImports } from './dead-imports.service.js';
import { ImportBounds } from './import-bounds.js';
import { ImportKeys } from './import-keys.js';
import { aboutImport, recordImport } from './import-audit.js';
import { ImportRunner } from './import-runner.js';
import { Import, ImportRejection } from './import.entity.js';
import { ImportStopped, NotTheirImport } from './imports.errors.js';
import { RegisterFile } from './register-file.js';
import { writeRejectedRows } from './rejected-rows-file.js';

/** Registers that are read into the estate, and what became of their rows. */
@Injectable()
export class ImportsService {
  private readonly logger: JsonLogger;

  constructor(
    @InjectRepository(Import) private readonly imports: Repository<Import>,
    @InjectRepository(ImportRejection) private readonly rejections: Repository<ImportRejection>,
    private readonly runner: ImportRunner,
    private readonly deadImports: DeadImports,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly exports: Exports,
    private readonly keyRing: KeyRing,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {
    this.logger = createLogger(configuration.logLevel, 'imports');
  }

  find(id: number): Promise<Import | null> {
    return this.imports.findOneBy({ id });
  }

  query(): SelectQueryBuilder<Import> {
    return this.imports.createQueryBuilder('import');
  }

  rejectionsQuery(): SelectQueryBuilder<ImportRejection> {
    return this.rejections.createQueryBuilder('rejection');
  }

  /**
   * Reads a register: takes it in, tells by its header what it is, and loads its rows. Good rows are loaded and
   * bad ones are kept with their reasons. It is over when the promise is; until then its counts can be watched.
   *
   * @returns the import, which has failed where the program could not go on; reading the register again then
   *   completes it
   * @throws {RegisterTooLarge} and nothing was read
   * @throws {UnknownRegister} and nothing was read
   */
  async importRegister(bytes: AsyncIterable<Uint8Array>, { dryRun }: { dryRun: boolean }): Promise<Import> {
    const file = await RegisterFile.take(bytes, this.configuration.importMaxBytes);
    try {
      return await this.load(file, dryRun);
    } finally {
      await file.close();
    }
  }

  /**
   * The rejected rows of an import as CSV, marked, on record, and ready to be mended and read again; null where there is
   * no import.
   *
   * @throws {NotTheirImport} for anybody but who sent the register
   */
  async rejectedRows(id: number): Promise<(Marking & { rows: AsyncIterable<string> }) | null> {
    const entry = await this.find(id);
    if (!entry) return null;
    if (!isOwnImport(entry)) throw new NotTheirImport();
    const marking = await this.exports.record({
      what: 'rejected rows',
      ...aboutImport(entry),
      rows: entry.rejected,
    });
    return {
      ...marking,
      rows: actingSteps(writeRejectedRows(this.rejections, this.keyRing, entry, marking)),
    };
  }

  readonly importsById = async (ids: readonly number[]): Promise<Map<number, Import>> => {
    const found = await this.imports.findBy({ id: In([...ids]) });
    return new Map(found.map((entry) => [entry.id, entry]));
  };

  private async load(file: RegisterFile, dryRun: boolean): Promise<Import> {
    const now = this.clock.now();
    await this.deadImports.giveUp();
    const { header, encoding } = file;
    const entry = await this.transactions.run(async (manager) => {
      const { identifiers } = await manager.insert(Import, {
        format: header.format,
        status: 'RUNNING' as const,
        dryRun,
        importedBy: currentCaller().subject,
        encoding,
        header: header.names,
        ignoredColumns: header.ignored,
        startedAt: now,
        heartbeatAt: () => 'UTC_TIMESTAMP(3)',
        finishedAt: null,
        failureCode: null,
        failureMessage: null,
      });
      const begun = await manager.findOneByOrFail(Import, { id: Number(identifiers[0]?.['id']) });
      // At its beginning too: what it loaded stays, although the process may die in the middle.
      await recordImport(this.audit, manager, begun);
      return begun;
    });
    try {
      const { importRows: rows, importSeconds: seconds } = this.configuration;
      await this.runner.run(entry, file, new ImportBounds({ rows, seconds }, () => this.clock.now()));
      await new ImportKeys(entry.id).forget(this.imports.manager);
      await this.end(entry.id, { status: 'COMPLETED' });
    } catch (error) {
      await this.end(entry.id, { status: 'FAILED', ...this.failureOf(error, entry.id) });
    }
    const finished = await this.imports.findOneByOrFail({ id: entry.id });
    const { id, format, status, failureCode, read, created, updated, unchanged, rejected, skipped } =
      finished;
    this.logger.pino.info(
      {
        importId: id,
        format,
        status,
        failureCode,
        dryRun,
        read,
        created,
        updated,
        unchanged,
        rejected,
        skipped,
      },
      'an import ended',
    );
    return finished;
  }

  private failureOf(error: unknown, importId: number): Pick<Import, 'failureCode' | 'failureMessage'> {
    if (error instanceof ImportStopped) return { failureCode: error.code, failureMessage: error.message };
    const incident = randomUUID();
    this.logger.pino.error({ incident, importId, error: describeError(error) }, 'an import failed');
    const failureMessage = `Something went wrong here; what was loaded until then stays. Import the register again. The log tells more under incident ${incident}.`;
    return { failureCode: 'INTERNAL', failureMessage };
  }

  /** Ends an import, unless it was given up before: then that stands. */
  private async end(
    id: number,
    end: Pick<Partial<Import>, 'status' | 'failureCode' | 'failureMessage'>,
  ): Promise<void> {
    await this.transactions.run(async (manager) => {
      const { affected } = await manager.update(
        Import,
        { id, status: 'RUNNING' },
        { ...end, finishedAt: this.clock.now() },
      );
      if (affected) await recordImport(this.audit, manager, await manager.findOneByOrFail(Import, { id }));
    });
  }
}

/**
 * True where the present caller sent the register. Rejected rows hold whatever it said, of sensitive sites too, and a
 * row that could not be read does not tell of which: so they go back to nobody else.
 */
export function isOwnImport({ importedBy }: Pick<Import, 'importedBy'>): boolean {
  return importedBy === currentCaller().subject;
}
