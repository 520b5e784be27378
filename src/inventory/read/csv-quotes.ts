// Where quotes of a table go wrong. A reader of CSV notices it far below: what a quote opens goes on to the next one, or to
// the end of the file, over all the rows between.

import { parseMac } from '../../core/mac.js';
import type { CellFault } from './csv-strays.js';

export interface QuoteFault extends CellFault {
  /** From 1. */
  readonly line: number;
  readonly col: number;
  /** A reader of CSV takes it for a cell, though rows are in it. */
  readonly isRead: boolean;
}

/** The first one; undefined: each cell is in quotes throughout, or has none. */
export function quoteFault(text: string, delimiter: string): QuoteFault | undefined {
  const found = findSpot(text, delimiter);
  if (found === undefined) return undefined;
  const line = lineAt(text, found.at);
  const col = found.at - lastBreak(text, found.at);
  const { what, hint } = WORDS[found.kind](line, lineAt(text, found.end));
  return { line, col, what, hint, isRead: found.kind === 'swallows' };
}

type Kind = 'open' | 'closedBelow' | 'swallows' | 'behind' | 'inside';

interface Spot {
  readonly kind: Kind;
  readonly at: number;
  /** Where what began at `at` ends. */
  readonly end: number;
}

const CLOSE_IT =
  'close it at the end of its cell, or remove it; one that belongs to the text is written twice, in a cell in quotes';

/** By the line of the fault and that of its end. A cell may be a password, so none is shown. */
const WORDS: Readonly<Record<Kind, (line: number, end: number) => CellFault>> = {
  open: (line, end) => ({
    what: `a quote opens a cell here and is never closed${end > line ? `: all that follows, to line ${end}, counts as this cell` : ''}`,
    hint: CLOSE_IT,
  }),
  closedBelow: (_, end) => ({
    what: `a quote opens a cell here, and the next one, in line ${end}, does not end it: what is between counts as this cell`,
    hint: CLOSE_IT,
  }),
  swallows: (_, end) => ({
    what: `a quote opens a cell here and is closed in line ${end} only: the rows between count as this cell`,
    hint: CLOSE_IT,
  }),
  behind: () => ({
    what: 'a cell goes on behind its closing quote',
    hint: 'put a separator behind the quote, or write a quote that belongs to the text twice: ""',
  }),
  inside: () => ({
    what: 'a quote inside a cell',
    hint: 'put the whole cell in quotes, and write the quote in it twice: ""',
  }),
};

/** `="0701"`, by which spreadsheets keep a text. */
const FORMULA = /="[^"\r\n]*"/y;

function findSpot(text: string, delimiter: string): Spot | undefined {
  const blanks = delimiter === '\t' ? /\ufeff? */y : /\ufeff?[ \t]*/y;
  const rest = new RegExp(`[^${delimiter.replace(/[\\\]^-]/, '\\$&')}\\r\\n]*`, 'y');
  let at = 0;
  while (at < text.length) {
    const start = matchEnd(blanks, text, at);
    if (text[start] !== '"') {
      const plain = matchEnd(FORMULA, text, start);
      const end = matchEnd(rest, text, plain);
      const quote = text.slice(plain, end).indexOf('"');
      if (quote >= 0) return { kind: 'inside', at: plain + quote, end };
      at = end + 1;
      continue;
    }
    const close = closingQuote(text, start);
    if (close < 0) return { kind: 'open', at: start, end: text.trimEnd().length };
    const behind = matchEnd(blanks, text, close + 1);
    const spansLines = /[\r\n]/.test(text.slice(start, close));
    if (!isAtEnd(text, behind, delimiter)) {
      return spansLines
        ? { kind: 'closedBelow', at: start, end: close }
        : { kind: 'behind', at: close, end: close };
    }
    if (spansLines && holdsRow(text.slice(start, close), delimiter))
      return { kind: 'swallows', at: start, end: close };
    at = behind + 1;
  }
  return undefined;
}

function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function isAtEnd(text: string, at: number, delimiter: string): boolean {
  const sign = text[at];
  return sign === undefined || sign === delimiter || sign === '\n' || sign === '\r';
}

/** Whether a line below the first has cells, one of which is a MAC. */
function holdsRow(cell: string, delimiter: string): boolean {
  const [, ...below] = cell.split(/\r\n|\n|\r/);
  return below.some((line) => {
    const cells = line.split(delimiter);
    return cells.length > 1 && cells.some((each) => parseMac(each) !== undefined);
  });
}

function matchEnd(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split(/\r\n|\n|\r/).length;
}

function lastBreak(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1));
}
