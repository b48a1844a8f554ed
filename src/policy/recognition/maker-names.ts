/** How names of makers are compared: registers differ in case, spaces, punctuation and legal form. */

/** What people write where they do not know the maker, as keys. */
const SAYS_NOTHING = new Set(
  `na none nil null unknown unk notknown notset unspecified unidentified unbranded nobrand generic
  various mixed other misc tbc tba tbd oem cctv camera blank dontknow`.split(/\s+/),
);

const LEGAL_FORMS = new Set(
  'ltd limited inc incorporated corp corporation co company llc plc gmbh ag ab sa spa bv pty uk'.split(' '),
);

/** The form in which names are compared: lower case, letters and digits only, without accents. */
export function nameKey(text: string): string {
  return words(text).join('');
}

/** The words of a name without its legal form at the end: "Axis Communications AB" is "axis", "communications". */
export function nameWords(text: string): string[] {
  const all = words(text);
  let end = all.length;
  while (end > 1 && LEGAL_FORMS.has(all[end - 1] ?? '')) end -= 1;
  return all.slice(0, end);
}

/** True where a text names nobody: empty, or one of the words for "not known". */
export function saysNoMaker(text: string | null): boolean {
  if (text === null) return true;
  const key = nameKey(text);
  return key === '' || SAYS_NOTHING.has(key);
}

function words(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      // An apostrophe stands inside a word, all other punctuation between words.
      .replace(/['’]/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** How many letters a misspelling may be away from a name of this length: short names are too alike for any. */
export function allowedEdits(nameLength: number): number {
  if (nameLength < 5) return 0;
  return nameLength < 8 ? 1 : 2;
}

/**
 * The number of letters left out, added, changed or swapped with their neighbour between two texts,
 * or `bound + 1` where it is more than the bound.
 */
export function editDistance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let edits = Math.min(
        cell(last, column) + 1,
        cell(current, column - 1) + 1,
        cell(last, column - 1) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        edits = Math.min(edits, cell(beforeLast, column - 2) + 1);
      current.push(edits);
      least = Math.min(least, edits);
    }
    // Two rows, because a swap reaches back over one.
    if (least > bound && Math.min(...last) > bound) return bound + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(cell(last, b.length), bound + 1);
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
