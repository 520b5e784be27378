// A value made once for whatever it depends on.

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
