// How full a pool was in the last day: a line for who looks, and its highest point in words.

import type { PoolHistoryAnswer } from '../../page/wire/lists.js';
import { all as t } from '../texts/language.js';

/** Of the drawing; it is as wide as there is room, for a day. */
const HEIGHT = 24;
const DAY_SECONDS = 86_400;

export function PoolHistory({
  history: { used, size, everySeconds, until },
  nowMs,
}: {
  readonly history: PoolHistoryAnswer;
  readonly nowMs: number;
}) {
  if (used.length < 2) return <p class="dim">{t.noHistory}</p>;
  const room = DAY_SECONDS / everySeconds;
  const most = Math.max(...used);
  const ago = (at: number) => (used.length - 1 - at) * everySeconds * 1_000;
  const timeOf = (at: number) =>
    t.format.time(new Date(Date.parse(until) - ago(at)).toISOString(), nowMs);
  return (
    <p class="past-use">
      <svg viewBox={`0 0 ${room - 1} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <polyline points={pointsOf(used, Math.max(size, most), room)} />
      </svg>
      {t.history(t.format.lasting(ago(0)), t.ofAll(most, size), timeOf(used.lastIndexOf(most)))}
    </p>
  );
}

/** Of `room` points the last, at the right edge; an empty pool at the bottom and a full one at the top. */
function pointsOf(used: readonly number[], size: number, room: number): string {
  const left = room - used.length;
  const y = (each: number) =>
    Math.round((1 - each / Math.max(1, size)) * (HEIGHT - 2) * 10) / 10 + 1;
  return used.map((each, at) => `${left + at},${y(each)}`).join(' ');
}
