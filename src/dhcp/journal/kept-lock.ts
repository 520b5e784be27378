// The lock of a journal for as long as that is open: made again where somebody removed it, as with its whole folder,
// and where there was no room for it before. By the same steps as at the start, so that of two only one has it.

import { codeOf } from '../../core/coded-error.js';
import type { Log } from '../../core/log.js';
import { createOccasional } from '../occasional.js';
import { acquireLock, type JournalLock, type LockOptions, removeCopy } from './journal-lock.js';

export interface KeptLock {
  /**
   * Resolves when the lock is there and ours. Rejects with EBUSY where another process has it, else with what the
   * system says. Never call it while it is pending.
   */
  keep(): Promise<void>;
  /** The same, but trouble is only told: for whom the journal itself is in order. */
  keepOrTell(): Promise<void>;
  /** What cannot be removed because the disk takes nothing is only told. */
  release(): Promise<void>;
}

export interface KeptLockOptions extends LockOptions {
  /** Ms since 1970. */
  readonly nowMs: () => number;
  readonly log?: Pick<Log, 'warn'>;
}

const SAY_AGAIN_MS = 60_000;
/** A disk that takes nothing: that a lock file cannot be made, or be removed, is nobody's mistake. */
export const UNWRITABLE: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

/** `first`: absent where it could not be made. */
export function createKeptLock(first: JournalLock | undefined, options: KeptLockOptions): KeptLock {
  const { path, nowMs, log } = options;
  const occasional = createOccasional(SAY_AGAIN_MS);
  let lock = first;
  const say = (text: string, code?: string): void =>
    occasional.note(text, nowMs(), (count) =>
      log?.warn({ path, ...(code !== undefined && { code }), count }, text),
    );

  async function keep(): Promise<void> {
    if (await lock?.isOurs()) return;
    // Before another has the name: it is not to be taken for that one.
    await lock?.release();
    lock = undefined;
    await removeCopy(options);
    lock = await acquireLock(options);
    say('the lock file of the lease journal was not there while it was in use: it was made again');
  }

  return {
    keep,
    async keepOrTell() {
      try {
        await keep();
      } catch (error) {
        const code = codeOf(error);
        if (UNWRITABLE.has(code)) return;
        say('the lock file of the lease journal is not there, and cannot be made again', code);
      }
    },
    async release() {
      try {
        await lock?.release();
      } catch (error) {
        const code = codeOf(error);
        if (!UNWRITABLE.has(code)) throw error;
        say(
          'the lock file of the lease journal stays behind: the next start sees that nobody has it',
          code,
        );
      }
    },
  };
}
