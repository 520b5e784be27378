// Where the YAML parser objects to something: what stands around the place, and what is open there.

import { type Document, type ErrorCode, isCollection, isScalar, type Node, visit } from 'yaml';

/** The parser's finding and what stands around it. */
export interface Spot {
  readonly code: ErrorCode;
  /** The parser's words. */
  readonly said: string;
  readonly offset: number;
  /** The line, up to the place and from there on. */
  readonly before: string;
  readonly rest: string;
  /** The quote or bracket that is still open at this place. */
  readonly open?: { readonly offset: number; readonly sign: string };
  /** A dash without a blank, in this line or the one above. */
  readonly dash?: number;
  /** A `#` between what is open and the place. */
  readonly comment?: number;
}

interface ParserError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly pos: readonly [number, number];
}

export function spotOf(doc: Document.Parsed, text: string, error: ParserError): Spot {
  const offset = error.pos[0];
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const [rest = ''] = text.slice(offset).split(/\r?\n/, 1);
  const open = openAt(doc, text, offset);
  const comment = open && commentAfter(text.slice(open.offset, offset));
  const dash = dashNear(text, start);
  return {
    code: error.code,
    said: error.message,
    offset,
    before: text.slice(start, offset),
    rest,
    ...(open && { open }),
    ...(dash !== undefined && { dash }),
    ...(open && comment !== undefined && { comment: open.offset + comment }),
  };
}

/** In the line that begins at `start`, or the one above. */
function dashNear(text: string, start: number): number | undefined {
  const above = text.lastIndexOf('\n', start - 2) + 1;
  const lines = text.slice(above, text.indexOf('\n', start) + 1 || text.length);
  const found = /^[ ]*-(?=[^\s-])/m.exec(lines);
  return found ? above + found.index + found[0].length - 1 : undefined;
}

/** The innermost bracket or quote in whose range the place is. */
function openAt(doc: Document.Parsed, text: string, offset: number): Spot['open'] {
  let found: Spot['open'];
  visit(doc, {
    Node(_, node) {
      const begin = beginOf(node, offset);
      if (begin !== undefined) found = { offset: begin, sign: text.charAt(begin) };
    },
  });
  return found;
}

function beginOf(node: Node, offset: number): number | undefined {
  const flow = isCollection(node) && node.flow === true;
  const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
  if (!(flow || quoted) || !node.range) return undefined;
  const [begin, end] = node.range;
  return begin < offset && end >= offset ? begin : undefined;
}

/** Outside quotes; undefined: what is open is a quote, or there is none. */
function commentAfter(text: string): number | undefined {
  if (/^["']/.test(text)) return undefined;
  const bare = text.replace(/"[^"\n]*"|'[^'\n]*'/g, (quoted) => ' '.repeat(quoted.length));
  const at = bare.search(/\s#/);
  return at < 0 ? undefined : at + 1;
}
