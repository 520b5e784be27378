// From root to a user who may do less, for good, once the sockets are open that need root, and before any file is.

import { accessSync, constants } from 'node:fs';
import { codedError } from '../core/coded-error.js';
import type { Log } from '../core/log.js';
import { type Account, findAccount } from './accounts.js';

/** Who a root process becomes if such a user exists and nobody else is asked for. */
const DEFAULT_USER = 'offhook';

/**
 * `wanted` is `NAME` or `NAME:GROUP`. Undefined: this process stays who it is, which for root is said. Throws
 * ENOENT for a user or group that does not exist, EPERM where this is not root.
 */
export function chooseAccount(wanted: string | undefined, log: Log): Account | undefined {
  const isRoot = process.getuid?.() === 0;
  if (wanted === undefined) return isRoot ? defaultAccount(log) : undefined;
  if (!isRoot) throw codedError('EPERM', 'only root can become another user: leave --user out');
  const account = findAccount(wanted);
  if (account === undefined) throw codedError('ENOENT', `there is no user or group "${wanted}"`);
  return account.uid === 0 ? undefined : account;
}

function defaultAccount(log: Log): Account | undefined {
  const account = findAccount(DEFAULT_USER);
  if (account === undefined) {
    log.warn({}, `stays root: there is no user "${DEFAULT_USER}", and --user names no other`);
  }
  return account;
}

/** There is no way back, and that is tried. */
export function becomeUser(account: Account, log: Log): void {
  const { name, uid, gid, groups } = account;
  process.setgroups?.(groups);
  process.setgid?.(gid);
  process.setuid?.(uid);
  if (canRegainRoot()) throw codedError('EPERM', `${name} could become root again`);
  log.info({ user: name, uid, gid }, 'runs without root from here on');
}

/** A reload reads them as the user that we have become. */
export function warnOfUnreadable(paths: readonly string[], log: Log): void {
  const unreadable = paths.filter((path) => !isReadable(path));
  if (unreadable.length > 0) {
    log.warn({ files: unreadable }, 'may not be read any more: a reload will fail');
  }
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function canRegainRoot(): boolean {
  try {
    process.setuid?.(0);
    return true;
  } catch {
    return false;
  }
}
