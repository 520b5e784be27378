// The thread in which files of phones are made, checked and written, as check-crew.ts tells it.

import { parentPort, threadId } from 'node:worker_threads';
import { createPackedCheck, type PackedCheck, type PackedSite } from '../artifacts/check-packed.js';
import type { CheckedFiles, PackedFiles } from '../artifacts/packed-files.js';
import { type PackedWrites, writePacked } from '../artifacts/packed-writes.js';

/** One of these. */
export interface Asked {
  readonly id: number;
  /** Before all else. */
  readonly templates?: PackedSite['templates'];
  /** Of the site whose files are asked for from then on. */
  readonly surroundings?: PackedSite['surroundings'];
  readonly files?: PackedFiles;
  readonly writes?: PackedWrites;
}

/** With neither: it cannot be done here, or nothing was asked. */
export interface Answered {
  readonly id: number;
  readonly checked?: CheckedFiles;
  readonly written?: true;
}

let checkIn: ReturnType<typeof createPackedCheck> | undefined;
let check: PackedCheck | undefined;

parentPort?.on('message', ({ id, ...asked }: Asked) => {
  const answer: Answered = { id, ...attempt(asked) };
  parentPort?.postMessage(answer, answer.checked ? [answer.checked.bytes.buffer] : []);
});

/** What goes wrong here goes wrong there as well, where it can be told. */
function attempt(asked: Omit<Asked, 'id'>): Omit<Answered, 'id'> {
  const { templates, surroundings, files, writes } = asked;
  try {
    if (templates) checkIn = createPackedCheck(templates);
    if (surroundings !== undefined) check = checkIn?.(surroundings);
    if (writes) writePacked(writes, threadId);
    const checked = files && check?.(files);
    return { ...(checked && { checked }), ...(writes && { written: true }) };
  } catch {
    return {};
  }
}
