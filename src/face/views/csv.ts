// Phones as a table for other programs (RFC 4180). Some of what phones say comes from the wire, and a spreadsheet takes some of that
// for formulas: behind an apostrophe it is a text.

import type { PhoneRow } from '../../page/wire/phone.js';

const COLUMNS = [
  ...(['mac', 'label', 'lines', 'model', 'groups', 'address', 'network', 'word'] as const),
  ...(['stage', 'sentence', 'diagnosis', 'heard', 'fetched', 'sync'] as const),
] as const satisfies readonly (keyof PhoneRow)[];
const FORMULA = /^[=+\-@\t\r]/;

/** Named as in the API. */
export function csvOf(rows: readonly PhoneRow[]): string {
  const lines = rows.map((row) => COLUMNS.map((name) => cell(row[name])));
  return [COLUMNS, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

function cell(value: string | readonly string[] | undefined = ''): string {
  const said = typeof value === 'string' ? value : value.join(' ');
  const text = FORMULA.test(said) ? `'${said}` : said;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
