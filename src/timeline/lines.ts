// What the PBX said last of a phone's lines.

import type { SipEvent } from './events.js';
import type { Boot, History } from './history.js';
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
  { lines }: History,
  { lines: wanted, pbxLink }: PhoneFacts,
): readonly string[] {
  return pbxLink ? wanted.filter((line) => lines[line]?.state === 'registered') : [];
}

/** Why the PBX has none of its lines, though it had: the first of them that it does not reach, or has no longer. */
export function goneFrom(history: History, facts: PhoneFacts, nowMs: number): SipEvent | undefined {
  if (!facts.pbxLink || registeredLines(history, facts).length > 0) return undefined;
  const isOurs = ({ line }: SipEvent) => facts.lines.includes(line);
  const unreachable = saidOf(history, 'unreachable').filter(isOurs);
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
      nowMs - atMs >= OVERDUE_MS &&
      (atMs >= fileMs || boot?.steps.some(({ last }) => isRegistered(last, line))),
  );
}

function isRegistered(event: { readonly kind: string }, of: string): boolean {
  const { kind, state, line } = event as SipEvent;
  return kind === 'sip' && state === 'registered' && line === of;
}

/** Something of it passed here later than that. */
export function isHeardSince({ heard }: History, atMs: number): boolean {
  return Math.max(heard.dhcp ?? -Infinity, heard.file ?? -Infinity) > atMs;
}
