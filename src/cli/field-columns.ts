// `--columns field=column,…`: which column of somebody's table holds what.

import { UsageError } from './io.js';

/** Throws UsageError for what is none of the fields. */
export function readFieldColumns<Field extends string>(
  said: readonly string[],
  fields: readonly Field[],
): Readonly<Partial<Record<Field, string>>> {
  const pairs = said.map((each): readonly [string, string] => {
    const [field = '', ...column] = each.split('=');
    if (!fields.some((known) => known === field) || column.length === 0) {
      throw new UsageError(
        `--columns "${each}" is not FIELD=COLUMN with one of ${fields.join(', ')}`,
      );
    }
    return [field, column.join('=')];
  });
  return Object.fromEntries(pairs) as Partial<Record<Field, string>>;
}
