// Rows of the key table by our own name, and the numbers in the vendor's names.

import { oncePerKey } from '../../../core/once-per.js';
import type { KeyRow } from './data.js';

/** Numbers for `{n}`, `{page}` and `{slot}`. */
export type Indexes = Readonly<Record<string, number>>;

export interface KeyNames {
  readonly rows: readonly KeyRow[];
  has(name: string): boolean;
  /** Throws if the table has no such row. */
  row(name: string): KeyRow;
}

export function createKeyNames(rows: readonly KeyRow[]): KeyNames {
  const byName = new Map(rows.map((row) => [row.name, row]));
  return {
    rows,
    has: (name) => byName.has(name),
    row(name) {
      const row = byName.get(name);
      if (!row) throw new Error(`fanvil/keys.json has no row ${name}`);
      return row;
    },
  };
}

export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  const [first = '', ...rest] = partsOf(pattern);
  let text = first;
  for (let at = 0; at < rest.length; at += 2) {
    const name = rest[at] ?? '';
    text += `${values[name] ?? `{${name}}`}${rest[at + 1]}`;
  }
  return text;
}

/** Text and names in turn. Patterns are those of the tables. */
const partsOf = oncePerKey((pattern: string) => pattern.split(/\{(\w+)\}/), 1024);

/** `SIP{n} Transport` with the numbers of `SIP2 Transprt`, of which no more are looked for. */
export function numberedLike(general: string, key: string): string {
  const numbers = key.matchAll(/\d+/g);
  return general.replaceAll('{n}', (unknown) => numbers.next().value?.[0] ?? unknown);
}
