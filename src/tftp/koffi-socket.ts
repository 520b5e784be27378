// UDP for IPv4 by recvmmsg and sendmmsg: what waits is read together, and what that leads to is sent together.
// Knows nothing of TFTP. All sockets of one opener take turns with one set of receive buffers.

import { codedError } from '../core/coded-error.js';
import { formatIpv4, type Ipv4, ipv4FromBytes, ipv4ToBytes, parseIpv4 } from '../core/ipv4.js';
import type { DatagramSocket, Endpoint, OpenSocket, Receive } from './datagram.js';
import { RECEIVE_BUFFER_BYTES } from './dgram-socket.js';
import type { Libc } from './libc.js';
import { BATCH, createMessageBatch, SOCKADDR_BYTES } from './message-batch.js';
import { createSendQueue } from './send-queue.js';

const AF_INET = 2;
const SOCK_DGRAM = 2;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const SO_SNDBUF = 7;
const SO_RCVBUF = 8;
const SO_SNDBUFFORCE = 32;
const SO_RCVBUFFORCE = 33;
const MSG_DONTWAIT = 0x40;

/** Longer than any datagram, and no multiple of a page: slots must not share the lines of a cache. */
const SLOT_BYTES = 65_536 + 64;
/** Batches of each socket before timers and everybody else have their turn. */
const MAX_ROUNDS = 16;
/** Addresses remembered in both forms. */
const MAX_KNOWN = 16_384;

const READABLE = { readable: true, writable: false };
const WRITABLE_TOO = { readable: true, writable: true };

/** What the sockets of one opener share. */
interface Loop {
  readonly libc: Libc;
  /** To be read in this turn. */
  wake(socket: Member): void;
  /** To be sent at the end of this turn. */
  owe(socket: Member): void;
  /** One batch; gives the number of packets. */
  receiveInto(socket: Member): number;
  ipOf(address: string): Ipv4 | undefined;
}

interface Member {
  readonly fd: number;
  readonly receive: (packet: Uint8Array, from: Endpoint) => void;
  readonly read: () => number;
  readonly flush: () => void;
}

/** IPv6 is `fallback`'s. */
export function createKoffiOpener(libc: Libc, fallback: OpenSocket): OpenSocket {
  const loop = createLoop(libc);
  return async (local, receive) => {
    const ip = parseIpv4(local.address);
    return ip === undefined ? fallback(local, receive) : open(loop, ip, local.port, receive);
  };
}

function createLoop(libc: Libc): Loop {
  const batch = createMessageBatch(libc, BATCH);
  const packetIn = createSlots(libc, batch.place);
  const endpointAt = createEndpoints();
  const ipOf = createAddresses();
  const readable = new Set<Member>();
  const owing = new Set<Member>();
  let planned = false;

  // Not in the watch itself: promises go on, and errors are caught, only behind a turn of Node's own.
  function plan(): void {
    if (planned) return;
    planned = true;
    setImmediate(turn);
  }
  function turn(): void {
    const members = [...readable];
    readable.clear();
    try {
      let rounds = 0;
      while (exchange(members) > 0 && ++rounds < MAX_ROUNDS);
    } finally {
      planned = false;
    }
  }
  /** Reads once from each, sends what that led to, and says how many packets came. */
  function exchange(members: readonly Member[]): number {
    let received = 0;
    for (const member of members) received += member.read();
    for (const member of owing) {
      owing.delete(member);
      member.flush();
    }
    return received;
  }
  return {
    libc,
    ipOf,
    wake(member) {
      readable.add(member);
      plan();
    },
    owe(member) {
      owing.add(member);
      plan();
    },
    receiveInto(member) {
      batch.expect();
      const count = libc.recvmmsg(member.fd, batch.from(0), BATCH, MSG_DONTWAIT, null);
      for (let slot = 0; slot < count; slot++) {
        const port = batch.port(slot);
        const packet = packetIn(slot, batch.receivedBytes(slot));
        // Port 0 can be forged but not answered.
        if (port !== 0) member.receive(packet, endpointAt(batch.ip(slot), port));
      }
      return Math.max(count, 0);
    },
  };
}

/** Gives the first bytes of a slot. */
function createSlots(
  libc: Libc,
  place: (slot: number, address: number, length: number) => void,
): (slot: number, bytes: number) => Uint8Array {
  const memory = new Uint8Array(BATCH * SLOT_BYTES);
  const start = libc.addressOf(memory);
  for (let slot = 0; slot < BATCH; slot++) place(slot, start + slot * SLOT_BYTES, SLOT_BYTES);
  // Nearly all that comes are acknowledgements, of one length: a view serves again.
  const views: Uint8Array[] = [];
  return (slot, bytes) => {
    const last = views[slot];
    if (last?.length === bytes) return last;
    const view = memory.subarray(slot * SLOT_BYTES, slot * SLOT_BYTES + bytes);
    views[slot] = view;
    return view;
  };
}

