import DataLoader from 'dataloader';

/** Reads many rows at once, by key; a key without a row is left out of the answer. */
export type BatchRead<Key, Value> = (keys: readonly Key[]) => Promise<Map<Key, Value>>;

/**
 * The batched reads of one request: however many objects ask for their site, the sites are read once. It lives
 * as long as the request, and begins anew with each of its mutations, so nothing is ever stale or seen by somebody
 * else.
 */
export class Loaders {
  private readonly loaders = new Map<unknown, unknown>();

  /**
   * @param batch a read that is the same function for every caller, such as an arrow property of a service
   * @returns null where there is no such row
   */
  load<Key, Value>(batch: BatchRead<Key, Value>, key: Key): Promise<Value | null> {
    return this.of(batch).load(key);
  }

  /** Like {@link load}, for a row that a foreign key promises. */
  async loadExisting<Key, Value>(batch: BatchRead<Key, Value>, key: Key): Promise<Value> {
    const value = await this.load(batch, key);
    if (value === null) throw new Error('a row that a foreign key promises is missing');
    return value;
  }

  /** Forgets what was read, because it may have changed. */
  clear(): void {
    this.loaders.clear();
  }

  private of<Key, Value>(batch: BatchRead<Key, Value>): DataLoader<Key, Value | null> {
    const known = this.loaders.get(batch) as DataLoader<Key, Value | null> | undefined;
    if (known) return known;
    const loader = new DataLoader<Key, Value | null>(
      async (keys) => {
        const found = await batch(keys);
        return keys.map((key) => found.get(key) ?? null);
      },
      { maxBatchSize: 1_000 },
    );
    this.loaders.set(batch, loader);
    return loader;
  }
}

/** What every resolver gets as its context. */
export interface RequestContext {
  loaders: Loaders;
  /** What has to be done when everything is resolved: the answer leaves only when all of it is done. */
  beforeAnswer: (() => Promise<void>)[];
}
