// Blanks around the cells of a table, with which people and programs line columns up. Only those that a keyboard has:
// any other space came along from somewhere else, and a rule says so. A blank behind a password may belong to it.

import type { CastingFunction } from 'csv-parse/sync';
import { namesPassword } from '../../core/secret-in-text.js';

export interface Blanks {
  /** The same text without blanks between a separator and a quote, which are no CSV. */
  beforeReading(text: string): string;
  /** Of a cell that is read; what stands in quotes is as it is meant. `undefined`: there is nothing to take away. */
  readonly cast: CastingFunction | undefined;
}

/** A password is written elsewhere, and these say where. */
const REFERENCE = /^\s*(?:env|file|credential):/;

/** `header`: the names of the columns as they are written; a cell of those may have blanks as well. */
export function blanksAround(text: string, delimiter: string): Blanks {
  const blank = delimiter === '\t' ? ' ' : '[ \\t]';
  const separator = `[${delimiter.replace(/[\\\]^-]/, '\\$&')}\\r\\n]`;
  const beside = new RegExp(`(?:^|${separator})${blank}|${blank}(?:$|${separator})`);
  if (!beside.test(text)) return { beforeReading: (same) => same, cast: undefined };
  const leading = new RegExp(`^${blank}+`);
  const trailing = new RegExp(`(?<!${blank})${blank}+$`);
  const besideQuotes = new RegExp(
    `(^|${separator})${blank}*("(?:[^"]|"")*")${blank}*(?=$|${separator})`,
    'g',
  );
  const ofPasswords = new Set<number>();
  return {
    beforeReading: (same) => same.replace(besideQuotes, '$1$2'),
    cast(cell, { quoting, index, records }) {
      if (quoting) return cell;
      const begun = cell.replace(leading, '');
      if (records === 0) {
        const name = begun.replace(trailing, '');
        if (namesPassword(name.split('.').at(-1) ?? '')) ofPasswords.add(index);
        return name;
      }
      if (ofPasswords.has(index) && !REFERENCE.test(begun)) return begun;
      return begun.replace(trailing, '');
    },
  };
}
