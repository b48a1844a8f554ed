/**
 * JSON in which the same content is always the same text: the keys of every object in the order of their code units,
 * no spaces. Dates are written in UTC, and fields that are undefined are left out, as by JSON.stringify.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const { toJSON } = value as { toJSON?: () => unknown };
  if (typeof toJSON === 'function') return inOrder(toJSON.call(value));
  const sorted = Object.entries(value).sort(byKey);
  return Object.fromEntries(sorted.map(([key, part]) => [key, inOrder(part)]));
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
