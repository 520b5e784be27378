// The thread in which plain files are looked at, one after the other: would a phone take them?

import { parentPort } from 'node:worker_threads';
import { readBrought } from '../../artifacts/lint/read-brought.js';
import type { FindingId, Severity } from '../../findings/evidence.js';
import { lintBroughtFile, type Reading } from '../../phones/lint/lint-file.js';
import { stepBack } from '../step-back.js';
import { plainReading } from './plain-reading.js';

export interface AskedToLint {
  readonly path: string;
  /** With which it was asked for, without its folders. */
  readonly name: string;
  /** The site's own models and templates; the folder may be missing. */
  readonly templates: string;
}

export interface ToldOfFile {
  readonly path: string;
  /** By place; what is merely worth knowing is not among them. */
  readonly findings: readonly ToldFinding[];
  /** How many more there are. */
  readonly more: number;
}

/** Has no secret in it. */
export interface ToldFinding {
  readonly code: FindingId;
  readonly severity: Severity;
  readonly line: number;
  readonly col: number;
  readonly message: string;
  readonly hint: string;
}

/** Of one file: the first say most, and the rest is for `lint`. */
const MAX_TOLD = 3;

/** The thread ends when it has nothing to do, and the next one reads the models again. */
let reading: Reading | undefined;

parentPort?.on('message', (asked: AskedToLint) => {
  if (!reading) stepBack();
  reading ??= plainReading(asked.templates);
  parentPort?.postMessage(look(asked, reading));
});

/** One that is gone meanwhile, or may not be read, has nothing to tell. */
function look({ path, name }: AskedToLint, rules: Reading): ToldOfFile {
  const read = orNothing(() => readBrought(path));
  const findings = read
    ? lintBroughtFile({ name, ...read }, rules).findings.filter(
        ({ severity }) => severity !== 'info',
      )
    : [];
  const told = findings.slice(0, MAX_TOLD).map((each) => {
    const { rule: code, severity, line, col, message, hint } = each;
    return { code, severity, line, col, message, hint };
  });
  return { path, findings: told, more: findings.length - told.length };
}

function orNothing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
