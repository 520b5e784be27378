// Rows of a table in which no phone can be: people head its parts, add up below them, and keep accounts for phones to come.

import { asLatin } from '../../core/look-alike.js';
import { parseMac } from '../../core/mac.js';
import { isSpreadsheetNumber } from '../../core/mac-fault.js';
import type { Finding } from '../../findings/finding.js';
import { finding } from './codes.js';
import type { CsvRow } from './csv-plain.js';
import type { CellFault } from './csv-strays.js';
import type { CsvTable } from './csv-table.js';

export interface NoPhones {
  /** Numbers of the rows that are none. */
  readonly rows: ReadonlySet<number>;
  /** Each kind once, at its first row. */
  readonly diagnostics: readonly Finding[];
}

const NONE: NoPhones = { rows: new Set(), diagnostics: [] };

export function noPhonesIn(table: Pick<CsvTable, 'header' | 'rows' | 'placeOf'>): NoPhones {
  const { header, rows, placeOf } = table;
  const [mac, model] = [header.indexOf('mac'), header.indexOf('model')];
  if (mac < 0) return NONE;
  const none = [...rows.keys()].filter((row) => {
    const { cells = [] } = rows[row] ?? {};
    return !mayBeMac(cells[mac] ?? '') && !mayBeModel(cells[model] ?? '');
  });
  const diagnostics = KINDS.flatMap(({ kind, say }) => {
    const [first, ...others] = none.filter((row) => kindOf(rows[row], header) === kind);
    if (first === undefined) return [];
    const { cells = [] } = rows[first] ?? {};
    const column = cells.findIndex((cell) => cell !== '');
    const more = others.length === 0 ? '' : `, as in ${others.length} more`;
    const { what, hint } = say(column === mac ? `"${cells[mac]}"` : 'a text');
    return [finding('source/csv', placeOf(first, column), `${what}${more}`, { hint })];
  });
  return { rows: new Set(none), diagnostics };
}

type Kind = 'heading' | 'account' | 'other';

/** `text`: of its first cell, as it may be shown. */
const KINDS: readonly { readonly kind: Kind; say(text: string): CellFault }[] = [
  {
    kind: 'heading',
    say: (text) => ({
      what: `${text} stands alone in its row, and every row is a phone`,
      hint: 'remove the row; what it says of the phones below can be their group, in a column groups',
    }),
  },
  {
    kind: 'account',
    say: () => ({
      what: 'an account without a phone stands in this row: it has neither a MAC nor a model',
      hint: 'write both, or remove the row: an account that no phone has stands under `lines` in a YAML file',
    }),
  },
  {
    kind: 'other',
    say: () => ({
      what: 'no phone stands in this row: it has neither a MAC nor a model',
      hint: 'remove it if it is a sum or a remark; write both if it is a phone',
    }),
  },
];

function kindOf(row: CsvRow | undefined, header: readonly string[]): Kind {
  const filled = [...(row?.cells ?? []).entries()].filter(([, cell]) => cell !== '');
  if (filled.length <= 1) return 'heading';
  return filled.some(([column]) => header[column]?.startsWith('line.')) ? 'account' : 'other';
}

/** Between the digits of a MAC, however it is written. */
const DIVIDERS = /[\s:.-]/g;
/** Digits of one, and letters that are read for digits; a part of one is written with its colons. */
const NEARLY_MAC = /^(?=.*\d)[\da-foils]{10,14}$|^(?:[\da-f]{1,2}[:-])+[\da-f]{0,2}$/i;
const HELD_MAC = /[\da-f]{12}|[\da-f]{2}(?:[:-][\da-f]{2}){5}|[\da-f]{4}(?:\.[\da-f]{4}){2}/i;
/** What a spreadsheet shows in place of a value. */
const OF_SHEET = /^[#=]|^Err:/;

/** Whether somebody may have meant one: then it is told what is wrong with it. */
function mayBeMac(text: string): boolean {
  if (text === '') return false;
  if (parseMac(text) !== undefined) return true;
  const latin = asLatin(text).trim();
  return (
    parseMac(latin) !== undefined ||
    isSpreadsheetNumber(latin) ||
    OF_SHEET.test(latin) ||
    NEARLY_MAC.test(latin) ||
    NEARLY_MAC.test(latin.replaceAll(DIVIDERS, '')) ||
    HELD_MAC.test(latin)
  );
}

/** Numbers of models have four digits; others add up. */
function mayBeModel(text: string): boolean {
  return !OF_SHEET.test(text) && /\p{L}|\d{4}/u.test(text);
}
