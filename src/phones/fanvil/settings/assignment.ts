// One setting of a file, by our name for it, before any form's own name.

import { oncePer } from '../../../core/once-per.js';
import type { Place } from '../../../findings/finding.js';
import type { KeyRow } from '../tables/data.js';
import type { Indexes, KeyNames } from '../tables/key-names.js';

/** A row of the key table, with the numbers in its names. */
export interface Key {
  readonly row: KeyRow;
  readonly at: Indexes;
}

export interface Assignment extends Key {
  readonly value: string;
  /** Finds where somebody asked for it. Absent, or finding nothing: nobody would miss it. */
  readonly asked: Asked | undefined;
}

/** Of the phone whose file it is: several may have the assignment as one object. */
export type Asked = (phone: AskablePhone) => Place | undefined;

export interface AskablePhone {
  asked(...path: readonly string[]): Place | undefined;
}

/** All that a file says. */
export interface Content {
  readonly version: string;
  readonly assignments: readonly Assignment[];
  /** By the vendor's own names, from the inventory. */
  readonly raw: Readonly<Record<string, string>>;
}

interface Details {
  readonly at?: Indexes;
  readonly asked?: Asked | undefined;
}

/** Throws if the key table has no row of that name. */
export type Assign = (name: string, value: string, details?: Details) => Assignment;

const NOWHERE: Details = {};
const NO_NUMBERS: Indexes = {};

export function createAssign(names: KeyNames): Assign {
  return (name, value, { at = NO_NUMBERS, asked } = NOWHERE) => ({
    row: names.row(name),
    value,
    at,
    asked,
  });
}

/** What `make` makes of a key, made once. For one model's files only: there `n` tells all numbers. */
export function oncePerKey<V>(make: (key: Key) => V): (key: Key) => V {
  const byNumber = oncePer((_row: KeyRow) => new Map<number | undefined, V>());
  return (key) => {
    const made = byNumber(key.row);
    const value = made.get(key.at.n) ?? make(key);
    made.set(key.at.n, value);
    return value;
  };
}

export function flag(value: boolean): string {
  return value ? '1' : '0';
}
