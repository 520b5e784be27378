// What is kept of a rollout over a restart: a line for itself, and a mark in the record of each of its phones. What is read is
// somebody's file: what is not understood is forgotten.

import { type Json, parseJson } from '../core/json.js';
import { NOTIFY_ACTIONS } from '../site/notify.js';
import { objectOf, textOf, timeOf } from '../timeline/record-fields.js';
import type { PhoneMark } from '../timeline/records.js';
import { PACE_LIMITS, type Pace } from './pace.js';
import { ROLLOUT_STATES, type Rollout, type RolloutState } from './plan.js';
import { PHASES, type Phase, type Progress, REASONS, type Reason } from './progress.js';

/** With its end of line; times of it are since 1970. */
export function writeRollout(rollout: Rollout, isOver: boolean): string {
  const { id, action, by, beganMs, pace, isForStale, state, forgiven } = rollout;
  const line = {
    rollout: id,
    ...{ action, by },
    began: Math.round(beganMs),
    ...pace,
    ...(isForStale && { stale: true }),
    ...{ state, forgiven },
    ...(isOver && { over: true }),
  };
  return `${JSON.stringify(line)}\n`;
}

/** A rollout that was written so. Undefined: that is none. */
export function readRollout(
  text: string,
): { readonly rollout: Rollout; readonly isOver: boolean } | undefined {
  const line = objectOf(parseJson(text));
  const { rollout: id, action, state, stale, forgiven } = line;
  const [by, beganMs, pace] = [textOf(line.by), timeOf(line.began), paceOf(line)];
  const kind = NOTIFY_ACTIONS.find((each) => each === action);
  const reached = ROLLOUT_STATES.find((each): each is RolloutState => each === state);
  if (!isId(id) || !kind || !reached || by === undefined || beganMs === undefined || !pace) {
    return undefined;
  }
  const rollout: Rollout = {
    ...{ id, action: kind, by, beganMs, pace },
    isForStale: stale === true,
    state: reached,
    forgiven: isCount(forgiven) ? forgiven : 0,
  };
  return { rollout, isOver: line.over === true };
}

function paceOf({ atOnce, perSecond, waves }: Json): Pace | undefined {
  const isPace = isCount(atOnce) && atOnce >= 1 && typeof perSecond === 'number' && perSecond > 0;
  if (!isPace || !Array.isArray(waves) || waves.length > PACE_LIMITS.waves) return undefined;
  return waves.every(isCount) ? { atOnce, perSecond, waves } : undefined;
}

function isId(value: unknown): value is number {
  return isCount(value) && value >= 1;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** As the rollout goes on after a restart: by nobody's will, so it waits for somebody's. */
export function afterRestart(rollout: Rollout, sinceMs: number): Rollout {
  const shifted = { ...rollout, beganMs: rollout.beganMs + sinceMs };
  return rollout.state === 'cancelled'
    ? shifted
    : { ...shifted, state: 'paused', pause: 'restart' };
}

/** In the record of a phone. */
export function markOf(id: number, progress: Progress, sinceMs: number): PhoneMark {
  const { at, phase, why } = progress;
  const times = Object.entries(at).map(([name, ms]) => [name, Math.round(ms - sinceMs)]);
  return { id, phase, at: Object.fromEntries(times), ...(why && { why: why.reason }) };
}

/** Undefined: the mark is none of a phone that anybody waits for. */
export function progressOf({ phase, at, why }: PhoneMark, sinceMs: number): Progress | undefined {
  const reached = PHASES.find((each): each is Phase => each === phase);
  if (!reached) return undefined;
  const times = Object.entries(at).flatMap(([name, ms]) =>
    PHASES.some((each) => each === name) ? [[name, ms + sinceMs] as const] : [],
  );
  const reason = Object.keys(REASONS).find((each): each is Reason => each === why);
  return {
    phase: reached,
    at: Object.fromEntries(times),
    ...(reason && { why: { reason } }),
  };
}
