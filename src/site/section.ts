// Sections of an inventory that a vendor brings: how one is written, and what it means. No room but the vendor's own knows
// any by name.

import type { CodeRow, FindingId } from '../findings/evidence.js';
import type { Place } from '../findings/finding.js';

/** `Input`: an entry as `schema` lets it through. `Meaning`: plain data, for it crosses to other threads. */
export interface Section<Input = unknown, Meaning = unknown> {
  /** At the outermost level of an inventory. */
  readonly name: string;
  /** JSON Schema 2020-12 of all of it: a list of entries, or a map of them by name. */
  readonly schema: { readonly type: 'array' | 'object'; readonly [keyword: string]: unknown };
  /** How phones choose one of its entries; absent: they do not. */
  readonly choice?: Choice;
  /** Names of lists in it in which one value may stand twice. */
  readonly mayRepeat?: readonly string[];
  resolve(entry: WrittenEntry<Input>): Meaning;
}

/** A field of `defaults`, groups and phones with the name of an entry. */
export interface Choice {
  readonly field: string;
  readonly schema: object;
  /** What one entry is, a few words; with an `s` it is several. */
  readonly noun: string;
  /** Of the finding about a name that no entry has; `inventory/unknown-entry` unless said. */
  readonly unknown?: UnknownName;
}

/** A finding of a section's own. */
export interface UnknownName {
  readonly id: FindingId;
  readonly row: CodeRow;
}

export interface WrittenEntry<Input> {
  /** In a list its number, from 0. */
  readonly name: string;
  readonly input: Input;
  /** Of the value at `path` below it; without a path: of the entry. */
  placeOf(...path: readonly (string | number)[]): Place;
}

/** By the name of a section: what its entries mean, in the order of the inventory. */
export type Sections = ReadonlyMap<string, readonly unknown[]>;

/** By field: what a phone chooses. */
export type Chosen = Readonly<Record<string, ChosenEntry>>;

export interface ChosenEntry {
  readonly name: string;
  readonly meaning: unknown;
}

/** Under the name of a section there is only what the section itself has made. */
export function entriesOf<Meaning>(
  { sections }: { readonly sections: Sections },
  { name }: Section<unknown, Meaning>,
): readonly Meaning[] {
  return (sections.get(name) ?? []) as readonly Meaning[];
}

/** Undefined: the phone chooses none, or one that there is not. */
export function chosenFrom<Meaning>(
  { choice }: Section<unknown, Meaning>,
  { chosen }: { readonly chosen: Chosen },
): Meaning | undefined {
  return choice && (chosen[choice.field]?.meaning as Meaning | undefined);
}
