// What the PBX said last of a phone's lines.

import type { SipEvent } from './events.js';
import type { Boot, History } from './history.js';
import type { Step } from './steps.js';
import { OVERDUE_MS, type PhoneFacts } from './view.js';

/** Said since its boot began: what was true of the boot before need not be. */
export function saidOf({ lines, boot }: History, ...states: readonly SipEvent['state'][]) {
  const beganMs = boot?.beganMs ?? -Infinity;
  return Object.values(lines).filter(
    ({ state, atMs }) => states.includes(state) && atMs >= beganMs,
  );
}

/** Nothing but what a PBX told is known of it: it has its file from before. */
export function isKnownByPbxAlone({ steps }: Boot): boolean {
  return steps.every(({ first }) => first.kind === 'sip');
}

/** Those of its lines that the PBX has, as far as it tells now. */
export function registeredLines(
  { lines }: Pick<History, 'lines'>,
  { lines: wanted, pbxLink }: PhoneFacts,
): readonly string[] {
  return pbxLink ? wanted.filter((line) => lines[line]?.state === 'registered') : [];
}

/** The others of its lines. */
export function missingLines(
  history: Pick<History, 'lines'>,
  facts: PhoneFacts,
): readonly string[] {
  const there = registeredLines(history, facts);
  return facts.lines.filter((line) => !there.includes(line));
}

/** Why the PBX has none of its lines, though it had: the first of them that it does not reach, or has no longer. */
export function goneFrom(history: History, facts: PhoneFacts, nowMs: number): SipEvent | undefined {
  if (!facts.pbxLink || registeredLines(history, facts).length > 0) return undefined;
  const unreachable = saidOf(history, 'unreachable').filter(
    ({ line }) => facts.lines.includes(line) && !isStarting(history, line, nowMs),
  );
  const gone = unreachable.length > 0 ? unreachable : lostLines(history, facts, nowMs);
  return gone.toSorted((a, b) => a.atMs - b.atMs)[0];
}

/** Lines that were registered since it has its file, and are not any more: a phone that restarts has a minute to register anew. */
export function lostLines(
  history: History,
  { lines: wanted, pbxLink }: PhoneFacts,
  nowMs: number,
): readonly SipEvent[] {
  const { boot } = history;
  const fileMs = boot?.configuredMs ?? -Infinity;
  if (!pbxLink || nowMs - fileMs < OVERDUE_MS) return [];
  return saidOf(history, 'unregistered').filter(
    ({ line, atMs }) =>
      wanted.includes(line) &&
      (nowMs - atMs >= OVERDUE_MS || silentBefore(history, line) !== undefined) &&
      (atMs >= fileMs || stepOf(history, line, 'registered') !== undefined),
  );
}

/** What the PBX told of this line in this boot. */
export function stepOf(
  { boot }: History,
  line: string,
  state: SipEvent['state'],
): Step<SipEvent> | undefined {
  return boot?.steps.findLast(isStepOf(line, state));
}

/** A PBX told that of this line. */
export function isStepOf(line: string, state: SipEvent['state']) {
  return (step: Step): step is Step<SipEvent> =>
    step.last.kind === 'sip' && step.last.state === state && step.last.line === line;
}

/** It did not answer the PBX any more before it lost its registration: when that was told. */
export function silentBefore(history: History, line: string): SipEvent | undefined {
  const silent = stepOf(history, line, 'unreachable')?.last;
  const reached = stepOf(history, line, 'registered')?.last;
  return silent && silent.atMs >= (reached?.atMs ?? -Infinity) ? silent : undefined;
}

/** It has had no time to register yet: that the PBX does not reach it where it was before says nothing. */
export function isStarting(history: History, line: string, nowMs: number): boolean {
  const { boot } = history;
  if (!boot || isKnownByPbxAlone(boot) || stepOf(history, line, 'registered')) return false;
  return boot.configuredMs === undefined || nowMs - boot.configuredMs < OVERDUE_MS;
}

/** Something of it passed here later than that. */
export function isHeardSince({ heard }: History, atMs: number): boolean {
  return Math.max(heard.dhcp ?? -Infinity, heard.file ?? -Infinity) > atMs;
}
