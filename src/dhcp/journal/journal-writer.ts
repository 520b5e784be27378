// Puts leases at the end of the journal, and writes it anew when it has grown. Knows no callers.
//
// After a failure the file is put right before anything else is written to it, so that a full disk
// costs answers only until there is room. A file that somebody removed, replaced or cut while it was open is written
// anew from memory: what goes into one without a name is lost with the process.

import { dirname } from 'node:path';
import { codedError } from '../../core/coded-error.js';
import type { Ipv4 } from '../../core/ipv4.js';
import type { Log } from '../../core/log.js';
import type { Lease } from '../leases/lease.js';
import { createOccasional } from '../occasional.js';
import type { JournalFile, JournalFiles, SeenFile } from './journal-files.js';
import { formatJournalLine, type JournalLine, secondsLeft, settledLease } from './journal-line.js';
import { busy } from './journal-lock.js';
import { describeDamage, type JournalDamage, readJournalContent } from './journal-reader.js';

/** What was wrong with the file when it was opened. */
export interface JournalFindings extends JournalDamage {
  /** Where the file lies as it was found; absent: nothing was wrong, or it could not be kept aside and is in use still. */
  readonly keptAs?: string;
}

export interface JournalWriter {
  /** The last lease of each address, as the disk has it. */
  readonly leases: ReadonlyMap<Ipv4, Lease>;
  readonly found: JournalFindings;
  /**
   * Resolves when all of them, and all before them, are in the file of that name and on the disk. Never call it, or
   * `compact`, while one is pending.
   */
  write(leases: readonly Lease[]): Promise<void>;
  /** One line for each address, if the file has grown enough. If that fails the old file stays. */
  compact(): Promise<void>;
  close(): Promise<void>;
}

export interface JournalWriterOptions {
  readonly path: string;
  readonly files: JournalFiles;
  /** Below this size the file is not written anew for its growth; infinite: never, for whatever reason. */
  readonly compactBytes: number;
  /** Ms since 1970. */
  readonly nowMs: () => number;
  readonly log?: Pick<Log, 'warn'>;
  /** Nothing else keeps a second owner out: flock(2) on the journal itself must. */
  readonly mustHold?: boolean;
  /** Resolves when the file beside it that keeps a second owner out is there; rejects with EBUSY where one has it. */
  readonly keepLock?: () => Promise<void>;
}

const SAY_AGAIN_MS = 60_000;
/** Rewritten when this many times larger than after the last rewriting. */
const COMPACT_GROWTH = 4;
const LINES_PER_WRITE = 1000;
const KEPT_MAX = 1000;

/**
 * Cuts off what a crash left unfinished at the end. A file with other damage is kept aside and written anew. Rejects
 * with EBADMSG where nothing in it makes sense: it may be anything, and stays as it is.
 */
