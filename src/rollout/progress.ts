// How far one phone of a rollout is, by what is seen of it: that it was told to, and that it said yes, proves nothing.

import { printable } from '../core/printable.js';
import type { FileEvent, PhoneEvent } from '../timeline/events.js';
import { beganMs } from '../timeline/steps.js';

/** `skipped`: it was never asked, and why is known. The last three are ends. */
export const PHASES = [
  'waiting',
  'asked',
  'answered',
  'fetched',
  'back',
  'failed',
  'skipped',
] as const;

export type Phase = (typeof PHASES)[number];

/** Which end each is a reason of. */
export const REASONS = {
  /** It answered the request with a refusal: `detail` is that, `400 Bad Request`. */
  refused: 'failed',
  /** 401 or 407: it takes the request only from who knows a password. */
  'needs-password': 'failed',
  /** 404: no line of it has the name that was asked for. */
  'unknown-line': 'failed',
  'no-answer': 'failed',
  /** The request did not leave: `detail` says why. */
  'not-sent': 'failed',
  'not-fetched': 'failed',
  /** It has a problem that it had not when it was asked: `detail` is the row of the table of diagnoses. */
  stuck: 'failed',
  'not-back': 'failed',
  /** The inventory has it no more. */
  removed: 'skipped',
  /** It has fetched its files meanwhile by itself. */
  current: 'skipped',
  /** Nobody knows how phones of its model are told. */
  'no-way': 'skipped',
  'no-address': 'skipped',
  'no-line': 'skipped',
  /** It hears SIP only over a connection of its own, and there is no PBX that could ask it over that: `detail` says more. */
  'no-path': 'skipped',
} as const satisfies Readonly<Record<string, Phase>>;

export type Reason = keyof typeof REASONS;

export interface Progress {
  readonly phase: Phase;
  /** When it came to each that it came to: milliseconds of the story's clock. */
  readonly at: Readonly<Partial<Record<Phase, number>>>;
  /** Of a phone that failed or was skipped. */
  readonly why?: { readonly reason: Reason; readonly detail?: string };
  /** No answer came for as long as answers are waited for. */
  readonly isSilent?: true;
  /** When it last did anything since it was asked. */
  readonly heardMs?: number;
  /** When the PBX last told that a line of it registered; of one that has fetched, since it began to. */
  readonly registeredMs?: number;
  /** When it began to fetch what it has fetched. */
  readonly fetchBeganMs?: number;
  /** Of one that is back: its lines were registered all the time, and nobody saw it register again. */
  readonly isUnseen?: true;
}

export const WAITING: Progress = { phase: 'waiting', at: {} };

/** Phases of a phone of which something is awaited. */
export const UNDER_WAY: ReadonlySet<Phase> = new Set(['asked', 'answered', 'fetched']);
/** Phases after which nothing is awaited. */
export const ENDS: ReadonlySet<Phase> = new Set(['back', 'failed', 'skipped']);

/** Without an answer and without a sign of life: a phone that starts anew at once takes less until it asks for an address. */
export const NO_ANSWER_MS = 120_000;
/** From being asked until it has fetched its own file, and from then until it is back. */
export const PHASE_MAX_MS = 300_000;
/** Nobody tells who is registered: so long after the last that it did, it has all that it wanted. */
export const QUIET_MS = 10_000;
/** Its lines were registered all the while: after so long it is taken to be back. */
export const STILL_REGISTERED_MS = 120_000;

export function ask(atMs: number): Progress {
  return { phase: 'asked', at: { asked: atMs } };
}

/** `status` and `phrase`: of its final answer to the request, 200 to 699. */
export function answer(progress: Progress, status: number, phrase: string, atMs: number): Progress {
  if (!UNDER_WAY.has(progress.phase)) return progress;
  const told = { ...progress, at: { ...progress.at, answered: atMs } };
  // Whoever has fetched already has done what was asked for, whatever it says.
  if (progress.phase === 'fetched') return told;
  if (status < 300) return { ...told, phase: 'answered' };
  return fail(progress, refusal(status), atMs, printable(`${status} ${phrase}`.trim()));
}

function refusal(status: number): Reason {
  if (status === 401 || status === 407) return 'needs-password';
  return status === 404 ? 'unknown-line' : 'refused';
}

/** No answer came. It may still do what it was asked for. */
export function miss(progress: Progress): Progress {
  return progress.phase === 'asked' ? { ...progress, isSilent: true } : progress;
}

