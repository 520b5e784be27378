// Phones as a table for other programs. Some of what phones say comes from the wire.

import { formatCsvRow } from '../../core/csv-row.js';
import type { PhoneRow } from '../../page/wire/phone.js';

const COLUMNS = [
  ...(['mac', 'label', 'lines', 'model', 'groups', 'address', 'network', 'word'] as const),
  ...(['stage', 'sentence', 'diagnosis', 'heard', 'fetched', 'sync'] as const),
] as const satisfies readonly (keyof PhoneRow)[];

/** Named as in the API. */
export function csvOf(rows: readonly PhoneRow[]): string {
  return [COLUMNS, ...rows.map((row) => COLUMNS.map((name) => textOf(row[name])))]
    .map(formatCsvRow)
    .join('');
}

function textOf(value: string | readonly string[] | undefined = ''): string {
  return typeof value === 'string' ? value : value.join(' ');
}
