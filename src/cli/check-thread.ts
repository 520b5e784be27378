// The thread in which files of phones are made, checked and written, as check-crew.ts tells it.

import { setFlagsFromString } from 'node:v8';
import { parentPort, threadId } from 'node:worker_threads';
import { createPackedCheck, type PackedCheck, type PackedSite } from '../artifacts/check-packed.js';
import type { CheckedFile, PackedFiles } from '../artifacts/packed-files.js';
import { writeAll } from '../artifacts/write-all.js';
import type { FileToWrite } from '../artifacts/write-together.js';
import { patienceFlag } from '../core/patient-v8.js';

/** One of these. */
export interface Asked {
  readonly id: number;
  /** Before all else. */
  readonly templates?: PackedSite['templates'];
  /** Of the site whose files are asked for from then on. */
  readonly surroundings?: PackedSite['surroundings'];
  readonly files?: PackedFiles;
  readonly writes?: readonly FileToWrite[];
}

/** With neither: it cannot be done here, or nothing was asked. */
export interface Answered {
  readonly id: number;
  readonly checked?: readonly CheckedFile[];
  readonly written?: true;
}

let checkIn: ReturnType<typeof createPackedCheck> | undefined;
let check: PackedCheck | undefined;

parentPort?.on('message', ({ id, ...asked }: Asked) => {
  const answer: Answered = { id, ...attempt(asked) };
  parentPort?.postMessage(answer);
});

/**
 * V8 makes faster code of what runs often, in threads of its own, which take the cores from ours: in a run of seconds a quarter
 * of all processor time. Not before there is work: what is loaded under another flag is compiled anew, whatever the build has kept.
 */
function leaveCoresToUs(): void {
  const flag = patienceFlag(process.versions.node, 8);
  if (flag !== undefined) setFlagsFromString(flag);
}

/** What goes wrong here goes wrong there as well, where it can be told. */
function attempt(asked: Omit<Asked, 'id'>): Omit<Answered, 'id'> {
  const { templates, surroundings, files, writes } = asked;
  try {
    if (templates) checkIn = createPackedCheck(templates);
    if (surroundings !== undefined) {
      leaveCoresToUs();
      check = checkIn?.(surroundings);
    }
    if (writes) writeAll(writes, threadId);
    const checked = files && check?.(files);
    return { ...(checked && { checked }), ...(writes && { written: true }) };
  } catch {
    return {};
  }
}
