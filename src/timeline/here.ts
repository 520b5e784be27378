// Which step of a boot a phone is stuck at, or waits after: the same wherever the boot is told.

import type { Diagnosis } from './diagnose.js';
import { type Boot, latestOf } from './history.js';
import type { Step } from './steps.js';
import type { Word } from './word.js';

export interface Here {
  readonly step: Step;
  readonly mark: 'stuck' | 'waits';
}

/** Of a phone as it is at one moment; undefined: it goes on, or has come to the end. */
export function hereOf(boot: Boot, word: Word, diagnosis: Diagnosis | undefined): Here | undefined {
  if (word !== 'stuck' && word !== 'waiting') return undefined;
  const shown = word === 'stuck' ? diagnosis?.step : undefined;
  const step = shown && boot.steps.includes(shown) ? shown : latestOf(boot);
  return step && { step, mark: word === 'stuck' ? 'stuck' : 'waits' };
}
