// Searching columns of sorted numbers and texts: they cross to another thread as they are, and cost no garbage.

import { lowerBound } from '../core/lower-bound.js';

/** Where `wanted` stands in ascending numbers; -1: nowhere. */
export function indexOfNumber(sorted: Float64Array | Uint32Array, wanted: number): number {
  const index = lowerBound(sorted.length, (at) => (sorted[at] ?? 0) < wanted);
  return sorted[index] === wanted ? index : -1;
}

/** Texts that lie one behind the other in one: a hundred thousand strings would be a hundred thousand objects. */
export interface TextColumn {
  readonly joined: string;
  /** Behind the last character of each. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

export function textColumn(texts: readonly string[]): TextColumn {
  let end = 0;
  const ends = Uint32Array.from(texts, (text) => {
    end += text.length;
    return end;
  });
  return { joined: texts.join(''), ends };
}

export function textAt({ joined, ends }: TextColumn, index: number): string {
  return joined.slice(index === 0 ? 0 : ends[index - 1], ends[index]);
}

/** Where `wanted` stands in texts that ascend by UTF-16 code units; -1: nowhere. */
export function indexOfText(sorted: TextColumn, wanted: string): number {
  const { length } = sorted.ends;
  const index = lowerBound(length, (at) => textAt(sorted, at) < wanted);
  return index < length && textAt(sorted, index) === wanted ? index : -1;
}
