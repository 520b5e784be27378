// What a phone can show of a list of rings and play, and how many: of the sections of an inventory, and of a file.

import { type CodeRow, ignored, risky } from '../../../../findings/evidence.js';
import type { Complaint, Said } from '../../../../findings/rule.js';
import { saidBy } from '../../tables/sources.js';

/** `At`: where it is said, a place of the inventory or a position in the file. */
export interface RingView<At> {
  /** What is shown, and the name of the sound; a file may lack one of them, which is found there. */
  readonly texts: readonly Said<At>[];
  readonly sounds: readonly Said<At>[];
  readonly at: At;
}

interface RingRule extends CodeRow {
  run<At>(rings: readonly RingView<At>[]): readonly Complaint<At>[];
}

const MAX_RINGS = 50;
const MAX_RING_TEXT = 25;

export function isRingSound(file: string): boolean {
  return file.endsWith('.raw');
}

const WHAT_A_RING_IS = 'a ring is a file of 8 kHz mu-law samples without a header, NAME.raw';

export const RING_RULES = {
  'cisco/ring-text': {
    ...risky(
      'A ring whose name or file is longer than the phone takes',
      `shorten it to ${MAX_RING_TEXT} characters`,
      saidBy('cisco'),
    ),
    run: (rings) =>
      rings
        .flatMap(({ texts }) => texts)
        .filter(({ text }) => text.length > MAX_RING_TEXT)
        .map(({ text, at }) => ({
          at,
          message: `"${text}" has ${text.length} characters; the phone takes ${MAX_RING_TEXT}`,
        })),
  },
  'cisco/ring-sound': {
    ...ignored('A ring that no phone is known to play', WHAT_A_RING_IS, saidBy('cisco')),
    run: (rings) =>
      rings
        .flatMap(({ sounds }) => sounds)
        .filter(({ text }) => !isRingSound(text))
        .map(({ text, at }) => ({ at, message: `"${text}" is no .raw file` })),
  },
  'cisco/ring-twice': {
    ...risky(
      'A ring twice in one list',
      'keep one, or give the other a name and a file of its own',
      saidBy('cisco'),
    ),
    run(rings) {
      const seen = new Set<string>();
      return rings.flatMap(({ texts, at }) => {
        const twice = texts.find(({ text }) => seen.has(text));
        for (const { text } of texts) seen.add(text);
        return twice ? [{ at, message: `two rings have "${twice.text}"` }] : [];
      });
    },
  },
  'cisco/too-many-rings': {
    ...ignored('More rings than a phone takes', 'remove the rest', saidBy('cisco')),
    run(rings) {
      const surplus = rings[MAX_RINGS];
      const message = `a phone takes ${MAX_RINGS} rings; this list has ${rings.length}`;
      return surplus ? [{ at: surplus.at, message }] : [];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, RingRule>>;
