// What a row of the table of diagnoses is: data, and one question to a phone's view. Types only.

import type { View } from '../view.js';
import type { Sign } from './signs.js';

/**
 * How sure it is that what was seen means what the row says: a standard, a vendor or our own code says so; people who own
 * such phones report it; or we conclude it.
 */
export type Grade = 'fact' | 'owners report' | 'our reading';

export interface Sighting {
  /** What the phone did, a sentence without a full stop that goes on from its name: `asked 4 times for its file`. */
  readonly seen: string;
  /** When it began. */
  readonly sinceMs: number;
  /** What `{…}` in the row's sentences stands for. */
  readonly values?: Readonly<Record<string, string>>;
}

export interface Row {
  /** Of docs, metrics and scripts: `T9`. Stays as it is for good. */
  readonly id: string;
  /** The same in words: `unprovisioned`. */
  readonly name: string;
  /** Of phones of this vendor alone. */
  readonly vendor?: string;
  /** A `note` explains what is normal; a `problem` needs somebody. */
  readonly severity: 'problem' | 'note';
  /** Only where one of these is to be seen is it asked. */
  readonly on: readonly Sign[];
  readonly grade: Grade;
  /** Where it is known from, for people. */
  readonly source: string;
  /** What it usually means. */
  readonly means: string;
  readonly todo: string;
  seen(view: View): Sighting | undefined;
}
