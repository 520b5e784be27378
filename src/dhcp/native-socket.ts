// UDP sockets by the C library, for what Node's dgram cannot ask: one interface only, and a buffer above the
// system's limit. Linux; the numbers are those of its asm-generic/socket.h. Hands out descriptors.

import { closeSync } from 'node:fs';
import { getSystemErrorName } from 'node:util';
import { codedError } from '../core/coded-error.js';
import { type Ipv4, ipv4ToBytes } from '../core/ipv4.js';
import { listenError } from '../core/listen-error.js';
import { listenerAt, RECEIVE_BUFFER_BYTES } from './udp-socket.js';

export interface NativeBinding {
  readonly address: Ipv4;
  readonly port: number;
  /** The only interface to hear and to send by; absent: all. */
  readonly device?: string;
  /** Other sockets of ours have the port, too. */
  readonly shared: boolean;
}

export interface NativeSockets {
  /** The bound socket's descriptor, not blocking anyone. Throws with code, cause and advice. */
  bind(binding: NativeBinding): number;
  /** Whether later sockets may have the port of this one, too, if they ask for it. */
  share(fd: number, shared: boolean): void;
}

const AF_INET = 2;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const OPTIONS = {
  SO_REUSEADDR: 2,
  SO_RCVBUF: 8,
  SO_BINDTODEVICE: 25,
  SO_RCVBUFFORCE: 33,
} as const;

type OptionName = keyof typeof OPTIONS;

interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  setsockopt(fd: number, level: number, name: number, value: Uint8Array, length: number): number;
  bind(fd: number, address: Uint8Array, length: number): number;
  /** Code of the last failure, `EACCES`. */
  failure(): string;
}

/** Rejects where there is no such thing: another system, or koffi is not installed or may not load. */
export async function loadNativeSockets(): Promise<NativeSockets> {
  const libc = await loadLibc();
  return {
    bind(binding) {
      const fd = libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      if (fd < 0) throw listenError(failed(libc, 'socket'), listenerOf(binding));
      try {
        bindDescriptor(libc, fd, binding);
        return fd;
      } catch (error) {
        closeSync(fd);
        throw error;
      }
    },
    share: (fd, shared) => set(libc, fd, 'SO_REUSEADDR', int(Number(shared))),
  };
}

function bindDescriptor(libc: Libc, fd: number, binding: NativeBinding): void {
  const { address, port, device, shared } = binding;
  if (device !== undefined) set(libc, fd, 'SO_BINDTODEVICE', Buffer.from(`${device}\0`));
  if (shared) set(libc, fd, 'SO_REUSEADDR', int(1));
  enlargeReceiveBuffer(libc, fd);
  const name = socketAddress(address, port);
  if (libc.bind(fd, name, name.length) < 0) {
    throw listenError(failed(libc, 'bind'), listenerOf(binding));
  }
}

/** Forced where we may; else as much as net.core.rmem_max allows. */
function enlargeReceiveBuffer(libc: Libc, fd: number): void {
  const wanted = int(RECEIVE_BUFFER_BYTES);
  const { SO_RCVBUFFORCE, SO_RCVBUF } = OPTIONS;
  if (libc.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, wanted, wanted.length) < 0) {
    libc.setsockopt(fd, SOL_SOCKET, SO_RCVBUF, wanted, wanted.length);
  }
}

function set(libc: Libc, fd: number, name: OptionName, value: Uint8Array): void {
  if (libc.setsockopt(fd, SOL_SOCKET, OPTIONS[name], value, value.length) < 0) {
    throw failed(libc, name);
  }
}

function failed(libc: Libc, call: string): Error {
  const code = libc.failure();
  return codedError(code, `${call}: ${code}`);
}

function listenerOf({ address, port, device }: NativeBinding): ReturnType<typeof listenerAt> {
  return listenerAt(address, port, device);
}

/** struct sockaddr_in: the family as this machine writes numbers, port and address as the wire does. */
function socketAddress(address: Ipv4, port: number): Uint8Array {
  const bytes = new Uint8Array(16);
  new Uint16Array(bytes.buffer)[0] = AF_INET;
  new DataView(bytes.buffer).setUint16(2, port);
  bytes.set(ipv4ToBytes(address), 4);
  return bytes;
}

function int(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

async function loadLibc(): Promise<Libc> {
  if (process.platform !== 'linux') throw codedError('ENOSYS', `not known on ${process.platform}`);
  const { default: koffi } = await import('koffi');
  const libc = koffi.load(null);
  const socket: Libc['socket'] = libc.func('int socket(int, int, int)');
  const bind: Libc['bind'] = libc.func('int bind(int, const void *, uint32_t)');
  const setsockopt: Libc['setsockopt'] = libc.func(
    'int setsockopt(int, int, int, const void *, uint32_t)',
  );
  return { socket, bind, setsockopt, failure: () => getSystemErrorName(-koffi.errno()) };
}
