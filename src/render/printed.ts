// What a template printed last, by its parts: whoever judges the text next need look only at what varies.

export interface Printed {
  readonly text: string;
  /** What stands in every text of the same stencil, one more than there are values. The same object for all of them. */
  readonly literals: readonly string[];
  /** As they were printed: escaped, and without line breaks and control characters. */
  readonly values: readonly string[];
}

let last: Printed | undefined;

export function notePrinted(printed: Printed): void {
  last = printed;
}

/** Undefined: nobody knows how it came about. */
export function printedParts(text: string): Printed | undefined {
  return last?.text === text ? last : undefined;
}
