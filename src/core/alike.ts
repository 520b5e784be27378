// Are two values the same in what matters of them?

/** Each of `parts` is compared as it is: what is equal and another object is another. */
export function alike<T>(parts: readonly (keyof T)[], one: T, other: T): boolean {
  return parts.every((part) => one[part] === other[part]);
}
