// The state folder before anything in it is opened: made if it is missing, and refused where others could put links
// and files of theirs in our way.

import {
  closeSync,
  constants,
  fchownSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { codedError } from '../core/coded-error.js';
import { isThere } from '../core/file-error.js';
import { isSystemError, stateError } from './state-error.js';

/** Who will serve. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;
const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;
const FOR_US_AND_OUR_GROUP = 0o750;
/** The folders above: whoever we become must get through them. */
const FOR_ALL_TO_PASS = 0o755;
const INSTEAD = 'name another folder with --state-dir';

/**
 * What is made here is given to `owner`, and nothing else is: what was there before may be anyone's. Throws EPERM
 * where others may write, else the system's code, with a sentence that says what to do.
 */
export function prepareState(path: string, owner?: Owner): void {
  try {
    const isMade = makeFolder(path, FOR_US_AND_OUR_GROUP);
    const danger = stateDanger(path, owner);
    if (danger !== undefined) throw codedError('EPERM', `${danger.seen}: ${danger.todo}`);
    if (isMade && owner !== undefined) giveAway(path, owner);
  } catch (error) {
    throw isSystemError(error) ? stateError(error, path) : error;
  }
}

export interface Danger {
  readonly seen: string;
  readonly todo: string;
}

/** How others could change what is kept in a folder that is there, or lead it astray. Throws what the system says. */
export function stateDanger(path: string, owner?: Owner): Danger | undefined {
  const real = realpathSync(path);
  return (
    foreignLink(path, owner) ??
    writableByOthers(real) ??
    foldersAbove(real)
      .map((above) => replaceable(real, above))
      .find((danger) => danger !== undefined)
  );
}

function giveAway(path: string, { uid, gid }: Owner): void {
  const fd = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    fchownSync(fd, uid, gid);
  } finally {
    closeSync(fd);
  }
}

/** Whether it was made now. One by one: Node's own way to make several at once hides what the system said. */
function makeFolder(path: string, mode: number): boolean {
  if (isThere(path)) return false;
  makeFolder(dirname(path), FOR_ALL_TO_PASS);
  mkdirSync(path, mode);
  return true;
}

/** In a folder like /tmp anyone can have put a link there before us. */
function foreignLink(path: string, owner: Owner | undefined): Danger | undefined {
  const seen = lstatSync(path);
  const trusted = [0, process.getuid?.(), owner?.uid];
  if (!seen.isSymbolicLink() || trusted.includes(seen.uid)) return undefined;
  return { seen: `${path} is a link that another user made`, todo: INSTEAD };
}

function writableByOthers(path: string): Danger | undefined {
  const fd = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  const { mode, uid } = fstatSync(fd);
  closeSync(fd);
  const writers = mode & (isGivenToOurGroup(uid) ? OTHERS_WRITE : OTHERS_WRITE | GROUP_WRITES);
  if (writers === 0) return undefined;
  const shown = (mode & 0o7777).toString(8);
  return {
    seen: `others may write in ${path} (mode ${shown}), so leases there could be changed or led astray`,
    todo: `"chmod go-w ${path}", or ${INSTEAD}`,
  };
}

/** As orchestrators do with volumes: root's own folder, in which we can write by our group alone. */
function isGivenToOurGroup(uid: number): boolean {
  return uid === 0 && process.getuid?.() !== 0;
}

function replaceable(path: string, above: string): Danger | undefined {
  const { mode } = statSync(above);
  if ((mode & OTHERS_WRITE) === 0 || (mode & STICKY) !== 0) return undefined;
  return {
    seen: `anyone may put another folder in the place of ${path}, for ${above} is everyone's`,
    todo: INSTEAD,
  };
}

function foldersAbove(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...foldersAbove(above)];
}
