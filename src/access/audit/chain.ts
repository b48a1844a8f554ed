/** What the chain is: each link holds the hash of its entry and of the link before it. */
import { createHash } from 'node:crypto';
import type { AuditEntry, AuditLink } from './audit.entity.js';
import { canonicalJson } from './canonical-json.js';

/** What the first link follows. */
export const BEGINNING = '0'.repeat(64);

/**
 * The hash of all that an entry says. What is null is left out, so that a column which is added later leaves the
 * hashes of older entries as they are.
 */
export function hashEntry(entry: AuditEntry): string {
  const said = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
  return sha256(canonicalJson(said));
}

/** The hash of a link: over its place, its entry and, by the hash before it, over everything that came before. */
export function hashLink({
  sequence,
  entryHash,
  previousHash,
}: Pick<AuditLink, 'sequence' | 'entryHash' | 'previousHash'>): string {
  return sha256(canonicalJson({ sequence, entryHash, previousHash }));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
