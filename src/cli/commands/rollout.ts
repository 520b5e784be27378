// `offhook resync`, `offhook restart`: phones of a running server are told to read their files again, or to start anew, and
// seen as they do; `offhook rollout`: what became of that. The server does it, whoever looks.

import { setTimeout as pause } from 'node:timers/promises';
import { jsonLine, jsonText } from '../../core/printable.js';
import type { RolloutAnswer, RolloutRow, RolloutWish } from '../../page/wire/rollouts.js';
import type { Wish } from '../../rollout/act.js';
import { underWayOf } from '../../rollout/plan.js';
import { askRollouts, type Refused, type RolloutAsker } from '../../serve/rollout/ask-rollouts.js';
import type { NotifyAction } from '../../site/notify.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { readMac } from '../mac-argument.js';
import {
  furtherLine,
  nobodyLine,
  phoneLine,
  planLines,
  remarksOf,
  rolloutLine,
  waveLines,
} from '../rollout-words.js';
import { chooseStateDir } from '../state-dir.js';

interface Asking {
  readonly stateDir?: string;
  readonly format: 'text' | 'json';
}

export interface TellOptions extends Asking {
  readonly stale?: boolean;
  readonly group?: string;
  readonly atOnce?: number;
  readonly perSecond?: number;
  readonly dryRun?: boolean;
  /** False: begin it and be gone. */
  readonly follow: boolean;
}

const EVERY_MS = 1_000;

export async function tellPhones(
  action: NotifyAction,
  macTexts: readonly string[],
  options: TellOptions,
  io: Io,
): Promise<number> {
  const wish = wishOf(action, macTexts, options);
  const asker = askRollouts(chooseStateDir(options.stateDir, io));
  const plan = orUsage(await asker.plan(wish));
  const isJson = options.format === 'json';
  if (options.dryRun && isJson) io.out(jsonText({ version: 1, ...plan }));
  if (plan.phones.length === 0) {
    io.err(linesOf([nobodyLine(wish, options.dryRun === true)]));
    return EXIT.ok;
  }
  if (options.dryRun) {
    if (!isJson) io.out(linesOf(planLines(plan)));
    return plan.phones.some(({ cannot }) => cannot !== undefined) ? EXIT.findings : EXIT.ok;
  }
  io.err(linesOf(remarksOf(plan.phones)));
  const begun = orUsage(await asker.begin(wish));
  return options.follow ? follow(asker, begun, options, io) : show(begun, options, io);
}

function wishOf(
  action: NotifyAction,
  macTexts: readonly string[],
  { stale, group, atOnce, perSecond }: TellOptions,
): RolloutWish {
  const isWhere = stale === true || group !== undefined;
  if (isWhere === macTexts.length > 0) {
    throw new UsageError('name phones by their MACs, or say --stale or --group');
  }
  return {
    action,
    ...(isWhere
      ? { where: { ...(stale && { stale }), ...(group !== undefined && { group }) } }
      : { phones: macTexts.map(readMac) }),
    ...(atOnce !== undefined && { atOnce }),
    ...(perSecond !== undefined && { perSecond }),
  };
}

export interface RolloutOptions extends Asking {
  readonly pause?: boolean;
  readonly resume?: boolean;
  readonly cancel?: boolean;
  readonly follow: boolean;
}

export async function rollout(
  id: number | undefined,
  options: RolloutOptions,
  io: Io,
): Promise<number> {
  const wishes = wishesIn(options);
  if (wishes.length > 1) throw new UsageError('--pause, --resume or --cancel: one of them');
  const asker = askRollouts(chooseStateDir(options.stateDir, io));
  if (id === undefined) {
    if (wishes.length > 0) throw new UsageError('which one? "offhook rollout" lists them');
    return list(await asker.all(), options, io);
  }
  const [state] = wishes;
  if (state !== undefined) orUsage(await asker.change(id, { state }));
  const answer = orUsage(await asker.get(id));
  return options.follow ? follow(asker, answer, options, io) : show(answer, options, io);
}

function wishesIn({ pause: isPause, resume, cancel }: RolloutOptions): readonly Wish[] {
  return [
    ...(isPause ? (['paused'] as const) : []),
    ...(resume ? (['running'] as const) : []),
    ...(cancel ? (['cancelled'] as const) : []),
  ];
}

function list(all: readonly RolloutRow[], { format }: Asking, io: Io): number {
  const lines = all.length === 0 ? ['no rollout is known here'] : all.map(rolloutLine);
  io.out(format === 'json' ? jsonText({ version: 1, rollouts: all }) : linesOf(lines));
  return EXIT.ok;
}

/** Once, with its phones. */
function show(answer: RolloutAnswer, { format }: Asking, io: Io): number {
  const lines = [
    rolloutLine(answer),
    ...waveLines(answer),
    ...answer.list.map(phoneLine),
    ...(answer.ended === undefined ? [furtherLine(answer)] : []),
  ];
  io.out(format === 'json' ? jsonText({ version: 1, ...answer }) : linesOf(lines));
  return codeOf(answer);
}

/** A line for each phone that comes to something, until it is over, or paused, or somebody has seen enough. */
async function follow(
  asker: RolloutAsker,
  first: RolloutAnswer,
  { format }: Asking,
  io: Io,
): Promise<number> {
  const { id } = first;
  const say = (answer: RolloutAnswer) => {
    const told = answer.list.filter(({ phase }) => phase !== 'waiting');
    for (const phone of told) {
      io.out(
        format === 'json'
          ? jsonLine({ version: 1, rollout: id, ...phone })
          : `${phoneLine(phone)}\n`,
      );
    }
  };
  let answer = first;
  if (format === 'text') io.out(`${rolloutLine(first)}\n`);
  say(answer);
  while (!isAtRest(answer) && !io.stop.aborted) {
    await pause(EVERY_MS, undefined, { signal: io.stop }).catch(() => {});
    if (io.stop.aborted) break;
    answer = orUsage(await asker.get(id, answer.seq));
    say(answer);
  }
  const { list: _, ...row } = answer;
  if (format === 'json') io.out(jsonLine({ version: 1, ...row }));
  else io.out(linesOf([rolloutLine(answer), ...waveLines(answer)]));
  if (answer.ended === undefined) io.err(`${furtherLine(answer)}\n`);
  return io.stop.aborted ? EXIT.ok : codeOf(answer);
}

/** Nothing more comes by itself. */
function isAtRest({ ended, state, counts }: RolloutAnswer): boolean {
  return ended !== undefined || (state === 'paused' && underWayOf(counts) === 0);
}

/** 1: somebody has to see to it. */
function codeOf({ state, counts }: RolloutRow): number {
  const isWell = counts.failed === 0 && counts.skipped === 0;
  const isFine = state === 'running' || state === 'done';
  return isWell && isFine ? EXIT.ok : EXIT.findings;
}

function orUsage<T extends object>(said: T | Refused): T {
  if ('refused' in said) throw new UsageError(said.refused);
  return said;
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
