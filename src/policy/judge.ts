import type { CoverageRule } from './directives-in-force.js';
import type { Coverage } from './policy-book.js';
import type { Verdict } from './policy.types.js';
import type { PossibleMaker, Recognition } from './recognition/recognition.js';

/** What one directive says of the makers that may stand behind a device. */
export interface Judgement {
  verdict: Verdict;
  /** The maker that the verdict rests on, where there is one. */
  maker: PossibleMaker | null;
  /** The rule that covers it, or may cover it. */
  rule: CoverageRule | null;
}

interface Suspect {
  maker: PossibleMaker;
  rule: CoverageRule;
  /** False: the directive covers the maker, but not in the way in which it would be behind the device. */
  isCoveredThisWay: boolean;
}

/**
 * IN_SCOPE takes a covered maker that is more than possible, and nobody else in its place.
 * OUT_OF_SCOPE takes a maker that is firm and not covered, and no sign at all of a covered one:
 * to clear a device takes more than to suspect it. UNKNOWN is where nothing tells, REVIEW all between.
 */
export function judge(recognition: Recognition, coverage: Coverage): Judgement {
  const { makers, mayBeAnother } = recognition;
  if (makers.length === 0) return { verdict: 'UNKNOWN', maker: null, rule: null };

  const suspects = makers
    .map((maker) => suspectUnder(coverage, maker))
    .filter((suspect): suspect is Suspect => suspect !== null);
  const others = makers.filter(({ maker }) => !coverage.has(maker));
  const [suspect] = suspects;
  const convicted = suspects.find(
    ({ maker, isCoveredThisWay }) => isCoveredThisWay && maker.sureness !== 'POSSIBLE',
  );

  if (convicted && !mayBeAnother && others.every(({ sureness }) => sureness === 'POSSIBLE'))
    return { verdict: 'IN_SCOPE', maker: convicted.maker, rule: convicted.rule };
  const clear = others.find(({ sureness }) => sureness === 'FIRM');
  if (clear && !suspect && !mayBeAnother) return { verdict: 'OUT_OF_SCOPE', maker: clear, rule: null };
  return {
    verdict: 'REVIEW',
    maker: makers.length === 1 && !mayBeAnother ? (makers[0] ?? null) : null,
    rule: suspect?.rule ?? null,
  };
}

function suspectUnder(coverage: Coverage, maker: PossibleMaker): Suspect | null {
  const rules = coverage.get(maker.maker);
  const rule = rules?.get(maker.through);
  if (rule) return { maker, rule, isCoveredThisWay: true };
  const [otherWay] = rules?.values() ?? [];
  return otherWay ? { maker, rule: otherWay, isCoveredThisWay: false } : null;
}
