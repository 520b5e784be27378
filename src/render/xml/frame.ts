// What of an XML text may be other texts: those of its innermost elements, and comments. What remains without these is the
// frame: if one text is well-formed, so is every other of the same frame, for character data stands in its place.

import { createFraming, type Framed } from '../framed.js';
import { behindComment, GONE, NO_XML, readCharacters } from './plain.js';

/** What is character data, whatever stands around it, and ends no line. */
const DATA =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
  /^(?:[^&<>\0-\x08\n\v\f\r\x0e-\x1f\ud800-\udfff\ufffe\uffff]|&(?:amp|lt|gt|quot|apos);)*$/;
/** A tag that is start and end, up to its last sign, which may belong to an attribute as well. */
const EMPTY = /^<[\w:.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/$/;
const SLASH = 0x2f;
const BANG = 0x21;
const MARK = '\0';

/**
 * Into the frame, and the text of each element that holds none, empty ones included. Each line of the text is one of the
 * frame. What cannot be XML is not in the texts, and may be in the frame. Undefined: there is more in it than this can tell apart.
 */
export const createXmlFraming = () =>
  createFraming({ split, isPlain: (value) => DATA.test(value) });

function split(text: string): Framed | undefined {
  if (text.lastIndexOf('<?') > 0 || text.includes(MARK)) return undefined;
  const hasReferences = text.includes('&');
  const parts: string[] = [];
  const texts: string[] = [];
  let comments = '';
  let taken = 0;
  let start = text.indexOf('<');
  while (start !== -1) {
    if (text.charCodeAt(start + 1) === BANG) {
      const behind = behindComment(text, start);
      if (behind === GONE) return undefined;
      const from = start + '<!--'.length;
      const comment = text.slice(from, behind);
      comments += comment;
      parts.push(text.slice(taken, from) + lineEndsOf(comment));
      taken = behind;
      start = text.indexOf('<', behind);
      continue;
    }
    const end = text.indexOf('>', start);
    const next = end === -1 ? -1 : text.indexOf('<', end);
    if (text.charCodeAt(start + 1) !== SLASH && next !== -1) {
      if (text.charCodeAt(end - 1) === SLASH) {
        if (!EMPTY.test(text.slice(start, end))) return undefined;
        texts.push('');
      } else if (text.charCodeAt(next + 1) === SLASH) {
        const inner = text.slice(end + 1, next);
        // A greater-than sign may belong to an attribute.
        if (inner.includes('>')) return undefined;
        if (hasReferences && readCharacters(inner) === undefined) return undefined;
        texts.push(inner);
        parts.push(text.slice(taken, end + 1) + lineEndsOf(inner));
        taken = next;
      }
    }
    start = next;
  }
  parts.push(text.slice(taken));
  if (NO_XML.test(texts.join('') + comments)) return undefined;
  return { frame: parts.join(MARK), texts };
}

function lineEndsOf(text: string): string {
  return text.includes('\n') ? text.replaceAll(/[^\n]+/g, '') : '';
}
