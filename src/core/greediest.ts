// Whose is to go where all places are taken. Knows not what the places are.

/**
 * The holder that has the most; undefined where nobody has more than one with `held` would have with one more. Looks at every
 * holder, so for when all is taken only.
 */
export function greediest<H extends { readonly size: number }>(
  holders: ReadonlyMap<string, H>,
  held: number,
): H | undefined {
  let most: H | undefined;
  for (const holder of holders.values()) {
    if (holder.size > (most?.size ?? held + 1)) most = holder;
  }
  return most;
}

/** Of what keeps the order of insertion: the oldest. */
export function firstOf<T>(values: Iterable<T>): T | undefined {
  for (const value of values) return value;
  return undefined;
}
