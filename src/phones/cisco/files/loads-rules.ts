// What is wrong with firmware, as far as can be seen without its key: the signature is checked by no one here.

import { rejected } from '../../../findings/evidence.js';
import { WHOLE_FILE } from '../../../findings/finding.js';
import { type Found, judgeBy, type Rule } from '../../../findings/rule.js';
import type { Position } from '../../../render/xml/tree.js';
import { saidBy } from '../tables/sources.js';
import { missingEnd } from './firmware-file.js';
import { decodeLoads, type Loads } from './loads.js';

interface LoadsFile {
  readonly name: string;
  /** And no list of them. */
  readonly isPart: boolean;
  /** Undefined: it is none. */
  readonly loads: Loads | undefined;
  /** How many bytes it must have, where it has fewer. */
  readonly whole?: number;
}

export const LOADS_RULES = {
  'cisco/no-list-of-parts': {
    ...rejected(
      'A list of firmware in which no part is named',
      'take it from the archive of its maker again: it was cut short, or is something else',
      saidBy('firmware'),
    ),
    applies: ({ isPart }) => !isPart,
    run: ({ loads }) =>
      loads && loads.parts.length > 0
        ? []
        : [{ at: WHOLE_FILE, message: 'no part of a firmware is named in it' }],
  },
  'cisco/no-firmware': {
    ...rejected(
      'A part of a firmware that does not begin as one',
      'take it from the archive of its maker again: it was cut short, or is something else',
      saidBy('firmware'),
    ),
    applies: ({ isPart }) => isPart,
    run: ({ loads }) =>
      loads ? [] : [{ at: WHOLE_FILE, message: 'this is no firmware, or was cut short' }],
  },
  'cisco/firmware-cut-short': {
    ...rejected(
      'A part of a firmware of which the end is missing',
      'take it from the archive of its maker again: the copy broke off',
      saidBy('archive'),
    ),
    applies: ({ whole }) => whole !== undefined,
    run: ({ whole }) => [
      { at: WHOLE_FILE, message: `the table in it counts ${whole} bytes, and it has fewer` },
    ],
  },
  'cisco/signed-under-other-name': {
    ...rejected(
      'Firmware under another name than the one it was signed for',
      'give it the name that the message says',
      saidBy('firmware'),
    ),
    run({ name, loads }) {
      if (loads?.name === undefined || loads.name === name) return [];
      const message = `it was signed as ${loads.name}, and phones refuse it under another name`;
      return [{ at: WHOLE_FILE, message }];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<LoadsFile, Position>>>;

const judge = judgeBy<LoadsFile, Position>(LOADS_RULES);

export function judgeLoads(name: string, bytes: Uint8Array): readonly Found<Position>[] {
  return judge({ name, isPart: false, loads: decodeLoads(bytes) });
}

/** Of a part the header alone is read; behind it are no names. */
export function judgePart(
  name: string,
  bytes: Uint8Array,
  size: number,
): readonly Found<Position>[] {
  const whole = missingEnd({ start: bytes, size });
  return judge({
    ...{ name, isPart: true, loads: decodeLoads(bytes) },
    ...(whole !== undefined && { whole }),
  });
}

export const LOAD_NAME_RULES = {
  'cisco/blank-behind-name': {
    ...rejected(
      'A blank behind the name of the firmware',
      'take it out: the phone asks for a file whose name ends in it',
      saidBy('cisco'),
    ),
    run: (text) => {
      const lines = text.split('\n');
      const line = lines.findIndex((each) => /[ \t]\r?$/.test(each));
      if (line === -1) return [];
      const at = { line: line + 1, col: (lines[line] ?? '').trimEnd().length + 1 };
      return [{ at, message: 'a blank stands behind the name' }];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<string, Position>>>;

const judgeName = judgeBy<string, Position>(LOAD_NAME_RULES);

/** OS79XX.TXT of a 7940 or 7960. */
export function judgeLoadName(_name: string, bytes: Uint8Array): readonly Found<Position>[] {
  return judgeName(new TextDecoder('latin1').decode(bytes));
}