export async function openJournalWriter({
  path,
  files,
  compactBytes,
  nowMs,
  log,
  mustHold = false,
  keepLock,
}: JournalWriterOptions): Promise<JournalWriter> {
  const folder = dirname(path);
  const occasional = createOccasional(SAY_AGAIN_MS);
  const opened = await openOwned(path, files, mustHold);
  let { file } = opened;
  const { bytes } = opened;
  const { damage, lines, isForeign, ...content } = opened.content;
  const leases = settledLeases(lines, nowMs());
  let { nextSeq, goodBytes } = content;
  /** Comes before the next line where an editor took the end of the last one. */
  let lead = content.isOpenEnded ? '\n' : '';
  /** Must succeed before the next write. */
  let repair: (() => Promise<void>) | undefined;
  if (bytes === 0) await files.syncFolder(folder);
  else if (goodBytes < bytes) {
    repair = () => file.truncate(goodBytes);
    await repair().then(
      () => {
        repair = undefined;
      },
      () => undefined,
    );
  }
  const keptAs = compactBytes === Number.POSITIVE_INFINITY ? undefined : await mend();
  let compactAt = Math.max(compactBytes, goodBytes);

  /** A file that does not say what counts is written anew, if it can be kept. Says where it is kept. */
  async function mend(): Promise<string | undefined> {
    if (describeDamage(damage) === undefined) {
      if (isOtherwise(leases, lines)) await tryRewrite();
      return undefined;
    }
    const aside = await keepAside(path, files).catch(() => undefined);
    if (aside === undefined || (await tryRewrite())) return aside;
    // It is in use still, under its own name.
    await files.remove(aside).catch(() => undefined);
    return undefined;
  }

  async function write(batch: readonly Lease[]): Promise<void> {
    const before = { file, goodBytes, nextSeq };
    // While the disk works, not before: it costs no time of its own then.
    const looking = files.look(path);
    looking.catch(() => undefined);
    await append(batch);
    const seen = await looking;
    if (seen?.identity !== file.identity || seen.bytes < before.goodBytes) {
      await restore(seen).catch((error: unknown) => {
        takeBack(before);
        throw error;
      });
      await append(batch);
    }
    for (const lease of batch) leases.set(lease.address, lease);
  }

  /** What is refused must not be found when the file comes back. */
  function takeBack(before: { file: JournalFile; goodBytes: number; nextSeq: number }): void {
    if (file !== before.file || goodBytes === before.goodBytes) return;
    ({ goodBytes, nextSeq } = before);
    repair = () => file.truncate(goodBytes);
  }

  async function append(batch: readonly Lease[]): Promise<void> {
    await repair?.();
    if (batch.length === 0) return;
    repair = () => file.truncate(goodBytes);
    const text = lead + formatLines(batch, nextSeq, nowMs());
    await file.append(text);
    await file.sync();
    repair = undefined;
    lead = '';
    nextSeq += batch.length;
    goodBytes += text.length;
  }

  /** What was written cannot be found by the next start: sees to it. */
  async function restore(seen: SeenFile | undefined): Promise<void> {
    const isNamed = seen?.identity === file.identity;
    // In a folder that was made anew somebody else may just be starting.
    await keepLock?.();
    const aside = seen !== undefined && !isNamed ? await makeRoom(seen) : undefined;
    const old = file;
    try {
      await rewrite();
    } catch (error) {
      // Of many attempts none may leave anything behind.
      for (const left of file === old ? [`${path}.new`, aside] : []) {
        if (left !== undefined) await files.remove(left).catch(() => undefined);
      }
      throw error;
    } finally {
      if (file !== old) sayRestored(seen === undefined ? 'removed' : isNamed ? 'cut' : 'replaced');
    }
  }

  /** Another file has the name. It is kept, unless it is somebody's journal by now. Says where. */
  async function makeRoom({ bytes: size }: SeenFile): Promise<string | undefined> {
    if (await files.isHeld(path)) throw busy(`another process holds ${path}`);
    return size > 0 ? keepAside(path, files) : undefined;
  }

  function sayRestored(how: string): void {
    occasional.note(how, nowMs(), (count) =>
      log?.warn(
        { path, leases: leases.size, count },
        `the lease journal was ${how} while it was in use: it was written anew, with all leases`,
      ),
    );
  }

  async function rewrite(): Promise<void> {
    const fresh = await writeFresh(`${path}.new`, files, [...leases.values()], nextSeq, nowMs());
    await files.rename(`${path}.new`, path);
    const old = file;
    file = fresh.file;
    goodBytes = fresh.bytes;
    lead = '';
    nextSeq += leases.size;
    // Until the new name is on the disk a crash would bring back the old file.
    repair = () => files.syncFolder(folder);
    await old.close();
    await files.syncFolder(folder);
    repair = undefined;
  }

  /** Whether the path names a new file now. */
  async function tryRewrite(): Promise<boolean> {
    const old = file;
    await rewrite().catch(() => files.remove(`${path}.new`).catch(() => undefined));
    return file !== old;
  }

  return {
    leases,
    found: { ...damage, ...(keptAs !== undefined && { keptAs }) },
    write,
    async compact() {
      if (repair !== undefined || goodBytes <= compactAt) return;
      await tryRewrite();
      compactAt = Math.max(compactBytes, goodBytes * COMPACT_GROWTH);
    },
    close: () => file.close(),
  };
}

/** Held before it is read: the one who had it may have written until then. */
async function openOwned(path: string, files: JournalFiles, mustHold: boolean) {
  const file = await files.open(path);
  try {
    const held = await file.hold();
    // Whoever had it may have put another in its place meanwhile.
    const isNamed = (await files.look(path))?.identity === file.identity;
    if (held === 'refused' || !isNamed) throw busy(`another process holds ${path}`);
    if (held === undefined && mustHold) throw codedError('ENOLCK', `${path} cannot be held`);
    const bytes = (await files.read(path)) ?? new Uint8Array();
    const content = readJournalContent(bytes);
    if (content.isForeign) throw foreign(path);
    return { file, bytes: bytes.length, content };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function foreign(path: string): Error {
  return codedError(
    'EBADMSG',
    `nothing in ${path} is a lease, so what it is cannot be known; it was left as it is: put the leases back ` +
      'from a copy, or move it away to begin without any',
  );
}

function settledLeases(lines: ReadonlyMap<Ipv4, JournalLine>, nowMs: number): Map<Ipv4, Lease> {
  return new Map([...lines].map(([address, line]) => [address, settledLease(line, nowMs)]));
}

function isOtherwise(
  leases: ReadonlyMap<Ipv4, Lease>,
  lines: ReadonlyMap<Ipv4, JournalLine>,
): boolean {
  return [...lines].some(([address, { lease }]) => leases.get(address) !== lease);
}

/** Under a name that nothing has. undefined: all are taken. */
async function keepAside(path: string, files: JournalFiles): Promise<string | undefined> {
  for (let n = 1; n <= KEPT_MAX; n += 1) {
    const aside = n === 1 ? `${path}.damaged` : `${path}.damaged.${n}`;
    if (!(await files.link(path, aside))) continue;
    await files.syncFolder(dirname(path));
    return aside;
  }
  return undefined;
}

async function writeFresh(
  path: string,
  files: JournalFiles,
  leases: readonly Lease[],
  firstSeq: number,
  nowMs: number,
): Promise<{ readonly file: JournalFile; readonly bytes: number }> {
  await files.remove(path);
  const file = await files.open(path);
  try {
    // Before it has the name: nobody may have it in between.
    await file.hold();
    let bytes = 0;
    for (let at = 0; at < leases.length; at += LINES_PER_WRITE) {
      const text = formatLines(leases.slice(at, at + LINES_PER_WRITE), firstSeq + at, nowMs);
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

function formatLines(leases: readonly Lease[], firstSeq: number, nowMs: number): string {
  return leases
    .map((lease, at) =>
      formatJournalLine({ seq: firstSeq + at, seconds: secondsLeft(lease, nowMs), lease }),
    )
    .join('');
}
