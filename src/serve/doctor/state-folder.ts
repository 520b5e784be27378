// The folder where leases are kept: may we write there, who has them, how fast is the disk. Leaves nothing behind.

import { existsSync } from 'node:fs';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemClock } from '../../core/clock.js';
import { codeOf, refusalOf } from '../../core/coded-error.js';
import { createJournalFiles, type JournalFiles } from '../../dhcp/journal/journal-files.js';
import { lockPathOf, lookAt } from '../../dhcp/journal/journal-lock.js';
import type { Backend } from '../../udp/backend.js';
import { stateDanger } from '../prepare-state.js';
import { LEASES_FILE } from '../site-dhcp.js';
import type { Check } from './check.js';
import { judgeState, type Lock, type StateFacts } from './judge-state.js';

export async function checkStateFolder(path: string, { libc }: Backend): Promise<readonly Check[]> {
  return judgeState(await observeState(path, createJournalFiles(libc)));
}

async function observeState(path: string, files: JournalFiles): Promise<StateFacts> {
  const existing = nearestExisting(path);
  const isThere = existing === path;
  const facts = { path, isThere, lock: await readLock(path, files) };
  try {
    const danger = isThere ? stateDanger(path) : undefined;
    const flushesMs = await timeFlushes(existing, files);
    const { bavail, bsize } = await statfs(existing);
    const disk = { flushesMs, freeBytes: bavail * bsize };
    return { ...facts, disk, ...(danger !== undefined && { danger }) };
  } catch (error) {
    return { ...facts, refusal: { code: refusalOf(error), at: existing } };
  }
}

/** The folder itself, or the one in which it would be made. */
function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

async function readLock(path: string, files: JournalFiles): Promise<Lock> {
  try {
    return await lookAt(lockPathOf(join(path, LEASES_FILE)), { files });
  } catch (error) {
    return codeOf(error) === 'EACCES' ? { kind: 'unreadable' } : { kind: 'free' };
  }
}

const FLUSHES = 7;
/** A disk that hangs shall not hold us for as many times. */
const ENOUGH_MS = 2000;
/** As long as a line of the journal. */
const LINE = `${'-'.repeat(150)}\n`;

/** Written and flushed as the journal is, in a folder of our own: nobody can have put a link in our way. */
async function timeFlushes(folder: string, files: JournalFiles): Promise<readonly number[]> {
  const own = await mkdtemp(join(folder, '.offhook-doctor-'));
  try {
    const file = await files.open(join(own, LEASES_FILE));
    try {
      const times: number[] = [];
      const startedMs = systemClock.monotonicMs();
      while (times.length < FLUSHES && systemClock.monotonicMs() - startedMs < ENOUGH_MS) {
        const beforeMs = systemClock.monotonicMs();
        await file.append(LINE);
        await file.sync();
        times.push(systemClock.monotonicMs() - beforeMs);
      }
      return times;
    } finally {
      await file.close();
    }
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
