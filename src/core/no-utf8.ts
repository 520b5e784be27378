// What a file is that should be text in UTF-8 and is not: what programs save unless they are told otherwise.

import { decodeText, isWide } from './text-encoding.js';

export interface NoUtf8 {
  /** Completes "it cannot be read: …". */
  readonly what: string;
  readonly hint: string;
}

const AS_UTF8 = 'save it as UTF-8; in a spreadsheet that is "CSV UTF-8"';
const AS_TEXT = 'save a table as CSV in UTF-8, any other text as plain text, and name that file';

/** How files of other kinds begin. */
const KINDS: readonly (readonly [start: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'it is a file of a spreadsheet or a word processor (xlsx, ods, docx)'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'it is a file of an old spreadsheet or word processor (xls, doc)'],
];

/** The text without a byte order mark, or why there is none. */
export function utf8In(bytes: Uint8Array): string | NoUtf8 {
  const [, kind] = KINDS.find(([start]) => start.every((byte, at) => bytes[at] === byte)) ?? [];
  if (kind !== undefined) return { what: kind, hint: AS_TEXT };
  // A text has no zero in it, and of ASCII in UTF-16 every second byte is one.
  const [first, second] = bytes;
  if (first === 0 || second === 0) return bytes.some((byte) => byte !== 0) ? WIDE : ZEROS;
  const { text, encoding } = decodeText(bytes);
  if (encoding === 'utf-8') return text;
  return isWide(encoding) ? WIDE : { what: firstOf(bytes), hint: AS_UTF8 };
}

const WIDE: NoUtf8 = { what: 'it is text in UTF-16, not in UTF-8', hint: AS_UTF8 };
const ZEROS: NoUtf8 = {
  what: 'it holds nothing but zeros, as a power failure leaves a file',
  hint: 'bring it back from where it was copied or kept',
};

/** In a code page of one byte a character, each byte of another alphabet is above ASCII. */
function firstOf(bytes: Uint8Array): string {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const next = end < 0 ? bytes.length : end + 1;
    if (decodeText(bytes.subarray(start, next)).encoding !== 'utf-8') break;
    start = next;
  }
  return `line ${line} is not in UTF-8, but in another code page, such as Windows-1251 or Windows-1252`;
}
