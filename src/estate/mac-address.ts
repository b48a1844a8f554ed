const ALL_THE_SAME = /^(0{12}|F{12})$/;

/**
 * Reads a MAC address in any usual writing: pairs or fours between colons, hyphens, dots or spaces, or twelve
 * digits in a row; a pair may lack its leading nought.
 *
 * @returns twelve upper-case hexadecimal digits; null for an address of noughts or of Fs alone, which is how
 *   registers write that they have none; undefined for what is no MAC address
 */
export function readMac(writing: string): string | null | undefined {
  const mac = digitsOf(writing.trim().toUpperCase());
  if (mac === undefined) return undefined;
  return ALL_THE_SAME.test(mac) ? null : mac;
}

function digitsOf(writing: string): string | undefined {
  if (/^[0-9A-F]{12}$/.test(writing)) return writing;
  if (/^[0-9A-F]{1,2}([:\-. ])[0-9A-F]{1,2}(\1[0-9A-F]{1,2}){4}$/.test(writing)) {
    const pairs = writing.split(/[:\-. ]/);
    return pairs.map((pair) => pair.padStart(2, '0')).join('');
  }
  if (/^[0-9A-F]{4}([:\-. ])[0-9A-F]{4}\1[0-9A-F]{4}$/.test(writing)) return writing.replace(/[:\-. ]/g, '');
  if (/^[0-9A-F]{6}[:\- ][0-9A-F]{6}$/.test(writing)) return writing.replace(/[:\- ]/, '');
  return undefined;
}

/**
 * Reads a block of MAC addresses, as the IEEE assigns them.
 *
 * @returns 6, 7 or 9 upper-case hexadecimal digits; undefined for anything else
 */
export function readMacPrefix(writing: string): string | undefined {
  const digits = writing
    .trim()
    .toUpperCase()
    .replace(/[:\-. ]/g, '');
  return /^([0-9A-F]{6}|[0-9A-F]{7}|[0-9A-F]{9})$/.test(digits) ? digits : undefined;
}
