// Of something that is told when it comes, and grows: when it is to be told again. Pure.

export interface Growth {
  /** As large as it was told, and when that was. */
  readonly told: number;
  readonly toldMs: number;
  /** As large as it is, and since when. */
  readonly size: number;
  readonly sinceMs: number;
}

/** So many times as large: less is no news. */
const MUCH = 1.2;
/** So long it has been as large as it is: that is the number to be told. */
const SETTLED_MS = 10_000;
/** What grows on and on is told so often. */
const AGAIN_MS = 60_000;

export function growthFrom(size: number, nowMs: number): Growth {
  return { told: size, toldMs: nowMs, size, sinceMs: nowMs };
}

export function growTo(growth: Growth, size: number, nowMs: number): Growth {
  return size === growth.size ? growth : { ...growth, size, sinceMs: nowMs };
}

export function isToTell({ told, toldMs, size, sinceMs }: Growth, nowMs: number): boolean {
  if (size < told * MUCH) return false;
  return nowMs - sinceMs >= SETTLED_MS || nowMs - toldMs >= AGAIN_MS;
}
