// The ten words for what a phone is doing, derived in this one place from how far it is and what is wrong with it.

import type { Diagnosis } from './diagnose.js';
import type { SipEvent } from './events.js';
import { type History, hasLostLease, lastHeardMs } from './history.js';
import { goneFrom, isKnownByPbxAlone, registeredLines } from './lines.js';
import { isUpgrading, OVERDUE_MS, type PhoneFacts } from './view.js';
import { WORDS } from './word-table.js';

export type Word = keyof typeof WORDS;

/** Of so many phones each word holds; to begin with of none. */
export function noWords(): Record<Word, number> {
  const none = Object.keys(WORDS).map((word) => [word, 0]);
  return Object.fromEntries(none) as Record<Word, number>;
}

/** `stale`: what it would be given now differs from what it has. */
export function wordOf(
  history: History,
  facts: PhoneFacts,
  diagnosis: Diagnosis | undefined,
  stale: boolean,
  nowMs: number,
): Word {
  const { boot } = history;
  if (diagnosis?.severity === 'problem') return 'stuck';
  if (isUpgrading(boot, facts, nowMs)) return 'upgrading';
  if (!hasItsFile(history, facts)) return onTheWay(history, nowMs);
  if (isGone(history, facts, diagnosis, nowMs)) return 'silent';
  return stale ? 'stale' : registration(history, facts);
}

/** In this boot; or in one that was not seen, as its lines or the records tell. */
function hasItsFile({ boot, lines }: History, facts: PhoneFacts): boolean {
  if (boot?.configuredMs !== undefined) return true;
  if (boot === undefined && facts.configuredMs !== undefined) return true;
  const states = boot === undefined || isKnownByPbxAlone(boot) ? WAS_THERE : THERE;
  const beganMs = boot?.beganMs ?? -Infinity;
  return facts.lines.some((line) => {
    const said = lines[line];
    return said !== undefined && states.has(said.state) && said.atMs >= beganMs;
  });
}

function onTheWay(history: History, nowMs: number): Word {
  if (history.boot === undefined) return 'unseen';
  if (nowMs - lastHeardMs(history) <= OVERDUE_MS) return 'booting';
  return hasLostLease(history, nowMs) ? 'silent' : 'waiting';
}

/** The PBX had it. */
const WAS_THERE = new Set<SipEvent['state']>(['registered', 'unregistered', 'unreachable']);
const THERE = new Set<SipEvent['state']>(['registered']);

function isGone(
  history: History,
  facts: PhoneFacts,
  diagnosis: Diagnosis | undefined,
  nowMs: number,
): boolean {
  if (diagnosis?.id === 'S10' || hasLostLease(history, nowMs)) return true;
  return goneFrom(history, facts, nowMs) !== undefined;
}

/** What a PBX said before it was lost need not be true any more. */
function registration(history: History, facts: PhoneFacts): Word {
  const registered = registeredLines(history, facts);
  if (registered.length === 0) return 'fetched';
  return registered.length === facts.lines.length ? 'registered' : 'part';
}
