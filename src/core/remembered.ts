// What a text means, looked up once for those that come again and again. Bounded, for anybody may say anything.

const MAX = 4_096;
/** Longer ones are looked up each time: what is remembered is bounded in bytes, too. */
const CHARACTERS_MAX = 128;

export interface Remembered<T> {
  of(text: string): T;
  /** What it meant until now, nobody knows any more. */
  forget(): void;
}

/** Where there are too many, all are forgotten. What is undefined is not remembered. */
export function remembered<T>(look: (text: string) => T, max = MAX): Remembered<T> {
  const known = new Map<string, T>();
  return {
    of(text) {
      const before = known.get(text);
      if (before !== undefined) return before;
      const found = look(text);
      if (found === undefined || text.length > CHARACTERS_MAX) return found;
      if (known.size >= max) known.clear();
      known.set(text, found);
      return found;
    },
    forget: () => known.clear(),
  };
}
