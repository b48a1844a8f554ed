/** Patterns are tried on every model text of an estate, so their cost must stay bounded. */
const LONGEST_PATTERN = 100;
const MOST_UNBOUNDED_QUANTIFIERS = 2;
/** In so many ways a text may be led through the alternatives and optional parts before it is given up. */
const MOST_WAYS = 256;

/**
 * Says what is wrong with a model pattern, or null where nothing is.
 * Allowed is what can be matched in reasonable time: no group under a quantifier, no look-around,
 * no reference back, few quantifiers without an upper end, and few ways through what may be or may not.
 */
export function modelPatternFault(pattern: string): string | null {
  if (pattern.length > LONGEST_PATTERN) return `expected at most ${LONGEST_PATTERN} characters`;
  try {
    new RegExp(pattern, 'i');
  } catch (error) {
    return `expected a regular expression: ${error instanceof Error ? error.message : String(error)}`;
  }
  const bare = withoutEscapesAndClasses(pattern);
  if (/\(\?[^:]/.test(bare)) return 'expected a pattern without look-around or named groups';
  if (/\\[1-9k]/.test(pattern)) return 'expected a pattern without references back';
  if (/\)[*+?{]/.test(bare)) return 'expected no quantifier after a group';
  if ((bare.match(/[*+]|\{\d+,\d*\}/g) ?? []).length > MOST_UNBOUNDED_QUANTIFIERS)
    return `expected at most ${MOST_UNBOUNDED_QUANTIFIERS} quantifiers such as * and +`;
  if (waysThrough(bare) > MOST_WAYS) return 'expected fewer alternatives and optional parts';
  return null;
}

/** Every optional part doubles the ways, every group multiplies them by its alternatives. */
function waysThrough(bare: string): number {
  let ways = 1;
  const alternatives = [1];
  for (const sign of bare.replaceAll('(?:', '(')) {
    if (sign === '?') ways *= 2;
    else if (sign === '(') alternatives.push(1);
    else if (sign === '|') alternatives.push((alternatives.pop() ?? 0) + 1);
    else if (sign === ')') ways *= alternatives.pop() ?? 1;
  }
  return ways * (alternatives[0] ?? 1);
}

function withoutEscapesAndClasses(pattern: string): string {
  return pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
}
