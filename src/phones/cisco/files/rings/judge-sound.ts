// Is what lies under the name of a ring what phones play: bare samples, a number of them that they take?

import { risky } from '../../../../findings/evidence.js';
import { WHOLE_FILE } from '../../../../findings/finding.js';
import { judgeBy, type Rule } from '../../../../findings/rule.js';
import type { Position } from '../../../../render/xml/tree.js';
import type { Judgement } from '../../../driver.js';
import { saidBy } from '../../tables/sources.js';

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

interface Sound {
  readonly start: Uint8Array;
  readonly size: number;
}

export const SOUND_RULES = {
  'cisco/ring-samples': {
    ...risky(
      'A ring that is no bare samples, or not as many as phones take',
      'make it anew from the sound: 8 kHz, mu-law, one channel, no header, and cut or filled to a multiple of 240 bytes',
      saidBy('cisco'),
    ),
    run({ start, size }) {
      const { fault } = judgeSound(start, size);
      return fault === undefined ? [] : [{ at: WHOLE_FILE, message: `the ring ${fault}` }];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<Sound, Position>>>;

const judge = judgeBy<Sound, Position>(SOUND_RULES);

/** As somebody brings it. */
export function lintSound(_name: string, start: Uint8Array, size: number) {
  return judge({ start, size });
}
