// What is kept of a phone when the server ends: as a line of JSON, and back. What is read is somebody's file: each field is
// looked at, and what is not understood is forgotten.

import { type Json, parseJson } from '../core/json.js';
import { type Mac, parseMac } from '../core/mac.js';
import {
  type History,
  type Lease,
  NO_HISTORY,
  type PastBoot,
  STAGES,
  type Stage,
} from './history.js';
import { PAST_BOOTS_MAX, pastOf } from './note.js';
import { objectOf, textOf, timeOf } from './record-fields.js';

/** Times are milliseconds since 1970: no other clock outlives the process. */
export interface PhoneRecord {
  readonly served?: Served;
  /** What it said that it has. */
  readonly firmware?: string;
  /** The latest last. */
  readonly past: readonly PastBoot[];
  /** Nobody wants to hear of it. */
  readonly ignored?: boolean;
  /** How far it is in a rollout that is not over. */
  readonly rollout?: PhoneMark;
}

/** Of one phone in a rollout, in words that rollouts know. */
export interface PhoneMark {
  readonly id: number;
  readonly phase: string;
  /** When it came to each phase. */
  readonly at: Readonly<Record<string, number>>;
  /** Why it failed. */
  readonly why?: string;
}

/** The configuration that it got last. */
export interface Served {
  readonly atMs: number;
  /** Of all files that it then had; absent: it is not known, empty: one that was changed while it was sent. */
  readonly digest?: string;
}

export const NO_RECORD: PhoneRecord = { past: [] };

const DIGEST = /^([0-9a-f]{12})?$/;

/** With its end of line. */
export function writeRecord(
  mac: Mac,
  { served, firmware, past, ignored, rollout }: PhoneRecord,
): string {
  const boots = past.map(({ beganMs, endedMs, ...boot }) => ({
    ...boot,
    began: Math.round(beganMs),
    ended: Math.round(endedMs),
  }));
  const line = {
    mac,
    ...(served && { served: { at: Math.round(served.atMs), digest: served.digest } }),
    ...(firmware !== undefined && { firmware }),
    ...(boots.length > 0 && { boots }),
    ...(ignored === true && { ignored }),
    ...(rollout && { rollout }),
  };
  return `${JSON.stringify(line)}\n`;
}

/** undefined: that is no record. */
export function readRecord(
  line: string,
): { readonly mac: Mac; readonly record: PhoneRecord } | undefined {
  const json = objectOf(parseJson(line));
  const mac = parseMac(textOf(json.mac) ?? '');
  if (mac === undefined) return undefined;
  const served = readServed(objectOf(json.served));
  const firmware = textOf(json.firmware);
  const boots = Array.isArray(json.boots) ? json.boots : [];
  const rollout = readMark(objectOf(json.rollout));
  return {
    mac,
    record: {
      ...(served && { served }),
      ...(firmware !== undefined && { firmware }),
      past: boots.flatMap((boot) => readBoot(objectOf(boot)) ?? []).slice(-PAST_BOOTS_MAX),
      ...(json.ignored === true && { ignored: true }),
      ...(rollout && { rollout }),
    },
  };
}

function readServed({ at, digest }: Json): Served | undefined {
  const atMs = timeOf(at);
  if (atMs === undefined) return undefined;
  return typeof digest === 'string' && DIGEST.test(digest) ? { atMs, digest } : { atMs };
}

function readBoot({ number, began, ended, reached, configured, ...json }: Json) {
  const [beganMs, endedMs] = [timeOf(began), timeOf(ended)];
  const stage = STAGES.find((each): each is Stage => each === reached);
  const isBoot = Number.isSafeInteger(number) && typeof configured === 'boolean';
  if (!isBoot || beganMs === undefined || endedMs === undefined || !stage) return undefined;
  const [load, refused] = [textOf(json.load), textOf(json.refused)];
  const boot: PastBoot = {
    number: Number(number),
    beganMs,
    endedMs,
    reached: stage,
    configured,
    ...(load !== undefined && { load }),
    ...(refused !== undefined && { refused }),
  };
  return boot;
}

const PHASES_MAX = 10;

function readMark({ id, phase, at, why }: Json): PhoneMark | undefined {
  const reached = textOf(phase);
  if (!Number.isSafeInteger(id) || reached === undefined) return undefined;
  const times = Object.entries(objectOf(at))
    .slice(0, PHASES_MAX)
    .flatMap(([name, ms]) => {
      const time = timeOf(ms);
      return time === undefined ? [] : [[name, time] as const];
    });
  const reason = textOf(why);
  return {
    id: Number(id),
    phase: reached,
    at: Object.fromEntries(times),
    ...(reason !== undefined && { why: reason }),
  };
}

/** Of a phone that was not heard since the server began. `sinceMs` of its clock was 1970; `lease`: its last, in that time. */
export function historyOf({ past }: PhoneRecord, sinceMs: number, lease?: Lease): History {
  if (past.length === 0 && !lease) return NO_HISTORY;
  return {
    ...NO_HISTORY,
    past: past.map(shifted(sinceMs)),
    lease: lease && { ...lease, untilMs: lease.untilMs + sinceMs },
  };
}

/** `history` is what it did after `before`, when that was not known yet. */
export function continued(before: History, history: History): History {
  const number = before.past.at(-1)?.number ?? 0;
  const { boot, past, lease = before.lease } = history;
  const later = past.map((each) => ({ ...each, number: number + each.number }));
  return {
    ...history,
    boot: boot && { ...boot, number: number + boot.number },
    past: [...before.past, ...later].slice(-PAST_BOOTS_MAX),
    lease,
  };
}

/** Its boots, this one included; `sinceMs` as above. */
export function bootsOf({ boot, past }: History, sinceMs: number): readonly PastBoot[] {
  const all = boot ? [...past, pastOf(boot)] : past;
  return all.slice(-PAST_BOOTS_MAX).map(shifted(-sinceMs));
}

const shifted =
  (ms: number) =>
  (boot: PastBoot): PastBoot => ({
    ...boot,
    beganMs: boot.beganMs + ms,
    endedMs: boot.endedMs + ms,
  });
