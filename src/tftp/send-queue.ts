// Datagrams on their way out of one socket, 64 to a system call; packets of one length for one client in a row
// travel as one message that the system cuts up (UDP_SEGMENT). Bounded: what finds no room is lost.

import type { Ipv4 } from '../core/ipv4.js';
import type { Libc } from './libc.js';
import { BATCH, createMessageBatch, type MessageBatch } from './message-batch.js';

export type OnSent = (errorCode: string | undefined) => void;

export interface SendQueue {
  /** Copies the packet. */
  add(packet: Uint8Array, ip: Ipv4, port: number, onSent: OnSent | undefined): void;
  /** False: the system takes no more for now; call again when the socket is writable. */
  flush(): boolean;
}

const ARENA_BYTES = 256 * 1024;
/** The system's limit for the segments of one message, and for its length. */
const MAX_SEGMENTS = 64;
const MAX_MESSAGE_BYTES = 65_000;
/** What a path says that cannot have messages cut up: a small MTU, a network card without checksums. */
const CANNOT_CUT = new Set(['EINVAL', 'EIO', 'EMSGSIZE', 'EOPNOTSUPP']);

interface Message {
  readonly start: number;
  readonly ip: Ipv4;
  readonly port: number;
  /** Of all segments but the last. */
  readonly segmentBytes: number;
  bytes: number;
  segments: number;
  readonly watchers: OnSent[];
}

export function createSendQueue(libc: Libc, fd: number): SendQueue {
  const arena = new Uint8Array(ARENA_BYTES);
  const arenaAt = libc.addressOf(arena);
  const batch = createMessageBatch(libc);
  const messages: Message[] = [];
  let used = 0;
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
    done = 0;
    return true;
  }

  function settle(end: number, errorCode?: string): void {
    for (; done < end; done++) {
      for (const onSent of messages[done]?.watchers ?? []) onSent(errorCode);
    }
  }

  /** Of the first message that was not sent. False: it is to wait. */
  function passFailure(code: string): boolean {
    const message = messages[done];
    if (code === 'EAGAIN') return false;
    if (message && message.segments > 1 && CANNOT_CUT.has(code)) {
      mayCut = false;
      sendSingly(libc, fd, batch, done, message, arenaAt);
      settle(done + 1);
    } else settle(done + 1, code);
    return true;
  }

  function join(last: Message, packet: Uint8Array, onSent: OnSent | undefined): void {
    arena.set(packet, used);
    used += packet.length;
    last.bytes += packet.length;
    last.segments++;
    if (onSent) last.watchers.push(onSent);
    batch.place(messages.length - 1, arenaAt + last.start, last.bytes);
    batch.cut(messages.length - 1, last.segmentBytes);
  }

  function append(packet: Uint8Array, ip: Ipv4, port: number, onSent: OnSent | undefined): void {
    const slot = messages.length;
    const { length } = packet;
    arena.set(packet, used);
    batch.place(slot, arenaAt + used, length);
    batch.cut(slot, 0);
    batch.address(slot, ip, port);
    const watchers = onSent ? [onSent] : [];
    const start = used;
    messages.push({ start, ip, port, segmentBytes: length, bytes: length, segments: 1, watchers });
    used += length;
  }

  return {
    flush,
    add(packet, ip, port, onSent) {
      if (used + packet.length > ARENA_BYTES) flush();
      const last = messages[messages.length - 1];
      if (last && mayCut && hasRoom(packet) && fits(last, packet.length, ip, port)) {
        join(last, packet, onSent);
        return;
      }
      if (messages.length === BATCH) flush();
      if (messages.length < BATCH && hasRoom(packet)) append(packet, ip, port, onSent);
      else onSent?.('ENOBUFS');
    },
  };

  function hasRoom({ length }: Uint8Array): boolean {
    return used + length <= ARENA_BYTES;
  }
}

/** Only the last segment may be shorter, and none longer. */
function fits(
  { ip, port, segmentBytes, bytes, segments }: Message,
  length: number,
  toIp: Ipv4,
  toPort: number,
): boolean {
  return (
    port === toPort &&
    ip === toIp &&
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
  { start, bytes, segmentBytes }: Message,
  arenaAt: number,
): void {
  batch.cut(slot, 0);
  for (let at = 0; at < bytes; at += segmentBytes) {
    batch.place(slot, arenaAt + start + at, Math.min(segmentBytes, bytes - at));
    libc.sendmmsg(fd, batch.from(slot), 1, 0);
  }
}
