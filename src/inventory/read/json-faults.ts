// Where a text stops being JSON (RFC 8259), and what to write there. Never quotes the text: it may be part of a password.

import type { ParseError } from 'jsonc-parser';
import type { Jsonc } from '../../core/jsonc.js';
import type { FieldNames } from '../shape/field-names.js';
import type { YamlFault } from './yaml-fault.js';

/** The parser's finding and what stands around it. */
interface Spot {
  /** The parser's name for it, `CommaExpected`. */
  readonly code: string;
  readonly offset: number;
  readonly rest: string;
  /** Up to the place, without the space before it. */
  readonly before: string;
  /** The innermost bracket that is open there. */
  readonly open: { readonly offset: number; readonly sign: string } | undefined;
  /** May be shown. */
  readonly known: FieldNames;
}

type Words = string | ((spot: Spot) => string);

interface Row {
  readonly when: (spot: Spot) => boolean;
  readonly what: Words;
  readonly hint: Words;
  /** Where it is, if not where the parser noticed it. */
  readonly at?: (spot: Spot) => number;
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
const DOUBLE_QUOTES = 'JSON has double quotes around names and texts: "…"';
const isCode =
  (...codes: readonly string[]) =>
  ({ code }: Spot) =>
    codes.includes(code);
const begins = (pattern: RegExp) => (spot: Spot) => pattern.test(spot.rest);

/** The first row that fits. */
const ROWS: readonly Row[] = [
  {
    when: begins(/^(\/\/|\/\*|#)/),
    what: 'a comment stands here, and JSON has none',
    hint: 'remove it, or name the file .yaml and begin the comment with "#"',
  },
  {
    when: isCode('UnexpectedEndOfString'),
    what: 'a text does not end in its line',
    hint: 'write the " that ends it; a line break within a text is \\n',
  },
  {
    when: isCode('InvalidEscapeCharacter', 'InvalidUnicode'),
    what: 'a backslash in this text begins no escape sequence of JSON',
    hint: 'write \\\\ for each backslash',
  },
  {
    when: isCode('InvalidCharacter'),
    what: 'a control character stands in this text',
    hint: 'write \\t for a tab, and \\n for a line break',
  },
  { when: begins(/^'/), what: 'single quotes stand here', hint: DOUBLE_QUOTES },
  {
    when: begins(/^[“”„‟‘’‚‛«»]/u),
    what: 'the quotes around this text are those of a word processor',
    hint: 'write straight quotes: "…"',
  },
  {
    when: ({ before, rest }) => before.endsWith(',') && /^([}\],]|$)/.test(rest),
    what: 'a comma stands behind the last entry',
    hint: 'remove it: JSON has a comma only between two entries',
    at: ({ before }) => before.length - 1,
  },
  {
    when: ({ rest, open }) => rest === '' && open !== undefined,
    what: ({ open }) => `${open?.sign} opens here and is never closed`,
    hint: ({ open }) => `write the ${CLOSING[open?.sign ?? '']} that ends it`,
    at: ({ open, offset }) => open?.offset ?? offset,
  },
  {
    when: ({ rest, open }) => /^[}\]]/.test(rest) && CLOSING[open?.sign ?? ''] !== rest[0],
    what: ({ rest, open }) =>
      open === undefined
        ? `a ${rest[0]} too many: nothing is open here`
        : `${rest[0]} stands where the ${CLOSING[open.sign]} belongs that ends ${open.sign}`,
    hint: 'look for the bracket that is missing, or too many',
  },
  {
    when: ({ rest, before }) => /\d$/.test(before) && /^[\dxXoObB_.]/.test(rest),
    what: 'a number that JSON does not know',
    hint: 'write digits without a zero in front; a number to dial is a text in quotes',
    at: ({ before }) => before.search(/[\d.]+$/),
  },
  {
    when: (spot) => spot.code === 'UnexpectedEndOfNumber' || /^[-+.]+\d/.test(spot.rest),
    what: 'a number that JSON does not know',
    hint: 'write digits on both sides of a point, and no sign but "-"',
  },
  {
    when: ({ code, rest }) => code === 'EndOfFileExpected' || (rest !== '' && /^---/.test(rest)),
    what: 'something stands behind the end, or before the beginning, of the one value of the file',
    hint: 'a JSON file is one { … }: remove what is outside, or name the file .yaml if it is YAML',
  },
  {
    when: ({ before, open }) => open?.sign === '{' && /[{,]$/.test(before),
    what: 'a name stands here without quotes',
    hint: quoteName,
  },
  {
    when: isCode('ColonExpected'),
    what: 'no colon stands behind a name',
    hint: 'JSON has a colon between each name and its value',
  },
  {
    when: isCode('CommaExpected'),
    what: 'a comma is missing',
    hint: 'JSON has a comma between two entries',
  },
  {
    when: ({ before, rest }) => /[:,[]$/.test(before) && /^[,}\]]/.test(rest),
    what: 'a value is missing',
    hint: 'write it, or remove its name',
  },
  {
    when: ({ before }) => before === '',
    what: 'this is no JSON',
    hint: 'begin with {, or name the file .yaml if it is YAML',
  },
  {
    when: ({ before, rest }) => /[:,[]$/.test(before) && /^[\p{L}_$*&!@%`~<]/u.test(rest),
    what: 'a text stands here without quotes',
    hint: `${DOUBLE_QUOTES}; true, false, null and numbers have none`,
  },
];

export function explainJsonFault(text: string, jsonc: Jsonc, known: FieldNames): YamlFault {
  const errors: ParseError[] = [];
  jsonc.parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [{ error, offset } = { error: 0, offset: 0 }] = errors;
  const spot: Spot = {
    code: jsonc.printParseErrorCode(error),
    offset,
    rest: text.slice(offset),
    before: text.slice(0, offset).trimEnd(),
    open: openBefore(text, offset, jsonc),
    known,
  };
  const row = ROWS.find(({ when }) => when(spot));
  return {
    offset: row?.at?.(spot) ?? offset,
    what: row ? spoken(row.what, spot) : 'the text does not fit here',
    hint: row ? spoken(row.hint, spot) : `look at what stands before it; ${DOUBLE_QUOTES}`,
  };
}

function spoken(words: Words, spot: Spot): string {
  return typeof words === 'string' ? words : words(spot);
}

/** A name that offhook knows may be shown; what else stands here may be part of a password. */
function quoteName({ rest, known }: Spot): string {
  const [name = ''] = /^\w+/.exec(rest) ?? [];
  // Digits before a colon are a number to call, or that of a key.
  const isShown = known().has(name) || /^\d+\s*:/.test(rest);
  return `write "${isShown ? name : 'name'}": …, with double quotes`;
}

function openBefore(text: string, end: number, jsonc: Jsonc): Spot['open'] {
  const open: { readonly offset: number; readonly sign: string }[] = [];
  const scanner = jsonc.createScanner(text, true);
  for (let token = scanner.scan(); scanner.getTokenOffset() < end; token = scanner.scan()) {
    const sign = text[scanner.getTokenOffset()] ?? '';
    if (token === OPEN_BRACE || token === OPEN_BRACKET) {
      open.push({ offset: scanner.getTokenOffset(), sign });
    } else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) open.pop();
    else if (token === END) break;
  }
  return open.at(-1);
}

/** The library's `SyntaxKind`, which its type says is a const enum. */
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, END] = [1, 2, 3, 4, 17];
