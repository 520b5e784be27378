// Puts leases at the end of the journal, and writes it anew when it has grown. Knows no callers.
//
// After a failure the file is put right before anything else is written to it, so that a full disk
// costs answers only until there is room.

import { dirname } from 'node:path';
import type { Ipv4 } from '../core/ipv4.js';
import type { JournalFile, JournalFiles } from './journal-files.js';
import { formatJournalLine } from './journal-line.js';
import { readJournalContent } from './journal-reader.js';
import type { Lease } from './leases.js';

export interface JournalWriter {
  /** The last lease of each address, as the disk has it. */
  readonly leases: ReadonlyMap<Ipv4, Lease>;
  readonly damagedLines: number;
  /** Resolves when all of them are on the disk. Never call it, or `compact`, while one is pending. */
  write(leases: readonly Lease[]): Promise<void>;
  /** One line for each address, if the file has grown enough. If that fails the old file stays. */
  compact(): Promise<void>;
  close(): Promise<void>;
}

/** Rewritten when this many times larger than after the last rewriting. */
const COMPACT_GROWTH = 4;
const LINES_PER_WRITE = 1000;

/** Cuts off what a crash left unfinished at the end. */
export async function openJournalWriter(
  path: string,
  files: JournalFiles,
  compactBytes: number,
): Promise<JournalWriter> {
  const folder = dirname(path);
  const bytes = await files.read(path);
  const { leases, damagedLines, ...content } = readJournalContent(bytes ?? new Uint8Array());
  let { nextSeq, goodBytes } = content;
  let file = await files.open(path);
  let compactAt = Math.max(compactBytes, goodBytes);
  /** Must succeed before the next write. */
  let repair: (() => Promise<void>) | undefined;
  if (bytes === undefined) await files.syncFolder(folder);
  else if (goodBytes < bytes.length) await file.truncate(goodBytes);

  async function write(batch: readonly Lease[]): Promise<void> {
    await repair?.();
    repair = () => file.truncate(goodBytes);
    const text = formatLines(batch, nextSeq);
    await file.append(text);
    await file.sync();
    repair = undefined;
    nextSeq += batch.length;
    goodBytes += text.length;
    for (const lease of batch) leases.set(lease.address, lease);
  }

  async function rewrite(): Promise<void> {
    const fresh = await writeFresh(`${path}.new`, files, [...leases.values()], nextSeq);
    await files.rename(`${path}.new`, path);
    const old = file;
    file = fresh.file;
    goodBytes = fresh.bytes;
    nextSeq += leases.size;
    // Until the new name is on the disk a crash would bring back the old file.
    repair = () => files.syncFolder(folder);
    await old.close();
    await files.syncFolder(folder);
    repair = undefined;
  }

  return {
    leases,
    damagedLines,
    write,
    async compact() {
      if (repair !== undefined || goodBytes <= compactAt) return;
      await rewrite().catch(() => files.remove(`${path}.new`).catch(() => undefined));
      compactAt = Math.max(compactBytes, goodBytes * COMPACT_GROWTH);
    },
    close: () => file.close(),
  };
}

async function writeFresh(
  path: string,
  files: JournalFiles,
  leases: readonly Lease[],
  firstSeq: number,
): Promise<{ readonly file: JournalFile; readonly bytes: number }> {
  await files.remove(path);
  const file = await files.open(path);
  try {
    let bytes = 0;
    for (let at = 0; at < leases.length; at += LINES_PER_WRITE) {
      const text = formatLines(leases.slice(at, at + LINES_PER_WRITE), firstSeq + at);
      await file.append(text);
      bytes += text.length;
    }
    await file.sync();
    return { file, bytes };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function formatLines(leases: readonly Lease[], firstSeq: number): string {
  return leases.map((lease, at) => formatJournalLine({ seq: firstSeq + at, lease })).join('');
}
