/**
 * Writes rows as CSV with a header.
 *
 * @param {readonly string[]} columns
 * @param {readonly Record<string, string | number | undefined>[]} rows
 */
export function toCsv(columns, rows) {
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

/** @param {string | number | undefined} value */
function cell(value) {
  const text = value === undefined ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
