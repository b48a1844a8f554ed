/**
 * What may hang on what. A device hangs on a recorder or an encoder at its own site, never on itself, and not in a
 * circle. Pure, over the devices of a batch and what is known of those that they name.
 */
import { isRecording } from './device-fields.js';
import type { DeviceKind } from './estate.types.js';

/** Where a device stands among the others. */
export interface Standing {
  siteId: number;
  kind: DeviceKind;
  /** The external id of what it hangs on. */
  recorder: string | null;
}

export interface LinkCandidate extends Standing {
  externalId: string;
  /** Why it cannot become what it is to become as long as others hang on it; null where nothing stands against it. */
  heldBack: string | null;
}

export type LinkVerdict = 'fits' | 'waits' | { fault: string };

/** Real systems are two or three deep. */
const DEEPEST = 8;

/**
 * Judges each candidate, the ones that others hang on first.
 *
 * @param known what the candidates name and that is none of them, what those hang on, and the candidates as they
 *   are now
 * @param mayWait true: a candidate that does not fit yet waits for what is still to come
 */
export function judgeLinks(
  candidates: readonly LinkCandidate[],
  known: ReadonlyMap<string, Standing>,
  mayWait: boolean,
): Map<string, LinkVerdict> {
  const pending = new Map(candidates.map((candidate) => [candidate.externalId, candidate]));
  const settled = new Map(known);
  const verdicts = new Map<string, LinkVerdict>();
  const failed = (fault: string): LinkVerdict => (mayWait ? 'waits' : { fault });

  const judge = (candidate: LinkCandidate): LinkVerdict => {
    const { externalId, recorder, siteId, heldBack } = candidate;
    if (heldBack !== null) return failed(heldBack);
    if (recorder === null) return 'fits';
    if (recorder === externalId) return { fault: 'expected another device: it cannot hang on itself' };
    // A recorder that has to wait stands where it stood until then.
    const standing = settled.get(recorder);
    if (!standing) return failed(`there is no device "${recorder}"`);
    if (!isRecording(standing.kind))
      return failed(`expected a recorder or encoder, but "${recorder}" is of kind ${standing.kind}`);
    if (standing.siteId !== siteId)
      return failed(`expected a device of the same site, which "${recorder}" is not`);
    const above = chainAbove(recorder, settled);
    if (above.includes(externalId)) return failed(`"${recorder}" hangs on this device: expected no circle`);
    if (above.length >= DEEPEST) return failed(`expected at most ${DEEPEST} devices one upon the other`);
    return 'fits';
  };

  for (let isMoving = true; isMoving;) {
    isMoving = false;
    for (const candidate of [...pending.values()]) {
      const { externalId, recorder } = candidate;
      if (recorder !== null && recorder !== externalId && pending.has(recorder)) continue;
      const verdict = judge(candidate);
      verdicts.set(externalId, verdict);
      if (verdict === 'fits') settled.set(externalId, candidate);
      pending.delete(externalId);
      isMoving = true;
    }
  }
  for (const externalId of pending.keys())
    verdicts.set(externalId, failed('it hangs on itself by way of others: expected no circle'));
  return verdicts;
}

function chainAbove(from: string, standings: ReadonlyMap<string, Standing>): string[] {
  const chain: string[] = [];
  for (let at: string | null = from; at !== null && chain.length <= DEEPEST;) {
    chain.push(at);
    at = standings.get(at)?.recorder ?? null;
  }
  return chain;
}
