// Who has a port of this machine, as Linux tells it under /proc, proc(5). Elsewhere nobody is known.

import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { socketsOn } from '../../dhcp/link/port-probe.js';

export interface Process {
  readonly pid: number;
  /** As it calls itself. */
  readonly name: string;
  readonly isOffhook: boolean;
}

export interface Holders {
  readonly processes: readonly Process[];
  /** There is a socket on the port whose process we may not see. */
  readonly hidden: boolean;
}

export function findHolders(protocol: 'udp' | 'tcp', port: number, proc = '/proc'): Holders {
  const tables = [protocol, `${protocol}6`].map((name) => readText(join(proc, 'net', name)));
  const inodes = tables.flatMap((table) => socketsOn(port, table)).filter(isOwned);
  if (inodes.length === 0) return { processes: [], hidden: false };
  const wanted = new Set(inodes.map((inode) => `socket:[${inode}]`));
  const seen = new Set<string>();
  const processes = list(proc)
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const held = linksIn(join(proc, pid, 'fd')).filter((link) => wanted.has(link));
      for (const link of held) seen.add(link);
      return held.length > 0;
    })
    .map((pid) => describe(join(proc, pid), Number(pid)));
  return { processes, hidden: seen.size < wanted.size };
}

/** A TCP connection that has ended belongs to nobody any more. */
function isOwned(inode: string): boolean {
  return inode !== '0';
}

function describe(folder: string, pid: number): Process {
  const name = readText(join(folder, 'comm')).trim() || 'a process';
  return { pid, name, isOffhook: runsOffhook(folder) };
}

/** Of this installation, or of another that is named so. */
const OURS = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const ANOTHER = /\/offhook\/dist\/cli\/main\.js$/;

function runsOffhook(folder: string): boolean {
  const cwd = readLink(join(folder, 'cwd')) ?? '/';
  return readText(join(folder, 'cmdline'))
    .split('\0')
    .map((argument) => realPath(resolve(cwd, argument)))
    .some((path) => path !== undefined && (path === realPath(OURS) || ANOTHER.test(path)));
}

function linksIn(folder: string): readonly string[] {
  return list(folder).flatMap((name) => readLink(join(folder, name)) ?? []);
}

// What may not be read, or has ended meanwhile, tells nothing.

function list(folder: string): readonly string[] {
  return attempt(() => readdirSync(folder)) ?? [];
}

function readText(path: string): string {
  return attempt(() => readFileSync(path, 'utf8')) ?? '';
}

function readLink(path: string): string | undefined {
  return attempt(() => readlinkSync(path));
}

function realPath(path: string): string | undefined {
  return attempt(() => realpathSync(path));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
