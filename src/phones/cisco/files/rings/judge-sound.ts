// Is what lies under the name of a ring what phones play: bare samples, a number of them that they take?

import type { Judgement } from '../../../driver.js';

/** 2 s of 8 kHz mu-law, a byte each, in pieces of 30 ms: what the vendor's guide asks for. */
const SAMPLES = { least: 240, most: 16080, piece: 240 };

const HEADERS: ReadonlyMap<string, string> = new Map([
  ['RIFF', 'a WAV file'],
  ['.snd', 'an AU file'],
  ['OggS', 'an Ogg file'],
  ['ID3\u0003', 'an MP3 file'],
  ['ID3\u0004', 'an MP3 file'],
  ['fLaC', 'a FLAC file'],
]);

const BARE = 'and phones play bare samples (8 kHz, mu-law, one channel)';

/** `start`: its first bytes, of `size`. */
export function judgeSound(start: Uint8Array, size: number): Judgement {
  const header = HEADERS.get(String.fromCharCode(...start.subarray(0, 4)));
  if (header !== undefined) return { fault: `is ${header}, ${BARE}`, parts: [] };
  const { least, most, piece } = SAMPLES;
  if (size >= least && size <= most && size % piece === 0) return { parts: [] };
  const fault = `has ${size} samples, and phones take ${least} to ${most}, a multiple of ${piece}`;
  return { fault, parts: [] };
}
