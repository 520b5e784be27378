// What the YAML parser objects to, as what is wrong and what to write: its own words quote the text, and so passwords.

import type { Document, ErrorCode } from 'yaml';
import type { FieldNames } from '../shape/field-names.js';
import { hintForPair } from '../shape/pair-hint.js';
import { READ_CODES } from './codes.js';
import { copiedAlong } from './copied-along.js';
import type { YamlFault } from './yaml-fault.js';
import { type Spot, spotOf } from './yaml-spot.js';

/** `known`: names that may be shown. */
type KnownSpot = Spot & { readonly known: FieldNames };
type Words<T> = T | ((spot: KnownSpot) => T);

interface Row {
  readonly code: ErrorCode | readonly ErrorCode[];
  readonly when?: (spot: Spot) => boolean;
  readonly what: Words<string>;
  readonly hint: Words<string>;
  /** Where it is, if not where the parser noticed it. */
  readonly at?: (spot: Spot) => number | undefined;
}

/** What begins a comment elsewhere. */
const FOREIGN_COMMENT = /^(?:\/\/|\/\*|--(?!-)|;|rem\b)/i;
const NOT_CLOSED = ['BAD_INDENT', 'MISSING_CHAR'] as const;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
const QUOTE_TEXT = 'put the whole text in quotes';

