// A sentence that no language has said yet: which text of the table, and what stands in it.

import type { Stage } from '../history.js';
import type { CountId, Names, RowId, TextId, Texts } from './shape.js';

export interface Said {
  readonly text: TextId;
  readonly values: Values;
}

export type Values = Readonly<Record<string, Value>>;

/** What stands for `{…}`. A text is printed as it is: it is printable already. */
export type Value =
  | string
  | Said
  /** `once`, `4 times`; `often`: the same with a blank after it, and nothing where it is once. */
  | { readonly times: number }
  | { readonly often: number }
  /** `30 s`. */
  | { readonly ms: number }
  /** `7,385 bytes`. */
  | { readonly bytes: number }
  /** So many of something, by the plural forms of the language. */
  | { readonly count: number; readonly of: CountId; readonly values?: Values }
  | { readonly stage: Stage }
  /** `a and b`. */
  | { readonly all: readonly string[] }
  /** What a diagnosis means. */
  | { readonly means: RowId; readonly values: Values };

/** With a value for each `{…}` of the text. */
export function say<I extends TextId>(
  text: I,
  ...[values]: [Names<Texts[I]>] extends [never] ? [] : [Readonly<Record<Names<Texts[I]>, Value>>]
): Said {
  return { text, values: values ?? {} };
}
