// A table asked by a word that somebody wrote: `constructor` and `toString` are names of every object, and of no table.

/** What the table itself has by that name. */
export function ownOf<T>(
  table: Readonly<Record<string, T>> | undefined,
  name: string,
): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
