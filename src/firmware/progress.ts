// How far a phone is with the firmware that it fetches: bytes and parts, from what was sent. Knows no clock and no wire.

export interface SetPart {
  readonly name: string;
  readonly bytes: number;
}

export interface Sent {
  /** Names of parts that were sent to their end. */
  readonly finished: ReadonlySet<string>;
  /** By name: bytes of parts that are under way. */
  readonly running: ReadonlyMap<string, number>;
  /** Absent: not known yet. */
  readonly bytesPerSecond?: number;
}

export interface Progress {
  readonly bytes: number;
  readonly ofBytes: number;
  /** From 1: the last in the set's order that is under way or sent; 0: none. */
  readonly part: number;
  readonly parts: number;
  /** As it was given; absent as the next. */
  readonly bytesPerSecond?: number;
  /** Absent: nothing is left, or nobody knows how fast it goes. */
  readonly secondsLeft?: number;
}

/** `set`: in the order in which phones ask for them. What is not of the set counts for nothing. */
export function progressOf(
  set: readonly SetPart[],
  { finished, running, bytesPerSecond }: Sent,
): Progress {
  let bytes = 0;
  let ofBytes = 0;
  let part = 0;
  for (const [index, { name, bytes: size }] of set.entries()) {
    ofBytes += size;
    const under = running.get(name);
    if (!finished.has(name) && under === undefined) continue;
    part = index + 1;
    // One that is asked for again was sent all the same.
    bytes += finished.has(name) ? size : Math.min(Math.max(under ?? 0, 0), size);
  }
  const left = ofBytes - bytes;
  if (left === 0 || !bytesPerSecond) return { bytes, ofBytes, part, parts: set.length };
  const secondsLeft = Math.ceil(left / bytesPerSecond);
  return { bytes, ofBytes, part, parts: set.length, bytesPerSecond, secondsLeft };
}
