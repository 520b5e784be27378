// Datagrams to a Unix socket, unix(7), which Node cannot send. Linux.

import { codedError } from '../core/coded-error.js';
import type { Libc } from './libc.js';

export interface LocalDatagrams {
  /** Throws an Error with the system's code where it is not taken at once. */
  send(text: string): void;
}

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const MSG_NOSIGNAL = 0x4000;
/** Of struct sockaddr_un, the family not counted. */
const MAX_PATH_BYTES = 108;

/** `path` is one of the file system, or `@name` for an abstract one. */
export function openLocalDatagrams(libc: Libc, path: string): LocalDatagrams {
  const name = socketName(path);
  const fd = libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) throw codedError(libc.failure(), 'no Unix socket can be had');
  return {
    send(text) {
      const bytes = Buffer.from(text);
      if (libc.sendto(fd, bytes, bytes.length, MSG_NOSIGNAL, name, name.length) < 0) {
        const code = libc.failure();
        throw codedError(code, `a message to ${path} was not taken: ${code}`);
      }
    },
  };
}

/** The family as this machine (little-endian) writes it, then the path, which its length ends. */
function socketName(path: string): Uint8Array {
  const bytes = Buffer.from(path);
  if (bytes.length >= MAX_PATH_BYTES) throw codedError('ENAMETOOLONG', `${path} is too long`);
  if (path.startsWith('@')) bytes[0] = 0;
  return Buffer.concat([Buffer.from([AF_UNIX, 0]), bytes]);
}
