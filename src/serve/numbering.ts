// The numbering plan of the state folder, for who asks whose a number is: read when somebody does, and again when it is another.

import { readFile, stat } from 'node:fs/promises';
import { codedError, codeOf } from '../core/coded-error.js';
import { versionOf } from '../core/file-version.js';
import type { NumberPlan } from '../numbers/plan.js';
import { planIn } from '../numbers/plan-file.js';

export interface Numbering {
  /** undefined: there is none. Rejects with EBADMSG where the file is none, and with the system's Error. */
  plan(): Promise<NumberPlan | undefined>;
}

interface Kept {
  /** Of the file as it was read. */
  readonly version: string;
  readonly plan: Promise<NumberPlan | undefined>;
}

export function createNumbering(path: string): Numbering {
  let kept: Kept | undefined;
  return {
    async plan() {
      const version = await versionAt(path);
      if (version === undefined) kept = undefined;
      else if (kept?.version !== version) kept = { version, plan: readPlan(path) };
      return kept?.plan;
    },
  };
}

/** undefined: there is no file. */
async function versionAt(path: string): Promise<string | undefined> {
  try {
    return versionOf(await stat(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function readPlan(path: string): Promise<NumberPlan | undefined> {
  const plan = planIn(await readFile(path));
  if (typeof plan !== 'string') return plan;
  const again = 'make it again with: offhook numbers import FILE.csv';
  throw codedError('EBADMSG', `the numbering plan cannot be used: ${plan}; ${again}\n`);
}
