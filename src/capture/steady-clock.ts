// A capture's times as a clock that never goes back, which all that waits needs.

import type { Notes } from './notes.js';

/** Packets of several interfaces or processors are written a little out of order. */
const JITTER_MS = 1_000;

/** Gives the time of each packet: a little earlier is as late as the one before, and a clock that was set back goes on. */
export function createSteadyClock(notes: Notes): (atMs: number, frame: number) => number {
  let latest = Number.NEGATIVE_INFINITY;
  let shift = 0;
  return (atMs, frame) => {
    const steady = atMs + shift;
    if (latest - steady > JITTER_MS) {
      shift += latest - steady;
      notes.add('clock-back', { unit: 'packet', number: frame });
    }
    latest = Math.max(latest, atMs + shift);
    return latest;
  };
}
