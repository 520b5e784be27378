// Which files have been something, whatever they are called now: known by their numbers for as long as we run.

import type { Stats } from 'node:fs';

/** The same for all names of a file. A number of a file that is gone is given to another, which is born later. */
export type FileId = Pick<Stats, 'dev' | 'ino' | 'birthtimeMs'>;

export interface KnownFiles {
  add(id: FileId): void;
  /** True also where the system cannot tell a file from one that had its number before. */
  has(stat: FileId & Pick<Stats, 'ctimeMs'>): boolean;
}

/** On a device: some 10 MB. A reload after every file was written anew adds as many as there are files. */
const MAX = 250_000;

/** Beyond `max` those are forgotten that were added least recently. */
export function createKnownFiles(max = MAX): KnownFiles {
  /** By device and inode number: asked at each request, and so without making a key. */
  const births = new Map<number, Map<number, number>>();
  function ofDevice(dev: number): Map<number, number> {
    const known = births.get(dev) ?? new Map<number, number>();
    births.set(dev, known);
    return known;
  }
  return {
    add({ dev, ino, birthtimeMs }) {
      const known = ofDevice(dev);
      known.delete(ino);
      known.set(ino, birthtimeMs);
      for (const oldest of known.keys()) {
        if (known.size <= max) break;
        known.delete(oldest);
      }
    },
    has({ dev, ino, birthtimeMs, ctimeMs }) {
      const known = births.get(dev)?.get(ino);
      if (known === undefined) return false;
      // statx(2) may know no time of birth; then it is 0, or that of the last change.
      const isTold = birthtimeMs > 0 && birthtimeMs !== ctimeMs;
      return !isTold || known === birthtimeMs;
    },
  };
}

/** Of many files as plain numbers, which cross to another thread at once. */
export type FileIds = Float64Array<ArrayBuffer>;

/** undefined: there is none. */
export function packFileIds(ids: readonly (FileId | undefined)[]): FileIds {
  return Float64Array.from(
    ids.flatMap((id) => (id === undefined ? [] : [id.dev, id.ino, id.birthtimeMs])),
  );
}

export function* unpackFileIds(ids: FileIds): Iterable<FileId> {
  for (let at = 0; at + 2 < ids.length; at += 3) {
    const [dev = 0, ino = 0, birthtimeMs = 0] = ids.subarray(at, at + 3);
    yield { dev, ino, birthtimeMs };
  }
}
