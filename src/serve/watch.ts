// Sees that the disk would answer otherwise than it did when an inventory was read, whether that could be read or not.

import { type FSWatcher, watch as watchFolder } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  askAgain,
  joinObservations,
  type Observations,
  splitObservations,
} from '../artifacts/disk.js';

export interface WatchTimes {
  /** What comes within this time is one change: an editor saves in several steps, a copy grows. */
  readonly settleMs: number;
  /** Between looks where the system tells of nothing, as on a network's disk. */
  readonly lookMs: number;
}

export const WATCH_TIMES: WatchTimes = { settleMs: 200, lookMs: 2_000 };

/** Time for looking, of all time: at most one part in so many, and where the system tells of something. */
const SHARE = { unasked: 50, told: 10 };
/** Folders whose changes the system tells us at once; in others they are seen at the next look. */
const HINTS_MAX = 256;

/** Whether anything would be answered otherwise now. Takes a turn of the event loop for each question. */
export async function hasChanged(
  observations: Observations,
  signal?: AbortSignal,
): Promise<boolean> {
  for (const observation of splitObservations(observations)) {
    if (signal?.aborted) return false;
    if ((await askAgain(observation)) !== observation.answer) return true;
  }
  return false;
}

/**
 * Resolves when two looks, `settleMs` apart, see the same, with what they see; for what never rests, after `looksMax`
 * of them.
 */
export async function settled(
  observations: Observations,
  { settleMs }: WatchTimes,
  signal: AbortSignal,
  looksMax = 50,
): Promise<Observations> {
  let before = await askAll(observations);
  for (let look = 1; look < looksMax && !signal.aborted; look++) {
    await pause(settleMs, signal);
    const now = await askAll(observations);
    if (now === before) break;
    before = now;
  }
  return before;
}

/**
 * Resolves with true when something has changed, with false when `signal` ends the watching. What the system tells
 * only makes us look earlier: whether something has changed, the disk itself says.
 */
export async function changeOf(
  observations: Observations,
  { settleMs, lookMs }: WatchTimes,
  signal: AbortSignal,
): Promise<boolean> {
  const hints = openHints(observations);
  try {
    while (!signal.aborted) {
      const startMs = performance.now();
      if (await hasChanged(observations, signal)) return true;
      const tookMs = performance.now() - startMs;
      await hints.next(Math.max(lookMs, tookMs * SHARE.unasked), signal);
      // A log that grows beside the inventory tells us of itself all the time.
      await pause(Math.max(settleMs / 4, tookMs * SHARE.told), signal);
    }
    return false;
  } finally {
    hints.close();
  }
}

/** The same questions with today's answers. */
export async function askAll(observations: Observations): Promise<Observations> {
  const now: { path: string; wanted: string | undefined; answer: string }[] = [];
  for (const observation of splitObservations(observations)) {
    now.push({ ...observation, answer: await askAgain(observation) });
  }
  return joinObservations(now);
}

interface Hints {
  /** Resolves when the system tells of something, or has since the last time; else when the time is over. */
  next(ms: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

function openHints(observations: Observations): Hints {
  let hint = new AbortController();
  const watchers = foldersOf(observations).flatMap(
    (folder) => openHint(folder, () => hint.abort()) ?? [],
  );
  return {
    async next(ms, signal) {
      if (signal.aborted) return;
      const end = () => hint.abort();
      signal.addEventListener('abort', end, { once: true });
      await pause(ms, hint.signal);
      signal.removeEventListener('abort', end);
      hint = new AbortController();
    },
    close: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
}

function foldersOf(observations: Observations): readonly string[] {
  const folders = new Set<string>();
  for (const { path, wanted } of splitObservations(observations)) {
    if (folders.size >= HINTS_MAX) break;
    // What becomes of a folder itself is told where it stands.
    if (wanted !== undefined) folders.add(path);
    folders.add(dirname(path));
  }
  return [...folders];
}

/** A folder that is not there, or too many watches: it is looked at all the same. */
function openHint(folder: string, hint: () => void): FSWatcher | undefined {
  try {
    const watcher = watchFolder(folder, { persistent: false }, hint);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal, ref: false }).catch(() => {});
}
