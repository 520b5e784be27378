// Numbers of the last minutes, minute by minute.

export interface Lately<Name extends string> {
  add(nowMs: number, counts: Readonly<Record<Name, number>>): void;
  sum(nowMs: number): Readonly<Record<Name, number>>;
}

const MINUTE_MS = 60_000;

/** Of so many minutes, the one that runs included. */
export function createLately<Name extends string>(
  names: readonly Name[],
  minutes: number,
): Lately<Name> {
  const slots = new Map<number, Record<Name, number>>();
  const none = () => Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  const minuteOf = (nowMs: number) => Math.floor(nowMs / MINUTE_MS);
  return {
    add(nowMs, counts) {
      const minute = minuteOf(nowMs);
      const slot = slots.get(minute) ?? none();
      for (const name of names) slot[name] += counts[name];
      slots.set(minute, slot);
      for (const each of slots.keys()) if (each <= minute - minutes) slots.delete(each);
    },
    sum(nowMs) {
      const total = none();
      for (const [minute, slot] of slots) {
        if (minute <= minuteOf(nowMs) - minutes) continue;
        for (const name of names) total[name] += slot[name];
      }
      return total;
    },
  };
}
