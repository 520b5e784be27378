// Users and groups of this system, from wherever it keeps them.

import { execFileSync } from 'node:child_process';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** All groups, that one among them. */
  readonly groups: readonly number[];
}

/** `NAME` or `NAME:GROUP`; undefined: there is no such user or group. */
export function findAccount(wanted: string): Account | undefined {
  const [user = '', group] = wanted.split(':');
  const [name, , uid, ownGid] = lookUp('passwd', user);
  const [, , groupGid] = group === undefined ? [] : lookUp('group', group);
  const gid = group === undefined ? ownGid : groupGid;
  if (name === undefined || uid === undefined || gid === undefined) return undefined;
  const groups = [Number(gid), ...groupsOf(name)];
  return { name, uid: Number(uid), gid: Number(gid), groups: [...new Set(groups)] };
}

function groupsOf(user: string): readonly number[] {
  return ask('id', '-G', user).split(' ').filter(Boolean).map(Number);
}

/** The fields of passwd(5) or group(5), from wherever this system keeps them. Empty: no such entry. */
function lookUp(database: 'passwd' | 'group', key: string): readonly string[] {
  const line = ask('getent', database, key);
  return line === '' ? [] : line.split(':');
}

/** What a program prints; nothing if it fails. */
function ask(program: string, ...args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}

/** A group by name or number; undefined: there is no such group. */
export function findGroup(wanted: string): number | undefined {
  const [, , gid] = lookUp('group', wanted);
  return gid === undefined ? undefined : Number(gid);
}
