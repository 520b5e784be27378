// `offhook export NAME -o DIR`: an export's files into a folder, or what that would change, as `generate` does it.

import { resolve } from 'node:path';
import type { FolderFile } from '../../artifacts/changes.js';
import { printable } from '../../core/printable.js';
import type { Export, ExportChoices, ExportedFile } from '../../exports/export.js';
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
import type { ReportOptions } from '../write-report.js';

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
  const { site, packs, allowances } = snapshot;
  const make = await load();
  const made = make({ site, models: packs.models }, options);
  if ('refused' in made) throw new UsageError(made.refused);
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
  return asWanted ? EXIT.ok : EXIT.findings;
}

function toFolderFile({ name, text, maskSecrets }: ExportedFile): FolderFile {
  return {
    name,
    holdsSecrets: maskSecrets !== undefined,
    render: () => Buffer.from(text),
    maskSecrets: maskSecrets ?? ((same) => same),
  };
}
