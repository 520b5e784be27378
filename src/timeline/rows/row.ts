// What a row of the table of diagnoses is: data, and one question to a phone's view. Types only.

import type { Step } from '../steps.js';
import type { Said, Value, Values } from '../texts/said.js';
import type { Names, RowId, RowTexts } from '../texts/shape.js';
import type { View } from '../view.js';
import type { Sign } from './signs.js';

/**
 * How sure it is that what was seen means what the row says: a standard, a vendor or our own code says so; people who own
 * such phones report it; or we conclude it.
 */
export type Grade = 'fact' | 'owners report' | 'our reading';

export interface Sighting<Name extends string = never> {
  /** What the phone did, a sentence without a full stop that goes on from its name: `asked 4 times for its file`. */
  readonly seen: Said;
  /** When it began. */
  readonly sinceMs: number;
  /** Which of its steps shows that; absent: none does, for what should come after its last does not. */
  readonly step?: Step | undefined;
  /** What `{…}` in the row's texts stands for. */
  readonly values: Values & Readonly<Record<Name, Value>>;
}

/** What it means and what to do is told by each language, by the row's id. */
export type Row = { readonly [Id in RowId]: RowOf<Id> }[RowId];

type TextsOf<Id extends RowId> = RowTexts[Id][keyof RowTexts[Id]];

interface RowOf<Id extends RowId> {
  /** Of docs, metrics and scripts: `T9`. Stays as it is for good. */
  readonly id: Id;
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
  seen(view: View): Sighting<Names<TextsOf<Id>>> | undefined;
}
