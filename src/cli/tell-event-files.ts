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
  /** When the last thing happened, of a capture the last packet. */
  readonly latestMs: number;
}

/** Recordings are held in memory, captures are not. */
export async function tellEventFiles(
  files: readonly EventFile[],
  names: NameReader,
  onTold: (told: Told) => void,
): Promise<EventsTold> {
  const recorded: Told[] = [];
  for (const { content } of files) {
    if (content.kind !== 'recording') continue;
    for await (const told of content.events) recorded.push(told);
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
  const recordedMs = recorded.at(-1)?.event.atMs ?? 0;
  return { notes, latestMs: Math.max(recordedMs, replay.latestMs() ?? recordedMs) };
}
