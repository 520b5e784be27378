// One journal, one process: a file with the name of its owner. Knows nothing of leases.

import { readFileSync } from 'node:fs';
import { codedError } from '../core/coded-error.js';
import type { JournalFiles } from './journal-files.js';

/** Names processes so that a number used again, after a restart or a reboot, is another name. */
export interface ProcessNames {
  readonly self: string;
  isRunning(name: string): boolean;
}

/** Of the lock of a journal, beside it. */
export function lockPathOf(journalPath: string): string {
  return `${journalPath}.lock`;
}

/** Throws EBUSY if a running process has the lock. One left behind by a crash is taken over. */
export async function acquireLock(
  path: string,
  files: JournalFiles,
  processes: ProcessNames,
): Promise<{ release(): Promise<void> }> {
  if (!(await files.createExclusive(path, processes.self))) {
    await removeStale(path, files, processes);
    if (!(await files.createExclusive(path, processes.self))) throw busy(path, 'another process');
  }
  return { release: () => files.remove(path) };
}

async function removeStale(
  path: string,
  files: JournalFiles,
  processes: ProcessNames,
): Promise<void> {
  const owner = Buffer.from((await files.read(path)) ?? []).toString('latin1');
  if (processes.isRunning(owner)) throw busy(path, `process ${owner.split(' ')[0]}`);
  await files.remove(path);
}

function busy(path: string, owner: string): Error {
  return codedError(
    'EBUSY',
    `the leases are in use: ${owner} holds ${path}; stop it, or use another state folder`,
  );
}

export const processNames: ProcessNames = {
  self: nameOf(process.pid) ?? String(process.pid),
  isRunning: (name) => name !== '' && nameOf(Number(name.split(' ')[0])) === name,
};

/** `<pid> <boot> <start>`. Where there is no /proc the number alone must do. undefined: not running. */
function nameOf(pid: number): string | undefined {
  const boot = readProc('sys/kernel/random/boot_id');
  if (boot === undefined) return isAlive(pid) ? String(pid) : undefined;
  const stat = readProc(`${pid}/stat`);
  // Behind the command's closing bracket, field 22 of proc(5): the start in ticks since the boot.
  const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return start === undefined ? undefined : `${pid} ${boot.trim()} ${start}`;
}

function readProc(name: string): string | undefined {
  try {
    return readFileSync(`/proc/${name}`, 'latin1');
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
