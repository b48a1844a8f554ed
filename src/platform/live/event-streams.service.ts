import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { NotFound } from '../errors.js';
import { EventStream, type EventSource, type StreamedEvent } from './event-stream.js';
import { TooManyStreams } from './live.errors.js';
import { WakeUps } from './wake-ups.service.js';

const TICK_MS = 500;

/** The right of a caller to go on following something. */
export interface FollowersPermit {
  /** Finds out anew whose it is. @throws where it holds no longer */
  renew(): Promise<{ subject: string }>;
  run<T>(work: () => T): T;
}

type Followed = Pick<EventStream, 'lookedAt' | 'wake' | 'end'> & { source: { topic: string; id: number } };

/**
 * Everybody who follows something in this process. They are woken through Redis, and look every few seconds by
 * themselves: what the database says is what they get, whatever becomes of Redis.
 */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly streams = new Map<Followed, string>();
  private readonly topics = new Set<string>();
  private ticking: NodeJS.Timeout | undefined;

  constructor(
    private readonly wakeUps: WakeUps,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * What happens to something after an event that the caller has, or from the first that is kept.
   *
   * @param after 0 for none
   * @param what what is not found where the permit shows no such thing, and where that was asked for
   * @throws {NotFound} {TooManyStreams}
   */
  async open<Event extends StreamedEvent>(
    source: EventSource<Event>,
    after: number,
    permit: FollowersPermit,
    what: { name: string; path: string },
  ): Promise<EventStream<Event>> {
    const { subject } = await permit.renew();
    if (!(await permit.run(() => source.isThere()))) throw new NotFound(what.name, what.path);
    const { streamsOfCaller } = this.configuration;
    const held = [...this.streams.values()].filter((holder) => holder === subject).length;
    if (held >= streamsOfCaller) throw new TooManyStreams(streamsOfCaller);
    this.beginListening(source.topic);
    const stream = new EventStream(source, after, permit, () => this.streams.delete(stream));
    this.streams.set(stream, subject);
    return stream;
  }

  onModuleDestroy(): void {
    clearInterval(this.ticking);
    for (const stream of this.streams.keys()) stream.end();
  }

  /** Only where somebody follows something: workers and commands never do. */
  private beginListening(topic: string): void {
    if (!this.topics.has(topic)) {
      this.topics.add(topic);
      this.wakeUps.listen(topic, {
        changed: (id) => this.wake(({ source }) => source.topic === topic && source.id === id),
        missed: () => this.wake(() => true),
      });
    }
    if (this.ticking) return;
    const silentMs = this.configuration.streamCheckSeconds * 1_000;
    this.ticking = setInterval(() => {
      const longAgo = Date.now() - silentMs;
      this.wake(({ lookedAt }) => lookedAt <= longAgo);
    }, TICK_MS);
    this.ticking.unref();
  }

  private wake(isMeant: (stream: Followed) => boolean): void {
    for (const stream of this.streams.keys()) if (isMeant(stream)) stream.wake();
  }
}
