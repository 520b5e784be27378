// Ring lists: what the phone can show and how many.

import { rejected } from '../../../../findings/evidence.js';
import type { Diagnostic, Place } from '../../../../findings/finding.js';
import { diagnosticOf, judgeBy, type Rule } from '../../../../findings/rule.js';
import type { Ring } from './section.js';

export const MAX_RINGS = 50;
const MAX_RING_TEXT = 25;
export const RING_FILE = /\.raw$/;

const WHAT_A_RING_IS = 'a ring is a file of 8 kHz mu-law samples without a header, NAME.raw';

export const RING_RULES = {
  'cisco/ring-text': {
    ...rejected('A ring whose name or file is longer than the phone takes', WHAT_A_RING_IS),
    run: (rings) =>
      rings.flatMap(({ name, file, place }) =>
        [name, file]
          .filter((text) => text.length > MAX_RING_TEXT)
          .map((text) => ({
            at: place,
            message: `"${text}" has ${text.length} characters; the phone takes ${MAX_RING_TEXT}`,
          })),
      ),
  },
  'cisco/ring-sound': {
    ...rejected('A ring that no phone plays', WHAT_A_RING_IS),
    run: (rings) =>
      rings
        .filter(({ file }) => !RING_FILE.test(file))
        .map(({ file, place }) => ({ at: place, message: `"${file}" is no .raw file` })),
  },
  'cisco/too-many-rings': {
    ...rejected('More rings than a phone takes', 'remove the rest'),
    run(rings) {
      const surplus = rings[MAX_RINGS];
      const message = `a phone takes ${MAX_RINGS} rings; this list has ${rings.length}`;
      return surplus ? [{ at: surplus.place, message }] : [];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<readonly Ring[], Place>>>;

const judge = judgeBy<readonly Ring[], Place>(RING_RULES);

export function checkRings(rings: readonly Ring[]): readonly Diagnostic[] {
  return judge(rings).map(diagnosticOf);
}
