// What the server asks of its sockets. The back-ends are files of their own.

import type { Ipv4 } from '../core/ipv4.js';

/** How a datagram came in. */
export interface Arrival {
  /** Our address on its interface; absent: this link cannot tell. */
  readonly local?: Ipv4;
  /** Sent to our own address, not broadcast. */
  readonly unicast: boolean;
}

/** One of our addresses, and the interface that has it. */
export interface Wire {
  /** Name of the interface. */
  readonly device: string;
  readonly address: Ipv4;
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

/** Each interface once; with our address there, if there is but one. */
export function devicesOf(
  wires: readonly Wire[],
): readonly { readonly device: string; readonly local?: Ipv4 }[] {
  const names = [...new Set(wires.map(({ device }) => device))];
  return names.map((device) => {
    const [local, ...others] = wires.filter((wire) => wire.device === device);
    return { device, ...(local && others.length === 0 && { local: local.address }) };
  });
}
