// Many datagrams for one system call: the structures of recvmmsg(2) and sendmmsg(2), made once and used again.
// Memory only: calls nothing, and knows not what the datagrams say.

import { type Ipv4, ipv4At } from '../core/ipv4.js';
import type { Libc } from './libc.js';

/** What one call carries at most: more were slower, for they no longer fit the processor's caches. */
export const BATCH = 32;

/*
 * Of 64-bit Linux, in bytes; numbers as the machine writes them, low byte first on those that we run on.
 *
 *  struct mmsghdr    0 name *  8 name length  16 iovec *  24 iovecs  32 control *  40 control length
 *                   48 flags  56 length of what was received                                     (64)
 *  struct iovec      0 base *  8 length                                                          (16)
 *  sockaddr_in       0 family  2 port  4 address, the last two as on the wire                    (16)
 *  struct cmsghdr    0 length  8 level  12 type  16 bytes of a segment                           (24)
 *  struct cmsghdr    0 length  8 level  12 type  16 in_pktinfo: interface, 20 our address        (32)
 */
const HEADER_WORDS = 16;
const IOVEC_WORDS = 4;
export const SOCKADDR_BYTES = 16;
export const AF_INET = 2;
const SOL_UDP = 17;
const UDP_SEGMENT = 103;
const IPPROTO_IP = 0;
export const IP_PKTINFO = 8;
/** What is sent may have both of them, in this order; what is received has the second alone, at the start. */
const SEGMENT_BYTES = 24;
const PKTINFO_BYTES = 32;
const CONTROL_BYTES = SEGMENT_BYTES + PKTINFO_BYTES;
const CONTROL_WORDS = CONTROL_BYTES / 4;
/** CMSG_LEN of two bytes, and of struct in_pktinfo. */
const SEGMENT_USED = 18;
const PKTINFO_USED = 28;
/** ipi_spec_dst, from the start of its cmsghdr. */
const OUR_ADDRESS = 20;
const WORD = 2 ** 32;
const NOWHERE = 0 as Ipv4;

export interface MessageBatch {
  /** From the given slot on, to be handed to the system. */
  from(slot: number): Uint8Array;
  /** Where a piece of a message is: `address` as Libc.addressOf gives it. */
  place(piece: number, address: number, length: number): void;
  /** The bytes of a slot are those of so many pieces in a row. At the start slot n has piece n. */
  gather(slot: number, firstPiece: number, pieces: number): void;
  /**
   * For sending. The bytes of a slot are datagrams of this length, the last perhaps shorter (udp(7)); 0: just one.
   * They leave from `local`, an address of ours; 0: as the socket is bound.
   */
  control(slot: number, segmentBytes: number, local: Ipv4): void;
  /** After receiving, once: which of our addresses it was sent to; 0: the socket does not tell. */
  takeLocal(slot: number): Ipv4;
  receivedBytes(slot: number): number;
  ip(slot: number): Ipv4;
  port(slot: number): number;
  address(slot: number, ip: Ipv4, port: number): void;
}

/** `pieces`: at least one for each slot. */
export function createMessageBatch(libc: Libc, pieces: number): MessageBatch {
  const headers = new Uint32Array(BATCH * HEADER_WORDS);
  const iovecs = new Uint32Array(pieces * IOVEC_WORDS);
  const controls = new Uint32Array(BATCH * CONTROL_WORDS);
  const controlsView = new DataView(controls.buffer);
  const names = new DataView(new ArrayBuffer(BATCH * SOCKADDR_BYTES));
  const bytes = bytesOf(headers);
  const locate = (memory: ArrayBufferView) => libc.addressOf(bytesOf(memory));
  const [iovecsAt, controlsAt, namesAt] = [locate(iovecs), locate(controls), locate(names)];
  const gather = (slot: number, firstPiece: number, count: number): void => {
    const at = slot * HEADER_WORDS;
    putPointer(headers, at + 4, iovecsAt + firstPiece * IOVEC_WORDS * 4);
    headers[at + 6] = count;
  };
  /** How many bytes of a slot's control messages are sent. */
  const kinds = new Uint32Array(BATCH).fill(CONTROL_BYTES);
  const setKind = (slot: number, kind: number, start: number): void => {
    const at = slot * HEADER_WORDS + 8;
    putPointer(headers, at, controlsAt + slot * CONTROL_BYTES + start);
    headers[at + 2] = kind;
    kinds[slot] = kind;
  };
  for (let slot = 0; slot < BATCH; slot++) {
    const at = slot * HEADER_WORDS;
    putPointer(headers, at, namesAt + slot * SOCKADDR_BYTES);
    // Receiving writes the sender's length over it: the same, for all are IPv4.
    headers[at + 2] = SOCKADDR_BYTES;
    gather(slot, slot, 1);
    putPointer(headers, at + 8, controlsAt + slot * CONTROL_BYTES);
    headers[at + 10] = CONTROL_BYTES;
    controls.set([SEGMENT_USED, 0, SOL_UDP, UDP_SEGMENT], slot * CONTROL_WORDS);
    controls.set(
      [PKTINFO_USED, 0, IPPROTO_IP, IP_PKTINFO],
      slot * CONTROL_WORDS + SEGMENT_BYTES / 4,
    );
    names.setUint16(slot * SOCKADDR_BYTES, AF_INET, true);
  }
  return {
    from: (slot) => (slot === 0 ? bytes : bytes.subarray(slot * HEADER_WORDS * 4)),
    gather,
    place(piece, address, length) {
      putPointer(iovecs, piece * IOVEC_WORDS, address);
      iovecs[piece * IOVEC_WORDS + 2] = length;
    },
    control(slot, segmentBytes, local) {
      const kind = (segmentBytes === 0 ? 0 : SEGMENT_BYTES) + (local === 0 ? 0 : PKTINFO_BYTES);
      // Nearly all that leaves a slot is of one kind.
      if (kind !== kinds[slot]) setKind(slot, kind, segmentBytes === 0 ? SEGMENT_BYTES : 0);
      if (segmentBytes !== 0) controls[slot * CONTROL_WORDS + 4] = segmentBytes;
      if (local !== 0) {
        controlsView.setUint32(slot * CONTROL_BYTES + SEGMENT_BYTES + OUR_ADDRESS, local);
      }
    },
    takeLocal(slot) {
      const isThere = headers[slot * HEADER_WORDS + 10] !== 0;
      // The system wrote over it how much it used.
      headers[slot * HEADER_WORDS + 10] = CONTROL_BYTES;
      const at = slot * CONTROL_WORDS;
      const isLocal = isThere && controls[at + 2] === IPPROTO_IP && controls[at + 3] === IP_PKTINFO;
      return isLocal ? ipv4At(controlsView, slot * CONTROL_BYTES + OUR_ADDRESS) : NOWHERE;
    },
    receivedBytes: (slot) => headers[slot * HEADER_WORDS + 14] ?? 0,
    ip: (slot) => ipv4At(names, slot * SOCKADDR_BYTES + 4),
    port: (slot) => names.getUint16(slot * SOCKADDR_BYTES + 2),
    address(slot, ip, port) {
      names.setUint16(slot * SOCKADDR_BYTES + 2, port);
      names.setUint32(slot * SOCKADDR_BYTES + 4, ip);
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A Uint32Array keeps the low word of what it is given, and no fraction. */
function putPointer(words: Uint32Array, at: number, address: number): void {
  words[at] = address;
  words[at + 1] = address / WORD;
}
