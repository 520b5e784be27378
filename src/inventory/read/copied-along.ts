// What comes along when a file is copied out of a page, a mail, a terminal or a word processor: the parser would speak of
// the lines behind it.

import type { YamlFault } from './yaml-fault.js';

const CAME_ALONG = 'it came along when this was copied';

interface Row {
  /** Anywhere in the file. */
  readonly sign: RegExp;
  readonly what: (sign: string) => string;
  readonly hint: string;
}

const ROWS: readonly Row[] = [
  {
    sign: /^[ \t]*(```|~~~)/m,
    what: (sign) => `${sign} is how a page marks a piece of code`,
    hint: `remove it, here and at the end: ${CAME_ALONG}`,
  },
  {
    sign: /^[ \t]*(<\/?(?:pre|code|nowiki|source|syntaxhighlight)\b[^>\n]*>)/im,
    what: (sign) => `${sign} is the tag of a page around a piece of code`,
    hint: `remove it, here and at the end: ${CAME_ALONG}`,
  },
  {
    sign: /^(@@ |\+\+\+ |--- )\S/m,
    what: (sign) => `"${sign.trim()}" begins a line of a patch`,
    hint: 'apply the patch to the file, in place of copying it',
  },
];

/** Before each line; YAML may read that as something. */
const MARGINS: readonly (Row & { readonly each: RegExp })[] = [
  {
    sign: /^([ \t]*>)/,
    each: /^[ \t]*>/,
    what: () => '">" begins each line, as in a mail that is answered',
    hint: `remove it from each: ${CAME_ALONG}`,
  },
  {
    sign: /^([ \t]*1[:.|]?[ \t])/,
    each: /^[ \t]*\d+[:.|]?(?:[ \t]|$)/,
    what: () => 'a number begins each line',
    hint: `remove it from each: ${CAME_ALONG}`,
  },
];

/** Where word processors and pages have another sign than a keyboard. */
const BULLET = /^([ \t]*)([\u2012-\u2015\u2212\u2022\u00b7\u25e6\u25aa\u2023*])[ \t]+\S/;
const ENTITY = /&(?:quot|amp|apos|lt|gt|nbsp|#\d{1,5}|#x[\da-f]{1,5});/i;

/** Undefined: no line begins so, or not all do that have something in them. */
export function marginIn(text: string): YamlFault | undefined {
  const row = MARGINS.find(({ sign }) => sign.test(text));
  const entity = text.includes('&') ? QUOTE_ENTITY.exec(text) : null;
  if (entity) return entityFault(entity[2] ?? '', entity.index + (entity[1] ?? '').length);
  const isEach = (line: string) => line.trim() === '' || row?.each.test(line);
  return row && text.split('\n').every(isEach) ? faultOf(row, text) : undefined;
}

/** In place of a quote, which YAML takes for the mark of something that is said twice. */
const QUOTE_ENTITY = /^([^"'#\n]*(?:: |[{[,] ?|- ))(&(?:quot|apos|#3[49]);)/m;

/** `offset`: where the parser noticed something. Undefined: it is something else. */
export function copiedAlong(text: string, offset: number): YamlFault | undefined {
  const row = ROWS.find(({ sign }) => sign.test(text));
  return row ? faultOf(row, text) : inItsLine(text, offset);
}

function faultOf({ sign, what, hint }: Row, text: string): YamlFault {
  const found = sign.exec(text);
  return { offset: found?.index ?? 0, what: what(found?.[1] ?? ''), hint };
}

function entityFault(entity: string, offset: number): YamlFault {
  const what = `${entity} is how a page writes a sign in its source`;
  return { offset, what, hint: 'write the sign itself, here and below' };
}

/** In the line of the fault, or in the one above. */
function inItsLine(text: string, offset: number): YamlFault | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const above = text.lastIndexOf('\n', start - 2) + 1;
  for (const from of start === 0 ? [0] : [start, above]) {
    const [line = ''] = text.slice(from).split('\n', 1);
    const [bullet, indent = '', sign = ''] = BULLET.exec(line) ?? [];
    if (bullet !== undefined) {
      const what = `"${sign}" begins this line, where "-" begins an entry of a list`;
      const hint = 'write "- ", as on the keyboard: word processors and pages change it';
      return { offset: from + indent.length, what, hint };
    }
    const entity = ENTITY.exec(line);
    if (entity) return entityFault(entity[0], from + entity.index);
  }
  return undefined;
}
