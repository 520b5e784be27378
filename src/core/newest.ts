// Something about each of many, in bounded memory: the one of which something was noted longest ago is forgotten first.

export interface Newest<V, K extends string = string> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
  clear(): void;
  /** As it stands: the one of which something was noted longest ago first. */
  readonly all: ReadonlyMap<K, V>;
}

export function createNewest<V, K extends string = string>(max: number): Newest<V, K> {
  const all = new Map<K, V>();
  /** The last in order, unless it was taken away. */
  let newest: K | undefined;
  return {
    all,
    get: (key) => all.get(key),
    set(key, value) {
      // Whoever tells of one thing again and again does not make the map's table anew each time.
      if (key !== newest) all.delete(key);
      newest = key;
      all.set(key, value);
      if (all.size <= max) return;
      const [oldest] = all.keys();
      if (oldest !== undefined) all.delete(oldest);
    },
    delete: (key) => void all.delete(key),
    clear: () => all.clear(),
  };
}
