// `offhook replay FILE…`: what happened to phones, out of a capture or a recording, told as the server tells it.

import { createFileFolder } from '../../artifacts/file-folder.js';
import { createOpenFiles, DEFAULT_FILE_LIMITS } from '../../artifacts/open-files.js';
import { plainFolders, readSnapshot, type SnapshotSource } from '../../artifacts/read-snapshot.js';
import type { Note } from '../../capture/notes.js';
import { printable, printableJson } from '../../core/printable.js';
import { createFileResolver } from '../../serve/file-resolver.js';
import type { ServedSite } from '../../serve/served-site.js';
import { siteOfSnapshot } from '../../serve/site-of-snapshot.js';
import { nextSteps } from '../../serve/story/next-steps.js';
import { recordEvent, recordingEnd, recordingHeader } from '../../timeline/recorded-events.js';
import { type EventFile, openEventFile } from '../event-files.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { readMac } from '../mac-argument.js';
import { createNameReader } from '../name-reader.js';
import { findSource, type SiteOptions } from '../open-snapshot.js';
import { formatReplay, formatReplayJson, hasProblem, type ToldPhone } from '../replay-report.js';
import { createReplayStories, type PhoneStory } from '../replay-stories.js';
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
  const { source } = await findSource(site, io);
  const snapshot = readSnapshot(source);
  const files: EventFile[] = [];
  for (const name of names) files.push(await openEventFile(name, io));
  const served = siteOfSnapshot(snapshot, source);
  const stories = createReplayStories(served);
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
  const phones = isRecording ? [] : await withNext(stories.phones(latestMs), served, source);
  if (options.format === 'json') io.out(formatReplayJson(phones, stories, latestMs));
  if (options.format === 'text' && count > 0) io.out(formatReplay(phones, stories, latestMs));
  if (count === 0) io.err(NOTHING);
  sayNotes(files, notes.list(), io);
  const isDamaged = files.some((file) => file.notes.list().some(({ code }) => code === 'damaged'));
  return isDamaged || phones.some(hasProblem) ? EXIT.findings : EXIT.ok;
}

/** As the files say that the inventory makes, or that lie in the folders that would be served. */
async function withNext(
  phones: readonly PhoneStory[],
  site: ServedSite,
  source: SnapshotSource,
): Promise<readonly ToldPhone[]> {
  const files = createOpenFiles(DEFAULT_FILE_LIMITS);
  const folders = plainFolders(source).map((dir) => createFileFolder(dir, { files }));
  const { resolve } = createFileResolver(site, folders);
  const told: ToldPhone[] = [];
  for (const phone of phones) {
    told.push({ ...phone, next: await nextSteps(phone, site.models, resolve) });
  }
  return told;
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
