// What several captures and recordings tell, as one story in the order of time.

import { mergePackets } from '../capture/merge.js';
import { createNotes, type Notes } from '../capture/notes.js';
import type { NameReader } from '../capture/observe/tell.js';
import { createReplay } from '../capture/replay.js';
import type { Told } from '../timeline/events.js';
import type { EventFile } from './event-files.js';

export interface EventsTold {
  /** On what the captures hold, beside those of each file. */
  readonly notes: Notes;
  /** Until when is known what happened: a capture's last packet, a recording's end. */
  readonly latestMs: number;
}

/** Recordings are held in memory, captures are not. */
export async function tellEventFiles(
  files: readonly EventFile[],
  names: NameReader,
  onTold: (told: Told) => void,
): Promise<EventsTold> {
  const recorded: Told[] = [];
  let endedMs = Number.NEGATIVE_INFINITY;
  for (const { content } of files) {
    if (content.kind !== 'recording') continue;
    for await (const line of content.events) {
      if ('event' in line) recorded.push(line);
      else endedMs = Math.max(endedMs, line.endedMs);
    }
  }
  recorded.sort((a, b) => a.event.atMs - b.event.atMs);
  let next = 0;
  function tellRecorded(untilMs: number): void {
    for (let told = recorded[next]; told && told.event.atMs <= untilMs; told = recorded[next]) {
      onTold(told);
      next++;
    }
  }
  const notes = createNotes();
  const replay = createReplay({
    names,
    notes,
    onTold(told) {
      tellRecorded(told.event.atMs);
      onTold(told);
    },
  });
  const captures = files.flatMap(({ content }) =>
    content.kind === 'capture' ? [content.packets] : [],
  );
  await mergePackets(captures, (packet) => replay.take(packet));
  replay.end();
  tellRecorded(Number.POSITIVE_INFINITY);
  const times = [recorded.at(-1)?.event.atMs, replay.latestMs(), endedMs];
  const latestMs = Math.max(...times.map((each) => each ?? Number.NEGATIVE_INFINITY));
  return { notes, latestMs: Number.isFinite(latestMs) ? latestMs : 0 };
}
