// What a file says it is written in, and what it is written in.

import { ownOf } from '../../core/own.js';
import { type DecodedText, type Encoding, isWide } from '../../core/text-encoding.js';
import { WHOLE_FILE } from '../../findings/finding.js';
import { type Position, positions } from '../../render/xml/tree.js';
import type { FileRemark } from './file-remark.js';

const DECLARED = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/;
/** Names that people write, by what they mean. */
const NAMES: Readonly<Record<string, readonly Encoding[]>> = {
  'utf-8': ['utf-8'],
  utf8: ['utf-8'],
  'us-ascii': ['utf-8'],
  ascii: ['utf-8'],
  'utf-16': ['utf-16le', 'utf-16be'],
  'utf-16le': ['utf-16le'],
  'utf-16be': ['utf-16be'],
};
const WORDS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'utf-32le': 'UTF-32',
  'utf-32be': 'UTF-32',
  latin1: 'neither UTF-8 nor UTF-16',
};

export function judgeEncoding(decoded: DecodedText, isXml: boolean): readonly FileRemark[] {
  const { text, encoding, marked } = decoded;
  if (isWide(encoding)) {
    return [{ id: 'file/wide-characters', message: `the file is in ${WORDS[encoding]}` }];
  }
  return [...judgeMarks(text, marked, isXml), ...(isXml ? judgeDeclared(text, encoding) : [])];
}

/** The first mark is none of the text; a second one is a character of it, and nothing may stand before an XML's first tag. */
function judgeMarks(text: string, marked: boolean, isXml: boolean): readonly FileRemark[] {
  if (!marked) return [];
  if (isXml && text.startsWith('\ufeff')) {
    return [
      { id: 'file/two-byte-order-marks', message: 'the file begins with two byte order marks' },
    ];
  }
  return [{ id: 'file/byte-order-mark', message: 'the file begins with a byte order mark' }];
}

/** XML that declares nothing is UTF-8; what is declared as one of the many others is one byte a character. */
function judgeDeclared(text: string, encoding: Encoding): readonly FileRemark[] {
  const declared = DECLARED.exec(text)?.[1] ?? 'utf-8';
  const right = ownOf(NAMES, declared.toLowerCase());
  if (!right) return judgeSingleBytes(text, encoding, declared);
  if (right.includes(encoding)) return [];
  const at = encoding === 'latin1' ? firstForeign(text) : WHOLE_FILE;
  const said = DECLARED.test(text)
    ? `it declares ${declared}`
    : 'XML that declares nothing is UTF-8';
  return [{ id: 'file/encoding', message: `this is ${WORDS[encoding]}, and ${said}`, at }];
}

/** Bytes of another encoding are nearly never whole characters of UTF-8. */
function judgeSingleBytes(
  text: string,
  encoding: Encoding,
  declared: string,
): readonly FileRemark[] {
  if (encoding !== 'utf-8' || !SINGLE_BYTES.test(declared) || !/\P{ASCII}/u.test(text)) return [];
  const message = `this reads as UTF-8, and it declares ${declared}`;
  return [{ id: 'file/doubtful-encoding', message, at: firstForeign(text) }];
}

const SINGLE_BYTES = /^(iso-?8859-|windows-125|cp125|koi8|latin)/i;

/** Where the first character stands that says so. */
function firstForeign(text: string): Position {
  return positions(text)(Math.max(0, text.search(/\P{ASCII}/u)));
}
