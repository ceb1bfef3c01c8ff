/** A spreadsheet takes what begins so for a formula; a single quote before it makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell of a CSV file (RFC 4180). No text in it is taken for a formula (A18); a number is a number, also a negative one. */
export function formatCsvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function formatCsv(lines: readonly (readonly (string | number)[])[]): string {
  return lines.map((cells) => `${cells.map(formatCsvCell).join(',')}\r\n`).join('');
}
