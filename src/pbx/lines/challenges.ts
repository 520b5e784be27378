// Challenges (401) that nobody has answered: a phone that does not hear them asks again and again. One that is lost on the way
// is asked for twice, so once is no sign of anything.

import { createNewest } from '../../core/newest.js';

export interface Challenges {
  /** How often it was challenged by now without an answer. */
  sent(account: string, address: string | undefined, atMs: number): number;
  /** It has answered, whatever became of that. */
  answered(account: string, address: string | undefined): void;
}

/** Who asks once more after so long asks anew: no phone waits longer between two tries (RFC 3261 section 17.1.2.2: 32 s). */
const FORGET_MS = 64_000;
/** Whoever makes up accounts does not fill memory. */
const MAX = 4_096;

export function createChallenges(): Challenges {
  const waiting = createNewest<{ readonly count: number; readonly atMs: number }>(MAX);
  const keyOf = (account: string, address = '') => `${address} ${account}`;
  return {
    sent(account, address, atMs) {
      const key = keyOf(account, address);
      const before = waiting.get(key);
      const isAgain = before !== undefined && atMs - before.atMs <= FORGET_MS;
      const count = isAgain ? before.count + 1 : 1;
      waiting.set(key, { count, atMs });
      return count;
    },
    answered: (account, address) => waiting.delete(keyOf(account, address)),
  };
}
