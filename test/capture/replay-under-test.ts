// A capture made of packets, and what is told of it.

import { createNotes, type Note } from '../../src/capture/notes.js';
import type { NameReader } from '../../src/capture/observe/tell.js';
import { createReplay } from '../../src/capture/replay.js';
import type { Told } from '../../src/timeline/events.js';
import type { Made } from './packets.js';

/** Knows no phone, but one name that phones ask for in vain. */
export const NAMES: NameReader = {
  nameOf: (name) => ({ role: name.startsWith('SEP') ? 'config' : 'other' }),
  isExpectedMiss: (name) => name.startsWith('CTL'),
};

export function replayed(
  packets: readonly Made[],
  linkType = 1,
): { readonly told: readonly Told[]; readonly notes: readonly Note[] } {
  const told: Told[] = [];
  const notes = createNotes();
  const replay = createReplay({ names: NAMES, notes, onTold: (each) => told.push(each) });
  packets.forEach(({ atMs, bytes, length = bytes.length }, index) => {
    replay.take({ frame: index + 1, atMs, linkType, bytes, length });
  });
  replay.end();
  return { told, notes: notes.list() };
}
