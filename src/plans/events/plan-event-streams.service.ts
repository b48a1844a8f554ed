import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { StreamPermit } from '../../access/stream-permits.service.js';
import { CONFIGURATION, type Configuration } from '../../platform/configuration.js';
import { NotFound } from '../../platform/errors.js';
import { WakeUps } from '../../platform/live/wake-ups.service.js';
import { PlanEventStream } from './plan-event-stream.js';
import { PLANS_TOPIC, PlanEvents } from './plan-events.service.js';
import { TooManyStreams } from './plan-events.errors.js';

const TICK_MS = 500;

/**
 * Everybody who follows a plan in this process. They are woken through Redis, and look every few seconds by themselves:
 * what the database says is what they get, whatever becomes of Redis.
 */
@Injectable()
export class PlanEventStreams implements OnModuleDestroy {
  private readonly streams = new Map<PlanEventStream, string>();
  private ticking: NodeJS.Timeout | undefined;

  constructor(
    private readonly events: PlanEvents,
    private readonly wakeUps: WakeUps,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * The events of a plan after one that the caller has, or from the first that is kept.
   *
   * @throws {NotFound} where the permit shows no such plan
   * @throws {TooManyStreams}
   */
  async open(planId: number, after: number, permit: StreamPermit): Promise<PlanEventStream> {
    const { subject } = await permit.renew();
    if (!(await permit.run(() => this.events.isThere(planId))))
      throw new NotFound('plan of that id', 'planId');
    const { streamsOfCaller } = this.configuration;
    const held = [...this.streams.values()].filter((holder) => holder === subject).length;
    if (held >= streamsOfCaller) throw new TooManyStreams(streamsOfCaller);
    this.beginListening();
    const stream = new PlanEventStream(planId, after, permit, this.events, () => this.streams.delete(stream));
    this.streams.set(stream, subject);
    return stream;
  }

  onModuleDestroy(): void {
    clearInterval(this.ticking);
    for (const stream of this.streams.keys()) stream.end();
  }

  /** Only where somebody follows a plan: workers and commands never do. */
  private beginListening(): void {
    if (this.ticking) return;
    this.wakeUps.listen(PLANS_TOPIC, {
      changed: (planId) => this.wake((stream) => stream.planId === planId),
      missed: () => this.wake(() => true),
    });
    const silentMs = this.configuration.streamCheckSeconds * 1_000;
    this.ticking = setInterval(() => {
      const longAgo = Date.now() - silentMs;
      this.wake(({ lookedAt }) => lookedAt <= longAgo);
    }, TICK_MS);
    this.ticking.unref();
  }

  private wake(isMeant: (stream: PlanEventStream) => boolean): void {
    for (const stream of this.streams.keys()) if (isMeant(stream)) stream.wake();
  }
}
