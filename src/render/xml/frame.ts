// What of an XML text may be other texts: those of its innermost elements. What remains without these is the frame: if one
// text is well-formed, so is every other of the same frame, for character data stands in its place.

import { createFraming, type Framed } from '../framed.js';
import { NO_XML } from './plain.js';

/** Signs of what is more than tags and texts, or stands for something else. */
const MORE = ['&', '<!', '/>'];
/** What is character data, whatever stands around it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
const DATA = /^[^&<>\0-\x08\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]*$/;
const SLASH = 0x2f;
const MARK = '\0';

/** Into the frame, and the text of each element that holds none. Undefined: there is more in it than this can tell apart. */
export const takeApart = createFraming({ split, isPlain: (value) => DATA.test(value) });

function split(text: string): Framed | undefined {
  if (MORE.some((sign) => text.includes(sign)) || text.lastIndexOf('<?') > 0) return undefined;
  if (NO_XML.test(text)) return undefined;
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
