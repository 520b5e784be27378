// A numbering plan as it is kept, in memory and in a file: a million ranges in little room. Types only.

/** Ranges by their first number; no two have a number in common. */
export interface PlanColumns {
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly codeDigits: Uint8Array;
  /** Places in `operators` and `regions`. */
  readonly operator: Uint32Array;
  readonly region: Uint32Array;
  readonly operators: readonly string[];
  readonly regions: readonly string[];
}
