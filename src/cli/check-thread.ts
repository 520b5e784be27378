// The thread in which files of phones are made and checked, as check-crew.ts tells it.

import { parentPort, workerData } from 'node:worker_threads';
import { createPackedCheck, type PackedSite } from '../artifacts/check-packed.js';
import type { CheckedFiles, PackedFiles } from '../artifacts/packed-files.js';

export interface Asked {
  readonly id: number;
  readonly files: PackedFiles;
}

/** Without `checked`: it cannot be done here. */
export interface Answered {
  readonly id: number;
  readonly checked?: CheckedFiles;
}

const site: PackedSite = workerData;
const check = createPackedCheck(site);

parentPort?.on('message', ({ id, files }: Asked) => {
  const answer: Answered = { id, ...attempt(files) };
  parentPort?.postMessage(answer, answer.checked ? [answer.checked.bytes.buffer] : []);
});

/** What goes wrong here goes wrong there as well, where it can be told. */
function attempt(files: PackedFiles): Pick<Answered, 'checked'> {
  try {
    return { checked: check(files) };
  } catch {
    return {};
  }
}
