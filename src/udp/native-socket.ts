// UDP sockets by the C library, for what Node's dgram cannot ask: one interface only, and a buffer above the
// system's limit. Linux; the numbers are those of its asm-generic/socket.h. Hands out descriptors.

import { codedError } from '../core/coded-error.js';
import { formatIpv4, type Ipv4, ipv4FromBytes, ipv4ToBytes } from '../core/ipv4.js';
import { type Endpoint, RECEIVE_BUFFER_BYTES } from './datagram.js';
import type { Libc } from './libc.js';
import { AF_INET, IP_PKTINFO, SOCKADDR_BYTES } from './message-batch.js';

export interface NativeBinding {
  readonly address: Ipv4;
  /** 0: any free one. */
  readonly port: number;
  /** The only interface to hear and to send by; absent: all. */
  readonly device?: string;
  /** Whoever it sends to is on the wire of its interface: no route is asked. */
  readonly neighboursOnly?: boolean;
  /** Other sockets of ours have the port, too. */
  readonly shared?: boolean;
  /** May send to everyone. */
  readonly broadcast?: boolean;
  /** Tells with each packet which of our addresses it was sent to. */
  readonly tellsLocal?: boolean;
  /** What is too long for a path may be sent in fragments by whoever forwards it, instead of being lost there. */
  readonly fragments?: boolean;
}

export interface NativeSockets {
  /** The bound socket's descriptor, which makes nobody wait. Throws an Error with the system's code. */
  bind(binding: NativeBinding): number;
  /** Whether later sockets may have the port of this one, too, if they ask for it. */
  share(fd: number, shared: boolean): void;
}

const SOCK_DGRAM = 2;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const IPPROTO_IP = 0;
const IP_MTU_DISCOVER = 10;
const IP_PMTUDISC_DONT = 0;
const OPTIONS = {
  SO_REUSEADDR: 2,
  SO_DONTROUTE: 5,
  SO_BROADCAST: 6,
  SO_SNDBUF: 7,
  SO_RCVBUF: 8,
  SO_BINDTODEVICE: 25,
  SO_SNDBUFFORCE: 32,
  SO_RCVBUFFORCE: 33,
} as const;

type OptionName = keyof typeof OPTIONS;

export function createNativeSockets(libc: Libc): NativeSockets {
  return {
    bind(binding) {
      const fd = libc.socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      if (fd < 0) throw failed(libc, 'socket');
      try {
        bindDescriptor(libc, fd, binding);
        return fd;
      } catch (error) {
        libc.close(fd);
        throw error;
      }
    },
    share: (fd, shared) => set(libc, fd, 'SO_REUSEADDR', int(Number(shared))),
  };
}

/** What the system granted, in its own counting. */
export function receiveBufferOf(libc: Libc, fd: number): number {
  const granted = int(0);
  libc.getsockopt(fd, SOL_SOCKET, OPTIONS.SO_RCVBUF, granted, int(granted.length));
  return new DataView(granted.buffer).getInt32(0, true);
}

/** As bound: a port that was 0 is the real one here. Undefined: it is not a socket of IPv4. */
export function localOf(libc: Libc, fd: number): Endpoint | undefined {
  const name = new Uint8Array(SOCKADDR_BYTES);
  const view = new DataView(name.buffer);
  const failed = libc.getsockname(fd, name, int(name.length)) < 0;
  if (failed || view.getUint16(0, true) !== AF_INET) return undefined;
  return { address: formatIpv4(ipv4FromBytes(name, 4)), port: view.getUint16(2) };
}

function bindDescriptor(libc: Libc, fd: number, binding: NativeBinding): void {
  const { address, port, device, shared = false, broadcast = false } = binding;
  if (device !== undefined) set(libc, fd, 'SO_BINDTODEVICE', Buffer.from(`${device}\0`));
  if (binding.neighboursOnly) set(libc, fd, 'SO_DONTROUTE', int(1));
  if (shared) set(libc, fd, 'SO_REUSEADDR', int(1));
  if (broadcast) set(libc, fd, 'SO_BROADCAST', int(1));
  if (binding.tellsLocal) tellLocal(libc, fd);
  if (binding.fragments) allowFragments(libc, fd);
  enlarge(libc, fd, 'SO_RCVBUFFORCE', 'SO_RCVBUF');
  enlarge(libc, fd, 'SO_SNDBUFFORCE', 'SO_SNDBUF');
  const name = socketAddress(address, port);
  if (libc.bind(fd, name, name.length) < 0) throw failed(libc, 'bind');
}

/** ip(7): with each packet, which of our addresses it was sent to. */
export function tellLocal(libc: Libc, fd: number): void {
  setForIp(libc, fd, IP_PKTINFO, 1, 'IP_PKTINFO');
}

/** ip(7): leaves out the bit that forbids fragments on the way, which Linux sets unless told otherwise. */
export function allowFragments(libc: Libc, fd: number): void {
  setForIp(libc, fd, IP_MTU_DISCOVER, IP_PMTUDISC_DONT, 'IP_MTU_DISCOVER');
}

function setForIp(libc: Libc, fd: number, option: number, value: number, name: string): void {
  const bytes = int(value);
  if (libc.setsockopt(fd, IPPROTO_IP, option, bytes, bytes.length) < 0) throw failed(libc, name);
}

/** Forced where we may; else as much as the system's limit allows. */
function enlarge(libc: Libc, fd: number, forced: OptionName, allowed: OptionName): void {
  const wanted = int(RECEIVE_BUFFER_BYTES);
  if (libc.setsockopt(fd, SOL_SOCKET, OPTIONS[forced], wanted, wanted.length) < 0) {
    libc.setsockopt(fd, SOL_SOCKET, OPTIONS[allowed], wanted, wanted.length);
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

/** struct sockaddr_in: the family as this machine writes numbers, port and address as the wire does. */
function socketAddress(address: Ipv4, port: number): Uint8Array {
  const bytes = new Uint8Array(SOCKADDR_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, AF_INET, true);
  view.setUint16(2, port);
  bytes.set(ipv4ToBytes(address), 4);
  return bytes;
}

function int(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}
