import type { StreamPermit } from '../../access/stream-permits.service.js';
import type { PlanEvent } from './plan-event.entity.js';

export interface EventReader {
  after(planId: number, id: number): Promise<PlanEvent[]>;
  isThere(planId: number): Promise<boolean>;
}

/**
 * The events of one plan for one caller, in order and without a gap, until the plan is gone, the caller may not see it
 * any longer, or nobody wants them. It reads when it is asked for more, so a slow client costs no memory.
 */
export class PlanEventStream implements AsyncIterableIterator<PlanEvent, undefined> {
  /** When it last looked, in milliseconds since 1970. */
  lookedAt = Date.now();
  private readonly waiting: PlanEvent[] = [];
  private isEnded = false;
  /** Counted, so that a wake-up which comes while it reads is not lost. */
  private wakeUps = 0;
  private wakeSleeper: (() => void) | null = null;

  /**
   * @param after the id of the last event that the client has; 0 for none
   * @param onEnd called once
   */
  constructor(
    readonly planId: number,
    private after: number,
    private readonly permit: StreamPermit,
    private readonly reader: EventReader,
    private readonly onEnd: () => void,
  ) {}

  /** Something may have happened: look. */
  wake(): void {
    this.wakeUps += 1;
    this.wakeSleeper?.();
  }

  /** @throws where the caller may not see the plan any longer because of their token or roles */
  async next(): Promise<IteratorResult<PlanEvent, undefined>> {
    try {
      while (!this.isEnded) {
        const event = this.waiting.shift();
        if (event) return { done: false, value: event };
        const wakeUps = this.wakeUps;
        if (!(await this.look())) break;
        if (this.waiting.length === 0 && wakeUps === this.wakeUps) await this.sleep();
      }
    } catch (error) {
      this.end();
      throw error;
    }
    this.end();
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<PlanEvent, undefined>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: unknown): Promise<IteratorResult<PlanEvent, undefined>> {
    this.end();
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }

  end(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.wake();
    this.onEnd();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @returns false where the plan is not there any longer, for this caller */
  private async look(): Promise<boolean> {
    this.lookedAt = Date.now();
    await this.permit.renew();
    return this.permit.run(async () => {
      const found = await this.reader.after(this.planId, this.after);
      this.after = found.at(-1)?.id ?? this.after;
      this.waiting.push(...found);
      return found.length > 0 || (await this.reader.isThere(this.planId));
    });
  }

  private sleep(): Promise<void> {
    if (this.isEnded) return Promise.resolve();
    return new Promise((resolve) => {
      this.wakeSleeper = () => {
        this.wakeSleeper = null;
        resolve();
      };
    });
  }
}
