// What follows from parts that many values have in common as one object each: made again only where one of them is another.

/** Values are compared as they are: what is equal and another object is another. `max`: answers that are kept. */
export function onceWhileSame<T, V>(
  parts: readonly (keyof T)[],
  make: (value: T) => V,
  max: number,
): (value: T) => V {
  /** That which was of use last is first. */
  const kept: { readonly of: readonly unknown[]; readonly made: V }[] = [];
  return (value) => {
    const index = kept.findIndex(({ of }) => parts.every((part, at) => value[part] === of[at]));
    const found = kept[index];
    if (found) {
      kept.copyWithin(1, 0, index);
      kept[0] = found;
      return found.made;
    }
    const made = make(value);
    if (kept.length >= max) kept.pop();
    kept.unshift({ of: parts.map((part) => value[part]), made });
    return made;
  };
}
