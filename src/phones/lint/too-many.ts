// How many parts a file may have that is looked at: each can be wrong, and what is wrong is remembered until it is told.

import { remark } from './file-remark.js';
import type { LintFinding } from './lint-finding.js';

/** Files of phones have 700 tags, and exports of all settings 2,000 lines. */
export const MOST_PARTS = 50_000;
const PARTS = [
  ['<', 'tags'],
  ['\n', 'lines'],
  ['\r', 'lines'],
] as const;

/** Completes "the file …"; undefined: no more than phones can mean. */
export function tooMany(text: string): string | undefined {
  // Nearly all are too short for so many.
  if (text.length <= MOST_PARTS) return undefined;
  const part = PARTS.find(([sign]) => hasMore(text, sign));
  return part && `has more than ${MOST_PARTS} ${part[1]}`;
}

function hasMore(text: string, sign: string): boolean {
  let at = -1;
  for (let count = 0; count <= MOST_PARTS; count += 1) {
    at = text.indexOf(sign, at + 1);
    if (at === -1) return false;
  }
  return true;
}

/** `what` completes "the file …". */
export function tooLarge(what: string): LintFinding {
  return remark({
    id: 'file/too-large',
    message: `the file ${what}; what is in it was not judged`,
  });
}
