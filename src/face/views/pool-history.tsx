// How full a pool was in the last day: a line for who looks, and its highest point in words.

import type { PoolHistoryAnswer } from '../../page/wire/lists.js';
import { all as t } from '../texts/language.js';

/** Of the drawing; it is as wide as there is room. */
const HEIGHT = 24;
const MAX_POINTS = 288;

export function PoolHistory({
  history: { used, size, everySeconds, until },
  nowMs,
}: {
  readonly history: PoolHistoryAnswer;
  readonly nowMs: number;
}) {
  if (used.length < 2) return <p class="dim">{t.noHistory}</p>;
  const most = Math.max(...used);
  const ago = (at: number) => (used.length - 1 - at) * everySeconds * 1_000;
  const timeOf = (at: number) =>
    t.format.time(new Date(Date.parse(until) - ago(at)).toISOString(), nowMs);
  return (
    <p class="past-use">
      <svg
        viewBox={`0 0 ${MAX_POINTS - 1} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <polyline points={pointsOf(used, Math.max(size, most))} />
      </svg>
      {t.history(t.format.lasting(ago(0)), t.poolUse(most, size), timeOf(used.lastIndexOf(most)))}
    </p>
  );
}

/** The last one at the right edge, an empty pool at the bottom and a full one at the top. */
export function pointsOf(used: readonly number[], size: number): string {
  const left = MAX_POINTS - used.length;
  const y = (each: number) =>
    Math.round((1 - each / Math.max(1, size)) * (HEIGHT - 2) * 10) / 10 + 1;
  return used.map((each, at) => `${left + at},${y(each)}`).join(' ');
}
