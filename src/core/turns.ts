// Long work in one thread lets others have their turn: phones are answered between its pieces.

import { systemClock } from './clock.js';

export interface Turns {
  /** To be awaited after each small piece; others come first when this one has had its time. */
  next(): Promise<void> | undefined;
}

/** Of a phone that waits nobody notices so much, in milliseconds. */
const TURN_MS = 0.5;

export function createTurns(now: () => number = systemClock.monotonicMs): Turns {
  let beganMs = now();
  return {
    next() {
      if (now() - beganMs < TURN_MS) return undefined;
      return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        beganMs = now();
      });
    },
  };
}

/** Pieces of a text, joined for as long as a turn lasts. */
export async function* inTurns(pieces: Iterable<string>): AsyncGenerator<string> {
  const { next } = createTurns();
  let joined = '';
  for (const piece of pieces) {
    joined += piece;
    const turn = next();
    if (!turn) continue;
    yield joined;
    joined = '';
    await turn;
  }
  if (joined !== '') yield joined;
}
