/** What was spent in the last minute, kept in slices of a few seconds. */

/** A minute has so many slices. One more is counted, so that a whole minute is looked back on at any moment. */
export const SLICES = 12;
export const SLICE_SECONDS = 60 / SLICES;

/** What one client spent, by the number of the slice since 1970, oldest first. */
type Spent = Map<number, number>;

/** Whoever is not among the last so many clients is forgotten: what is kept has a bound. */
const MOST_CLIENTS = 10_000;

/** Counts within this process, as the script of {@link RateLimits} does in Redis. */
export class SlidingMinute {
  private readonly clients = new Map<string, Spent>();

  constructor(
    private readonly most: number,
    private readonly mostClients = MOST_CLIENTS,
  ) {}

  /**
   * Spends, where at most the limit is spent within any minute then.
   *
   * @returns the seconds after which the amount can be spent, and nothing is spent now; 0 where it is
   */
  spend(client: string, amount: number, seconds: number): number {
    const spent = this.clients.get(client) ?? new Map<number, number>();
    // Behind all others again: whoever came longest ago is forgotten first.
    this.clients.delete(client);
    this.clients.set(client, spent);
    for (const [oldest] of this.clients) {
      if (this.clients.size <= this.mostClients) break;
      this.clients.delete(oldest);
    }
    const slice = Math.floor(seconds / SLICE_SECONDS);
    let sum = amount;
    for (const [at, part] of spent) {
      if (at < slice - SLICES) spent.delete(at);
      else sum += part;
    }
    if (sum <= this.most) {
      spent.set(slice, (spent.get(slice) ?? 0) + amount);
      return 0;
    }
    for (const [at, part] of spent) {
      sum -= part;
      if (sum <= this.most) return endOf(at) - seconds;
    }
    return endOf(slice) - seconds;
  }

  /** How many clients are remembered. */
  get size(): number {
    return this.clients.size;
  }
}

/** When what was spent in a slice no longer counts, in seconds since 1970. */
function endOf(slice: number): number {
  return (slice + SLICES + 1) * SLICE_SECONDS;
}
