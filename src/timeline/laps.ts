// A phone that starts over and over: it asks for an address and takes it, and is not heard of any more until it asks again. Each lap
// is a boot in the same words, and of boots only the last few are remembered: of a lap no more is kept than when it was.

import type { DhcpEvent } from './events.js';
import type { Boot, History } from './history.js';
import { LAP, TIMES } from './lap-table.js';
import { note } from './note.js';

/** What a phone says in each lap. */
export interface Lap {
  readonly asked: DhcpEvent;
  readonly taken: DhcpEvent;
}

/** Undefined: its boot is more than a lap, or another thing. After one each further lap begins a boot: it fetches nothing. */
export function lapOf(boot: Boot | undefined): Lap | undefined {
  if (boot?.steps.length !== LAP) return undefined;
  const [asked, taken] = [boot.steps[0]?.last, boot.steps[1]?.last];
  if (asked?.kind !== 'dhcp' || taken?.kind !== 'dhcp') return undefined;
  const isLap = asked.type === 'DISCOVER' && takesAddress(taken);
  return isLap && asked.network === taken.network ? { asked, taken } : undefined;
}

/** What was offered. */
export function takesAddress({ type, reply, serverId }: DhcpEvent): boolean {
  return type === 'REQUEST' && reply === 'ACK' && serverId !== undefined;
}

/** The history after so many words more; `timeOf`: of one, by its number from 0, as far as it is one of the last TIMES. */
export function withLaps(
  history: History,
  lap: Lap,
  count: number,
  timeOf: (at: number) => number,
): History {
  // In place of half a lap whose time is gone there is one that has begun.
  const from = count <= TIMES ? 0 : count - TIMES + (count % LAP);
  let next = later(history, from / LAP);
  for (let at = from; at < count; at += 1) {
    const said = at % LAP === 0 ? lap.asked : lap.taken;
    next = note(next, { ...said, atMs: timeOf(at) });
  }
  return next;
}

/** So many boots later; nothing of them is made, for as many as are remembered come after them. */
function later(history: History, boots: number): History {
  const { boot } = history;
  return boot && boots > 0
    ? { ...history, boot: { ...boot, number: boot.number + boots } }
    : history;
}
