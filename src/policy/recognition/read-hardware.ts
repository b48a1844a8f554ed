import { readMac as readMacAddress } from '../../estate/mac-address.js';
import { modelKey } from '../../estate/reference/model-key.js';
import type { CompiledRegister, MakerClaim } from './maker-register.js';
import { remembering } from './reading-memory.js';

/** What a MAC address says of the maker, or why it says nothing. */
export type MacReading =
  | { how: 'ABSENT' | 'UNREADABLE' | 'LOCAL' | 'MULTICAST' | 'NO_BLOCK' }
  | { how: 'BLOCK'; prefix: string; claims: readonly MakerClaim[] };

const LOCALLY_ADMINISTERED = 0b10;
const MULTICAST = 0b1;

/** Reads a MAC address in any of its spellings; the longest block of the register decides. */
export function readMac(register: CompiledRegister, mac: string | null): MacReading {
  if (mac === null || mac.trim() === '') return { how: 'ABSENT' };
  const digits = readMacAddress(mac);
  if (digits === null) return { how: 'ABSENT' };
  if (digits === undefined) return { how: 'UNREADABLE' };
  const firstOctet = parseInt(digits.slice(0, 2), 16);
  if (firstOctet & MULTICAST) return { how: 'MULTICAST' };
  if (firstOctet & LOCALLY_ADMINISTERED) return { how: 'LOCAL' };
  for (const { length, claims } of register.macPrefixes) {
    const prefix = digits.slice(0, length);
    const found = claims.get(prefix);
    if (found) return { how: 'BLOCK', prefix, claims: found };
  }
  return { how: 'NO_BLOCK' };
}

/** What a model text says of the maker: a listed model identifies it, a pattern only hints at it. */
export type ModelReading =
  | { how: 'ABSENT' }
  | { how: 'UNRECOGNISED' }
  | { how: 'KNOWN'; maker: string }
  | { how: 'PATTERN'; hints: readonly (MakerClaim & { pattern: RegExp })[] };

/** Patterns are tried on no more of a text than a register can hold. */
const LONGEST_MODEL = 120;

export const readModel = remembering<ModelReading>((register, model) => {
  const key = modelKey(model);
  if (!key) return { how: 'ABSENT' };
  const maker = register.models.get(key);
  if (maker) return { how: 'KNOWN', maker };
  const text = model.trim().slice(0, LONGEST_MODEL);
  const hints = register.modelPatterns.filter(({ pattern }) => pattern.test(text));
  return hints.length > 0 ? { how: 'PATTERN', hints } : { how: 'UNRECOGNISED' };
});
