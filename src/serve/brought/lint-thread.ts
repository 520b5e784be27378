// The thread in which plain files are looked at, one after the other: would a phone take them?

import { parentPort } from 'node:worker_threads';
import { KNOWN_CODES } from '../../artifacts/known-codes.js';
import { readBrought } from '../../artifacts/lint/read-brought.js';
import { readPacks } from '../../artifacts/read-snapshot.js';
import type { FindingId, Severity } from '../../findings/evidence.js';
import { lintBroughtFile, type Reading } from '../../phones/lint/lint-file.js';
import { stepBack } from '../step-back.js';

export interface AskedToLint {
  readonly path: string;
  /** With which it was asked for, without its folders. */
  readonly name: string;
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

let reading: Reading | undefined;

parentPort?.on('message', (asked: AskedToLint) => {
  reading ??= createReading();
  parentPort?.postMessage(look(asked, reading));
});

function createReading(): Reading {
  stepBack();
  const packs = readPacks('/', []);
  return {
    drivers: [...packs.drivers.values()],
    models: [...packs.models.values()],
    codes: KNOWN_CODES,
    makerOf: packs.makerOf,
  };
}

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
