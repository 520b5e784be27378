// What the server asks of its sockets. Types only: the back-ends are files of their own.

import type { Ipv4 } from '../core/ipv4.js';

/** How a datagram came in. */
export interface Arrival {
  /** Our address on its interface; absent: this link cannot tell. */
  readonly local?: Ipv4;
  /** Sent to our own address, not broadcast. */
  readonly unicast: boolean;
}

export interface Destination {
  readonly address: Ipv4;
  readonly port: number;
  /** Our address on the interface that the datagram must leave by. */
  readonly from: Ipv4;
}

export interface LinkEvents {
  request(datagram: Uint8Array, arrival: Arrival): void;
  /** A datagram could not be sent, or a socket complained. The link goes on. */
  fault(error: Error): void;
}

export interface DhcpLink {
  /** What the kernel granted for datagrams that wait for us: a burst beyond it is lost. */
  readonly receiveBufferBytes: number;
  /** Call once, soon: what comes before is lost, and clients must ask again. */
  listen(events: LinkEvents): void;
  send(datagram: Uint8Array, destination: Destination): void;
  close(): Promise<void>;
}
