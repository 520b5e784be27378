// All that lies in a folder and below it, one entry after the other, in the order of the names. Links are followed to files
// and never to folders: they may lead in a circle.

import { type Dirent, opendirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../core/coded-error.js';

export interface FoundEntry {
  /** Below the folder, with slashes. */
  readonly name: string;
  readonly path: string;
  /** Permissions, as chmod counts. */
  readonly mode: number;
}

export interface Walk {
  readonly entries: readonly FoundEntry[];
  /** Folders and files below that the system does not let us see, with its code. */
  readonly refused: readonly { readonly name: string; readonly code: string }[];
  /** There is more than was looked at. */
  readonly cut: boolean;
}

/** Of files in one folder tree. */
export const MAX_ENTRIES = 200_000;
/** No phone asks for a name of so many steps. */
const MAX_DEPTH = 16;

/** Throws the system's Error if the folder itself cannot be read. */
export function walkFolder(root: string, most = MAX_ENTRIES): Walk {
  const entries: FoundEntry[] = [];
  const refused: { name: string; code: string }[] = [];
  let cut = false;
  function visit(path: string, prefix: string, depth: number): void {
    for (const entry of listFolder(path, prefix, refused)) {
      if (entries.length >= most) {
        cut = true;
        return;
      }
      // What is hidden belongs to other programs: .git, a list of what was generated.
      if (entry.name.startsWith('.')) continue;
      const name = prefix + entry.name;
      const below = join(path, entry.name);
      if (entry.isDirectory()) {
        if (depth < MAX_DEPTH) visit(below, `${name}/`, depth + 1);
        else cut = true;
        continue;
      }
      const stat = statOf(below, name, refused);
      if (stat?.isFile()) entries.push({ name, path: below, mode: stat.mode });
      // A FIFO, a device, a socket; or a link to a folder, which is not followed.
      else if (stat && !stat.isDirectory()) refused.push({ name, code: 'EFTYPE' });
    }
  }
  visit(root, '', 0);
  return { entries, refused, cut };
}

type Refused = { name: string; code: string }[];

function listFolder(path: string, name: string, refused: Refused): readonly Dirent[] {
  const found: Dirent[] = [];
  try {
    const folder = opendirSync(path);
    try {
      for (let entry = folder.readSync(); entry; entry = folder.readSync()) found.push(entry);
    } finally {
      folder.closeSync();
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || name === '') throw error;
    refused.push({ name, code });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function statOf(path: string, name: string, refused: Refused): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    refused.push({ name, code });
    return undefined;
  }
}