function createEndpoints(): (ip: Ipv4, port: number) => Endpoint {
  const known = new Map<number, Endpoint>();
  return (ip, port) => {
    const key = ip * 65_536 + port;
    const found = known.get(key);
    if (found) return found;
    if (known.size === MAX_KNOWN) known.clear();
    const endpoint = { address: formatIpv4(ip), port };
    known.set(key, endpoint);
    return endpoint;
  };
}

function createAddresses(): (address: string) => Ipv4 | undefined {
  const known = new Map<string, Ipv4>();
  return (address) => {
    const found = known.get(address) ?? parseIpv4(address);
    if (found === undefined) return undefined;
    if (known.size === MAX_KNOWN) known.clear();
    known.set(address, found);
    return found;
  };
}

function open(loop: Loop, ip: Ipv4, port: number, receive: Receive): DatagramSocket {
  const { libc } = loop;
  const fd = libc.socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) throw failed(libc, 'socket');
  enlarge(libc, fd, SO_RCVBUFFORCE, SO_RCVBUF);
  enlarge(libc, fd, SO_SNDBUFFORCE, SO_SNDBUF);
  const name = socketAddress(ip, port);
  if (libc.bind(fd, name, name.length) < 0) {
    const error = failed(libc, 'bind');
    libc.close(fd);
    throw error;
  }
  return attach(loop, fd, receive);
}

function attach(loop: Loop, fd: number, receive: Receive): DatagramSocket {
  const { libc } = loop;
  const queue = createSendQueue(libc, fd);
  let isOpen = true;
  /** The system takes nothing more for now. */
  let isBlocked = false;
  const socket: DatagramSocket = {
    backend: 'koffi',
    local: localOf(libc, fd),
    receiveBufferBytes: receiveBufferOf(libc, fd),
    send(packet, to, onSent) {
      if (!isOpen) return;
      const ip = loop.ipOf(to.address);
      if (ip === undefined) onSent?.('EAFNOSUPPORT');
      else queue.add(packet, ip, to.port, onSent);
      loop.owe(member);
    },
    async close() {
      if (!isOpen) return;
      queue.flush();
      isOpen = false;
      watch.close();
      libc.close(fd);
    },
  };
  const member: Member = {
    fd,
    receive: (packet, from) => isOpen && receive(packet, from, socket),
    read: () => (isOpen ? loop.receiveInto(member) : 0),
    flush() {
      if (!isOpen || queue.flush() === !isBlocked) return;
      isBlocked = !isBlocked;
      watch.start(isBlocked ? WRITABLE_TOO : READABLE, ready);
    },
  };
  function ready(): void {
    loop.wake(member);
    loop.owe(member);
  }
  const watch = libc.watch(fd, READABLE, ready);
  return socket;
}

function enlarge(libc: Libc, fd: number, forced: number, allowed: number): void {
  const wanted = int(RECEIVE_BUFFER_BYTES);
  if (libc.setsockopt(fd, SOL_SOCKET, forced, wanted, wanted.length) < 0) {
    libc.setsockopt(fd, SOL_SOCKET, allowed, wanted, wanted.length);
  }
}

function receiveBufferOf(libc: Libc, fd: number): number {
  const granted = int(0);
  libc.getsockopt(fd, SOL_SOCKET, SO_RCVBUF, granted, int(granted.length));
  return new DataView(granted.buffer).getInt32(0, true);
}

function localOf(libc: Libc, fd: number): Endpoint {
  const name = new Uint8Array(SOCKADDR_BYTES);
  libc.getsockname(fd, name, int(name.length));
  const port = new DataView(name.buffer).getUint16(2);
  return { address: formatIpv4(ipv4FromBytes(name, 4)), port };
}

function socketAddress(ip: Ipv4, port: number): Uint8Array {
  const name = new Uint8Array(SOCKADDR_BYTES);
  const view = new DataView(name.buffer);
  view.setUint16(0, AF_INET, true);
  view.setUint16(2, port);
  name.set(ipv4ToBytes(ip), 4);
  return name;
}

function int(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

function failed(libc: Libc, call: string): Error {
  const code = libc.failure();
  return codedError(code, `${call}: ${code}`);
}
