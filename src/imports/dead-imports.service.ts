import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { Audit } from '../access/audit/audit.service.js';
import { actAs, systemCaller } from '../access/caller.js';
import { CONFIGURATION, type Configuration } from '../platform/configuration.js';
import { Transactions } from '../platform/database/transactions.js';
import { createLogger, describeError, type JsonLogger } from '../platform/logger.js';
import { recordImport } from './import-audit.js';
import { ImportKeys } from './import-keys.js';
import { Import } from './import.entity.js';

/** An import gives a sign of life with every batch, which takes seconds: one that is silent for so long is dead. */
const SILENT_SECONDS = 120;
const LOOK_EVERY_MS = 60_000;
const SILENT = `SELECT id FROM imports WHERE status = 'RUNNING'
  AND heartbeat_at < UTC_TIMESTAMP(3) - INTERVAL ${SILENT_SECONDS} SECOND`;
const FAILURE =
  'The program stopped while it read the register; what was loaded until then stays. Send the file again to load the rest.';

/** Ends the imports whose process died, so that nobody waits for them. */
@Injectable()
export class DeadImports implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger: JsonLogger;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.logger = createLogger(configuration.logLevel, 'imports');
  }

  /** A process that dies may be back before its import is silent for long enough: so it is looked for again. */
  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Lets the imports fail that have been silent for too long, whosever they are, and forgets the ids that they met. */
  giveUp(): Promise<void> {
    // Whoever asked for the next import did not do it.
    return actAs(systemCaller('imports'), async () => {
      // Mostly there is none, and then no transaction is begun for it.
      const silent: unknown[] = await this.dataSource.query(`${SILENT} LIMIT 1`);
      if (silent.length > 0) await this.transactions.run((manager) => this.endSilent(manager));
      await ImportKeys.forgetOfEnded(this.dataSource.manager);
    });
  }

  private async endSilent(manager: EntityManager): Promise<void> {
    const silent: { id: number }[] = await manager.query(`${SILENT} FOR UPDATE`);
    if (silent.length === 0) return;
    const ids = silent.map(({ id }) => id);
    await manager.query(
      `UPDATE imports SET status = 'FAILED', finished_at = UTC_TIMESTAMP(3),
              failure_code = 'IMPORT_INTERRUPTED', failure_message = ? WHERE id IN (?)`,
      [FAILURE, ids],
    );
    for (const entry of await manager.findBy(Import, { id: In(ids) }))
      await recordImport(this.audit, manager, entry);
  }

  private async look(): Promise<void> {
    try {
      await this.giveUp();
    } catch (error) {
      this.logger.pino.warn({ error: describeError(error) }, 'dead imports could not be looked for');
    }
  }
}
