// Events in the order of their times. What is only known when it did not come (an answer) is told late, of an earlier
// time: so all are held back for as long as that takes.

import type { Told } from '../timeline/events.js';

export interface InOrder {
  add(told: Told): void;
  /** What no earlier event can follow any more is handed out. */
  pass(nowMs: number): void;
  end(): void;
}

/** `lateMs`: no event is told later than that. */
export function createInOrder(lateMs: number, hand: (told: Told) => void): InOrder {
  let held: Told[] = [];
  let isSorted = true;
  function release(untilMs: number): void {
    const [first] = held;
    if (!first || (isSorted && first.event.atMs > untilMs)) return;
    // Stable: what happened at one time keeps its order.
    if (!isSorted) held.sort((a, b) => a.event.atMs - b.event.atMs);
    isSorted = true;
    const after = held.findIndex(({ event }) => event.atMs > untilMs);
    const due = after < 0 ? held : held.slice(0, after);
    held = after < 0 ? [] : held.slice(after);
    for (const told of due) hand(told);
  }
  return {
    add(told) {
      isSorted &&= (held.at(-1)?.event.atMs ?? Number.NEGATIVE_INFINITY) <= told.event.atMs;
      held.push(told);
    },
    pass: (nowMs) => release(nowMs - lateMs),
    end: () => release(Number.POSITIVE_INFINITY),
  };
}
