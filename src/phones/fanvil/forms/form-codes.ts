// What is wrong in the same way in files of several forms: each finds it by itself.

import { type CodeRow, ignored, rejected, style } from '../../../findings/evidence.js';
import type { Complaint } from '../../../findings/rule.js';
import type { Position } from '../../../render/xml/tree.js';
import { saidBy } from '../tables/sources.js';

export const COMMON = {
  'fanvil/no-version': rejected(
    'A file that does not say its version',
    'write it where phones do',
    saidBy('exports', 'manual'),
  ),
  'fanvil/comment': style('A line that only people read', 'leave it out', saidBy('exports')),
  'fanvil/stray-line': rejected(
    'A line that is no setting',
    'write a key, its sign and a value',
    saidBy('exports'),
  ),
  'fanvil/unknown-key': ignored(
    'A key that the phone does not know at this place',
    'phones pass over what they do not know; other firmware may know it',
    saidBy('exports', 'silent'),
  ),
  'fanvil/invented-key': ignored(
    'A key that no phone has, though templates in use write it',
    'phones pass over it: write the one that they have',
    saidBy('invented'),
  ),
  'fanvil/other-form': ignored(
    'A key by the name that it has in another form of file',
    'phones pass over it: write the name of this form',
    saidBy('exports', 'program'),
  ),
  'fanvil/other-maker': ignored(
    "A key of another maker's phones",
    'phones pass over it: look up what theirs is called',
    saidBy('makers'),
  ),
  'fanvil/placeholder': rejected(
    'A placeholder that nobody has filled in',
    'put a value there',
    saidBy('templates'),
  ),
  'fanvil/key-twice': rejected('A key twice in one section', 'keep one', saidBy('exports')),
} as const satisfies Readonly<Record<`fanvil/${string}`, CodeRow>>;

interface Line {
  readonly line: number;
}

export function startOf({ line }: Line): Position {
  return { line, col: 1 };
}

/** Where a stretch of text begins, without its length. */
export function placeOf({ line, col }: Position): Position {
  return { line, col };
}

/** Of a parsed file in any form. */
export function tellComments(comments: readonly Line[]): readonly Complaint<Position>[] {
  const message = 'no phone is known to take this as a comment';
  return comments.map((each) => ({ at: startOf(each), message }));
}
