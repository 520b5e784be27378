// Which inventory is meant: said, or found by going up from the current folder.

import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { shortPath } from '../artifacts/read-snapshot.js';
import { isThere } from '../core/file-error.js';
import { type Io, NoFileError } from './io.js';

/** The first that is there is meant. */
export const INVENTORY_NAMES = ['offhook.yaml', 'offhook.yml', 'offhook.json'] as const;

/** Throws NoFileError if there is none. */
export function discoverInventory(given: string | undefined, io: Io): string {
  const found = findInventory(given, io);
  if (found !== undefined) return found;
  const hint = 'write one with "offhook init .", or name it with --config';
  throw new NoFileError(INVENTORY_NAMES[0], `no ${INVENTORY_NAMES[0]} here or above`, hint);
}

/**
 * Path as messages show it: relative where that is shorter to read. Throws NoFileError if the one that was named
 * is not there.
 */
export function findInventory(given: string | undefined, io: Io): string | undefined {
  const said = given ?? io.env.OFFHOOK_CONFIG;
  if (said !== undefined) {
    const stat = statSync(resolve(io.cwd, said), { throwIfNoEntry: false });
    if (!stat) throw new NoFileError(said, `there is no file ${said}`);
    return stat.isDirectory() ? inFolder(said, io) : said;
  }
  const found = candidates(io).find((path) => existsSync(path));
  return found && shortPath(found, io.cwd);
}

/** A folder means the inventory in it. */
function inFolder(folder: string, { cwd }: Io): string {
  const names = INVENTORY_NAMES.map((name) => join(folder, name));
  const found = names.find((path) => isThere(resolve(cwd, path)));
  if (found !== undefined) return found;
  const message = `${folder} is a folder, and there is no ${INVENTORY_NAMES[0]} in it`;
  throw new NoFileError(folder, message);
}

function* parents(folder: string): Iterable<string> {
  yield folder;
  if (dirname(folder) !== folder) yield* parents(dirname(folder));
}

function candidates({ cwd, env }: Io): readonly string[] {
  const user = env.XDG_CONFIG_HOME ?? join(env.HOME ?? '/', '.config');
  const folders = [...parents(resolve(cwd)), join(user, 'offhook'), '/etc/offhook'];
  return folders.flatMap((folder) => INVENTORY_NAMES.map((name) => join(folder, name)));
}
