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

/**
 * Time counts by pauses: an answer that is long in coming only makes it more patient. `isAnew`: it begins or
 * may be the last, and nothing that was told before stands in it; between, what is dear to ask for need not be asked for again.
 */
export async function askUntilSettled<T>(
  ask: (isAnew: boolean) => Promise<T>,
  { everyMs, sameForMs, atMostMs }: Patience,
  pause: Pause,
): Promise<T> {
  let told = await ask(true);
  let sameMs = 0;
  for (let waitedMs = 0; sameMs < sameForMs && waitedMs < atMostMs; waitedMs += everyMs) {
    await pause(everyMs);
    const mayBeLast = sameMs + everyMs >= sameForMs || waitedMs + everyMs >= atMostMs;
    const next = await ask(mayBeLast);
    sameMs = isDeepStrictEqual(next, told) ? sameMs + everyMs : 0;
    told = next;
  }
  return told;
}
