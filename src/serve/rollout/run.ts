// One rollout while the server runs: asks whoever is next, follows those who were asked, and stops where it must.

import type { Mac } from '../../core/mac.js';
import { become, pausedBy, type Wish } from '../../rollout/act.js';
import { askable, isOver, type Phones, plan, type Rollout } from '../../rollout/plan.js';
import {
  answer,
  ask,
  fail,
  hear,
  look,
  miss,
  type Progress,
  type Seen,
  UNDER_WAY,
  WAITING,
} from '../../rollout/progress.js';
import type { PhoneEvent } from '../../timeline/events.js';
import type { NoPath, Path } from './choose-path.js';
import type { Told } from './notifier.js';

export interface RunContext {
  /** Milliseconds of the story's clock. */
  now(): number;
  /** How it is told now, or why it cannot be. */
  pathOf(mac: Mac, rollout: Rollout): Path | NoPath;
  isTalking(mac: Mac): boolean;
  tell(path: Path): Promise<Told>;
  /** Undefined: the inventory has it no more. */
  seen(mac: Mac): Seen | undefined;
  /** A phone of it came to something. */
  moved(run: Run, mac: Mac, progress: Progress): void;
  /** It was told, and what it said. */
  asked(run: Run, mac: Mac, path: Path, told?: Told): void;
  /** The rollout became something else, by itself where nobody is named. */
  turned(run: Run, by?: string): void;
}

export interface Run {
  readonly rollout: Rollout;
  readonly phones: Phones;
  /** Grows with each phone that came to something. */
  readonly seq: number;
  /** When that was, by `seq`. */
  seqOf(mac: Mac): number;
  /** Nothing more will come of it. */
  readonly isOver: boolean;
  /** When that was so. */
  readonly endedMs: number | undefined;
  /** False: it is over, and nothing can be wanted of it. */
  become(wish: Wish, by: string): boolean;
  told(mac: Mac, event: PhoneEvent): void;
  /** Begins, or goes on after a restart. */
  start(): void;
  /** Asks nobody any more. */
  stop(): void;
}

/** Phones that are under way are looked at so often. */
const LOOK_MS = 1_000;
const WAKE_MIN_MS = 10;
/** So many that cannot be told are skipped in one turn: phones that are served do not wait for thousands. */
const SKIPS_MAX = 50;

export function createRun(first: Rollout, phones: Map<Mac, Progress>, context: RunContext): Run {
  let rollout = first;
  /** From 1: 0 asks for all. */
  let seq = 1;
  const changed = new Map<Mac, number>();
  const underWay = new Set<Mac>();
  let timer: NodeJS.Timeout | undefined;
  let endedMs: number | undefined;
  let isStopped = false;
  for (const [mac, { phase }] of phones) if (UNDER_WAY.has(phase)) underWay.add(mac);

  function move(mac: Mac, progress: Progress): void {
    const before = phones.get(mac) ?? WAITING;
    if (progress === before) return;
    phones.set(mac, progress);
    if (UNDER_WAY.has(progress.phase)) underWay.add(mac);
    else underWay.delete(mac);
    seq += 1;
    changed.set(mac, seq);
    context.moved(run, mac, progress);
  }

  function turn(next: Rollout, by?: string): void {
    rollout = next;
    seq += 1;
    if (isOver(rollout, phones)) endedMs ??= context.now();
    context.turned(run, by);
  }

  function lookAtAll(): void {
    for (const mac of [...underWay]) {
      const progress = phones.get(mac) ?? WAITING;
      const seen = context.seen(mac);
      const nowMs = context.now();
      move(mac, seen ? look(progress, seen, nowMs) : fail(progress, 'removed', nowMs));
    }
  }

  function tick(): void {
    timer = undefined;
    if (isStopped || endedMs !== undefined) return;
    lookAtAll();
    let wakeMs: number | undefined;
    for (;;) {
      const planned = plan(rollout, phones, context.isTalking, context.now());
      if (planned.turn === 'pause') turn(pausedBy(rollout, 'failed'));
      if (planned.turn === 'done') turn({ ...rollout, state: 'done' });
      wakeMs = planned.wakeMs;
      if (planned.next === undefined) break;
      if (!askFirst()) {
        soon();
        return;
      }
    }
    // Of one that was cancelled: the last that was under way has come to its end.
    if (endedMs === undefined && isOver(rollout, phones)) turn(rollout);
    if (endedMs === undefined) plant(wakeMs);
  }

  /** The next look; none where nothing is awaited. */
  function plant(wakeMs: number | undefined): void {
    const lookMs = underWay.size > 0 ? LOOK_MS : undefined;
    const waitMs = wakeMs === undefined ? undefined : Math.max(WAKE_MIN_MS, wakeMs - context.now());
    const nextMs = Math.min(lookMs ?? Infinity, waitMs ?? Infinity);
    clearTimeout(timer);
    timer = Number.isFinite(nextMs) ? setTimeout(tick, nextMs).unref() : undefined;
  }

  function soon(): void {
    if (isStopped || endedMs !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(tick, 0).unref();
  }

  /** Who cannot be told takes nobody's place: of many such no plan is made anew. False: there were too many for one turn. */
  function askFirst(): boolean {
    let skips = 0;
    for (const mac of askable(phones, context.isTalking)) {
      const path = context.pathOf(mac, rollout);
      if (!('why' in path)) {
        askOne(mac, path);
        return true;
      }
      move(mac, fail(WAITING, path.why, context.now(), path.detail));
      skips += 1;
      if (skips === SKIPS_MAX) return false;
    }
    return true;
  }

  function askOne(mac: Mac, path: Path): void {
    const nowMs = context.now();
    rollout = { ...rollout, lastAskedMs: nowMs };
    const asked = ask(nowMs);
    move(mac, asked);
    context.asked(run, mac, path);
    void context.tell(path).then((told) => {
      if (isStopped) return;
      hearAnswer(mac, told);
      context.asked(run, mac, path, told);
      soon();
    });
  }

  function hearAnswer(mac: Mac, told: Told): void {
    const progress = phones.get(mac) ?? WAITING;
    const nowMs = context.now();
    if (told.kind === 'answered') move(mac, answer(progress, told.status, told.phrase, nowMs));
    if (told.kind === 'silence') move(mac, miss(progress));
    if (told.kind === 'not-sent') move(mac, fail(progress, 'not-sent', nowMs, told.why));
  }

  const run: Run = {
    get rollout() {
      return rollout;
    },
    phones,
    get seq() {
      return seq;
    },
    seqOf: (mac) => changed.get(mac) ?? 0,
    get isOver() {
      return endedMs !== undefined;
    },
    get endedMs() {
      return endedMs;
    },
    become(wish, by) {
      const next = become(rollout, wish, phones);
      if (!next) return false;
      if (next !== rollout) turn(next, by);
      soon();
      return true;
    },
    told(mac, event) {
      const progress = phones.get(mac);
      if (!progress || endedMs !== undefined) return;
      const after = hear(progress, event);
      if (after === progress) return;
      const isNews = after.phase !== progress.phase;
      if (isNews) move(mac, after);
      // That it was heard is no news: it only stays under way.
      else phones.set(mac, after);
      if (isNews) soon();
    },
    start: soon,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
  return run;
}
