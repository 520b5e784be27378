// Soft keys, and the states of a call in which phones show them. No phone is known to refuse a file for any of this.

import { risky } from '../../../../findings/evidence.js';
import { didYouMean, nearestName } from '../../../../findings/near.js';
import type { Complaint, Rule, Said } from '../../../../findings/rule.js';
import type { Position } from '../../../../render/xml/tree.js';
import type { SoftKeyNumbers, SoftKeyTable } from '../../tables/data.js';
import { saidBy } from '../../tables/sources.js';

/** What it is called, and the element that says so. */
export type KeyAt = Said<Position>;

interface NumberAt extends KeyAt {
  readonly name: keyof SoftKeyNumbers;
}

export interface SoftKeysView {
  readonly defined: readonly (KeyAt & { readonly numbers: readonly NumberAt[] })[];
  readonly states: readonly (KeyAt & { readonly keys: readonly KeyAt[] })[];
  readonly table: SoftKeyTable;
}

/** Room where a key might be: of these there may be several. */
const GAPS = ['Undefined', 'Null'];

const rowOf = <T>(table: Readonly<Record<string, T>>, name: string) =>
  Object.hasOwn(table, name) ? table[name] : undefined;

export const SOFT_KEY_RULES = {
  'cisco/unknown-soft-key': {
    ...risky(
      'A soft key that nobody describes',
      'write one that is known, with its numbers, or take it out',
      saidBy('softKeys', 'files'),
    ),
    run: ({ defined, table: { keys } }) =>
      defined
        .filter(({ text }) => rowOf(keys, text) === undefined)
        .map(({ text, at }) => ({
          at,
          message: `no source knows the soft key "${text}"${didYouMean(text, Object.keys(keys))}`,
        })),
  },
  'cisco/soft-key-numbers': {
    ...risky(
      'A soft key with the number of another one',
      'write the number that the message names: by it the phone tells what the key does',
      saidBy('softKeys', 'files'),
    ),
    run: ({ defined, table: { keys } }) =>
      defined.flatMap(({ text: key, numbers }) => {
        const row = rowOf(keys, key);
        return numbers
          .filter(({ name, text }) => row && Number(text) !== row[name])
          .map(({ name, text, at }) => ({
            at,
            message: `${name} of the soft key "${key}" is ${row?.[name]}, and here ${text}`,
          }));
      }),
  },
  'cisco/undefined-soft-key': {
    ...risky(
      'A soft key of a call that the file does not define',
      'add its softKeyDef to typeSoftKey, or write one that stands there',
      saidBy('softKeys', 'files'),
    ),
    run({ defined, states, table }) {
      const known = new Set(defined.map(({ text }) => text));
      // A slip in a definition is told there.
      const names = Object.keys(table.keys);
      const slips = [...known].filter((key) => rowOf(table.keys, key) === undefined);
      const meant = new Set(slips.map((key) => nearestName(key, names)));
      const missing = states
        .flatMap(({ keys }) => keys)
        .filter(({ text }) => !known.has(text) && !meant.has(text) && !GAPS.includes(text));
      // However many states have it, it is one that lacks.
      const first = new Map(missing.toReversed().map((key) => [key.text, key]));
      return [...first.values()].map(({ text, at }) => ({
        at,
        message: `no softKeyDef defines "${text}"${didYouMean(text, known)}`,
      }));
    },
  },
  'cisco/unknown-call-state': {
    ...risky(
      'Soft keys for a state of a call that nobody describes',
      'write one that is known: the phone would have to look for it',
      saidBy('softKeys', 'files'),
    ),
    run: ({ states, table }) =>
      states
        .filter(({ text }) => rowOf(table.states, text) === undefined)
        .map(({ text, at }) => ({
          at,
          message: `no source knows the state "${text}"${didYouMean(text, Object.keys(table.states))}`,
        })),
  },
  'cisco/soft-key-of-other-state': {
    ...risky(
      'A soft key in a state of a call for which nobody lists it',
      'take it out, or try it on a phone',
      saidBy('softKeys'),
    ),
    // One that is not defined is told as that.
    run: ({ defined, states, table }) =>
      states.flatMap(({ text: state, keys }) => {
        const may = rowOf(table.states, state)?.keys;
        return keys
          .filter(({ text }) => defined.some((key) => key.text === text))
          .filter(({ text }) => may && rowOf(table.keys, text) && !isAmong(may, text))
          .map(({ text, at }) => ({
            at,
            message: `"${text}" is no soft key for "${state}"`,
            hint: `these are: ${may?.join(', ')}`,
          }));
      }),
  },
  'cisco/needed-soft-key': {
    ...risky(
      'A state of a call without the soft key that it is said to need',
      'add the one that the message names',
      saidBy('softKeys'),
    ),
    run: ({ states, table }) =>
      states.flatMap(({ text: state, at, keys }) => {
        const needs = rowOf(table.states, state)?.needs;
        if (needs === undefined || keys.some(({ text }) => text === needs)) return [];
        return [{ at, message: `"${state}" lacks the soft key "${needs}"` }];
      }),
  },
  'cisco/soft-key-twice': {
    ...risky(
      'A soft key, or a state of a call, twice',
      'keep one: which of the two holds is not known',
      saidBy('softKeys', 'files'),
    ),
    run: ({ defined, states }) => [
      ...twice(defined, 'the soft key'),
      ...twice(states, 'the state'),
      ...states.flatMap(({ text, keys }) =>
        twice(
          keys.filter((key) => !GAPS.includes(key.text)),
          `in "${text}" the soft key`,
        ),
      ),
    ],
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<SoftKeysView, Position>>>;

function isAmong(may: readonly string[], key: string): boolean {
  return may.includes(key) || GAPS.includes(key);
}

function twice(all: readonly KeyAt[], what: string): readonly Complaint<Position>[] {
  const seen = new Set<string>();
  return all.flatMap(({ text, at }) => {
    if (seen.has(text)) return [{ at, message: `${what} "${text}" stands twice` }];
    seen.add(text);
    return [];
  });
}
