// Something about each of many, in bounded memory: the one of which something was noted longest ago is forgotten first.

export interface Newest<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  clear(): void;
}

export function createNewest<V>(max: number): Newest<V> {
  const all = new Map<string, V>();
  /** The last in order, unless it was taken away. */
  let newest: string | undefined;
  return {
    get: (key) => all.get(key),
    set(key, value) {
      // Whoever tells of one thing again and again does not make the map's table anew each time.
      if (key !== newest) all.delete(key);
      newest = key;
      all.set(key, value);
      if (all.size > max) all.delete(all.keys().next().value ?? '');
    },
    delete: (key) => void all.delete(key),
    clear: () => all.clear(),
  };
}
