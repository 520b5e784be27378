// `offhook lint FILE|DIR…`: would a phone take these files, whoever made them?

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { explainWhyNot } from '../../artifacts/allowances.js';
import { KNOWN_CODES } from '../../artifacts/known-codes.js';
import { lintFolder } from '../../artifacts/lint/lint-folder.js';
import { createLintRun, type LintRun } from '../../artifacts/lint/lint-run.js';
import { MAX_BYTES, readBrought } from '../../artifacts/lint/read-brought.js';
import { readPacks } from '../../artifacts/read-snapshot.js';
import { namingFile } from '../../core/file-error.js';
import { noModel } from '../../findings/near.js';
import type { Reading } from '../../phones/lint/lint-file.js';
import { vendorsOf } from '../../phones/packs/known-models.js';
import type { Packs } from '../../phones/packs/packs.js';
import { createFileMemory } from '../../render/file-memory.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { createRepairs } from '../repairs.js';
import { reportUnread } from '../report-unread.js';
import { type FailOn, type ReportOptions, writeReport } from '../write-report.js';

export interface LintOptions extends ReportOptions {
  readonly failOn: FailOn;
  readonly model?: string;
  readonly firmware?: string;
  readonly allow?: readonly string[];
  /** Read standard input, in place of files. */
  readonly stdin?: boolean;
  /** Name of what comes on standard input. */
  readonly name?: string;
  /** Under each finding, what stands in docs/diagnostics.md. */
  readonly explain?: boolean;
  /** Repair what has exactly one right answer. */
  readonly fix?: boolean;
  /** Show what is repaired, or would be. */
  readonly diff?: boolean;
}

/** Throws UsageError, and the system's Error for what was named and cannot be read. */
export async function lint(
  paths: readonly string[],
  options: LintOptions,
  io: Io,
): Promise<number> {
  const reading = readingOf(readPacks(io.cwd, []), options);
  const repairs = createRepairs(reading, options, io);
  const run = createLintRun(reading, { ...(repairs && { repair: repairs.repair }) });
  if (options.stdin === true) await lintInput(paths, options, run, io);
  else {
    try {
      lintPaths(paths, run, io);
    } catch (cause) {
      return reportUnread(cause, options, io.out, io);
    }
  }
  repairs?.sayHowMany();
  const { findings, files, verdict } = run.results();
  const fails = writeReport(findings, { site: { phones: [] } }, options, io.out, io, {
    verdict,
    files,
    ...(options.explain && { explain: true }),
  });
  return fails ? EXIT.findings : EXIT.ok;
}

async function lintInput(
  paths: readonly string[],
  { name, fix = false, diff = false }: LintOptions,
  run: LintRun,
  io: Io,
): Promise<void> {
  if (paths.length > 0) throw new UsageError('with --stdin no file is named; --name says its name');
  if (fix || diff) throw new UsageError('--fix and --diff are for files: name one');
  const bytes = await io.readInputBytes();
  run.lint(name ?? 'stdin', { bytes: bytes.subarray(0, MAX_BYTES), size: bytes.length });
}

function lintPaths(paths: readonly string[], run: LintRun, io: Io): void {
  if (paths.length === 0) throw new UsageError('name files or folders, or read one with --stdin');
  for (const path of paths) {
    const full = resolve(io.cwd, path);
    if (namingFile(path, () => statSync(full)).isDirectory()) lintFolder(full, path, run);
    else
      run.lint(
        path,
        namingFile(path, () => readBrought(full)),
        full,
      );
  }
}

function readingOf(packs: Packs, { model: id, firmware, allow = [] }: LintOptions): Reading {
  for (const rule of allow) {
    const why = explainWhyNot(rule);
    if (why !== undefined) throw new UsageError(why);
  }
  const model = id === undefined ? undefined : packs.models.get(id);
  if (id !== undefined && !model) {
    throw new UsageError(noModel(id, [...packs.models.keys()]));
  }
  return {
    ...vendorsOf(packs),
    codes: KNOWN_CODES,
    makerOf: packs.makerOf,
    allow: new Set(allow),
    memory: createFileMemory(),
    ...(model && { model }),
    ...(firmware !== undefined && { firmware }),
  };
}
