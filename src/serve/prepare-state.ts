// The state folder before anything in it is opened: made if it is missing, and refused where others could put links
// and files of theirs in our way.

import {
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { codedError } from '../core/coded-error.js';
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
    refuseForeignLink(path, owner);
    const real = realpathSync(path);
    const fd = openSync(real, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    try {
      refuseWritable(real, fstatSync(fd));
      for (const above of foldersAbove(real)) refuseReplaceable(real, above);
      if (isMade && owner !== undefined) fchownSync(fd, owner.uid, owner.gid);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw isSystemError(error) ? stateError(error, path) : error;
  }
}

/** Whether it was made now. One by one: Node's own way to make several at once hides what the system said. */
function makeFolder(path: string, mode: number): boolean {
  if (existsSync(path)) return false;
  makeFolder(dirname(path), FOR_ALL_TO_PASS);
  mkdirSync(path, mode);
  return true;
}

/** In a folder like /tmp anyone can have put a link there before us. */
function refuseForeignLink(path: string, owner?: Owner): void {
  const seen = lstatSync(path);
  const trusted = [0, process.getuid?.(), owner?.uid];
  if (!seen.isSymbolicLink() || trusted.includes(seen.uid)) return;
  throw codedError('EPERM', `${path} is a link that another user made: ${INSTEAD}`);
}

function refuseWritable(path: string, { mode, uid }: Stats): void {
  const writers = mode & (isGivenToOurGroup(uid) ? OTHERS_WRITE : OTHERS_WRITE | GROUP_WRITES);
  if (writers === 0) return;
  throw codedError(
    'EPERM',
    `others may write in ${path} (mode ${(mode & 0o7777).toString(8)}), so leases there could be ` +
      `changed or led astray: "chmod go-w ${path}", or ${INSTEAD}`,
  );
}

/** As orchestrators do with volumes: root's own folder, in which we can write by our group alone. */
function isGivenToOurGroup(uid: number): boolean {
  return uid === 0 && process.getuid?.() !== 0;
}

function refuseReplaceable(path: string, above: string): void {
  const { mode } = statSync(above);
  if ((mode & OTHERS_WRITE) === 0 || (mode & STICKY) !== 0) return;
  throw codedError(
    'EPERM',
    `anyone may put another folder in the place of ${path}, for ${above} is everyone's: ${INSTEAD}`,
  );
}

function foldersAbove(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...foldersAbove(above)];
}
