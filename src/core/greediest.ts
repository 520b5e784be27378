// Whose is to go where all places are taken. Knows not what the places are.

/**
 * The oldest place of the holder that has the most; undefined where nobody has more than one with `held` would
 * have with one more. Looks at every holder, so for when all is taken only.
 */
export function greediest<T>(
  holders: ReadonlyMap<string, { readonly size: number; values(): Iterable<T> }>,
  held: number,
): T | undefined {
  let most: { readonly size: number; values(): Iterable<T> } | undefined;
  for (const holder of holders.values()) {
    if (holder.size > (most?.size ?? held + 1)) most = holder;
  }
  return most && firstOf(most.values());
}

/** Of what keeps the order of insertion: the oldest. */
export function firstOf<T>(values: Iterable<T>): T | undefined {
  for (const value of values) return value;
  return undefined;
}
