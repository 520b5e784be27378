// Plain files as content to be sent: one descriptor for all who read the same version, read by windows that they
// share. What a file's name is, and who may have it, is not its business.

import { closeSync, fstat, fstatSync, read, readSync, type Stats } from 'node:fs';
import { CHANGED, contentOf, type FileContent, holds, type Piece } from '../core/file-content.js';
import { versionOf } from '../core/file-version.js';
import { createSemaphore, type Semaphore } from '../core/semaphore.js';
import { createByteCache } from './byte-cache.js';
import { createWindowCache, type Window, type WindowCache, type Windows } from './window-cache.js';

export interface OpenFiles {
  /**
   * The content of a regular file that was just opened; the descriptor is this module's from now on. Undefined:
   * too many large files are open. Throws the system's Error, and one with CHANGED as its message.
   */
  adopt(fd: number, stat: Stats): FileContent | undefined;
  /** Whether this version is known, and so has been whole before. */
  knows(stat: Stats): boolean;
  /** Descriptors that are open now. */
  descriptors(): number;
}

export interface OpenFilesLimits {
  /** Of windows of large files in memory. A phone's whole firmware is some 6 MB; several models' fit. */
  readonly windowBytes: number;
  /** Of whole small files in memory. */
  readonly smallBytes: number;
  readonly descriptors: number;
}

export const DEFAULT_FILE_LIMITS: OpenFilesLimits = {
  windowBytes: 64 * 1024 * 1024,
  smallBytes: 32 * 1024 * 1024,
  descriptors: 512,
};

/** What is no larger is read at once and whole, and needs no descriptor afterwards. */
const SMALL_BYTES = 32 * 1024;
/** From one window to the next. */
const STRIDE_BYTES = 128 * 1024;
/** Windows overlap, so that a block of TFTP never lies in two of them. */
const WINDOW_BYTES = STRIDE_BYTES + 2 * 1024;
/** At once: of the system's four threads for files, the leases' journal is to find one that is free. */
const MAX_READS = 2;

interface Version {
  readonly key: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly windows: Windows;
  readonly loading: Map<number, Promise<Window>>;
  /** Open while somebody needs it. */
  fd: number | undefined;
  /** Transfers, and reads under way. */
  users: number;
}

interface Shared {
  readonly cache: WindowCache;
  readonly reading: Semaphore;
  readonly versions: Map<string, Version>;
  open: number;
}

export function createOpenFiles(limits: OpenFilesLimits = DEFAULT_FILE_LIMITS): OpenFiles {
  const small = createByteCache(limits.smallBytes);
  const shared: Shared = {
    cache: createWindowCache(limits.windowBytes),
    reading: createSemaphore(MAX_READS),
    versions: new Map(),
    open: 0,
  };
  return {
    descriptors: () => shared.open,
    knows: (stat) => {
      const key = versionOf(stat);
      return shared.versions.has(key) || small.get(key) !== undefined;
    },
    adopt(fd, stat) {
      const key = versionOf(stat);
      if (stat.size > SMALL_BYTES) return adoptLarge(shared, limits, fd, key, stat);
      try {
        const bytes = small.get(key) ?? readWhole(fd, stat);
        small.set(key, bytes);
        return contentOf(bytes);
      } finally {
        closeSync(fd);
      }
    },
  };
}

function readWhole(fd: number, stat: Stats): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(stat.size);
  const count = readSync(fd, bytes, 0, stat.size, 0);
  if (count < stat.size || isChanged(fstatSync(fd), stat)) throw new Error(CHANGED);
  return bytes;
}

