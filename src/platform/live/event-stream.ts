import type { SubscriptionPermit } from '../graphql/subscription-server.js';

/** A row that says what happened. */
export interface StreamedEvent {
  id: number;
}

/** What can be followed, as the present caller may see it. */
export interface EventSource<Event extends StreamedEvent> {
  /** The topic and the row id of the wake-ups that tell of it. */
  topic: string;
  id: number;
  /**
   * The next events after one, some hundred at most. Their ids rise in the order in which they come to be seen: whoever
   * writes one holds something that all writers of the source hold.
   */
  after(id: number): Promise<Event[]>;
  /** Whether there is any such thing, or any longer. */
  isThere(): Promise<boolean>;
}

/**
 * What happens to something for one caller, in order and without a gap, until that is gone, the caller may not see it
 * any longer, or nobody wants it. It reads when it is asked for more, so a slow client costs no memory.
 */
export class EventStream<Event extends StreamedEvent = StreamedEvent> implements AsyncIterableIterator<
  Event,
  undefined
> {
  /** When it last looked, in milliseconds since 1970. */
  lookedAt = Date.now();
  private readonly waiting: Event[] = [];
  private isEnded = false;
  /** Counted, so that a wake-up which comes while it reads is not lost. */
  private wakeUps = 0;
  private wakeSleeper: (() => void) | null = null;

  /**
   * @param after the id of the last event that the client has; 0 for none
   * @param onEnd called once
   */
  constructor(
    readonly source: EventSource<Event>,
    private after: number,
    private readonly permit: SubscriptionPermit,
    private readonly onEnd: () => void,
  ) {}

  /** Something may have happened: look. */
  wake(): void {
    this.wakeUps += 1;
    this.wakeSleeper?.();
  }

  /** @throws where the caller may not see it any longer because of their token or roles */
  async next(): Promise<IteratorResult<Event, undefined>> {
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

  return(): Promise<IteratorResult<Event, undefined>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: unknown): Promise<IteratorResult<Event, undefined>> {
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

  /** @returns false where it is not there any longer, for this caller */
  private async look(): Promise<boolean> {
    this.lookedAt = Date.now();
    await this.permit.renew();
    return this.permit.run(async () => {
      const found = await this.source.after(this.after);
      this.after = found.at(-1)?.id ?? this.after;
      this.waiting.push(...found);
      return found.length > 0 || (await this.source.isThere());
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
