// Elements without their end tag. The parser sees it where some other element ends: the cause stands before that.

import { distance } from 'fastest-levenshtein';
import type { Failure, XmlFault } from './failure.js';
import { faultAt, placeAt } from './place-fault.js';
import type { XmlElement } from './tree.js';

const CODE = 'xml/end-tag';

const UNCLOSED = /^unclosed tag: /;

/** The text ends, and elements are still open. */
export function withoutEnd({ message, open }: Failure): XmlFault | undefined {
  const inner = UNCLOSED.test(message) ? open.at(-1) : undefined;
  if (!inner) return undefined;
  const twin = sameTwice(inner, open.at(-2));
  if (twin) return twin;
  const { name, line, col } = inner;
  const told = `<${name}> has no end: write </${name}>`;
  const hint = 'write its end tag; where much is missing, the file was cut short';
  return { code: CODE, message: told, hint, line, col };
}

const UNMATCHED = /^unmatched closing tag: /;

/** An end tag where another one belongs. */
export function wrongEnd({ message, text, at, open, closed }: Failure): XmlFault | undefined {
  const start = text.lastIndexOf('</', at - 1);
  const end = shortened(text.slice(start, at));
  if (UNMATCHED.test(message)) return stray(text, start, end, []);
  if (message !== 'unexpected close tag.' || !closed) return undefined;
  const { name, line, col } = closed;
  const twin = sameTwice(closed, open.at(-1));
  if (twin) return twin;
  const place = placeAt(text, start);
  const related = [{ ...place, message: `${end} stands here` }];
  const ending = /^<\/\s*([^\s>]*)/.exec(text.slice(start, at))?.[1] ?? '';
  if (open.some((each) => each.name === ending)) {
    const told = `<${name}> has no end before the ${end} of line ${place.line}: write </${name}>`;
    return { code: CODE, message: told, line, col, related };
  }
  // The right one follows: this one is too many.
  if (!isLike(ending, name) && endsLater(text, at, name)) {
    return stray(text, start, end, [{ line, col, message: `<${name}> is open` }]);
  }
  const where = place.line === line ? '' : ` in line ${place.line}`;
  const told = `<${name}> ends as ${end}${where}: write </${name}>`;
  return { code: CODE, message: told, line, col, related };
}

function stray(
  text: string,
  start: number,
  end: string,
  related: NonNullable<XmlFault['related']>,
): XmlFault {
  const message = `${end} ends nothing that is open: remove it`;
  const hint =
    'remove it, or begin its element before it; a tag with a / before its > has ended itself';
  return { ...faultAt(text, start, message), code: CODE, hint, related };
}

/** `<name>x<name>`: a slash is missing. No file of a phone has an element in one of the same name. */
function sameTwice(inner: XmlElement, outer: XmlElement | undefined): XmlFault | undefined {
  if (outer?.name !== inner.name) return undefined;
  const { name, line, col } = inner;
  return {
    code: CODE,
    message: `<${name}> begins again before it has ended: write </${name}>`,
    line,
    col,
    related: [{ line: outer.line, col: outer.col, message: `<${name}> begins here` }],
  };
}

/** More elements of the name end behind the place than begin there: one that is open before it has its own end. */
function endsLater(text: string, at: number, name: string): boolean {
  let open = 0;
  for (let next = text.indexOf(name, at); next !== -1; next = text.indexOf(name, next + 1)) {
    if (!/[\s/>]/.test(text.charAt(next + name.length))) continue;
    if (text.startsWith('</', next - 2)) {
      if (open === 0) return true;
      open -= 1;
    } else if (text.charAt(next - 1) === '<' && !endsItself(text, next)) open += 1;
  }
  return false;
}

/** Nobody writes longer tags. */
const MAX_TAG = 512;

function endsItself(text: string, at: number): boolean {
  const tag = text.slice(at, at + MAX_TAG);
  return tag.charAt(tag.indexOf('>') - 1) === '/';
}

/** A slip of the fingers, or the number of another model. */
function isLike(ending: string, name: string): boolean {
  return ending.length < MAX_NAME && name.length < MAX_NAME && distance(ending, name) <= 3;
}

const MAX_NAME = 64;

function shortened(tag: string): string {
  return tag.length > MAX_NAME ? '</…>' : tag;
}