/** A new name, other rights or no name any more are no other bytes: ctime is not asked. */
function isChanged(now: Stats, { size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): boolean {
  return now.size !== size || now.mtimeMs !== mtimeMs;
}

function adoptLarge(
  shared: Shared,
  limits: OpenFilesLimits,
  fd: number,
  key: string,
  { size, mtimeMs }: Stats,
): FileContent | undefined {
  const known = shared.versions.get(key);
  if (known?.fd !== undefined || shared.open >= limits.descriptors) closeSync(fd);
  if (known?.fd === undefined && shared.open >= limits.descriptors) return undefined;
  const version = known ?? addVersion(shared, key, size, mtimeMs);
  if (version.fd === undefined) {
    version.fd = fd;
    shared.open++;
  }
  version.users++;
  readAhead(shared, version, 0);
  return contentFrom(shared, version);
}

/** Those of which nobody has anything any more go at this occasion. */
function addVersion({ versions }: Shared, key: string, size: number, mtimeMs: number): Version {
  for (const each of versions.values()) {
    if (each.users === 0 && each.windows.size === 0) versions.delete(each.key);
  }
  const version: Version = {
    ...{ key, size, mtimeMs, fd: undefined, users: 0 },
    ...{ windows: new Map(), loading: new Map() },
  };
  versions.set(key, version);
  return version;
}

/** Holds the version until it is released. */
function contentFrom(shared: Shared, version: Version): FileContent {
  let isHeld = true;
  return {
    size: version.size,
    read: (start, end) => readVersion(shared, version, start, end),
    release() {
      if (isHeld) leave(shared, version);
      isHeld = false;
    },
  };
}

/** Its windows stay in memory as long as there is room, for the next phone. */
function leave(shared: Shared, version: Version): void {
  version.users--;
  if (version.users > 0) return;
  if (version.fd !== undefined) closeSync(version.fd);
  version.fd = undefined;
  shared.open--;
}

/** On the way of each TFTP window: numbers and one look into a map. */
function readVersion(
  shared: Shared,
  version: Version,
  start: number,
  end: number,
): Piece | Promise<Piece> {
  const index = Math.floor(start / STRIDE_BYTES);
  const offset = start - index * STRIDE_BYTES;
  if (start === end) return { bytes: NO_BYTES, at: start };
  if (offset + end - start > WINDOW_BYTES) return readAcross(shared, version, start, end);
  if (offset > STRIDE_BYTES / 2) readAhead(shared, version, index + 1);
  const window = version.windows.get(index);
  if (window === undefined) return loadWindow(shared, version, index);
  window.used = true;
  return window;
}

const NO_BYTES = new Uint8Array(0);

/** For more than the overlap holds a window of its own is made, under a number that no other has. */
function readAcross(
  shared: Shared,
  version: Version,
  start: number,
  end: number,
): Piece | Promise<Piece> {
  const number = -1 - start;
  const known = version.windows.get(number);
  if (known && holds(known, start, end)) return known;
  // One that is on its way may be for somebody with shorter blocks.
  return load(shared, version, number, start, end).then((window) =>
    holds(window, start, end) ? window : readAcross(shared, version, start, end),
  );
}

/** What fails here fails again for whoever needs it. */
function readAhead(shared: Shared, version: Version, index: number): void {
  if (version.windows.has(index) || index * STRIDE_BYTES >= version.size) return;
  loadWindow(shared, version, index).catch(() => {});
}

function loadWindow(shared: Shared, version: Version, index: number): Promise<Window> {
  const start = index * STRIDE_BYTES;
  const end = Math.min(start + WINDOW_BYTES, version.size);
  return load(shared, version, index, start, end);
}

/** Who asks for what is on its way waits with the others. */
function load(
  shared: Shared,
  version: Version,
  number: number,
  start: number,
  end: number,
): Promise<Window> {
  const known = version.loading.get(number);
  if (known !== undefined) return known;
  const loading = readPiece(shared, version, start, end)
    .then((piece) => shared.cache.add(version.windows, number, piece))
    .finally(() => version.loading.delete(number));
  version.loading.set(number, loading);
  return loading;
}

function readPiece(shared: Shared, version: Version, start: number, end: number): Promise<Piece> {
  const { fd } = version;
  if (fd === undefined) return Promise.reject(new Error('the file is not open'));
  version.users++;
  return shared.reading
    .run(() => readAndCheck(fd, version, start, end))
    .finally(() => leave(shared, version));
}

function readAndCheck(fd: number, version: Version, start: number, end: number): Promise<Piece> {
  const bytes = Buffer.allocUnsafeSlow(end - start);
  return new Promise((resolve, reject) => {
    read(fd, bytes, 0, bytes.length, start, (readError, count) => {
      if (readError) reject(readError);
      else if (count < bytes.length) reject(new Error(CHANGED));
      else
        fstat(fd, (statError, now) => {
          if (statError) reject(statError);
          else if (isChanged(now, version)) reject(new Error(CHANGED));
          else resolve({ bytes, at: start });
        });
    });
  });
}
