// Datagrams on their way out of one socket, many to a system call; packets of one length for one client in a row
// travel as one message that the system cuts up (UDP_SEGMENT). Bounded: what finds no room is lost.

import type { Ipv4 } from '../core/ipv4.js';
import type { Outgoing } from './datagram.js';
import type { Libc } from './libc.js';
import { BATCH, createMessageBatch, type MessageBatch } from './message-batch.js';

export type OnSent = (errorCode: string | undefined) => void;

export interface SendQueue {
  /** Copies all but the body of a block, which it holds until that is sent. */
  add(packet: Outgoing, ip: Ipv4, port: number, onSent: OnSent | undefined): void;
  /** False: the system takes no more for now; call again when the socket is writable. */
  flush(): boolean;
}

const HEAD_BYTES = 4;
const ARENA_BYTES = 128 * 1024;
/** Two for each block: 16 blocks a message, if all are windows. */
const MAX_PIECES = BATCH * 2 * 16;
/** The system's limit for the segments of one message, and for its length. */
const MAX_SEGMENTS = 64;
const MAX_MESSAGE_BYTES = 65_000;
/** What a path says that cannot have messages cut up: a small MTU, a network card without checksums. */
const CANNOT_CUT = new Set(['EINVAL', 'EIO', 'EMSGSIZE', 'EOPNOTSUPP']);

interface Message {
  readonly ip: Ipv4;
  readonly port: number;
  /** Of all segments but the last. */
  readonly segmentBytes: number;
  /** Where the bytes after the heads are; undefined: copied like the heads. */
  readonly body: Uint8Array | undefined;
  readonly firstPiece: number;
  bytes: number;
  segments: number;
  watchers: OnSent[] | undefined;
}

export function createSendQueue(libc: Libc, fd: number): SendQueue {
  const arena = new Uint8Array(ARENA_BYTES);
  const arenaView = new DataView(arena.buffer);
  const arenaAt = libc.addressOf(arena);
  const bodiesAt = new WeakMap<Uint8Array, number>();
  const batch = createMessageBatch(libc, MAX_PIECES);
  const messages: Message[] = [];
  let used = 0;
  let pieces = 0;
  let done = 0;
  let mayCut = true;

  function flush(): boolean {
    while (done < messages.length) {
      const sent = libc.sendmmsg(fd, batch.from(done), messages.length - done, 0);
      if (sent > 0) settle(done + sent);
      else if (!passFailure(libc.failure())) return false;
    }
    messages.length = 0;
    used = 0;
    pieces = 0;
    done = 0;
    return true;
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
    if (message && message.segments > 1 && CANNOT_CUT.has(code)) {
      mayCut = false;
      sendSingly(libc, fd, batch, done, message);
      settle(done + 1);
    } else settle(done + 1, code);
    return true;
  }

  /** Puts down where the bytes of one packet are. */
  function lay(packet: Outgoing): void {
    if (packet instanceof Uint8Array) {
      arena.set(packet, used);
      batch.place(pieces++, arenaAt + used, packet.length);
      used += packet.length;
      return;
    }
    const { head, body, start, end } = packet;
    arenaView.setUint32(used, head);
    batch.place(pieces++, arenaAt + used, HEAD_BYTES);
    batch.place(pieces++, bodyAt(body) + start, end - start);
    used += HEAD_BYTES;
  }

  function bodyAt(body: Uint8Array): number {
    const known = bodiesAt.get(body);
    if (known !== undefined) return known;
    const at = libc.addressOf(body);
    bodiesAt.set(body, at);
    return at;
  }

  function join(last: Message, packet: Outgoing, onSent: OnSent | undefined): void {
    const slot = messages.length - 1;
    lay(packet);
    last.bytes += lengthOf(packet);
    last.segments++;
    if (onSent) last.watchers = [...(last.watchers ?? []), onSent];
    batch.gather(slot, last.firstPiece, pieces - last.firstPiece);
    batch.cut(slot, last.segmentBytes);
  }

  function append(packet: Outgoing, ip: Ipv4, port: number, onSent: OnSent | undefined): void {
    const slot = messages.length;
    const firstPiece = pieces;
    const bytes = lengthOf(packet);
    lay(packet);
    batch.gather(slot, firstPiece, pieces - firstPiece);
    batch.cut(slot, 0);
    batch.address(slot, ip, port);
    messages.push({
      ip,
      port,
      segmentBytes: bytes,
      body: bodyOf(packet),
      firstPiece,
      bytes,
      segments: 1,
      watchers: onSent && [onSent],
    });
  }

  return {
    flush,
    add(packet, ip, port, onSent) {
      if (!hasRoom(packet)) flush();
      const last = messages[messages.length - 1];
      if (!hasRoom(packet)) onSent?.('ENOBUFS');
      else if (last && mayCut && fits(last, packet, ip, port)) join(last, packet, onSent);
      else if (messages.length < BATCH || flush()) append(packet, ip, port, onSent);
      else onSent?.('ENOBUFS');
    },
  };

  function hasRoom(packet: Outgoing): boolean {
    const bytes = packet instanceof Uint8Array ? packet.length : HEAD_BYTES;
    return used + bytes <= ARENA_BYTES && pieces + 2 <= MAX_PIECES;
  }
}

/** Only the last segment may be shorter, and none longer. */
function fits(last: Message, packet: Outgoing, ip: Ipv4, port: number): boolean {
  const { segmentBytes, bytes, segments } = last;
  const length = lengthOf(packet);
  return (
    port === last.port &&
    ip === last.ip &&
    bodyOf(packet) === last.body &&
    length > 0 &&
    length <= segmentBytes &&
    bytes === segments * segmentBytes &&
    segments < MAX_SEGMENTS &&
    bytes + length <= MAX_MESSAGE_BYTES
  );
}

/** Whatever becomes of each: a retransmission mends what is lost. */
function sendSingly(
  libc: Libc,
  fd: number,
  batch: MessageBatch,
  slot: number,
  { firstPiece, body, segments }: Message,
): void {
  const each = body === undefined ? 1 : 2;
  batch.cut(slot, 0);
  for (let segment = 0; segment < segments; segment++) {
    batch.gather(slot, firstPiece + segment * each, each);
    libc.sendmmsg(fd, batch.from(slot), 1, 0);
  }
}

function bodyOf(packet: Outgoing): Uint8Array | undefined {
  return packet instanceof Uint8Array ? undefined : packet.body;
}

function lengthOf(packet: Outgoing): number {
  return packet instanceof Uint8Array ? packet.length : HEAD_BYTES + packet.end - packet.start;
}
