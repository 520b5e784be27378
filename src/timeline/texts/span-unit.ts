// Which unit a span of time is told in: the largest of which there are two.

const UNITS = [
  ['millisecond', 1, 1_000],
  ['second', 1_000, 120_000],
  ['minute', 60_000, 2 * 3_600_000],
  ['hour', 3_600_000, 2 * 86_400_000],
  ['day', 86_400_000, Number.POSITIVE_INFINITY],
] as const;

export type SpanUnit = (typeof UNITS)[number][0];

/** Rounded. */
export function spanOf(ms: number): { readonly count: number; readonly unit: SpanUnit } {
  for (const [unit, eachMs, belowMs] of UNITS) {
    if (ms < belowMs) return { count: Math.round(ms / eachMs), unit };
  }
  return { count: ms, unit: 'day' };
}