export function fail(progress: Progress, reason: Reason, atMs: number, detail?: string): Progress {
  const phase = REASONS[reason];
  const why = { reason, ...(detail !== undefined && { detail }) };
  return { ...progress, phase, at: { ...progress.at, [phase]: atMs }, why };
}

/** Whatever happened to the phone. Times of events that are not of it since it was asked change nothing. */
export function hear(progress: Progress, event: PhoneEvent): Progress {
  // Another device on its line is no sign of it.
  if (event.kind === 'sip' && event.by !== undefined) return progress;
  const askedMs = progress.at.asked;
  if (askedMs === undefined || progress.phase === 'back' || event.atMs < askedMs) return progress;
  if (event.kind === 'file' && isItsFile(event, askedMs)) return fetched(progress, event);
  const isRegistered = event.kind === 'sip' && event.state === 'registered';
  // What a PBX tells is told a moment later than it was.
  if (isRegistered && event.atMs < (progress.fetchBeganMs ?? 0)) return progress;
  if (isRegistered && UNDER_WAY.has(progress.phase)) {
    return { ...progress, heardMs: event.atMs, registeredMs: event.atMs };
  }
  const isItself = event.kind === 'dhcp' || event.kind === 'file' || event.kind === 'sip';
  return isItself && progress.phase !== 'failed' ? { ...progress, heardMs: event.atMs } : progress;
}

/** What was begun before it was asked is no answer to that. */
function isItsFile(event: FileEvent, askedMs: number): boolean {
  return event.role === 'config' && event.outcome === 'sent' && beganMs(event) >= askedMs;
}

/** Also of one that had failed: somebody has helped it. */
function fetched({ at, isSilent, registeredMs }: Progress, event: FileEvent): Progress {
  const { asked, answered } = at;
  const { atMs } = event;
  // The PBX may tell sooner that it registered than its last datagram is read that it has the file.
  const fetchBeganMs = beganMs(event);
  const isSince = registeredMs !== undefined && registeredMs >= fetchBeganMs;
  return {
    phase: 'fetched',
    at: {
      ...(asked !== undefined && { asked }),
      ...(answered !== undefined && { answered }),
      fetched: atMs,
    },
    heardMs: atMs,
    fetchBeganMs,
    ...(isSilent && { isSilent }),
    ...(isSince && { registeredMs }),
  };
}

/** A phone that is under way, as the story has it now. */
export interface Seen {
  /** Its problem of the table of diagnoses, and when that began. */
  readonly problem?: { readonly id: string; readonly sinceMs: number };
  /** It fetches firmware or writes it to its flash: as long as that takes. */
  readonly isUpgrading: boolean;
  /** Whether all of its lines are registered now; undefined: nobody tells. */
  readonly isRegistered: boolean | undefined;
}

/** What has become of it by now. */
export function look(progress: Progress, seen: Seen, nowMs: number): Progress {
  const { phase, at, isSilent, heardMs } = progress;
  if (!UNDER_WAY.has(phase)) return progress;
  const askedMs = at.asked ?? nowMs;
  const { problem } = seen;
  if (problem && problem.sinceMs >= askedMs) return fail(progress, 'stuck', nowMs, problem.id);
  if (seen.isUpgrading) return progress;
  if (phase === 'fetched') return lookForReturn(progress, seen, nowMs);
  const isGone = isSilent === true && heardMs === undefined;
  if (isGone && nowMs - askedMs >= NO_ANSWER_MS) return fail(progress, 'no-answer', nowMs);
  return nowMs - askedMs >= PHASE_MAX_MS ? fail(progress, 'not-fetched', nowMs) : progress;
}

function lookForReturn(progress: Progress, { isRegistered }: Seen, nowMs: number): Progress {
  const { at, heardMs, registeredMs } = progress;
  const fetchedMs = at.fetched ?? nowMs;
  if (isRegistered === undefined) {
    return nowMs - (heardMs ?? fetchedMs) >= QUIET_MS ? back(progress, nowMs) : progress;
  }
  if (isRegistered && registeredMs !== undefined) {
    return back(progress, Math.max(registeredMs, fetchedMs));
  }
  if (isRegistered && nowMs - fetchedMs >= STILL_REGISTERED_MS) {
    return { ...back(progress, nowMs), isUnseen: true };
  }
  return nowMs - fetchedMs >= PHASE_MAX_MS ? fail(progress, 'not-back', nowMs) : progress;
}

function back(progress: Progress, atMs: number): Progress {
  return { ...progress, phase: 'back', at: { ...progress.at, back: atMs } };
}
