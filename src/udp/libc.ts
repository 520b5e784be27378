// Calls of Linux's C library that Node does not offer, by the optional package koffi. Knows no packet.

import { getSystemErrorName } from 'node:util';
import { codedError } from '../core/coded-error.js';

export interface Readiness {
  readonly readable: boolean;
  readonly writable: boolean;
}

/** Told by the event loop; `ready` must not throw, and promises rest until it has returned to the loop. */
export interface Watch {
  start(what: Readiness, ready: () => void): void;
  stop(): void;
  close(): void;
}

/** As in the manual, section 2: numbers below 0 are failures, `failure` names the last. */
export interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: Uint8Array, length: number): number;
  getsockname(fd: number, address: Uint8Array, length: Uint8Array): number;
  setsockopt(fd: number, level: number, name: number, value: Uint8Array, length: number): number;
  getsockopt(
    fd: number,
    level: number,
    name: number,
    value: Uint8Array,
    length: Uint8Array,
  ): number;
  /** `argument` is read and written as the request says. */
  ioctl(fd: number, request: number, argument: Uint8Array): number;
  close(fd: number): number;
  flock(fd: number, operation: number): number;
  recvmmsg(fd: number, messages: Uint8Array, count: number, flags: number, timeout: null): number;
  sendmmsg(fd: number, messages: Uint8Array, count: number, flags: number): number;
  sendto(
    fd: number,
    bytes: Uint8Array,
    length: number,
    flags: number,
    address: Uint8Array,
    addressLength: number,
  ): number;
  /** `EACCES`. */
  failure(): string;
  /** Where memory lies; it stays there as long as someone holds `memory`. */
  addressOf(memory: Uint8Array): number;
  watch(fd: number, what: Readiness, ready: () => void): Watch;
}

/** Those whose structures and numbers are the ones written down beside the calls. */
const ARCHITECTURES = new Set(['x64', 'arm64']);

/** Rejects where there is no such thing: another system, or koffi is not installed or does not load. */
export async function loadLibc(): Promise<Libc> {
  const { platform, arch } = process;
  if (platform !== 'linux' || !ARCHITECTURES.has(arch)) {
    throw codedError('ENOSYS', `not known on ${platform} ${arch}`);
  }
  const { default: koffi } = await import('koffi');
  const library = koffi.load(null);
  const socket: Libc['socket'] = library.func('int socket(int, int, int)');
  const bind: Libc['bind'] = library.func('int bind(int, const void *, uint32_t)');
  const getsockname: Libc['getsockname'] = library.func('int getsockname(int, void *, void *)');
  const setsockopt: Libc['setsockopt'] = library.func(
    'int setsockopt(int, int, int, const void *, uint32_t)',
  );
  const getsockopt: Libc['getsockopt'] = library.func(
    'int getsockopt(int, int, int, void *, void *)',
  );
  // Of the two kinds of argument that it may have, ours is always memory.
  const ioctl: Libc['ioctl'] = library.func('int ioctl(int, unsigned long, void *)');
  const close: Libc['close'] = library.func('int close(int)');
  const flock: Libc['flock'] = library.func('int flock(int, int)');
  const recvmmsg: Libc['recvmmsg'] = library.func('int recvmmsg(int, void *, uint, int, void *)');
  const sendmmsg: Libc['sendmmsg'] = library.func('int sendmmsg(int, void *, uint, int)');
  const sendto: Libc['sendto'] = library.func(
    'int sendto(int, const void *, size_t, int, const void *, uint32_t)',
  );
  return {
    ...{ socket, bind, getsockname, setsockopt, getsockopt, ioctl, close, flock },
    ...{ recvmmsg, sendmmsg, sendto },
    failure: () => getSystemErrorName(-koffi.errno()),
    addressOf: (memory) => Number(koffi.address(memory)),
    watch: (fd, what, ready) => koffi.node.poll(fd, what, ready),
  };
}
