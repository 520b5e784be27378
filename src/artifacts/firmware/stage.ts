// What an archive holds for phones, unpacked into a folder of its own, where nobody sees it.

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { codedError } from '../../core/coded-error.js';
import { withPath } from '../../core/file-error.js';
import type { Entry } from '../../firmware/archive/entry.js';
import { archiveFault } from '../../firmware/archive/fault.js';
import { type ArchiveLimits, createMeter } from '../../firmware/archive/meter.js';
import { type Unpacking, visitArchive } from '../../firmware/archive/visit-archive.js';
import type { Vendors } from '../../phones/packs/known-models.js';
import { sizeBelow } from './size-below.js';
import { wantedName } from './wanted-name.js';

export interface Staged {
  readonly files: readonly StagedFile[];
  /** Paths of what no phone asks for, and of links. */
  readonly leftOut: readonly string[];
}

export interface StagedFile extends WrittenFile {
  /** As phones ask for it. */
  readonly name: string;
}

interface WrittenFile {
  /** Where it lies for now. */
  readonly path: string;
  readonly bytes: number;
  readonly digest: string;
}

export interface StageOptions {
  readonly vendors: Vendors;
  readonly limits: ArchiveLimits;
  /** Ends it with an error of the code ABORT_ERR. */
  readonly stop: AbortSignal;
}

/** Throws an archive's fault, and the system's Error; what was written stays in `dir`. */
export async function stageArchive(
  archive: string,
  dir: string,
  { vendors, limits, stop }: StageOptions,
): Promise<Staged> {
  const meter = createMeter(limits, await sizeBelow(archive));
  const files = new Map<string, StagedFile>();
  const leftOut: string[] = [];
  let count = 0;
  const write = (entry: Entry): Promise<WrittenFile> => {
    count++;
    return writeEntry(entry, join(dir, String(count)), meter, stop);
  };
  const doing: Unpacking = {
    meter,
    archiveStart: (start) => {
      const starts = vendors.drivers.map((driver) => driver.archiveStart?.(start));
      return starts.find((each) => each !== undefined);
    },
    isWanted: (path) => wantedName(path, vendors) !== undefined,
    keep: async (entry) => (await write(entry)).path,
  };
  await visitArchive(archive, doing, async (entry) => {
    const { path, kind } = entry;
    if (kind === 'folder') return;
    const name = wantedName(path, vendors);
    if (kind !== 'file' || name === undefined) return void leftOut.push(path);
    const file = { name, ...(await write(entry)) };
    const known = files.get(name.toLowerCase());
    if (known && (known.digest !== file.digest || known.name !== name)) {
      throw archiveFault(`there are two files in it that would be called ${name}`);
    }
    files.set(name.toLowerCase(), known ?? file);
  });
  return { files: [...files.values()], leftOut };
}

async function writeEntry(
  entry: Entry,
  path: string,
  meter: Unpacking['meter'],
  stop: AbortSignal,
): Promise<WrittenFile> {
  const file = await open(path, 'wx');
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of entry.read()) {
      if (stop.aborted) throw codedError('ABORT_ERR', 'it was interrupted');
      meter.bytes(chunk.length, bytes, entry.path);
      bytes += chunk.length;
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    // A name that is there after a power cut has its bytes, too.
    await file.sync();
    return { path, bytes, digest: hash.digest('hex') };
  } catch (error) {
    throw withPath(path, error);
  } finally {
    await file.close();
  }
}
