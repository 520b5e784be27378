// One setting of a file, by our name for it, before any form's own name.

import type { Place } from '../../core/diagnostic.js';
import type { KeyRow } from './data.js';
import type { Indexes, KeyNames } from './key-names.js';

export interface Assignment {
  readonly row: KeyRow;
  readonly value: string;
  readonly at: Indexes;
  /** Where somebody asked for it; absent: nobody would miss it. */
  readonly asked?: Place;
}

interface Details {
  readonly at?: Indexes;
  readonly asked?: Place | undefined;
}

/** Throws if the key table has no row of that name. */
export type Assign = (name: string, value: string, details?: Details) => Assignment;

export function createAssign(names: KeyNames): Assign {
  return (name, value, { at = {}, asked } = {}) => ({
    row: names.row(name),
    value,
    at,
    ...(asked && { asked }),
  });
}

export function flag(value: boolean): string {
  return value ? '1' : '0';
}
