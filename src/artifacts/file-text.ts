// The text of a file as the parts it was printed from. What many files have in common is so in memory once: memory that nobody
// had before is slower to come by than a text is to print.

import { printedParts } from '../render/printed.js';
import { sha256 } from './manifest.js';

/** Plain data. */
export interface FileText {
  /** What stands in every text of the kind, one more than there are values; the whole text where there are none. */
  readonly literals: readonly string[];
  /** What stands between these, in one text; a NUL ends each. */
  readonly values: string;
  /** Lower-case hex, of the text as UTF-8. */
  readonly sha256: string;
}

/** No value holds one: escaping refuses it. */
const END = '\0';

/** Whole, unless a template has just printed it. */
export function toFileText(text: string): FileText {
  const { literals, values } = printedParts(text) ?? { literals: [text], values: [] };
  return { literals, values: values.map((value) => value + END).join(''), sha256: sha256(text) };
}

export function wholeText({ literals, values }: FileText): string {
  const between = values.split(END);
  return literals.map((literal, index) => literal + (between[index] ?? '')).join('');
}

/** In UTF-16 units, of what is in memory for this text alone. */
export function ownLength({ literals, values }: FileText): number {
  return literals.length > 1 ? values.length : (literals[0] ?? '').length;
}
