// What to write for a text that has not the form of its field, where it is known what is meant.

import { dateFormatHint } from './date-format-hint.js';
import { localeHint } from './locale-hint.js';

const HINTS: Readonly<Record<string, (text: string) => string | undefined>> = {
  locale: localeHint,
  dateFormat: dateFormatHint,
};

export function patternHint(field: string, text: string): string | undefined {
  return HINTS[field]?.(text);
}
