// Takes a vendor's archive, and puts what phones ask for into the folder that is served. Nothing half done stays.

import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { asOf, inNameOf } from '../../core/file-error.js';
import { isProcessAlive } from '../../core/process-alive.js';
import { ARCHIVE_LIMITS } from '../../firmware/archive/meter.js';
import { makeFolder, removeEmpty } from '../make-folder.js';
import { type Placed, placeFiles } from './place.js';
import { type Staged, type StageOptions, stageArchive } from './stage.js';

export interface AddOptions extends Omit<StageOptions, 'limits'> {
  readonly limits?: StageOptions['limits'];
  /** Also in place of other files. */
  readonly force: boolean;
}

export type Added = Placed & Pick<Staged, 'leftOut'>;

/** No server gives out what begins with a dot. */
const STAGING = '.offhook-add-';
const FILE_MODE = 0o644;

/** `folder` need not exist. Throws an archive's fault, and the system's Error; then all is as it was. */
export async function addFirmware(
  archive: string,
  folder: string,
  { vendors, force, stop, limits = ARCHIVE_LIMITS }: AddOptions,
): Promise<Added> {
  const made = makeFolder(folder);
  removeAbandoned(folder);
  const beside = join(folder, `${STAGING}${process.pid}-`);
  const staging = inNameOf(folder, beside, () => mkdtempSync(beside));
  try {
    const { files, leftOut } = await stageArchive(archive, staging, { vendors, limits, stop });
    for (const { path } of files) chmodSync(path, FILE_MODE);
    return { ...placeFiles(files, folder, staging, force), leftOut };
  } catch (error) {
    throw asOf(folder, beside, error);
  } finally {
    rmSync(staging, { recursive: true, force: true });
    removeEmpty(made);
  }
}

/** Of a process that was killed. */
function removeAbandoned(folder: string): void {
  const left = readdirSync(folder).filter((name) => name.startsWith(STAGING));
  for (const name of left) {
    if (isProcessAlive(Number.parseInt(name.slice(STAGING.length), 10))) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}
