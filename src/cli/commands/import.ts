// `offhook import PATH… -o DIR`: an inventory of the files that phones and servers have now, and what it does not say.

import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Imported, importSite } from '../../artifacts/import/import-site.js';
import { loadImporters } from '../../artifacts/import/importers.js';
import { INVENTORY_FILE } from '../../artifacts/import/names.js';
import { isNamedAsOurs } from '../../artifacts/import/read-file.js';
import { type ReadForeign, readForeign } from '../../artifacts/import/read-foreign.js';
import { templatesOf } from '../../artifacts/snapshot.js';
import { type NewFile, writeNew } from '../../artifacts/write-new.js';
import { codeOf } from '../../core/coded-error.js';
import { describeFileError, isEmptyFolder } from '../../core/file-error.js';
import { type Mac, parseMac } from '../../core/mac.js';
import { meantModel, namesOfSameMaker } from '../../findings/near.js';
import { ACCOUNT_FIELDS } from '../../inventory/foreign/accounts.js';
import type { Model } from '../../site/model.js';
import { EXIT } from '../exit-codes.js';
import { readFieldColumns } from '../field-columns.js';
import { type Io, UsageError } from '../io.js';
import { openPacks } from '../open-snapshot.js';
import { reportUnread } from '../report-unread.js';
import { type FailOn, type ReportOptions, writeReport } from '../write-report.js';

export interface ImportOptions extends ReportOptions {
  readonly output?: string;
  /** Ids. */
  readonly model?: readonly string[];
  /** Of files whose names do not say it. */
  readonly mac?: readonly string[];
  /** `number=ext,name=label`: of tables of accounts. */
  readonly columns?: readonly string[];
  /** Where accounts of tables register. */
  readonly pbx?: string;
  readonly force?: boolean;
  readonly templates?: string;
  readonly failOn: FailOn;
}

/** Throws UsageError if something is in the way, or a path is not there. */
export async function importFiles(
  paths: readonly string[],
  options: ImportOptions,
  io: Io,
): Promise<number> {
  const root = options.output === undefined ? undefined : resolve(io.cwd, options.output);
  if (root !== undefined) refuseFull(root, options.output ?? '', options.force === true);
  const packs = openPacks(options, io);
  const named = (options.model ?? []).map((id) => findModel(id, packs.models));
  // Without a folder, the inventory is what is asked for.
  const write = root === undefined ? io.err : io.out;
  let read: ReadForeign;
  try {
    read = readForeign(paths, io.cwd, (name) => isNamedAsOurs(packs, name));
  } catch (cause) {
    return reportUnread(cause, options, write, io);
  }
  const templates = templatesOf(packs.tree);
  const inputs = {
    ...{
      files: read.files,
      packs,
      templates,
      columns: readFieldColumns(options.columns ?? [], ACCOUNT_FIELDS),
    },
    named,
    importers: await loadImporters(packs.drivers.values()),
    macs: (options.mac ?? []).map(readMac),
    ...(options.pbx !== undefined && { pbx: { host: options.pbx } }),
  };
  const imported = importSite(inputs, read.remarks);
  const fails = writeReport(imported.findings, imported.trial.snapshot, options, write, io);
  if (root === undefined) io.out(imported.shown());
  else if (imported.trial.snapshot.phones.size > 0 || imported.hasMore) {
    writeAll(root, imported, options, io);
  } else io.err('nothing was written: there is nothing to import\n');
  return fails ? EXIT.findings : EXIT.ok;
}

/** Throws UsageError for what is none. */
function readMac(text: string): Mac {
  const mac = parseMac(text);
  if (mac) return mac;
  throw new UsageError(`"${text}" is no MAC; write it as 00:1b:d4:00:00:01`);
}

function findModel(id: string, models: ReadonlyMap<string, Model>): Model {
  const model = models.get(id);
  if (model) return model;
  const known = [...models.keys()];
  throw new UsageError(
    `there is no model "${id}"${meantModel(id, known)}; one of: ${namesOfSameMaker(id, known).join(', ')}`,
  );
}

/** Nothing of anybody's is written over, and nothing stands among somebody's files by mistake. */
function refuseFull(root: string, shown: string, force: boolean): void {
  if (isEmptyFolder(root)) return;
  if (statSync(join(root, INVENTORY_FILE), { throwIfNoEntry: false })?.isFile()) {
    const why = 'has an inventory already, and nothing is written over';
    throw new UsageError(`${shown} ${why}: nothing was written; name another folder`);
  }
  if (!force) throw new UsageError(`${shown} is not empty; name another folder, or use --force`);
}

function writeAll(root: string, imported: Imported, { output = '' }: ImportOptions, io: Io): void {
  const files: readonly NewFile[] = [
    {
      path: INVENTORY_FILE,
      text: imported.text,
      ...(imported.isPrivate && ({ secret: true } as const)),
    },
    ...[...imported.secrets].map(
      ([path, text]) => ({ path, text: `${text}\n`, secret: true }) as const,
    ),
  ];
  try {
    writeNew(root, files);
  } catch (error) {
    const isInTheWay = ['EEXIST', 'EISDIR'].includes(codeOf(error) ?? '');
    if (!(error instanceof Error) || !isInTheWay) throw error;
    throw new UsageError(`${describeFileError(error)}; nothing was written`);
  }
  const { size } = imported.secrets;
  const secrets = size === 0 ? '' : ` and ${size} ${size === 1 ? 'file' : 'files'} of secrets`;
  io.err(`wrote ${join(output, INVENTORY_FILE)}${secrets}\n`);
}
