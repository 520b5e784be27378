// What is told while it still changes, asked until it no longer does.

import { isDeepStrictEqual } from 'node:util';

export interface Patience {
  readonly everyMs: number;
  /** So long it has to stay the same. */
  readonly sameForMs: number;
  /** What was told then is taken as it is. */
  readonly atMostMs: number;
}

export type Pause = (ms: number) => Promise<unknown>;

/** Time counts by pauses: an answer that is long in coming only makes it more patient. */
export async function askUntilSettled<T>(
  ask: () => Promise<T>,
  { everyMs, sameForMs, atMostMs }: Patience,
  pause: Pause,
): Promise<T> {
  let told = await ask();
  let sameMs = 0;
  for (let waitedMs = 0; sameMs < sameForMs && waitedMs < atMostMs; waitedMs += everyMs) {
    await pause(everyMs);
    const next = await ask();
    sameMs = isDeepStrictEqual(next, told) ? sameMs + everyMs : 0;
    told = next;
  }
  return told;
}
