// The numbering plan of the state folder, for who asks whose a number is: read when somebody does, and again when it is another.

import { readFile, stat } from 'node:fs/promises';
import { codedError, codeOf } from '../core/coded-error.js';
import { createPlan, type NumberPlan } from '../numbers/plan.js';
import { decodePlan } from '../numbers/plan-file.js';

export interface Numbering {
  /** undefined: there is none. Rejects with EBADMSG where the file is none, and with the system's Error. */
  plan(): Promise<NumberPlan | undefined>;
}

interface Kept {
  /** Of the file as it was read. */
  readonly sign: string;
  readonly plan: Promise<NumberPlan | undefined>;
}

export function createNumbering(path: string): Numbering {
  let kept: Kept | undefined;
  return {
    async plan() {
      const sign = await signOf(path);
      if (sign === undefined) kept = undefined;
      else if (kept?.sign !== sign) kept = { sign, plan: readPlan(path) };
      return kept?.plan;
    },
  };
}

/** undefined: there is no file. Another is another file, for a plan is replaced whole. */
async function signOf(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function readPlan(path: string): Promise<NumberPlan | undefined> {
  const stored = decodePlan(await readFile(path));
  if (typeof stored !== 'string') return createPlan(stored, stored.dialling);
  throw codedError('EBADMSG', `the numbering plan cannot be used: ${stored}\n`);
}
