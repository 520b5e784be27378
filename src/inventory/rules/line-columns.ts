// Does a table of phones say which line each has? Told once, where the column is missing or has another name.

import { type CodeTable, rejected } from '../../findings/evidence.js';
import { type Finding, findingsOf } from '../../findings/finding.js';
import type { Site } from '../../site/site.js';
import type { Inventory } from '../inventory.js';
import type { Source } from '../read/source.js';

export const LINE_COLUMN_CODES = {
  'inventory/no-line-column': rejected(
    'A table whose phones have no line',
    'add the columns `line`, `line.name` and `line.password`: the account on key 1',
  ),
} as const satisfies CodeTable;

const finding = findingsOf(LINE_COLUMN_CODES);

/** How people name the column of the number; the first that is there is the one that is mostly meant. */
const MEANT =
  'lines extension extensions ext exten number phone phonenumber account user username did tel'.split(
    ' ',
  );

export function checkLineColumns({ phones }: Site, { sources }: Inventory): readonly Finding[] {
  const tables = sources.filter(({ columns }) => columns && !columns.some(saysLine));
  if (tables.length === 0) return [];
  const withLine = new Set<string>();
  const withPhones = new Set<string>();
  for (const { keys, placeOf } of phones) {
    const { file } = placeOf();
    withPhones.add(file);
    if (keys.some(({ type }) => type === 'line')) withLine.add(file);
  }
  return tables
    .filter(({ file }) => withPhones.has(file) && !withLine.has(file))
    .map((table) => report(table));
}

function saysLine(name: string): boolean {
  return name === 'line' || /^keys\.\d+\.line$/.test(name);
}

function report({ locate, columns = [] }: Source): Finding {
  const meant = MEANT.flatMap((each) => columns.filter((name) => name.toLowerCase() === each))[0];
  const place = locate(['phones', 0, meant ?? 'mac'], 'name');
  const message = 'no column says which line a phone has';
  const hint = `name the column "${meant}" line, if it is the number of the account on key 1`;
  return finding('inventory/no-line-column', place, message, meant === undefined ? {} : { hint });
}
