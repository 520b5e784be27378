// The ten words for what a phone is doing, derived in this one place from how far it is and what is wrong with it.

import type { Diagnosis } from './diagnose.js';
import { type History, lastHeardMs, stageOf } from './history.js';
import type { PhoneFacts } from './view.js';

export const WORDS = {
  unseen: { sign: '·', means: 'in the inventory, and never heard' },
  booting: { sign: '»', means: 'it boots, and nothing is overdue' },
  upgrading: { sign: '↓', means: 'it fetches firmware or writes its flash: do not cut the power' },
  stuck: { sign: '!', means: 'it does not go on, and a diagnosis says why' },
  waiting: { sign: '?', means: 'its next step is overdue, and nothing known fits' },
  fetched: { sign: '✓', means: 'it has its file; whether it is registered is not seen' },
  registered: { sign: '●', means: 'the PBX has all of its lines' },
  part: { sign: '◐', means: 'the PBX has some of its lines' },
  stale: { sign: '≠', means: 'it is well, and its file has changed since it fetched it' },
  silent: { sign: '○', means: 'it was well, and is gone' },
} as const satisfies Readonly<Record<string, { readonly sign: string; readonly means: string }>>;

export type Word = keyof typeof WORDS;

/** Longer than a phone pauses between two steps of a boot, other than to write its flash. */
const OVERDUE_MS = 60_000;

/** `stale`: what it would be given now differs from what it has. */
export function wordOf(
  history: History,
  facts: PhoneFacts,
  diagnosis: Diagnosis | undefined,
  stale: boolean,
  nowMs: number,
): Word {
  const { boot } = history;
  if (boot === undefined) return 'unseen';
  if (diagnosis?.severity === 'problem') return 'stuck';
  if (isUpgrading(history, facts, diagnosis)) return 'upgrading';
  if (boot.configuredMs === undefined) {
    return nowMs - lastHeardMs(history) > OVERDUE_MS ? overdue(diagnosis) : 'booting';
  }
  if (diagnosis?.id === 'D19') return 'silent';
  if (stale) return 'stale';
  return registration(history, facts);
}

function isUpgrading(
  history: History,
  { transfers }: PhoneFacts,
  diagnosis: Diagnosis | undefined,
): boolean {
  if (transfers.some(({ role }) => role === 'part' || role === 'load')) return true;
  return (
    diagnosis?.name === 'flashing' ||
    (history.boot !== undefined &&
      stageOf(history.boot) === 'firmware' &&
      diagnosis?.name === 'erased')
  );
}

function overdue(diagnosis: Diagnosis | undefined): Word {
  return diagnosis?.id === 'D19' ? 'silent' : 'waiting';
}

function registration({ lines }: History, { lines: wanted, pbxLink }: PhoneFacts): Word {
  if (!pbxLink && Object.keys(lines).length === 0) return 'fetched';
  const registered = wanted.filter((line) => lines[line]?.state === 'registered');
  if (registered.length === 0) return 'fetched';
  return registered.length === wanted.length ? 'registered' : 'part';
}
