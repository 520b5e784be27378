// What is under way, by key: bounded in number, and each for so long after it was last touched. Time is an argument and
// never goes back.

export interface ExpiringOptions<V> {
  readonly max: number;
  readonly afterMs: number;
  /** `crowded`: others needed the room before its time was over. */
  gone(value: V, key: string, why: 'late' | 'crowded', touchedMs: number): void;
}

export interface Expiring<V> {
  get(key: string): V | undefined;
  /** Puts it in, or touches it. */
  set(key: string, value: V, nowMs: number): void;
  delete(key: string): void;
  /** All whose time is over are gone. */
  pass(nowMs: number): void;
  /** In the order in which they were last touched. */
  values(): Iterable<V>;
}

interface Entry<V> {
  readonly value: V;
  readonly touchedMs: number;
}

export function createExpiring<V>({ max, afterMs, gone }: ExpiringOptions<V>): Expiring<V> {
  const entries = new Map<string, Entry<V>>();
  function drop(why: 'late' | 'crowded', isDue: (entry: Entry<V>) => boolean): void {
    for (const [key, entry] of entries) {
      if (!isDue(entry)) return;
      entries.delete(key);
      gone(entry.value, key, why, entry.touchedMs);
    }
  }
  return {
    get: (key) => entries.get(key)?.value,
    set(key, value, nowMs) {
      entries.delete(key);
      entries.set(key, { value, touchedMs: nowMs });
      if (entries.size > max) drop('crowded', () => entries.size > max);
    },
    delete: (key) => void entries.delete(key),
    pass: (nowMs) => drop('late', ({ touchedMs }) => nowMs - touchedMs >= afterMs),
    *values() {
      for (const { value } of entries.values()) yield value;
    },
  };
}
