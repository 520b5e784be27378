// Files that phones are told of and that somebody has to bring: are they in the folders that are served, and whole?

import { dirname, join } from 'node:path';
import { codeOf } from '../core/coded-error.js';
import { fileFault } from '../core/file-error.js';
import { type Finding, formatPlace } from '../findings/finding.js';
import type { BroughtFile, Judgement } from '../phones/driver.js';
import { broughtFiles } from './brought-files.js';
import { finding } from './codes.js';
import type { Disk } from './disk.js';
import type { Snapshot } from './snapshot.js';

/** The list of a firmware's parts is a few hundred bytes long. */
export const START_BYTES = 16 * 1024;

/** `found`: what is wrong already. `folders` are asked in their order; `shown` is the first as people name it. Each file is told of once. */
export function checkBroughtFiles(
  snapshot: Omit<Snapshot, 'diagnostics'>,
  found: readonly Finding[],
  folders: readonly string[],
  shown: string,
  disk: Pick<Disk, 'isFileLike' | 'list' | 'readStart'>,
): readonly Finding[] {
  const refused = new Set(
    found.filter(({ severity }) => severity === 'error').map((each) => formatPlace(each.place)),
  );
  const seen = new Set<string>();
  const missingHint = `put it into ${shown}, or name its folder with --firmware`;
  const check = (file: BroughtFile): readonly Finding[] => {
    const { name, what, place, judge } = file;
    // Whoever is to write another name needs no file of this one.
    if (seen.has(name) || refused.has(formatPlace(place))) return [];
    seen.add(name);
    if (snapshot.find(name)) return [];
    const path = folders.map((folder) => join(folder, name)).find(disk.isFileLike);
    if (path === undefined) {
      const message = `the ${what} ${name} is not there`;
      const other = inOtherCase(name, folders, disk);
      const hint = other === undefined ? missingHint : `${other} is there: rename it, case matters`;
      return [finding('inventory/no-such-file', place, message, { hint })];
    }
    const { fault, parts } = judgeFile(path, judge, disk);
    const broken = fault === undefined ? [] : [`the ${what} ${name} ${fault}`];
    return [
      ...broken.map((message) => finding('inventory/broken-file', place, message)),
      ...parts.flatMap(check),
    ];
  };
  return broughtFiles(snapshot).flatMap(check);
}

/** Windows and its copies do not mind the case of a name; phones do. Undefined: there is none. */
function inOtherCase(
  name: string,
  folders: readonly string[],
  disk: Pick<Disk, 'list'>,
): string | undefined {
  const wanted = name.toLowerCase();
  const found = folders
    .flatMap((folder) => disk.list(dirname(join(folder, name)), ANY_NAME) ?? [])
    .find(
      (entry) => !entry.isDirectory() && join(dirname(name), entry.name).toLowerCase() === wanted,
    );
  return found && join(dirname(name), found.name);
}

const ANY_NAME = /(?:)/su;

function judgeFile(
  path: string,
  judge: BroughtFile['judge'],
  disk: Pick<Disk, 'readStart'>,
): Judgement {
  try {
    const { bytes, size } = disk.readStart(path, START_BYTES);
    if (size === 0) return { fault: 'is empty', parts: [] };
    return judge?.(bytes, size) ?? { parts: [] };
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return { fault: `cannot be read: ${fileFault(error)?.what ?? codeOf(error)}`, parts: [] };
  }
}
