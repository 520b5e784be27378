// The thread in which files of phones are made, checked and written, as check-crew.ts tells it.

import { parentPort, threadId } from 'node:worker_threads';
import { createPackedCheck, type PackedSite } from '../artifacts/check-packed.js';
import type { CheckedFiles, PackedFiles } from '../artifacts/packed-files.js';
import { type PackedWrites, writePacked } from '../artifacts/packed-writes.js';

/** One of these. */
export interface Asked {
  readonly id: number;
  /** Whose files are asked for from then on. */
  readonly site?: PackedSite;
  readonly files?: PackedFiles;
  readonly writes?: PackedWrites;
}

/** With neither: it cannot be done here, or nothing was asked. */
export interface Answered {
  readonly id: number;
  readonly checked?: CheckedFiles;
  readonly written?: true;
}

let check: ReturnType<typeof createPackedCheck> | undefined;

parentPort?.on('message', ({ id, ...asked }: Asked) => {
  const answer: Answered = { id, ...attempt(asked) };
  parentPort?.postMessage(answer, answer.checked ? [answer.checked.bytes.buffer] : []);
});

/** What goes wrong here goes wrong there as well, where it can be told. */
function attempt({ site, files, writes }: Omit<Asked, 'id'>): Omit<Answered, 'id'> {
  try {
    if (site) check = createPackedCheck(site);
    if (writes) writePacked(writes, threadId);
    const checked = files && check?.(files);
    return { ...(checked && { checked }), ...(writes && { written: true }) };
  } catch {
    return {};
  }
}