/** The first row that fits. */
const ROWS: readonly Row[] = [
  {
    code: 'TAB_AS_INDENT',
    what: 'a tab indents this line',
    hint: 'indent it with blanks: YAML takes no tabs there',
  },
  {
    code: ['MULTILINE_IMPLICIT_KEY', 'MISSING_CHAR', 'UNEXPECTED_TOKEN'],
    when: ({ rest }) => FOREIGN_COMMENT.test(rest),
    what: ({ rest }) => `"${FOREIGN_COMMENT.exec(rest)?.[0] ?? ''}" begins no comment in YAML`,
    hint: 'write "#" in its place, with a blank before and behind it',
  },
  {
    code: NOT_CLOSED,
    when: ({ open, comment }) => open !== undefined && comment !== undefined,
    what: ({ open }) => `"#" begins a comment, so what "${open?.sign}" opens is never closed`,
    hint: 'quote the text that holds "#"; a comment goes behind the last bracket of the line',
    at: ({ comment }) => comment,
  },
  {
    code: NOT_CLOSED,
    when: ({ said, open }) => /must .*end with a|Missing closing/.test(said) && open !== undefined,
    what: ({ open }) => `${open?.sign} opens here and is never closed`,
    hint: ({ open }) => `write the ${CLOSING[open?.sign ?? ''] ?? open?.sign} that ends it`,
    at: ({ open }) => open?.offset,
  },
  {
    code: ['BAD_INDENT', 'MULTILINE_IMPLICIT_KEY', 'BLOCK_AS_IMPLICIT_KEY'],
    when: ({ dash }) => dash !== undefined,
    what: 'no blank stands behind the dash',
    hint: 'write `- name: value`, with a blank behind the dash',
    at: ({ dash }) => dash,
  },
  {
    code: 'BAD_INDENT',
    what: 'this line begins in another column than those it belongs to',
    hint: 'let names of one map, and dashes of one list, begin in the same column',
  },
  {
    code: 'MISSING_CHAR',
    when: ({ said }) => said.startsWith('Sequence'),
    what: 'this line is no entry of the list above, nor does it go on with one',
    hint: 'begin it in the column of the names above it, or with "- "',
  },
  {
    code: ['BLOCK_IN_FLOW', 'MISSING_CHAR'],
    when: ({ code, said }) => code === 'BLOCK_IN_FLOW' || said.startsWith('Missing ,'),
    what: 'a comma is missing',
    hint: 'write a comma between two entries in brackets, or quotes around a text that holds ": "',
  },
  {
    code: ['MULTILINE_IMPLICIT_KEY', 'MISSING_CHAR', 'UNEXPECTED_TOKEN'],
    when: ({ rest, before }) => /^-( |$)/.test(rest) && before.trim() === '',
    what: 'an entry of a list stands where a name belongs',
    hint: 'indent it like the other entries of its list',
  },
  {
    code: ['MULTILINE_IMPLICIT_KEY', 'MISSING_CHAR'],
    when: ({ rest }) => /^[\w.-]+:\S/.test(rest),
    what: 'no blank stands behind the colon',
    hint: writeColon,
  },
  {
    code: ['MULTILINE_IMPLICIT_KEY', 'MISSING_CHAR'],
    what: 'no colon stands behind a name',
    hint: writeColon,
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    when: ({ before, rest }) => /^\s*- /.test(`${before}${rest}`),
    what: 'this entry is indented as if it belonged to the value above it',
    hint: 'let dashes of one list begin in the same column',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    when: ({ rest }) => /:(\s|$)/.test(rest),
    what: 'a second ": " stands in one line',
    hint: `${QUOTE_TEXT} if ": " belongs to it; a map goes on the lines below, or in { }`,
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    what: 'the next line is indented as if it belonged to this value',
    hint: 'let the names of one map begin in the same column',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    when: ({ before }) => /\$$/.test(before),
    what: `"\${" begins a variable, and offhook fills in none`,
    hint: 'write the value itself; of a password, { env: NAME }',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    when: ({ rest }) => /^[}\]]/.test(rest),
    what: ({ rest }) => `a ${rest[0]} too many: nothing is open here`,
    hint: 'remove it, or look for the bracket that was closed too early',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    when: ({ before, rest }) => /[,{[]\s*$/.test(before) && rest.startsWith(','),
    what: 'a comma too many',
    hint: 'remove it, or write what is missing before it',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    when: ({ before }) => /[|>]$/.test(before),
    what: 'text goes on behind "|" or ">", which announce lines below',
    hint: `begin the text on the next line, or ${QUOTE_TEXT}`,
  },
  {
    code: 'UNEXPECTED_TOKEN',
    what: 'text goes on behind a value that has ended',
    hint: `${QUOTE_TEXT}; a quote inside of it is written \\"`,
  },
  {
    code: 'BAD_SCALAR_START',
    when: ({ rest }) => /^[|>]/.test(rest),
    what: '"|" or ">" announces lines below, and in braces or brackets there are none',
    hint: 'write the text in quotes, on one line',
  },
  {
    code: 'BAD_SCALAR_START',
    what: 'a value that begins with "@", "`" or "%" needs quotes',
    hint: 'quote it',
  },
  {
    code: 'BAD_ALIAS',
    what: 'a text that begins with "*" or "&" needs quotes',
    hint: 'quote it: otherwise YAML takes it as a reference to another part of the file',
  },
  {
    code: 'BAD_DIRECTIVE',
    what: 'a line that begins with "%" speaks to YAML itself',
    hint: 'quote the text, or remove the line',
  },
  {
    code: 'BAD_DQ_ESCAPE',
    what: 'not an escape sequence: in double quotes a backslash is written twice',
    hint: 'write \\\\ for each backslash, or use single quotes',
  },
  {
    code: 'MULTIPLE_DOCS',
    when: ({ rest }) => !rest.startsWith('---'),
    what: 'the document has ended above, and an inventory file holds one',
    hint: 'remove the line `...`, or put what follows into a file of its own under `include`',
  },
  {
    code: 'MULTIPLE_DOCS',
    what: 'a second document begins here, and an inventory file holds one',
    hint: 'remove the line `---`, or put what follows into a file of its own under `include`',
  },
  {
    code: 'TAG_RESOLVE_FAILED',
    what: 'a value that begins with "!" is a tag: quote it',
    hint: 'quote it; tags such as !vault are not read, and a secret is { env: NAME }',
  },
  {
    code: 'KEY_OVER_1024_CHARS',
    what: 'a colon stands far behind the beginning of its name',
    hint: `${QUOTE_TEXT} if ": " belongs to it`,
  },
];

/** Of several the one that comes first in the text; the others mostly follow from it. */
export function explainFault(
  doc: Document.Parsed,
  text: string,
  known: FieldNames,
): YamlFault | undefined {
  const [first] = [...doc.errors, ...doc.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (!first) return undefined;
  const spot = { ...spotOf(doc, text, first), known };
  const ofCode = ROWS.filter(({ code }) => [code].flat().includes(spot.code));
  const row = ofCode.find(({ when }) => when?.(spot) ?? true);
  const offset = row?.at?.(spot) ?? spot.offset;
  const copied = copiedAlong(text, offset);
  if (copied) return copied;
  return {
    offset,
    what: row ? spoken(row.what, spot) : 'the text does not fit here',
    hint: row ? spoken(row.hint, spot) : READ_CODES['source/syntax'].hint,
  };
}

function spoken(words: Words<string>, spot: KnownSpot): string {
  return typeof words === 'string' ? words : words(spot);
}

/** A name that offhook knows may be shown; what else stands here may be part of a password. */
function writeColon({ rest, known }: KnownSpot): string {
  const [name = ''] = /^\w+/.exec(rest) ?? [];
  return hintForPair(known().has(name) ? name : 'name');
}
