/** Tells other processes that something has changed: which row, and nothing of it. */
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Redis } from 'ioredis';
import { CONFIGURATION, type Configuration } from '../configuration.js';

export interface WakeUpListener {
  /** The row of that id has changed. */
  changed(id: number): void;
  /** Redis is there again: any row may have changed. */
  missed(): void;
}

/**
 * Row ids that go through Redis from whoever changed a row to whoever waits for that. Any of them may be lost, with
 * Redis or on the way, so whoever listens looks by itself, too, from time to time.
 */
@Injectable()
export class WakeUps implements OnModuleDestroy {
  private readonly connections: Redis[] = [];
  private publisher: Redis | undefined;
  private subscriber: Redis | undefined;
  /** By channel. */
  private readonly listeners = new Map<string, WakeUpListener>();

  constructor(@Inject(CONFIGURATION) private readonly configuration: Configuration) {}

  publish(topic: string, id: number): void {
    this.publisher ??= this.connect({ maxRetriesPerRequest: 1, commandTimeout: 2_000 });
    this.publisher.publish(this.channel(topic), String(id)).catch(() => undefined);
  }

  /** @param topic that nobody listens to yet */
  listen(topic: string, listener: WakeUpListener): void {
    this.listeners.set(this.channel(topic), listener);
    this.subscriber ??= this.connectSubscriber();
    // It subscribes again by itself whenever it has connected anew.
    this.subscriber.subscribe(this.channel(topic)).catch(() => undefined);
  }

  onModuleDestroy(): void {
    for (const connection of this.connections) connection.disconnect();
  }

  private connectSubscriber(): Redis {
    const subscriber = this.connect({ maxRetriesPerRequest: null, keepAlive: 10_000 });
    subscriber.on('message', (channel: string, text: string) =>
      this.listeners.get(channel)?.changed(Number(text)),
    );
    subscriber.on('ready', () => {
      for (const listener of this.listeners.values()) listener.missed();
    });
    return subscriber;
  }

  private channel(topic: string): string {
    return `${this.configuration.queuePrefix}:wake:${topic}`;
  }

  private connect(options: {
    maxRetriesPerRequest: number | null;
    commandTimeout?: number;
    keepAlive?: number;
  }) {
    const connection = new Redis(this.configuration.redisUrl, { connectTimeout: 5_000, ...options });
    // Health tells of Redis.
    connection.on('error', () => undefined);
    this.connections.push(connection);
    return connection;
  }
}
