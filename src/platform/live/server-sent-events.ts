/** Writes what happens as server-sent events, which any HTTP client can read line by line. */
import { Readable } from 'node:stream';

export interface ServerSentEvent {
  /** What a client that comes again says in `Last-Event-ID`. */
  id: string | null;
  event: string;
  data: unknown;
}

/** A stream that can be ended while somebody waits for its next item. */
export interface EndableStream<Item> {
  next(): Promise<IteratorResult<Item, undefined>>;
  end(): void;
}

/** A line that says nothing, so that proxies keep the connection and one that is dead shows. */
const STILL_HERE = ': still here\n\n';
const STILL_HERE_EVERY_MS = 15_000;
const COME_AGAIN_AFTER_MS = 2_000;

/**
 * The body of an answer: items are taken as fast as the client reads them, and the stream is ended as soon as it goes.
 *
 * @param lastWords what is said where the stream fails
 */
export function eventStreamBody<Item>(
  stream: EndableStream<Item>,
  toEvent: (item: Item) => Promise<ServerSentEvent>,
  lastWords: (error: unknown) => ServerSentEvent,
): Readable {
  let isTaking = false;
  const take = async (): Promise<void> => {
    if (isTaking) return;
    isTaking = true;
    try {
      const { done, value } = await stream.next();
      if (body.destroyed) return;
      const text = done ? null : written(await toEvent(value));
      if (body.destroyed) return;
      isTaking = false;
      if (text === null) finish();
      else body.push(text);
    } catch (error) {
      if (body.destroyed) return;
      body.push(written(lastWords(error)));
      finish();
    }
  };
  // Not made of a generator, which cannot be ended while it waits.
  const body = new Readable({
    read: () => void take(),
    destroy(error, done) {
      clearInterval(stillHere);
      stream.end();
      done(error);
    },
  });
  const stillHere = setInterval(() => {
    if (body.readableLength === 0) body.push(STILL_HERE);
  }, STILL_HERE_EVERY_MS);
  stillHere.unref();
  const finish = () => {
    clearInterval(stillHere);
    body.push(null);
  };
  body.push(`retry: ${COME_AGAIN_AFTER_MS}\n\n`);
  return body;
}

function written({ id, event, data }: ServerSentEvent): string {
  return `${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
