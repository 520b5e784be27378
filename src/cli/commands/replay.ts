// `offhook replay FILE…`: what happened to phones, out of a capture or a recording, told as the server tells it.

import type { Note } from '../../capture/notes.js';
import { printable, printableJson } from '../../core/printable.js';
import { recordEvent, recordingEnd, recordingHeader } from '../../timeline/recorded-events.js';
import { type EventFile, openEventFile } from '../event-files.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { readMac } from '../mac-argument.js';
import { createNameReader } from '../name-reader.js';
import { openSnapshot, type SiteOptions } from '../open-snapshot.js';
import { formatReplay, formatReplayJson, hasProblem } from '../replay-report.js';
import { createReplayStories } from '../replay-stories.js';
import { tellEventFiles } from '../tell-event-files.js';

export interface ReplayOptions extends SiteOptions {
  /** Only what happened to this phone. */
  readonly mac?: string;
  /** `jsonl`: the events themselves, which can be replayed again. */
  readonly format: 'text' | 'json' | 'jsonl';
}

export async function replay(
  names: readonly string[],
  options: ReplayOptions,
  io: Io,
): Promise<number> {
  const only = options.mac === undefined ? undefined : readMac(options.mac);
  const site = { ...options, secrets: false, inventoryOptional: true };
  const { snapshot } = await openSnapshot(site, io);
  const files: EventFile[] = [];
  for (const name of names) files.push(await openEventFile(name, io));
  const stories = createReplayStories(snapshot);
  const isRecording = options.format === 'jsonl';
  if (isRecording) io.out(recordingHeader());
  let count = 0;
  const { notes, latestMs } = await tellEventFiles(
    files,
    createNameReader(snapshot.packs),
    (told) => {
      if (only !== undefined && told.mac !== only) return;
      count++;
      if (isRecording) io.out(printableJson(recordEvent(told)));
      else stories.note(told);
    },
  );
  if (isRecording) io.out(recordingEnd(latestMs));
  const phones = isRecording ? [] : stories.phones(latestMs);
  if (options.format === 'json') io.out(formatReplayJson(phones, stories, latestMs));
  if (options.format === 'text' && count > 0) io.out(formatReplay(phones, stories, latestMs));
  if (count === 0) io.err(NOTHING);
  sayNotes(files, notes.list(), io);
  const isDamaged = files.some((file) => file.notes.list().some(({ code }) => code === 'damaged'));
  return isDamaged || phones.some(hasProblem) ? EXIT.findings : EXIT.ok;
}

const NOTHING = 'nothing of DHCP, TFTP, HTTP or SIP registrations was found\n';

function sayNotes(files: readonly EventFile[], notes: readonly Note[], io: Io): void {
  for (const { name, notes: own } of files) {
    for (const note of own.list()) io.err(`${printable(describeNote(name, note))}\n`);
  }
  // Of several files together, nobody could look up the number of a packet.
  const [only] = files.length === 1 ? files : [];
  for (const note of notes) {
    const { first: _, ...unplaced } = note;
    io.err(`${printable(describeNote(only?.name ?? 'captures', only ? note : unplaced))}\n`);
  }
}

function describeNote(name: string, { first, count, message }: Note): string {
  const place = first === undefined ? '' : ` (${first.unit} ${first.number})`;
  const times = count === 1 ? '' : ` (${count} in all)`;
  return `${name}: ${message}${place}${times}`;
}
