// Ring lists: what the phone can show and how many.

import { type Diagnostic, diagnostic } from '../../../../findings/finding.js';
import type { Ring } from './section.js';

export const MAX_RINGS = 50;
const MAX_RING_TEXT = 25;
export const RING_FILE = /\.raw$/;

export function checkRings(rings: readonly Ring[]): readonly Diagnostic[] {
  const surplus = rings[MAX_RINGS];
  const message = `a phone takes ${MAX_RINGS} rings; this list has ${rings.length}`;
  return [
    ...rings.flatMap(checkRing),
    ...(surplus
      ? [diagnostic('inventory/bad-value', surplus.place, message, { hint: 'remove the rest' })]
      : []),
  ];
}

function checkRing({ name, file, place }: Ring): readonly Diagnostic[] {
  const tooLong = [name, file]
    .filter((text) => text.length > MAX_RING_TEXT)
    .map((text) => `"${text}" has ${text.length} characters; the phone takes ${MAX_RING_TEXT}`);
  const noSound = RING_FILE.test(file) ? [] : [`"${file}" is no .raw file`];
  return [...tooLong, ...noSound].map((message) =>
    diagnostic('inventory/bad-value', place, message, {
      hint: 'a ring is a file of 8 kHz mu-law samples without a header, NAME.raw',
    }),
  );
}
