// A rollout as JSON: what the socket and the page answer. Times are ISO 8601.

import type { Mac } from '../../core/mac.js';
import type {
  PlannedPhone,
  RolloutAnswer,
  RolloutPhone,
  RolloutRow,
} from '../../page/wire/rollouts.js';
import { describePause, describeProgress, describeReason } from '../../rollout/describe.js';
import { countPhases, leftMs, wavesOf } from '../../rollout/plan.js';
import type { Progress } from '../../rollout/progress.js';
import { ENGLISH } from '../../timeline/texts/en/language.js';
import { print } from '../../timeline/texts/print.js';
import type { Clocks } from '../story/answers.js';
import { type NoPath, type Path, pathText } from './choose-path.js';
import type { Run } from './run.js';

/** What is known of its phones beside it. */
export interface PhonesBeside {
  labelOf(mac: Mac): string | undefined;
  isTalking(mac: Mac): boolean;
  /** How it was told. */
  howOf(run: Run, mac: Mac): string | undefined;
}

export function rolloutRow(run: Run, clocks: Clocks): RolloutRow {
  const { rollout, phones, endedMs } = run;
  const { id, action, by, beganMs, state, pause, pace } = rollout;
  const left = run.isOver || state !== 'running' ? undefined : leftMs(rollout, phones);
  const { language = ENGLISH } = clocks;
  return {
    ...{ id, action, by, state },
    began: clocks.wall(beganMs),
    ...(endedMs !== undefined && { ended: clocks.wall(endedMs) }),
    ...(pause && { pause: { why: pause, says: print(describePause(pause), language) } }),
    atOnce: pace.atOnce,
    perSecond: pace.perSecond,
    phones: phones.size,
    counts: countPhases(phones.values()),
    waves: wavesOf(rollout, phones).map(({ tookMs, ...wave }) => ({
      ...wave,
      ...(tookMs !== undefined && { tookSeconds: Math.round(tookMs / 1_000) }),
    })),
    ...(left !== undefined && { leftSeconds: Math.ceil(left / 1_000) }),
  };
}

/** All but the list of its phones. */
export function rolloutHead(
  run: Run,
  clocks: Clocks,
  firmware: RolloutAnswer['firmware'],
): Omit<RolloutAnswer, 'list'> {
  return { ...rolloutRow(run, clocks), seq: run.seq, firmware };
}

/** The phones that came to something after `since`; all of them where that is 0. */
export function* rolloutPhones(
  run: Run,
  clocks: Clocks,
  beside: PhonesBeside,
  since: number,
): Generator<RolloutPhone> {
  for (const [mac, progress] of run.phones) {
    if (since === 0 || run.seqOf(mac) > since) yield phoneOf(run, mac, progress, clocks, beside);
  }
}

function phoneOf(
  run: Run,
  mac: Mac,
  progress: Progress,
  { wall, language = ENGLISH }: Clocks,
  beside: PhonesBeside,
): RolloutPhone {
  const { phase, at, why } = progress;
  const isTalking = phase === 'waiting' && beside.isTalking(mac);
  const [label, how] = [beside.labelOf(mac), beside.howOf(run, mac)];
  return {
    mac,
    ...(label && { label }),
    phase,
    sentence: print(describeProgress(progress, isTalking), language),
    ...(why && { reason: why.reason }),
    ...(at.asked !== undefined && { asked: wall(at.asked) }),
    ...(at.answered !== undefined && { answered: wall(at.answered) }),
    ...(at.fetched !== undefined && { fetched: wall(at.fetched) }),
    ...(at.back !== undefined && { back: wall(at.back) }),
    ...(at.failed !== undefined && { failed: wall(at.failed) }),
    ...(how !== undefined && { how }),
  };
}

/** How one would be told now. */
export function plannedPhone(
  mac: Mac,
  label: string | undefined,
  path: Path | NoPath,
  isResync: boolean,
  { language = ENGLISH }: Clocks,
): PlannedPhone {
  const named = { mac, ...(label && { label }) };
  if ('why' in path) {
    return { ...named, cannot: print(describeReason(path.why, path.detail ?? ''), language) };
  }
  const { way } = path;
  return {
    ...named,
    how: pathText(path, language),
    ...(isResync && way.restarts && { restarts: true as const }),
    ...(way.isUnconfirmed && { unconfirmed: true as const }),
    source: way.source,
  };
}
