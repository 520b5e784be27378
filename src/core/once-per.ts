// A value made once for whatever it depends on.

/** Of the last one that was asked for. Not by a map of one: what is cleared holds on to what comes next until old space is swept. */
export function onceWhileSame<K, V>(make: (key: K) => V): (key: K) => V {
  let last: { readonly key: K; readonly value: V } | undefined;
  return (key) => {
    if (last === undefined || last.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}

/** For each object once; forgotten with the object. `make` must depend on its argument alone. */
export function oncePer<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** For each name or number once; all are forgotten when there are more than `max`, so leave that out for few only. */
export function oncePerKey<K extends string | number, V>(
  make: (key: K) => V,
  max = Number.POSITIVE_INFINITY,
): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    if (made.size >= max) made.clear();
    made.set(key, value);
    return value;
  };
}

/** Whether a key was asked for before; all are forgotten when there are more than `max`. */
export function createSeen(max: number): (key: string) => boolean {
  const seen = new Set<string>();
  return (key) => {
    if (seen.has(key)) return true;
    if (seen.size >= max) seen.clear();
    seen.add(key);
    return false;
  };
}
