// Sockets read by recvmmsg and written by sendmmsg: what waits is read together, and what that leads to is sent
// together. Knows no protocol above UDP. All sockets of one `createBatches` take turns with one set of receive
// buffers.

import { codedError } from '../core/coded-error.js';
import { formatIpv4, type Ipv4, parseIpv4 } from '../core/ipv4.js';
import { oncePerKey } from '../core/once-per.js';
import type { DatagramSocket, Receive } from './datagram.js';
import { createEndpoints } from './endpoints.js';
import type { Libc, Readiness } from './libc.js';
import { BATCH, createMessageBatch } from './message-batch.js';
import { localOf, receiveBufferOf } from './native-socket.js';
import { createSendQueue } from './send-queue.js';

export interface Batches {
  /** Takes over a bound IPv4 socket that makes nobody wait, by its descriptor. */
  adopt(fd: number, receive: Receive): DatagramSocket;
}

const MSG_DONTWAIT = 0x40;

/** Longer than any datagram, and no multiple of a page: slots must not share the lines of a cache. */
const SLOT_BYTES = 65_536 + 64;
/** Batches of each socket before timers and everybody else have their turn. */
const MAX_ROUNDS = 16;
/**
 * Packets of one socket in a turn from which on it is read in the next turn unasked, and the system need not tell
 * of it: for each packet that comes or has left, that costs it a call.
 */
const BUSY_PACKETS = 8;
/** Addresses remembered in both forms. */
const MAX_KNOWN = 16_384;

/** Of our addresses, those that a socket tells apart; what is sent to more leaves from whichever the system takes. */
const MAX_LOCAL = 1_024;

const UNSAID = 0 as Ipv4;

const READABLE = { readable: true, writable: false };
const WRITABLE_TOO = { readable: true, writable: true };

/** What the sockets of one opener share. */
interface Loop {
  readonly libc: Libc;
  readonly cuts: boolean;
  /** To be read in this turn. */
  wake(socket: Member): void;
  /** To be sent at the end of this turn. */
  owe(socket: Member): void;
  ipOf(address: string): Ipv4 | undefined;
}

interface Member {
  readonly fd: number;
  /** The socket as it is for what came to this address of ours. */
  readonly socketAt: (local: Ipv4) => DatagramSocket;
  readonly receive: Receive;
  readonly flush: () => void;
  /** Whether the system need not tell when there is something to read. */
  readonly rest: (isBusy: boolean) => void;
  isOpen: boolean;
  /** Packets in this turn. */
  heard: number;
}

export interface BatchOptions {
  /**
   * Packets of one length for one client in a row may leave as one message. Not where clients read the wire itself, as
   * those of DHCP do before they have an address: send-queue.ts says what they would see.
   */
  readonly cuts: boolean;
}

export function createBatches(libc: Libc, { cuts }: BatchOptions): Batches {
  const loop = createLoop(libc, cuts);
  return { adopt: (fd, receive) => adopt(loop, fd, receive) };
}

