// Datagrams on their way out of one socket, many to a system call; where the protocol lets them, packets of one
// length for one client in a row travel as one message that the system cuts up (UDP_SEGMENT). Bounded: what finds no
// room is lost.

import type { Ipv4 } from '../core/ipv4.js';
import { oncePer } from '../core/once-per.js';
import type { Block } from './datagram.js';
import type { Libc } from './libc.js';
import { BATCH, createMessageBatch, type MessageBatch } from './message-batch.js';

export type OnSent = (errorCode: string | undefined) => void;

export interface SendQueue {
  /** Copies the packet. `local`: which of our addresses it leaves from; 0: as the socket is bound. */
  add(packet: Uint8Array, ip: Ipv4, port: number, local: Ipv4, onSent: OnSent | undefined): void;
  /** Copies the head, and holds the body until it is sent. */
  addBlock(block: Block, ip: Ipv4, port: number, local: Ipv4, onSent: OnSent | undefined): void;
  /** False: the system takes no more for now; call again when the socket is writable. */
  flush(): boolean;
}

const HEAD_BYTES = 4;
const ARENA_BYTES = 128 * 1024;
/** Two for each block: 16 blocks a message, if all are windows. */
const MAX_PIECES = BATCH * 2 * 16;
const MAX_PIECES_UNCUT = BATCH * 2;
/** The system's limit for the segments of one message, and for its length. */
const MAX_SEGMENTS = 64;
const MAX_MESSAGE_BYTES = 65_000;
/** What is said where this message cannot be cut up: the path to its client has a smaller MTU. */
const CANNOT_CUT_THIS = new Set(['EINVAL', 'EMSGSIZE']);
/** What is said where none can: a network card without checksums. */
const CANNOT_CUT = new Set(['EIO', 'EOPNOTSUPP']);

/** One for each slot, used again and again: a packet on its way out makes nothing that must be cleared away. */
interface Message {
  ip: Ipv4;
  port: number;
  local: Ipv4;
  /** Of all segments but the last. */
  segmentBytes: number;
  /** Of each segment: a block's head and body lie apart. */
  piecesEach: 1 | 2;
  firstPiece: number;
  bytes: number;
  segments: number;
  watchers: OnSent[] | undefined;
}

/**
 * `cuts`: messages may leave for the system to cut up. Over a virtual wire (veth, bridge, a guest of this machine) they
 * stay in one piece: the system cuts them for a UDP socket at the far end, and for nobody who reads the wire itself.
 */
