// What servers ask of UDP. Plain `dgram` provides it everywhere (dgram-socket.ts), koffi on Linux
// (koffi-socket.ts). Knows no protocol above.

/**
 * To ask for. A default buffer holds a few hundred packets, and one that is lost costs a phone seconds. The
 * system grants at most net.core.rmem_max, unless we are root.
 */
export const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

/** One end of a UDP conversation. With the port it is TFTP's "transfer identifier". */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/**
 * A datagram that ends in a part of something larger: the four bytes of `head`, most significant first, then
 * `body` from `start` up to `end`. The body is not copied where that can be had, and must not change.
 */
export interface Block {
  readonly head: number;
  readonly body: Uint8Array;
  readonly start: number;
  readonly end: number;
}

export type Outgoing = Uint8Array | Block;

export interface DatagramSocket {
  /** What it is made with, for people: `dgram`, `koffi`. */
  readonly backend: string;
  /**
   * As bound: a port that was 0 is the real one here. Of what is handed to `receive`, the address that the packet was
   * sent to, if it is known.
   */
  readonly local: Endpoint;
  /** What the system granted, in its own counting (Linux doubles the number asked for). */
  readonly receiveBufferBytes: number;
  /**
   * Never throws and never waits: what cannot be sent is lost, as any datagram may be. `packet` must not
   * change afterwards. `onSent` costs time; give it only where someone wants the system's error code.
   */
  send(packet: Outgoing, to: Endpoint, onSent?: (errorCode: string | undefined) => void): void;
  /**
   * The same socket, where what is sent leaves from `address` of ours: clients drop answers from another address than
   * they asked. The socket itself where it has one address, or cannot choose.
   */
  from(address: string): DatagramSocket;
  /** Nothing is received or sent once this was called. */
  close(): Promise<void>;
}

/**
 * `packet` may be overwritten when the call returns. `at` is the socket it came in on, and what that sends leaves from
 * the address that the packet was sent to.
 */
export type Receive = (packet: Uint8Array, from: Endpoint, at: DatagramSocket) => void;

/** Rejects with the system's error, whose `code` says why (EACCES, EADDRINUSE, EADDRNOTAVAIL, EMFILE). */
export type OpenSocket = (local: Endpoint, receive: Receive) => Promise<DatagramSocket>;

/** A way to have sockets. */
export interface Sockets {
  readonly open: OpenSocket;
  /** Takes over one that is bound already, by its descriptor. */
  adopt(fd: number, receive: Receive): Promise<DatagramSocket>;
  /** Why there are no batches: a system's code, or an error's text. Absent: there are, or nobody wants them. */
  readonly unbatched?: string;
}

/** As it is on the wire. */
export function assemble(packet: Outgoing): Uint8Array {
  if (packet instanceof Uint8Array) return packet;
  const { head, body, start, end } = packet;
  const bytes = Buffer.allocUnsafe(4 + end - start);
  bytes.writeUInt32BE(head);
  bytes.set(body.subarray(start, end), 4);
  return bytes;
}
