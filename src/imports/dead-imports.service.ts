import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIGURATION, type Configuration } from '../platform/configuration.js';
import { unconfined } from '../platform/database/confinement/scope.js';
import { createLogger, describeError, type JsonLogger } from '../platform/logger.js';
import { ImportKeys } from './import-keys.js';

/** An import gives a sign of life with every batch, which takes seconds: one that is silent for so long is dead. */
const SILENT_SECONDS = 120;
const LOOK_EVERY_MS = 60_000;
const FAILURE =
  'The program stopped while it read the register; what was loaded until then stays. Send the file again to load the rest.';

/** Ends the imports whose process died, so that nobody waits for them. */
@Injectable()
export class DeadImports implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger: JsonLogger;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
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
    return unconfined(async () => {
      await this.dataSource.query(
        `UPDATE imports SET status = 'FAILED', finished_at = UTC_TIMESTAMP(3),
                failure_code = 'IMPORT_INTERRUPTED', failure_message = ?
          WHERE status = 'RUNNING' AND heartbeat_at < UTC_TIMESTAMP(3) - INTERVAL ${SILENT_SECONDS} SECOND`,
        [FAILURE],
      );
      await ImportKeys.forgetOfEnded(this.dataSource.manager);
    });
  }

  private async look(): Promise<void> {
    try {
      await this.giveUp();
    } catch (error) {
      this.logger.pino.warn({ error: describeError(error) }, 'dead imports could not be looked for');
    }
  }
}