export function createSendQueue(libc: Libc, fd: number, cuts: boolean): SendQueue {
  const maxPieces = cuts ? MAX_PIECES : MAX_PIECES_UNCUT;
  const arena = new Uint8Array(ARENA_BYTES);
  const arenaView = new DataView(arena.buffer);
  const arenaAt = libc.addressOf(arena);
  const addressOf = oncePer(libc.addressOf);
  const batch = createMessageBatch(libc, maxPieces);
  const messages = Array.from({ length: BATCH }, emptyMessage);
  /** Held until what is in them is sent; the last one's address is nearly always asked for again. */
  const bodies: Uint8Array[] = [];
  let lastBody: Uint8Array | undefined;
  let lastBodyAt = 0;
  let filled = 0;
  let used = 0;
  let pieces = 0;
  let done = 0;
  let mayCut = cuts;

  function flush(): boolean {
    if (filled === 0) return true;
    for (let slot = done; slot < filled; slot++) seal(slot);
    while (done < filled) {
      const sent = libc.sendmmsg(fd, batch.from(done), filled - done, 0);
      if (sent > 0) settle(done + sent);
      else if (!passFailure(libc.failure())) return false;
    }
    bodies.length = 0;
    lastBody = undefined;
    filled = 0;
    used = 0;
    pieces = 0;
    done = 0;
    return true;
  }

  function seal(slot: number): void {
    const message = messages[slot];
    if (message === undefined) return;
    batch.address(slot, message.ip, message.port);
    batch.gather(slot, message.firstPiece, message.segments * message.piecesEach);
    batch.control(slot, message.segments === 1 ? 0 : message.segmentBytes, message.local);
  }

  function settle(end: number, errorCode?: string): void {
    for (; done < end; done++) {
      const watchers = messages[done]?.watchers;
      if (watchers) for (const onSent of watchers) onSent(errorCode);
    }
  }

  /** Of the first message that was not sent. False: it is to wait. */
  function passFailure(code: string): boolean {
    const message = messages[done];
    if (code === 'EAGAIN') return false;
    if (CANNOT_CUT.has(code)) mayCut = false;
    if (message && message.segments > 1 && (!mayCut || CANNOT_CUT_THIS.has(code))) {
      sendSingly(libc, fd, batch, done, message);
      settle(done + 1);
    } else settle(done + 1, code);
    return true;
  }

  /** `copied`: bytes for the arena. */
  function hasRoom(copied: number): boolean {
    return used + copied <= ARENA_BYTES && pieces + 2 <= maxPieces;
  }

  /** The message that the next packet is part of: the last one, or a new one. Undefined: there is no room. */
  function admit(
    bytes: number,
    copied: number,
    piecesEach: 1 | 2,
    ip: Ipv4,
    port: number,
    local: Ipv4,
  ): Message | undefined {
    if (!hasRoom(copied) && !(flush() && hasRoom(copied))) return undefined;
    const last = filled > 0 && mayCut ? messages[filled - 1] : undefined;
    if (last && fits(last, bytes, piecesEach, ip, port, local)) {
      last.bytes += bytes;
      last.segments++;
      return last;
    }
    if (filled === BATCH && !flush()) return undefined;
    const message = messages[filled++];
    if (message === undefined) return undefined;
    message.ip = ip;
    message.port = port;
    message.local = local;
    message.segmentBytes = bytes;
    message.piecesEach = piecesEach;
    message.firstPiece = pieces;
    message.bytes = bytes;
    message.segments = 1;
    message.watchers = undefined;
    return message;
  }

  function hold(body: Uint8Array): number {
    if (body === lastBody) return lastBodyAt;
    bodies.push(body);
    lastBody = body;
    lastBodyAt = addressOf(body);
    return lastBodyAt;
  }

  return {
    flush,
    add(packet, ip, port, local, onSent) {
      const bytes = packet.length;
      const message = admit(bytes, bytes, 1, ip, port, local);
      if (onSent) watch(message, onSent);
      if (message === undefined) return;
      arena.set(packet, used);
      batch.place(pieces++, arenaAt + used, bytes);
      used += bytes;
    },
    addBlock({ head, body, start, end }, ip, port, local, onSent) {
      const message = admit(HEAD_BYTES + end - start, HEAD_BYTES, 2, ip, port, local);
      if (onSent) watch(message, onSent);
      if (message === undefined) return;
      arenaView.setUint32(used, head);
      batch.place(pieces++, arenaAt + used, HEAD_BYTES);
      batch.place(pieces++, hold(body) + start, end - start);
      used += HEAD_BYTES;
    },
  };
}

function watch(message: Message | undefined, onSent: OnSent): void {
  if (message === undefined) onSent('ENOBUFS');
  else if (message.watchers === undefined) message.watchers = [onSent];
  else message.watchers.push(onSent);
}

/** Only the last segment may be shorter, and none longer. */
function fits(
  last: Message,
  length: number,
  piecesEach: 1 | 2,
  ip: Ipv4,
  port: number,
  local: Ipv4,
): boolean {
  const { segmentBytes, bytes, segments } = last;
  return (
    port === last.port &&
    ip === last.ip &&
    local === last.local &&
    piecesEach === last.piecesEach &&
    length > 0 &&
    length <= segmentBytes &&
    bytes === segments * segmentBytes &&
    segments < MAX_SEGMENTS &&
    bytes + length <= MAX_MESSAGE_BYTES
  );
}

function emptyMessage(): Message {
  const nowhere = 0 as Ipv4;
  return {
    ...{ ip: nowhere, port: 0, local: nowhere, segmentBytes: 0, piecesEach: 1 },
    ...{ firstPiece: 0, bytes: 0, segments: 0, watchers: undefined },
  };
}

/** Whatever becomes of each: a retransmission mends what is lost. */
function sendSingly(
  libc: Libc,
  fd: number,
  batch: MessageBatch,
  slot: number,
  message: Message,
): void {
  const each = message.piecesEach;
  batch.control(slot, 0, message.local);
  for (let segment = 0; segment < message.segments; segment++) {
    batch.gather(slot, message.firstPiece + segment * each, each);
    libc.sendmmsg(fd, batch.from(slot), 1, 0);
  }
}
