// Who was not let into a room of ours lately, for people who wonder why somebody is not there: a few, for a while.

import type { StasisChannel, StasisEntered } from './event.js';
import type { NoPlace } from './stasis-rooms.js';

export interface TurnedAway {
  /** The last time. */
  readonly channel: StasisChannel;
  readonly room: string;
  /** `busy`: more callers came than Asterisk could be told of; this one waits, unanswered. */
  readonly why: NoPlace | 'busy';
  /** Since 1970. */
  readonly atMs: number;
  /** Phones dial again. */
  readonly times: number;
}

const MOST = 20;
const SHOWN_MS = 10 * 60_000;

/** The latest first. One who tries again stands there once. */
export function turnAway(
  before: readonly TurnedAway[],
  { channel, room }: StasisEntered,
  why: TurnedAway['why'],
  atMs: number,
): readonly TurnedAway[] {
  const isSame = (other: TurnedAway) =>
    other.channel.number === channel.number && other.room === room && other.why === why;
  const lately = turnedAwayLately(before, atMs);
  const times = (lately.find(isSame)?.times ?? 0) + 1;
  const others = lately.filter((other) => !isSame(other));
  return [{ channel, room, why, atMs, times }, ...others].slice(0, MOST);
}

export function turnedAwayLately(all: readonly TurnedAway[], nowMs: number): readonly TurnedAway[] {
  return all.filter(({ atMs }) => nowMs - atMs < SHOWN_MS);
}