function createLoop(libc: Libc, cuts: boolean): Loop {
  const batch = createMessageBatch(libc, BATCH);
  const packetIn = createSlots(libc, batch.place);
  const endpointOf = createEndpoints();
  const parseOnce = oncePerKey(parseIpv4, MAX_KNOWN);
  let heardFrom = '';
  let heardIp: Ipv4 | undefined;
  /** Nearly all that is sent answers what was heard last. */
  const ipOf = (address: string) => (address === heardFrom ? heardIp : parseOnce(address));
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
      for (const member of members) settle(member);
    }
  }
  function settle(member: Member): void {
    const isBusy = member.heard >= BUSY_PACKETS;
    member.heard = 0;
    member.rest(isBusy);
    if (!isBusy) return;
    readable.add(member);
    plan();
  }
  /** Reads once from each, sends what that led to, and says how many packets came. */
  function exchange(members: readonly Member[]): number {
    let received = 0;
    for (const member of members) {
      const count = receiveInto(member);
      member.heard += count;
      received += count;
    }
    for (const member of owing) {
      owing.delete(member);
      member.flush();
    }
    return received;
  }
  /** One batch; gives the number of packets. */
  function receiveInto(member: Member): number {
    if (!member.isOpen) return 0;
    const count = libc.recvmmsg(member.fd, batch.from(0), BATCH, MSG_DONTWAIT, null);
    for (let slot = 0; slot < count && member.isOpen; slot++) {
      const port = batch.port(slot);
      const packet = packetIn(slot, batch.receivedBytes(slot));
      const local = batch.takeLocal(slot);
      // Port 0 can be forged but not answered.
      if (port === 0) continue;
      const ip = batch.ip(slot);
      const from = endpointOf(ip, port);
      heardFrom = from.address;
      heardIp = ip;
      member.receive(packet, from, member.socketAt(local));
    }
    return Math.max(count, 0);
  }
  return {
    libc,
    cuts,
    ipOf,
    wake(member) {
      readable.add(member);
      plan();
    },
    owe(member) {
      owing.add(member);
      plan();
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

function adopt(loop: Loop, fd: number, receive: Receive): DatagramSocket {
  const { libc, cuts } = loop;
  const queue = createSendQueue(libc, fd, cuts);
  /** The system takes nothing more for now. */
  let isBlocked = false;
  let isBusy = false;
  let watched: Readiness | undefined = READABLE;
  const local = localOf(libc, fd);
  if (local === undefined) throw codedError('EAFNOSUPPORT', 'not a socket of IPv4');
  const socket: DatagramSocket = {
    backend: 'koffi',
    local,
    receiveBufferBytes: receiveBufferOf(libc, fd),
    send: sendFrom(UNSAID),
    from(address) {
      const ip = loop.ipOf(address);
      return ip === undefined || !hasAll ? socket : socketAt(ip);
    },
    async close() {
      if (!member.isOpen) return;
      queue.flush();
      member.isOpen = false;
      watch.close();
      libc.close(fd);
    },
  };
  const hasAll = loop.ipOf(local.address) === UNSAID;
  const known = new Map<Ipv4, DatagramSocket>([[UNSAID, socket]]);
  let lastLocal = UNSAID;
  let lastSocket = socket;
  /** Nearly all that comes in a row is for one address. */
  function socketAt(ip: Ipv4): DatagramSocket {
    if (ip === lastLocal) return lastSocket;
    lastSocket = known.get(ip) ?? remember(ip);
    lastLocal = ip;
    return lastSocket;
  }
  function remember(ip: Ipv4): DatagramSocket {
    if (known.size > MAX_LOCAL) return socket;
    const view = {
      ...socket,
      local: { address: formatIpv4(ip), port: socket.local.port },
      send: sendFrom(ip),
    };
    known.set(ip, view);
    return view;
  }
  function sendFrom(local: Ipv4): DatagramSocket['send'] {
    return (packet, to, onSent) => {
      if (!member.isOpen) return;
      const ip = loop.ipOf(to.address);
      if (ip === undefined) onSent?.('EAFNOSUPPORT');
      else if (packet instanceof Uint8Array) queue.add(packet, ip, to.port, local, onSent);
      else queue.addBlock(packet, ip, to.port, local, onSent);
      loop.owe(member);
    };
  }
  const member: Member = {
    fd,
    socketAt,
    receive,
    isOpen: true,
    heard: 0,
    flush() {
      if (!member.isOpen) return;
      isBlocked = !queue.flush();
      adjustWatch();
    },
    rest(busy) {
      isBusy = busy;
      adjustWatch();
    },
  };
  function adjustWatch(): void {
    const wanted = isBlocked ? WRITABLE_TOO : isBusy ? undefined : READABLE;
    if (wanted === watched || !member.isOpen) return;
    watched = wanted;
    if (wanted === undefined) watch.stop();
    else watch.start(wanted, ready);
  }
  function ready(): void {
    loop.wake(member);
    loop.owe(member);
  }
  const watch = libc.watch(fd, READABLE, ready);
  return socket;
}
