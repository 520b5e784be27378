// A disk in memory that can lose power or fill up at any operation. It keeps apart what the programs see
// and what would be there after a crash: contents count from `sync`, names from `syncFolder`.

import { basename, dirname } from 'node:path';
import type { JournalFile, JournalFiles } from '../../src/dhcp/journal/journal-files.js';

interface Inode {
  /** What programs read. */
  text: string;
  /** What is certain to survive. */
  durable: string;
}

/** How a crash treats what was not yet certain. */
export type CrashKind = 'lose all' | 'keep all' | 'tear the end';

export class PowerCut extends Error {}

export interface Disk {
  readonly files: JournalFiles;
  /** Operations so far. */
  operations(): number;
  /** The next life of this disk: what a crash of this kind leaves. */
  afterCrash(kind: CrashKind): Disk;
  text(path: string): string | undefined;
  paths(): readonly string[];
}

export interface DiskFaults {
  /** The power goes with this operation, counted from 1: it is done in part or not at all. */
  readonly cutAt?: number;
  /** Operations that fail, by name and the number of bytes on the disk. */
  fails?(operation: string, usedBytes: number): NodeJS.ErrnoException | undefined;
}

export function createDisk(
  faults: DiskFaults = {},
  start: ReadonlyMap<string, string> = new Map(),
): Disk {
  const now = new Map<string, Inode>();
  let certain = new Map<string, Inode>();
  for (const [path, text] of start) now.set(path, { text, durable: text });
  certain = new Map(now);
  let count = 0;
  let dead = false;

  const usedBytes = (): number => [...now.values()].reduce((sum, { text }) => sum + text.length, 0);

  /** Each system call passes here. `half` is what a power cut leaves of it. */
  async function operation<T>(
    name: string,
    whole: () => T,
    half: () => void = () => {},
  ): Promise<T> {
    await Promise.resolve();
    if (dead) throw new PowerCut(name);
    count += 1;
    if (count === faults.cutAt) {
      dead = true;
      half();
      throw new PowerCut(name);
    }
    const error = faults.fails?.(name, usedBytes());
    if (error !== undefined) {
      half();
      throw error;
    }
    return whole();
  }

  function fileAt(path: string): Inode {
    const known = now.get(path);
    if (known !== undefined) return known;
    const made = { text: '', durable: '' };
    now.set(path, made);
    return made;
  }

  const files: JournalFiles = {
    async look(path) {
      const inode = now.get(path);
      return inode && { identity: identityOf(inode), bytes: inode.text.length };
    },
    read: (path) =>
      operation('read', () => {
        const text = now.get(path)?.text;
        return text === undefined ? undefined : Buffer.from(text, 'latin1');
      }),
    open: (path) => operation('open', () => handle(fileAt(path))),
    rename: (from, to) =>
      operation('rename', () => {
        const moved = now.get(from);
        if (moved === undefined) throw new Error(`no ${from}`);
        now.set(to, moved);
        now.delete(from);
      }),
    link: (from, to) =>
      operation('link', () => {
        const linked = now.get(from);
        if (linked === undefined) throw new Error(`no ${from}`);
        if (now.has(to)) return false;
        now.set(to, linked);
        return true;
      }),
    syncFolder: () =>
      operation('syncFolder', () => {
        certain = new Map(now);
      }),
    remove: (path) => operation('remove', () => void now.delete(path)),
    createExclusive: (path, text) =>
      operation('createExclusive', () => {
        if (now.has(path)) return false;
        fileAt(path).text = text;
        return true;
      }),
    list: (path) =>
      operation('list', () =>
        [...now.keys()].flatMap((each) => (dirname(each) === path ? basename(each) : [])),
      ),
    hold: async () => undefined,
    isHeld: async () => undefined,
  };

  function handle(inode: Inode): JournalFile {
    return {
      identity: identityOf(inode),
      hold: async () => undefined,
      append: (text) =>
        operation(
          'append',
          () => {
            inode.text += text;
          },
          () => {
            inode.text += text.slice(0, Math.floor(text.length / 2));
          },
        ),
      sync: () =>
        operation('sync', () => {
          inode.durable = inode.text;
        }),
      truncate: (size) =>
        operation('truncate', () => {
          inode.text = inode.text.slice(0, size);
        }),
      close: () => operation('close', () => undefined),
    };
  }

  return {
    files,
    operations: () => count,
    text: (path) => now.get(path)?.text,
    paths: () => [...now.keys()],
    afterCrash(kind) {
      // Names: the kernel may have written the folder or not. Contents likewise, and in part.
      const names = kind === 'lose all' ? certain : now;
      const left = [...names].map(([path, inode]) => [path, contentAfter(kind, inode)] as const);
      return createDisk({}, new Map(left));
    },
  };
}

let identities = 0;
const identityOfInode = new WeakMap<Inode, string>();

function identityOf(inode: Inode): string {
  const known = identityOfInode.get(inode) ?? `${++identities}`;
  identityOfInode.set(inode, known);
  return known;
}

function contentAfter(kind: CrashKind, { text, durable }: Inode): string {
  if (kind === 'lose all') return durable;
  if (kind === 'keep all') return text;
  if (!text.startsWith(durable)) return durable;
  return text.slice(0, durable.length + Math.ceil((text.length - durable.length) / 2));
}

export function noSpace(): NodeJS.ErrnoException {
  return Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
}
