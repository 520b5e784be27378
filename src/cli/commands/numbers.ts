// `offhook numbers`: `import` makes a plan of the tables of a registry, `lookup` says whose a number is.

import { createReadStream, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../artifacts/make-folder.js';
import { temporaryPath } from '../../artifacts/pending.js';
import { shortPath } from '../../artifacts/read-snapshot.js';
import { writeAtomic } from '../../artifacts/write-atomic.js';
import { codeOf } from '../../core/coded-error.js';
import { countOf } from '../../core/count-of.js';
import { namingChunks, namingFile } from '../../core/file-error.js';
import { printableStart } from '../../core/printable.js';
import type { AnswerFormatName } from '../../numbers/answer-names.js';
import { ANSWER_FORMATS, answerCode, answerNumber, piecesOf } from '../../numbers/answers.js';
import { ROLES } from '../../numbers/columns.js';
import type { Dialling } from '../../numbers/digits.js';
import { type MadePlan, makePlan } from '../../numbers/make-plan.js';
import type { NumberPlan } from '../../numbers/plan.js';
import { PLAN_FILE, planIn } from '../../numbers/plan-file.js';
import type { Table } from '../../numbers/read-tables.js';
import { EXIT } from '../exit-codes.js';
import { readFieldColumns } from '../field-columns.js';
import { type Io, NoFileError, UsageError } from '../io.js';
import { reportUnread } from '../report-unread.js';
import { chooseStateDir } from '../state-dir.js';
import { type FailOn, formatOf, type ReportOptions, writeReport } from '../write-report.js';

export interface PlanPlace {
  /** The file of the plan. */
  readonly plan?: string;
  readonly stateDir?: string;
}

export interface ImportNumbersOptions extends PlanPlace, Dialling, ReportOptions {
  readonly columns?: readonly string[];
  /** Of a whole number. */
  readonly digits?: number;
  readonly failOn: FailOn;
}

export interface LookUpOptions extends PlanPlace {
  readonly format: AnswerFormatName;
}

const PROGRESS_EVERY = 200_000;

/** Throws UsageError, and the system's Error. */
export async function importNumbers(
  files: readonly string[],
  options: ImportNumbersOptions,
  io: Io,
): Promise<number> {
  const path = planPath(options, io);
  const { columns, digits, country, trunk } = options;
  let made: MadePlan;
  try {
    const tables = files.map((file) => tableOf(file, io));
    made = await makePlan(tables, {
      ...(columns && { mapping: readFieldColumns(columns, ROLES) }),
      ...(digits !== undefined && { digits }),
      dialling: {
        ...(country !== undefined && { country }),
        ...(trunk !== undefined && { trunk }),
      },
      onRow: progress(io),
    });
  } catch (cause) {
    return reportUnread(cause, options, io.out, io);
  }
  // For people the line about the plan says enough.
  const isQuiet = made.findings.length === 0 && formatOf(options, io) === 'text';
  const site = { phones: [] };
  const fails = !isQuiet && writeReport(made.findings, { site }, options, io.out, io);
  if (made.bytes === undefined) io.err('nothing was written\n');
  else {
    makeFolder(dirname(path));
    const rights = { mode: 0o644, gid: undefined };
    writeAtomic(path, temporaryPath(dirname(path)), made.bytes, rights);
    io.err(`${shortPath(path, io.cwd)}: ${countsOf(made)}\n`);
  }
  return fails ? EXIT.findings : EXIT.ok;
}

/** Throws UsageError, and the system's Error. */
export function lookUp(text: string, options: LookUpOptions, io: Io): number {
  const plan = readPlan(planPath(options, io), io);
  const digits = plan.digitsOf(text);
  if (typeof digits !== 'string') {
    throw new UsageError(`"${printableStart(text)}" ${digits.what}: ${digits.hint}`);
  }
  const fault = plan.lengthFault(digits);
  const answer = fault ? answerCode(plan, digits) : answerNumber(plan, digits);
  if (answer === undefined) {
    const noNumber = fault && `${digits} is no code of this plan, and no number: it ${fault.what}`;
    io.err(`${noNumber ?? `no range has ${digits}`}\n`);
    return EXIT.findings;
  }
  for (const piece of piecesOf(answer, ANSWER_FORMATS[options.format])) io.out(piece);
  return EXIT.ok;
}

function readPlan(path: string, { cwd }: Io): NumberPlan {
  const shown = shortPath(path, cwd);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const hint = 'make one with: offhook numbers import FILE.csv';
    throw new NoFileError(shown, `there is no numbering plan ${shown}`, hint);
  }
  const plan = planIn(bytes);
  if (typeof plan !== 'string') return plan;
  throw new UsageError(`${shown}: ${plan}; make it again with: offhook numbers import`);
}

function planPath({ plan, stateDir }: PlanPlace, io: Io): string {
  return plan === undefined ? join(chooseStateDir(stateDir, io), PLAN_FILE) : resolve(io.cwd, plan);
}

function tableOf(name: string, { cwd }: Io): Table {
  const path = resolve(cwd, name);
  // What is not there is told before anything is read.
  if (namingFile(name, () => statSync(path)).isDirectory()) {
    throw new UsageError(`${name} is a folder; name the tables in it`);
  }
  return { name, open: () => namingChunks(path, createReadStream(path)) };
}

function progress({ err }: Io): () => void {
  let rows = 0;
  return () => {
    if (++rows % PROGRESS_EVERY === 0) err(`${rows} rows read\n`);
  };
}

function countsOf({ ranges, operators, regions, repeated }: MadePlan): string {
  const of = operators === 0 ? '' : ` of ${countOf(operators, 'operator')}`;
  const where = regions === 0 ? '' : ` in ${countOf(regions, 'region')}`;
  const again = repeated === 0 ? '' : `; ${repeated} stood there more than once`;
  return `${countOf(ranges, 'range')}${of}${where}${again}`;
}
