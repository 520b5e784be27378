// What happened to a phone since somebody last asked, as one piece of its history. The result is that of noting one event after
// the other; a phone that starts over and over is not followed through boots of which no more than their number is kept.

import type { DhcpEvent, PhoneEvent } from './events.js';
import type { History } from './history.js';
import { note, PAST_BOOTS_MAX, STEPS_MAX } from './note.js';

/** DISCOVER and REQUEST. */
const LAP = 2;
/** One in which it is, and those that are remembered. */
const LAPS_KEPT = PAST_BOOTS_MAX + 1;

export function noteAll(history: History, events: readonly PhoneEvent[]): History {
  const skipped = lapsToSkip(events);
  if (skipped === 0) return noteEach(history, events);
  const first = noteEach(history, events.slice(0, LAP));
  const second = noteEach(first, events.slice(LAP, LAP * 2));
  const isSkipped = isBootOfLap(second, first);
  const before = isSkipped ? afterLaps(second, skipped) : second;
  return noteEach(before, events.slice(LAP * (isSkipped ? 2 + skipped : 2)));
}

function noteEach(history: History, events: readonly PhoneEvent[]): History {
  let next = history;
  for (const event of events) next = note(next, event, STEPS_MAX);
  return next;
}

/** A boot that is one lap and no more: whatever was before, each further lap begins another. */
function isBootOfLap({ boot }: History, before: History): boolean {
  return boot?.steps.length === LAP && boot.number !== before.boot?.number;
}

/** So many boots later. What is not kept of them is not made. */
function afterLaps(history: History, laps: number): History {
  const { boot } = history;
  return boot ? { ...history, boot: { ...boot, number: boot.number + laps } } : history;
}

/** Of those after the first two. */
function lapsToSkip(events: readonly PhoneEvent[]): number {
  const laps = Math.floor(events.length / LAP) - LAPS_KEPT - 2;
  const [first] = events;
  if (laps <= 0 || first?.kind !== 'dhcp') return 0;
  for (let at = 0; at < events.length; at += 1) {
    const event = events[at];
    if (event?.kind !== 'dhcp' || !isOfLap(event, at, first)) return 0;
  }
  return laps;
}

/** It asks for an address and takes it, in the same words and on the same network as the first time. */
function isOfLap(event: DhcpEvent, at: number, first: DhcpEvent): boolean {
  const { type, reply, network, vendorClass, hostName, serverId } = event;
  const isSame =
    network === first.network && vendorClass === first.vendorClass && hostName === first.hostName;
  if (at % LAP === 0) return isSame && type === 'DISCOVER';
  return isSame && type === 'REQUEST' && reply === 'ACK' && serverId !== undefined;
}
