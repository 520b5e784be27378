// What to write for a text that has not the form of its field, where it is known what is meant.

import { ownOf } from '../../core/own.js';
import { dateFormatHint } from './date-format-hint.js';
import { localeHint } from './locale-hint.js';

const HINTS: Readonly<Record<string, (text: string) => string | undefined>> = {
  locale: localeHint,
  dateFormat: dateFormatHint,
};

/** Fields with one form: what the text says in it. `matches`: what the schema takes. */
const MENDED: readonly ((text: string) => string)[] = [
  // A time of day without its zero, and bytes as a program writes them.
  (text) => `"${text.replace(/^(\d):/, '0$1:')}"`,
  (text) => `"${text.replaceAll(/0x|[,\s]/gi, '')}"`,
];

export function patternHint(field: string, text: string, pattern: string): string | undefined {
  const matches = new RegExp(pattern, 'u');
  const mended = MENDED.map((mend) => mend(text)).find((each) => matches.test(each.slice(1, -1)));
  return ownOf(HINTS, field)?.(text) ?? (mended && `write ${mended}`);
}
