// The thread in which files of phones are made, checked and written, as check-crew.ts tells it.

import { parentPort, threadId, workerData } from 'node:worker_threads';
import { createPackedCheck, type PackedSite } from '../artifacts/check-packed.js';
import type { CheckedFiles, PackedFiles } from '../artifacts/packed-files.js';
import { type PackedWrites, writePacked } from '../artifacts/packed-writes.js';

/** One of both. */
export interface Asked {
  readonly id: number;
  readonly files?: PackedFiles;
  readonly writes?: PackedWrites;
}

/** With neither: it cannot be done here. */
export interface Answered {
  readonly id: number;
  readonly checked?: CheckedFiles;
  readonly written?: true;
}

const site: PackedSite = workerData;
const check = createPackedCheck(site);

parentPort?.on('message', ({ id, files, writes }: Asked) => {
  const answer: Answered = { id, ...attempt(files, writes) };
  parentPort?.postMessage(answer, answer.checked ? [answer.checked.bytes.buffer] : []);
});

/** What goes wrong here goes wrong there as well, where it can be told. */
function attempt(files?: PackedFiles, writes?: PackedWrites): Omit<Answered, 'id'> {
  try {
    if (writes) writePacked(writes, threadId);
    return { ...(files && { checked: check(files) }), ...(writes && { written: true }) };
  } catch {
    return {};
  }
}
