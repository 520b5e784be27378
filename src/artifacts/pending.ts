// What a run is about to write to an output folder, noted before it is written: so that whatever ends the run, the
// next one knows these files for ours.

import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../core/coded-error.js';
import { inNameOf, namingFile } from '../core/file-error.js';
import { isProcessAlive } from '../core/process-alive.js';
import { isFolderName } from './manifest.js';

export const PENDING_NAME = '.offhook-pending.jsonl';
/** Also for the owner only: from the hash of a file a short password in it could be found by trying. */
const PRIVATE_MODE = 0o600;
const TEMPORARY = /^\.offhook-(\d+)(?:-\d+)?\.tmp$/;

export interface PendingWrite {
  readonly name: string;
  readonly sha256: string;
}

/** In the order of noting; what cannot be read, such as a line cut short, was not written either. */
export function readPending(dir: string): readonly PendingWrite[] {
  const path = join(dir, PENDING_NAME);
  try {
    const text = namingFile(path, () => readFileSync(path, 'utf8'));
    return text.split('\n').flatMap(parseLine);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** The notes of one run. */
export interface PendingNotes {
  /** Throws the system's Error, and then none of them must be written. */
  note(writes: readonly PendingWrite[]): void;
  close(): void;
}

/** The file is made with the first note, and stays open: there are as many notes as files. */
export function openPendingNotes(dir: string): PendingNotes {
  let fd: number | undefined;
  return {
    note(writes) {
      if (writes.length === 0) return;
      const lines = writes.map((write) => `${JSON.stringify(write)}\n`).join('');
      // What a killed run left may end in the middle of a line.
      const bytes = Buffer.from(fd === undefined ? `\n${lines}` : lines);
      const path = join(dir, PENDING_NAME);
      const open = fd ?? openNotes(dir, path);
      fd = open;
      namingFile(path, () => {
        for (let at = 0; at < bytes.length; ) at += writeSync(open, bytes, at);
      });
    },
    close() {
      if (fd !== undefined) closeSync(fd);
      fd = undefined;
    },
  };
}

/** Where they cannot be made, nothing can: then it is the folder that is at fault. */
function openNotes(dir: string, path: string): number {
  const make = () => openSync(path, 'a', PRIVATE_MODE);
  return existsSync(path) ? make() : inNameOf(dir, path, make);
}

/** All that was noted stands in the manifest. */
export function forgetPending(dir: string): void {
  rmSync(join(dir, PENDING_NAME), { force: true });
}

/** `thread`: of those that write beside us, each of which has one of its own. */
export function temporaryPath(dir: string, thread?: number): string {
  const own = thread === undefined ? '' : `-${thread}`;
  return join(dir, `.offhook-${process.pid}${own}.tmp`);
}

/** Removes the half-written files of runs that are no more. */
export function sweepTemporaries(dir: string): void {
  for (const name of readdirSync(dir)) {
    const pid = Number(TEMPORARY.exec(name)?.[1] ?? 0);
    if (pid > 0 && (pid === process.pid || !isProcessAlive(pid)))
      rmSync(join(dir, name), { force: true });
  }
}

function parseLine(line: string): readonly PendingWrite[] {
  try {
    const { name, sha256 }: Partial<PendingWrite> = Object(JSON.parse(line));
    const fits = typeof name === 'string' && typeof sha256 === 'string' && isFolderName(name);
    return fits ? [{ name, sha256 }] : [];
  } catch {
    return [];
  }
}
