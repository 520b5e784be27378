// A thread of ours, or a clear refusal where the system has none to give.

import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import type { Worker, WorkerOptions } from 'node:worker_threads';
import { codedError, codeOf } from '../core/coded-error.js';

/** Throws with EMFILE, ENFILE or EAGAIN as code where descriptors or threads are short. */
export type StartThread = (script: URL, options: WorkerOptions) => Worker;

/** What the system is asked for. */
export interface ThreadSystem {
  readonly open: (path: string) => number;
  readonly close: (fd: number) => void;
  readonly start: StartThread;
}

/** A thread keeps four, and its scripts are opened. */
const DESCRIPTORS = 8;

const SYSTEM: ThreadSystem = {
  open: (path) => openSync(path, 'r'),
  close: closeSync,
  start(script, options) {
    // Not before: a small site needs no threads, nor what Node loads for them.
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    return new Worker(script, options);
  },
};

export function startThread(
  script: URL,
  options: WorkerOptions,
  system: ThreadSystem = SYSTEM,
): Worker {
  wantDescriptors(system);
  try {
    return system.start(script, options);
  } catch (cause) {
    const message =
      'the system gives this process no more threads: raise "ulimit -u", or TasksMax= of the service';
    throw codedError('EAGAIN', message, cause);
  }
}

/** Node loses a descriptor for good with each thread that it cannot start for want of one. */
function wantDescriptors({ open, close }: ThreadSystem): void {
  const held: number[] = [];
  try {
    while (held.length < DESCRIPTORS) held.push(open(devNull));
  } catch (cause) {
    const code = codeOf(cause);
    // Where there is no such file, nothing is known.
    if (code !== 'EMFILE' && code !== 'ENFILE') return;
    const message =
      'too few descriptors are left for a thread: raise "ulimit -n", or LimitNOFILE= of the service';
    throw codedError(code, message, cause);
  } finally {
    for (const fd of held) close(fd);
  }
}
