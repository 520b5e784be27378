// How a value enters a phone's file. The last gate: what passes here cannot end a line or an element.

import { describeBad } from '../core/characters.js';

/** How a rendered text writes values. `xml`: entities. `line`: nothing can be escaped, so nothing bad passes. */
export type Escaping = 'xml' | 'line';

/** A value that no file of this kind can carry. The message never shows the value. */
export class BadValueError extends Error {
  override readonly name = 'BadValueError';
}

/** Named entities only: the phones' parsers are small. */
const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What nearly all values are: printable ASCII that means nothing to any parser. */
const PLAIN = /^[ !#-%(-;=?-~]*$/;

export const ESCAPERS: Readonly<Record<Escaping, (value: unknown) => string>> = {
  xml: (value) =>
    isPlain(value)
      ? value
      : printable(value).replace(/[&<>"']/g, (char) => XML_ENTITIES[char] ?? char),
  line: (value) => (isPlain(value) ? value : printable(value)),
};

function isPlain(value: unknown): value is string {
  return typeof value === 'string' && PLAIN.test(value);
}

/** Throws BadValueError for what is no text, number or flag, and for characters that break a file. */
function printable(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new BadValueError(value === undefined ? 'it has no value' : 'it is not a text');
  }
  const text = String(value);
  const bad = describeBad(text);
  if (bad !== undefined) throw new BadValueError(`its value ${bad}`);
  return text;
}
