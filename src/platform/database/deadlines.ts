/** Work that takes too long is given up, and what the database does for it is stopped. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { Refusal } from '../errors.js';

/** What the servers call a statement that was stopped. */
export const INTERRUPTED_ERRNO = 1317;

/** The work was given up: it took longer than it may. */
export class TimedOut extends Refusal {
  readonly errno = INTERRUPTED_ERRNO;

  constructor() {
    super(
      'TIMED_OUT',
      'This took too long and was given up. Ask for less at a time, or try again when less is going on.',
    );
  }
}

/** A connection of the pool, as the driver gives it. */
interface PooledConnection {
  threadId: number;
  query(...call: unknown[]): unknown;
  release(): void;
}

/** The part of TypeORM's driver through which every query gets its connection. */
interface ConnectionSource {
  obtainMasterConnection(): Promise<PooledConnection>;
}

/** The time that a piece of work has. It begins to run when it is started. */
export class Deadline {
  private readonly held = new Map<PooledConnection, Promise<void>>();
  private readonly waiting = new Set<(error: TimedOut) => void>();
  private timer: NodeJS.Timeout | undefined;
  private expired: TimedOut | undefined;

  constructor(private readonly kill: (threadId: number) => Promise<void>) {}

  start(seconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.expire(), seconds * 1_000);
    this.timer.unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /**
   * A connection for the work, whose query is stopped when the time is over.
   *
   * @throws {TimedOut} at once where it is over, and as soon as it is while a connection is waited for
   */
  async take(obtain: () => Promise<PooledConnection>): Promise<PooledConnection> {
    if (this.expired) throw this.expired;
    const obtained = obtain();
    let giveUp: (error: TimedOut) => void = () => undefined;
    const isOver = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    this.waiting.add(giveUp);
    try {
      return this.hold(await Promise.race([obtained, isOver]));
    } catch (error) {
      if (error === this.expired) void obtained.then((late) => late.release()).catch(() => undefined);
      throw error;
    } finally {
      this.waiting.delete(giveUp);
    }
  }

  private hold(connection: PooledConnection): PooledConnection {
    const query = connection.query.bind(connection);
    connection.query = (...call) => {
      const answer = call.at(-1);
      if (!this.expired || isRollback(call[0]) || typeof answer !== 'function') return query(...call);
      return (answer as (error: Error) => unknown)(this.expired);
    };
    connection.release = () => {
      const stopped = this.held.get(connection);
      this.held.delete(connection);
      // Gives the class's own methods back.
      Reflect.deleteProperty(connection, 'query');
      Reflect.deleteProperty(connection, 'release');
      // The next user of the connection must not have its query stopped in place of this one's.
      void Promise.resolve(stopped).then(() => connection.release());
    };
    this.held.set(connection, Promise.resolve());
    return connection;
  }

  private expire(): void {
    this.expired = new TimedOut();
    for (const giveUp of this.waiting) giveUp(this.expired);
    for (const connection of this.held.keys())
      this.held.set(
        connection,
        this.kill(connection.threadId).catch(() => undefined),
      );
  }
}

const storage = new AsyncLocalStorage<Deadline>();

/** The deadline of what runs; undefined where nothing bounds it. */
export function currentDeadline(): Deadline | undefined {
  return storage.getStore();
}

/** Gives pieces of work a deadline, and holds their queries to it. */
@Injectable()
export class Deadlines implements OnModuleInit {
  constructor(private readonly dataSource: DataSource) {}

  onModuleInit(): void {
    const source = this.dataSource.driver as unknown as ConnectionSource;
    const obtain = source.obtainMasterConnection.bind(source);
    source.obtainMasterConnection = () => currentDeadline()?.take(obtain) ?? obtain();
  }

  /** Runs work and everything that it starts under a deadline, which the work starts and stops. */
  run<T>(work: (deadline: Deadline) => T): T {
    const deadline = new Deadline((threadId) => this.kill(threadId));
    return storage.run(deadline, () => work(deadline));
  }

  /** On a connection of its own, because those of the pool may all be what is to be stopped. */
  private async kill(threadId: number): Promise<void> {
    const { url = '' } = this.dataSource.options as { url?: string };
    const connection = await createConnection(url);
    try {
      await connection.query(`KILL QUERY ${Number(threadId)}`);
    } finally {
      connection.destroy();
    }
  }
}

/** What ends a transaction has to reach the server. */
function isRollback(statement: unknown): boolean {
  const text = typeof statement === 'string' ? statement : (statement as { sql?: string } | undefined)?.sql;
  return text === 'ROLLBACK';
}
