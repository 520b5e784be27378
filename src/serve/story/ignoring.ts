// Phones that nobody wrote down and nobody wants to hear of: a neighbour's, or one that waits for its office. It is kept over restarts.

import { systemClock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import type { Mac } from '../../core/mac.js';
import type { Reply } from '../../page/route.js';
import type { Story } from './story.js';

type Knowing = Pick<Story, 'of' | 'memory' | 'histories'>;

/** Nobody ignores what the inventory has. */
export function isIgnored({ of, memory }: Omit<Knowing, 'histories'>, mac: Mac): boolean {
  return memory?.records.get(mac).ignored === true && !of(mac).facts.known;
}

/** The ones heard last first, then those that are ignored and were not heard since the server began. */
export function strangerMacs(story: Knowing): readonly Mac[] {
  const heard = [...story.histories.strangers().keys()].toReversed();
  const isHeard = new Set(heard);
  const kept = [...(story.memory?.records.all() ?? [])].flatMap(([mac, { ignored }]) =>
    ignored && !isHeard.has(mac) && isIgnored(story, mac) ? [mac] : [],
  );
  return [...heard, ...kept];
}

/** `phone`: heard and not ignored. */
export function countStrangers(story: Knowing): {
  readonly phone: number;
  readonly ignored: number;
} {
  const macs = strangerMacs(story);
  const ignored = macs.filter((mac) => isIgnored(story, mac)).length;
  return { phone: macs.length - ignored, ignored };
}

export interface Ignoring {
  readonly story: Pick<Story, 'of' | 'memory' | 'note' | 'histories'>;
  readonly log: Pick<Log, 'info'>;
}

/** What the server answers to who wants that, or wants it no more. */
export function setIgnored(
  { story, log }: Ignoring,
  mac: Mac,
  ignored: boolean,
  by: string,
): Reply {
  const { memory } = story;
  if (!memory) return { status: 409, body: 'it keeps nothing of phones' };
  if (story.of(mac).facts.known) return { status: 409, body: `the inventory has ${mac}` };
  const { ignored: before = false, ...record } = memory.records.get(mac);
  if (before === ignored) return { status: 200, body: '' };
  memory.records.put(mac, ignored ? { ...record, ignored } : record);
  const outcome = ignored ? 'it is ignored' : 'it is ignored no more';
  log.info({ mac, by }, `${outcome} among new phones`);
  // Of one that was never heard there is no story to tell it in.
  if (story.histories.strangers().has(mac)) {
    const atMs = systemClock.monotonicMs();
    story.note(mac, { kind: 'action', atMs, what: 'ignore', by, outcome });
  }
  return { status: 200, body: '' };
}
