// Texts from the wire, for sentences; spans of time in English, for the terminal.

import { printableStart } from '../core/printable.js';
import { ENGLISH_UNITS } from './texts/en/units.js';

/** `800 ms`, `30 s`, `5 min`, `8 h`, `3 d`: the largest unit of which there are two, rounded. */
export const spell = ENGLISH_UNITS.span;

/** Of a file's name or another text of the wire. */
export function wire(text: string): string {
  return printableStart(text);
}
