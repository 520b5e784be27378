// What the server asks of its sockets. The back-ends are files of their own.

import type { Ipv4 } from '../../core/ipv4.js';

/** How a datagram came in. */
export interface Arrival {
  /** Our address on the network that it came from; absent: this link cannot tell. */
  readonly local?: Ipv4;
  /** Sent to our own address, not broadcast. */
  readonly unicast: boolean;
  /** That address, which the reply is to come from. Absent: broadcast. */
  readonly asked?: Ipv4;
}

/** A network on an interface of ours. */
export interface Wire extends LocalAddress {
  /** The system's number of the interface: one that is made anew has another. Absent: not to be had here. */
  readonly index?: number;
}

/** One of our addresses, and the interface that has it. */
export interface LocalAddress {
  /** Name of the interface. */
  readonly device: string;
  readonly address: Ipv4;
}

/** Where a link hears and sends. */
export interface LinkPlace {
  /** Broadcasts are heard on these. */
  readonly wires: readonly Wire[];
  /** Ours, as clients are told; each is heard and sent from. */
  readonly addresses: readonly Ipv4[];
  /** What else we have on the wires: heard and sent from where it can be had. */
  readonly further?: readonly LocalAddress[];
}

export interface Destination {
  readonly address: Ipv4;
  readonly port: number;
  /** Our address on the interface that the datagram must leave by. */
  readonly from: Ipv4;
  /** One client only, to go to instead of everyone where the system lets us. */
  readonly client?: UnaddressedClient;
}

/** Who hears what is sent to an address before it has it. */
export interface UnaddressedClient {
  readonly address: Ipv4;
  /** Of six bytes, on Ethernet. */
  readonly hardware: Uint8Array;
}

export interface LinkEvents {
  request(datagram: Uint8Array, arrival: Arrival): void;
  /** A datagram could not be sent, to `address` of the error, or a socket complained. The link goes on. */
  fault(error: Error): void;
}

export interface DhcpLink {
  /** What the kernel granted for datagrams that wait for us: a burst beyond it is lost. 0: nothing is open. */
  readonly receiveBufferBytes: number;
  /** Call once, soon: what comes before is lost, and clients must ask again. */
  listen(events: LinkEvents): void;
  send(datagram: Uint8Array, destination: Destination): void;
  close(): Promise<void>;
}

/** A socket that could not be had: an interface's, or an address's. */
export interface Refusal {
  readonly device?: string;
  readonly address?: Ipv4;
  /** With code, cause and advice. */
  readonly error: Error;
}

/** Its wires and addresses may come and go while it is used. In two steps, so that many things can change at once. */
export interface MovableLink extends DhcpLink {
  /** Opens what is not open yet of the place. What is open stays. One call at a time. */
  open(place: LinkPlace): Promise<readonly Refusal[]>;
  /** Hears and sends there and nowhere else: closes the rest. */
  keep(place: LinkPlace): void;
}

/** One ear on an interface, or on all of them. */
export interface WantedEar {
  /** Another interface of the same name has another key. */
  readonly key: string;
  /** Absent: all interfaces. */
  readonly device?: string;
  /** Our address there, if there is but one network. */
  readonly local?: Ipv4;
}

/** Each interface once. */
export function earsOn(
  wires: readonly Wire[],
): readonly (WantedEar & { readonly device: string })[] {
  const devices = new Map(wires.map((wire) => [wire.device, wire]));
  return [...devices.values()].map(({ device, index }) => {
    const local = onlyNetworkOn(device, wires);
    return {
      key: index === undefined ? device : `${index}`,
      device,
      ...(local !== undefined && { local }),
    };
  });
}

/** Our address there; undefined: there are several networks, and nothing tells them apart. */
export function onlyNetworkOn(device: string, wires: readonly Wire[]): Ipv4 | undefined {
  const [one, ...others] = wires.filter((wire) => wire.device === device);
  return others.length === 0 ? one?.address : undefined;
}
