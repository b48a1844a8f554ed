import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findRedis } from '../../scripts/servers/binaries.js';
import { freePort } from '../../scripts/servers/ports.js';
import { startGuarded, type Guarded } from '../../scripts/child.js';
import { until } from './worker.js';

/** A Redis that a test may take away: always on the same port, and it forgets everything when it goes. */
export class OwnRedis {
  private readonly folder = mkdtempSync(join(tmpdir(), 'phaseout-redis-'));
  private server: Guarded | undefined;

  private constructor(private readonly port: number) {}

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort());
    await redis.begin();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async begin(): Promise<void> {
    const program = findRedis();
    if (!program) throw new Error('there is no redis-server on this machine');
    this.server = startGuarded({
      program,
      args: ['--bind', '127.0.0.1', '--port', String(this.port), '--save', '', '--dir', this.folder],
      logFile: join(this.folder, 'redis.log'),
      stopSignal: 'SIGKILL',
    });
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    await until(async () => {
      await client.connect().catch(() => undefined);
      return client.status === 'ready' ? true : undefined;
    });
    client.disconnect();
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
