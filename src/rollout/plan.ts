// Who of a rollout is asked next: few first, and more only when those have come back. Pure.

import type { Mac } from '../core/mac.js';
import type { NotifyAction } from '../site/notify.js';
import type { Pace } from './pace.js';
import { ENDS, PHASES, type Phase, type Progress, UNDER_WAY } from './progress.js';

export const ROLLOUT_STATES = ['running', 'paused', 'cancelled', 'done'] as const;
export type RolloutState = (typeof ROLLOUT_STATES)[number];

/** `failed`: the first in a wave, or too many; `restart`: the server began anew. */
export const PAUSES = ['by-hand', 'failed', 'restart'] as const;
export type Pause = (typeof PAUSES)[number];

/** Of all that were asked: with more failures than this share, the rest waits until somebody has looked. */
export const FAILED_SHARE = 0.05;

export interface Rollout {
  /** From 1. */
  readonly id: number;
  readonly action: NotifyAction;
  /** Who wanted it: `the socket`. */
  readonly by: string;
  /** Milliseconds of the story's clock, as all times here. */
  readonly beganMs: number;
  readonly pace: Pace;
  /** Only of phones that have an older file than they would be given. */
  readonly isForStale: boolean;
  readonly state: RolloutState;
  /** Of one that is paused. */
  readonly pause?: Pause;
  /** Failures that somebody has seen who let it go on. */
  readonly forgiven: number;
  /** When the last phone was asked. */
  readonly lastAskedMs?: number;
}

/** In the order in which they are asked. */
export type Phones = ReadonlyMap<Mac, Progress>;

export interface Plan {
  /** To be asked now. */
  readonly next?: Mac;
  /** By itself it stops here: with a pause, or at its end. */
  readonly turn?: 'pause' | 'done';
  /** When to look again, where nothing happens until then; absent: when something happens. */
  readonly wakeMs?: number;
}

/** `isTalking`: it is in a call, and is left for last. */
export function plan(
  rollout: Rollout,
  phones: Phones,
  isTalking: (mac: Mac) => boolean,
  nowMs: number,
): Plan {
  if (rollout.state !== 'running') return {};
  const counts = countPhases(phones.values());
  const asked = askedOf(counts);
  const underWay = underWayOf(counts);
  if (counts.waiting === 0 && underWay === 0) return { turn: 'done' };
  if (isTrouble(rollout, counts, asked)) return { turn: 'pause' };
  if (counts.waiting === 0 || !hasRoom(rollout.pace, asked, underWay)) return {};
  const { lastAskedMs } = rollout;
  const earliestMs = (lastAskedMs ?? -Infinity) + 1_000 / rollout.pace.perSecond;
  if (nowMs < earliestMs) return { wakeMs: earliestMs };
  const [next] = askable(phones, isTalking);
  // All that are left talk: nobody's call is ended for a file.
  return next === undefined ? { wakeMs: nowMs + LISTEN_MS } : { next };
}

/** Those that may be asked, in their order. */
export function* askable(phones: Phones, isTalking: (mac: Mac) => boolean): Generator<Mac> {
  for (const [mac, { phase }] of phones) {
    if (phase === 'waiting' && !isTalking(mac)) yield mac;
  }
}

/** Whether they still talk is looked at so often. */
const LISTEN_MS = 1_000;

function isTrouble({ pace, forgiven }: Rollout, { failed }: PhaseCounts, asked: number): boolean {
  const fresh = failed - forgiven;
  if (fresh <= 0) return false;
  const isTrial = asked <= sum(pace.waves);
  return isTrial || fresh > asked * FAILED_SHARE;
}

/** Whether one more may be under way. */
function hasRoom({ waves, atOnce }: Pace, asked: number, underWay: number): boolean {
  if (underWay >= atOnce) return false;
  return underWay === 0 || !isWhole(waves, asked);
}

/** All of a wave are asked, and nobody of the next one. */
function isWhole(waves: readonly number[], asked: number): boolean {
  let before = 0;
  return waves.some((wave) => {
    before += wave;
    return asked === before;
  });
}

export type PhaseCounts = Readonly<Record<Phase, number>>;

export function countPhases(phones: Iterable<Progress>): PhaseCounts {
  const counts = Object.fromEntries(PHASES.map((phase) => [phase, 0])) as Record<Phase, number>;
  for (const { phase } of phones) counts[phase] += 1;
  return counts;
}

export function underWayOf(counts: PhaseCounts): number {
  let all = 0;
  for (const phase of UNDER_WAY) all += counts[phase];
  return all;
}

/** Those that were asked; who is skipped is not. */
function askedOf(counts: PhaseCounts): number {
  return underWayOf(counts) + counts.back + counts.failed;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** Nothing more will come of it: it is at its end, or was cancelled and nobody is under way. */
export function isOver({ state }: Pick<Rollout, 'state'>, phones: Phones): boolean {
  if (state === 'done') return true;
  return state === 'cancelled' && underWayOf(countPhases(phones.values())) === 0;
}

export interface Wave {
  /** Phones of it; of the last, all the rest. */
  readonly size: number;
  readonly asked: number;
  readonly back: number;
  readonly failed: number;
  /** From the first that was asked to the last that came back, where all have. */
  readonly tookMs?: number;
}

/** The waves of it, the rest as the last one; empty ones are left out. */
export function wavesOf({ pace }: Pick<Rollout, 'pace'>, phones: Phones): readonly Wave[] {
  const all = [...phones.values()].filter(({ phase }) => phase !== 'skipped');
  const asked = all
    .filter(({ at }) => at.asked !== undefined)
    .toSorted((a, b) => (a.at.asked ?? 0) - (b.at.asked ?? 0));
  let from = 0;
  return [...pace.waves, all.length].flatMap((wanted) => {
    const size = Math.min(wanted, all.length - from);
    const members = asked.slice(from, from + size);
    from += size;
    return size === 0 ? [] : [waveOf(size, members)];
  });
}

function waveOf(size: number, members: readonly Progress[]): Wave {
  const { back, failed } = countPhases(members);
  const ends = members.map(({ phase, at }) => (ENDS.has(phase) ? (at[phase] ?? 0) : Infinity));
  const tookMs = Math.max(...ends) - (members[0]?.at.asked ?? 0);
  const isWhole = members.length === size && Number.isFinite(tookMs);
  return { size, asked: members.length, back, failed, ...(isWhole && { tookMs }) };
}

/** About so long until the last has come back, as it went until now; undefined: none has come back yet. */
export function leftMs({ pace }: Pick<Rollout, 'pace'>, phones: Phones): number | undefined {
  const took = [...phones.values()].flatMap(({ phase, at: { asked, back } }) =>
    phase === 'back' && asked !== undefined && back !== undefined ? [back - asked] : [],
  );
  if (took.length === 0) return undefined;
  const meanMs = sum(took) / took.length;
  const counts = countPhases(phones.values());
  const eachMs = Math.max(1_000 / pace.perSecond, meanMs / pace.atOnce);
  return counts.waiting * eachMs + (counts.waiting + underWayOf(counts) > 0 ? meanMs : 0);
}
