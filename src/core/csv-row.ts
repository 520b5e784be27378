// Cells -> a row of CSV (RFC 4180): what other programs would part or trim stands in quotes, and what a spreadsheet would take for
// a formula behind an apostrophe, which makes it a text.

/** OWASP, CSV Injection. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** Other programs dial these; nothing can be run by them. */
const NUMBER = /^[+-]\d[\d ()./-]*$/;

export function formatCsvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(asText(cell))).join(',')}\r\n`;
}

/** A cell as it was before it was written here; also one that another program kept so. */
export function withoutApostrophe(cell: string): string {
  const text = cell.slice(1);
  return cell.startsWith("'") && asText(text) === cell ? text : cell;
}

function asText(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
