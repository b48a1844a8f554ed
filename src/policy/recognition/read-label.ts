import { allowedEdits, editDistance, nameKey, nameWords, saysNoMaker } from './maker-names.js';
import type { CompiledRegister, NameClaim } from './maker-register.js';
import { remembering } from './reading-memory.js';

/** What the makers' register makes of the name that a device bears. */
export type LabelReading =
  | { how: 'ABSENT' }
  | { how: 'UNRECOGNISED' }
  | { how: 'EXACT'; claims: readonly NameClaim[] }
  | { how: 'CONTAINED'; claims: readonly NameClaim[] }
  | { how: 'MISSPELT'; claims: readonly NameClaim[]; edits: number };

/** Shorter names are met inside other words' company by chance. */
const SHORTEST_CONTAINED = 4;
const MOST_WORDS_OF_A_NAME = 4;

/** Reads a label: the whole name first, then names among its words, then a misspelt name. */
export const readLabel = remembering<LabelReading>((register, label) => {
  if (saysNoMaker(label)) return { how: 'ABSENT' };
  const words = nameWords(label);
  const exact = register.names.get(nameKey(label)) ?? register.names.get(words.join(''));
  if (exact) return { how: 'EXACT', claims: exact };
  const contained = namesAmong(register, words);
  if (contained.length > 0) return { how: 'CONTAINED', claims: contained };
  return closest(register, words.join('')) ?? { how: 'UNRECOGNISED' };
});

function namesAmong(register: CompiledRegister, words: readonly string[]): NameClaim[] {
  const found = new Set<NameClaim>();
  let at = 0;
  while (at < words.length) {
    let step = 1;
    for (let count = Math.min(MOST_WORDS_OF_A_NAME, words.length - at); count > 0; count -= 1) {
      const key = words.slice(at, at + count).join('');
      const claims = key.length >= SHORTEST_CONTAINED ? register.names.get(key) : undefined;
      if (!claims) continue;
      claims.forEach((claim) => found.add(claim));
      step = count;
      break;
    }
    at += step;
  }
  return [...found];
}

/** All names at the least distance: where two makers are as close, both are possible. */
function closest(register: CompiledRegister, key: string): LabelReading | null {
  let least = Infinity;
  let names: string[] = [];
  for (const name of register.spellable) {
    const bound = Math.min(allowedEdits(Math.min(name.length, key.length)), least);
    if (bound === 0) continue;
    const edits = editDistance(key, name, bound);
    if (edits > bound) continue;
    if (edits < least) {
      least = edits;
      names = [];
    }
    names.push(name);
  }
  if (names.length === 0) return null;
  const claims: NameClaim[] = [];
  for (const claim of names.flatMap((name) => register.names.get(name) ?? []))
    if (!claims.some(({ maker, brand }) => maker === claim.maker && brand === claim.brand))
      claims.push(claim);
  return { how: 'MISSPELT', claims, edits: least };
}
