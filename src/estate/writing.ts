import type { FieldFault } from '../platform/errors.js';

/**
 * What writing a record comes to. `deferred` asks to be shown the record again, once more of its register is
 * known.
 */
export type Judgement<Change> =
  | { outcome: 'created' | 'updated' | 'unchanged'; change: Change }
  | { outcome: 'deferred' }
  | { outcome: 'rejected'; faults: FieldFault[] };

/** What a judgement may read for: to be carried out, or to be told only. */
export type Purpose = 'write' | 'dry run';

/** What judgements leave to be written. */
export function changesOf<Change>(judgements: readonly Judgement<Change>[]): Change[] {
  return judgements.flatMap((judgement) =>
    judgement.outcome === 'created' || judgement.outcome === 'updated' ? [judgement.change] : [],
  );
}

/** `undefined` leaves the present value alone, `null` asks for the default. */
export function orElse<Value>(
  said: Value | null | undefined,
  present: Value | undefined,
  standard: Value,
): Value {
  if (said === undefined) return present === undefined ? standard : present;
  return said === null ? standard : said;
}
