// `offhook export NAME -o DIR`: an export's files into a folder, or what that would change, as `generate` does it.

import { resolve } from 'node:path';
import type { FolderFile } from '../../artifacts/changes.js';
import { toFileText } from '../../artifacts/file-text.js';
import type { Snapshot } from '../../artifacts/snapshot.js';
import { printable } from '../../core/printable.js';
import type {
  ExpectedAsterisk,
  Export,
  ExportChoices,
  Exported,
  ExportedFile,
} from '../../exports/export.js';
import { hasErrors } from '../../findings/finding.js';
import { EXIT } from '../exit-codes.js';
import {
  type FolderOptions,
  fillFolder,
  openOutput,
  reportTo,
  tellBeforeWriting,
} from '../fill-folder.js';
import { type Io, UsageError } from '../io.js';
import { openOrReport, type SiteOptions } from '../open-snapshot.js';
import { type ReportOptions, writeReport } from '../write-report.js';

const FOR_OTHERS = '--mode and --group let another program read them';

/** What an export has of its own lies among these. */
export type ExportOptions = SiteOptions & ReportOptions & FolderOptions;

/** Files are made only of an inventory without an error, and are for their owner alone where they hold secrets. */
export async function exportTo(
  { load, needsSecrets }: Export,
  options: ExportOptions & ExportChoices,
  io: Io,
): Promise<number> {
  const reading = needsSecrets ? options : { ...options, secrets: false };
  const opened = await openOrReport(reading, reportTo(options, io), io);
  if (typeof opened === 'number') return opened;
  const { snapshot } = opened;
  // What else there is to say of phones is said by `validate`, and has no bearing on another program.
  const errors = snapshot.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    tellBeforeWriting(errors, snapshot, options, io);
    return EXIT.findings;
  }
  if (options.apply === true && options.check) {
    throw new UsageError('--check changes nothing, and --apply does: say one of them');
  }
  const { site, packs, allowances } = snapshot;
  const make = await load();
  const made = make({ site, models: packs.models }, options);
  if ('refused' in made) throw new UsageError(made.refused);
  if (options.apply === true && made.expected && !made.expected.manager?.at) {
    throw new UsageError(`--apply asks the PBX, and ${noPlace(made.expected)}`);
  }
  const findings = allowances.apply(made.findings);
  if (!tellBeforeWriting(findings, snapshot, options, io)) return EXIT.findings;
  const files = made.files.map(toFolderFile);
  const filling = { all: files, files, writers: [], way: FOR_OTHERS };
  // Who may read the phones' files need not read these.
  const asWanted = await fillFolder(openOutput({}, options, io), filling, options, io);
  if (asWanted === undefined) return EXIT.findings;
  if (!options.check && !options.quiet) {
    for (const line of made.toDo?.(resolve(io.cwd, options.output)) ?? []) {
      io.err(`${printable(line)}\n`);
    }
  }
  const isThere = await isInPlace(made, snapshot, options, io);
  return asWanted && isThere ? EXIT.ok : EXIT.findings;
}

/** Whether the program has it, as far as it is to be asked: where it is to read the files, or to be looked at. */
async function isInPlace(
  { expected }: Exported,
  snapshot: Snapshot,
  options: ExportOptions & ExportChoices,
  io: Io,
): Promise<boolean> {
  const { check = false, apply = false, quiet = false } = options;
  if (!expected || !(check || apply)) return true;
  const { askAsterisk, serverOf } = await import('../ask-asterisk.js');
  const server = serverOf(expected);
  if (!server) {
    if (!quiet) io.err(`only files are compared: ${noPlace(expected)}\n`);
    return true;
  }
  const told = await askAsterisk(server, expected, apply === true);
  if (told.kind === 'not-asked') {
    io.err(`the PBX "${printable(expected.pbx)}" was not asked: ${told.why}\n`);
    return false;
  }
  const findings = snapshot.allowances.apply(told.findings);
  const text = { quiet, format: 'text' as const };
  const write = (report: string) => io.err(report);
  if (findings.length > 0) writeReport(findings, snapshot, text, write, io);
  if (!quiet) io.err(`${printable(told.summary)}\n`);
  return !hasErrors(findings);
}

function noPlace({ pbx }: ExpectedAsterisk): string {
  return `the inventory does not say where: write "host" under "ami" of "${printable(pbx)}"`;
}

function toFolderFile({ name, text, maskSecrets }: ExportedFile): FolderFile {
  return {
    name,
    holdsSecrets: maskSecrets !== undefined,
    render: () => toFileText(text),
    maskSecrets: maskSecrets ?? ((same) => same),
  };
}
