// How many of a thing, in words.

/** `1 phone`, `3 phones`, `0 phones`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
