// Is the port another server's already? Ours share it among themselves, and so would share it with a
// second server, unnoticed, each hearing half.

import { fstatSync, readFileSync } from 'node:fs';
import { codedError } from '../../core/coded-error.js';
import { listenError } from '../../core/listen-error.js';
import { ANY, bindSocket, closeSocket, listenerAt } from './udp-socket.js';

/** Rejects with EADDRINUSE if so. Call before ours are opened. */
export async function probePort(port: number): Promise<void> {
  await closeSocket(await bindSocket(ANY, port, false));
}

/**
 * Throws EADDRINUSE if so, where sockets of ours have the port and binding would only meet them. Asks
 * Linux's table; it does not say which interface a socket is bound to, so one elsewhere counts, too.
 */
export function probePortBeside(ours: readonly number[], port: number, table = readTable()): void {
  const known = new Set(ours.map((fd) => String(fstatSync(fd).ino)));
  const stranger = socketsOn(port, table).find((inode) => !known.has(inode));
  if (stranger === undefined) return;
  throw listenError(codedError('EADDRINUSE', 'bind'), listenerAt(ANY, port));
}

/** Inode numbers out of /proc/net/udp, proc(5): `sl local_address rem_address … inode …`. */
export function socketsOn(port: number, table: string): readonly string[] {
  return table.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [, localPort] = fields[1]?.split(':') ?? [];
    const inode = fields[9];
    return localPort !== undefined && inode !== undefined && Number.parseInt(localPort, 16) === port
      ? [inode]
      : [];
  });
}

function readTable(): string {
  return readFileSync('/proc/net/udp', 'latin1');
}
