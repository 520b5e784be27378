// What lies at a name in an output folder, and who may read it.

import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { codedError } from '../core/coded-error.js';
import { isEmptyFolder } from '../core/file-error.js';
import type { FolderFile, Reset } from './changes.js';
import { isFolderName } from './manifest.js';

/** Something at a name; `bytes` is absent for a link, a folder or a device. */
export interface Found {
  readonly bytes?: Uint8Array;
  readonly isFolder?: true;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Whom a new file belongs to. */
export type Owner = Pick<Found, 'uid' | 'gid'>;

/** Who may read what is written. */
export interface Rights {
  /** Of files that hold secrets. */
  readonly secretMode: number;
  /** Absent: the group that the system gives. */
  readonly gid?: number;
}

/** Also the manifest's: from the hash of a file a short password in it could be found by trying. */
export const OWNER_ONLY = 0o600;
const PUBLIC_MODE = 0o644;
/** Of a folder: what is made in it has its group. */
const SET_GROUP = 0o2000;
export const PRIVATE: Rights = { secretMode: OWNER_ONLY };

export function modeOf({ holdsSecrets }: FolderFile, { secretMode }: Rights): number {
  return holdsSecrets ? secretMode : PUBLIC_MODE;
}

export function hasRights(
  { mode, gid }: Pick<Found, 'mode' | 'gid'>,
  file: FolderFile,
  rights: Rights,
): boolean {
  return mode === modeOf(file, rights) && (rights.gid === undefined || gid === rights.gid);
}

/** In place of what lies there a new file is written. `owner`: of such; absent: the system knows none. */
export function resetOf(
  found: Found | undefined,
  file: FolderFile,
  rights: Rights,
  owner: Owner | undefined,
): Reset | undefined {
  if (found?.bytes === undefined) return undefined;
  if (found.mode !== modeOf(file, rights)) return 'mode';
  if (owner === undefined) return undefined;
  return found.uid === owner.uid && found.gid === (rights.gid ?? owner.gid) ? undefined : 'owner';
}

/** Of a file that is made in the folder now: a folder may hand down its group. */
export function ownerIn(dir: string): Owner | undefined {
  const uid = process.getuid?.();
  const gid = process.getegid?.();
  if (uid === undefined || gid === undefined) return undefined;
  const stat = statSync(dir, { throwIfNoEntry: false });
  const handsDown = stat !== undefined && (stat.mode & SET_GROUP) !== 0;
  return { uid, gid: handsDown ? stat.gid : gid };
}

/** The group first: a file must not be open to the old one for a moment. */
export function setRights(path: string, mode: number, gid: number | undefined): void {
  if (gid !== undefined) chownSync(path, process.getuid?.() ?? -1, gid);
  chmodSync(path, mode);
}

/** Reads nothing of it. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Nothing lies at any name in it: that is asked once instead of for each name. False also where it cannot be told. */
export function hasNothing(dir: string): boolean {
  try {
    return isEmptyFolder(dir);
  } catch {
    return false;
  }
}

/** Links are not followed, and a FIFO is not waited for. */
export function look(path: string): Found | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const { uid, gid } = stat;
  const mode = stat.mode & 0o7777;
  if (stat.isDirectory()) return { mode, uid, gid, isFolder: true };
  if (!stat.isFile()) return { mode, uid, gid };
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return { mode, uid, gid, bytes: readFileSync(fd) };
  } finally {
    closeSync(fd);
  }
}

/** Names come from templates and inventories; none may lead out of the folder. */
export function pathOf(dir: string, name: string): string {
  if (isFolderName(name)) return join(dir, name);
  throw codedError('EINVAL', `not a name for a file in ${dir}: ${JSON.stringify(name)}`);
}
