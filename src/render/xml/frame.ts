// Files of the same kind differ in nothing but the texts of their innermost elements. What remains without these is the
// frame: if one text is well-formed, so is every other of the same frame, for character data stands in its place.

import { oncePerKey } from '../../core/once-per.js';

/** A text taken apart. */
export interface Framed {
  /** All but the texts. */
  readonly frame: string;
  /** Of each element that holds none, in their order, as they are written. */
  readonly texts: readonly string[];
}

/** Signs of what is more than tags and texts, or stands for something else. */
const MORE = ['&', '<!', '/>'];
/** No character of XML, or half of one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
const BAD = /[\0-\x08\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;
const SLASH = 0x2f;
const MARK = '\0';

/** Undefined: there is more in it than this can tell apart. */
export const takeApart = oncePerKey(split, 1);

function split(text: string): Framed | undefined {
  if (MORE.some((sign) => text.includes(sign)) || text.lastIndexOf('<?') > 0) return undefined;
  if (BAD.test(text)) return undefined;
  const parts: string[] = [];
  const texts: string[] = [];
  let taken = 0;
  let start = text.indexOf('<');
  while (start !== -1) {
    const end = text.indexOf('>', start);
    const next = end === -1 ? -1 : text.indexOf('<', end);
    const isStart = text.charCodeAt(start + 1) !== SLASH;
    if (next !== -1 && isStart && text.charCodeAt(next + 1) === SLASH) {
      const inner = text.slice(end + 1, next);
      // It may belong to an attribute.
      if (inner.includes('>')) return undefined;
      texts.push(inner);
      parts.push(text.slice(taken, end + 1));
      taken = next;
    }
    start = next;
  }
  parts.push(text.slice(taken));
  return { frame: parts.join(MARK), texts };
}
