// The link over sockets, however they are opened: ears for broadcasts, and one socket for each address.
//
// Only a socket bound to 0.0.0.0 hears broadcasts. What is sent to our own address, a renewal or a relay's
// packet, comes to the socket bound to it. Replies leave by the socket of the address they come from, and
// so by its interface, even without a default route.

import { codedError } from '../../core/coded-error.js';
import { formatIpv4, type Ipv4 } from '../../core/ipv4.js';
import type { ArpEntries } from './arp-entries.js';
import type {
  Arrival,
  Destination,
  LinkEvents,
  LinkPlace,
  MovableLink,
  Refusal,
  UnaddressedClient,
  WantedEar,
  Wire,
} from './link.js';
import { earArrival, ownArrivals, planSockets } from './socket-plan.js';

/** A bound socket. */
export interface LinkSocket {
  readonly receiveBufferBytes: number;
  /** Call once. The datagrams are the listener's to keep. */
  listen(hear: (datagram: Uint8Array) => void, fault: (error: Error) => void): void;
  /** Never throws; the system's refusal is a fault. */
  send(datagram: Uint8Array, port: number, address: string): void;
  /**
   * From an address of ours to a neighbour on the socket's own interface, whatever the routes say; the system's refusal
   * is told to `failed`. Absent: cannot.
   */
  readonly sendNear?: (
    datagram: Uint8Array,
    port: number,
    address: string,
    from: string,
    failed: () => void,
  ) => void;
  close(): Promise<void>;
}

/** How the sockets of a link come about. */
export interface SocketOpener {
  /** What the broadcasts of these wires are heard by. */
  earsFor(wires: readonly Wire[]): readonly WantedEar[];
  /** All that can be had. */
  open(ears: readonly WantedEar[], addresses: readonly Ipv4[]): Promise<OpenedSockets>;
  /** Once the link has closed them. */
  readonly closed?: (sockets: readonly LinkSocket[]) => void;
}

export interface OpenedSockets {
  /** By key. */
  readonly ears: ReadonlyMap<string, LinkSocket>;
  readonly own: ReadonlyMap<Ipv4, LinkSocket>;
  readonly refusals: readonly Refusal[];
}

export interface SocketLinkOptions extends LinkPlace {
  /** Absent: clients without an address are answered by broadcast. */
  readonly arp?: ArpEntries;
}

interface Open {
  readonly socket: LinkSocket;
  arrival: Arrival;
}

/** A socket of an address, and the interface that has it, if that is one of our wires. */
interface OpenOwn extends Open {
  wire: EarPlace | undefined;
}

interface EarPlace {
  readonly device: string;
  /** Of its ear. */
  readonly key: string;
}

/** Rejects with the first refusal, and leaves nothing open then. */
export async function openSocketLink(
  opener: SocketOpener,
  { arp, ...place }: SocketLinkOptions,
): Promise<MovableLink> {
  const link = createSocketLink(opener, arp);
  const refusals = await link.open(place);
  const refusal = refusals.find(({ address }) => isNeeded(address, place));
  if (refusal === undefined) return link;
  await link.close();
  throw refusal.error;
}

/** The address of an ear is undefined. */
export function isNeeded(address: Ipv4 | undefined, { addresses }: LinkPlace): boolean {
  return address === undefined || addresses.includes(address);
}

function createSocketLink(opener: SocketOpener, arp: ArpEntries | undefined): MovableLink {
  let events: LinkEvents | undefined;
  const ears = new Map<string, Open>();
  const own = new Map<Ipv4, OpenOwn>();
  const complain = (error: Error): void => events?.fault(error);
  const sockets = () => [...ears.values(), ...own.values()].map(({ socket }) => socket);

  function hear(socket: LinkSocket, arrival: Arrival): Open {
    const open: Open = { socket, arrival };
    socket.listen((datagram) => events?.request(datagram, open.arrival), complain);
    return open;
  }

  /** False: it cannot be done, and nothing has been sent. */
  function sendToClient(
    datagram: Uint8Array,
    { address, hardware }: UnaddressedClient,
    { port, from }: Destination,
    { wire }: OpenOwn,
    failed: () => void,
  ): boolean {
    const ear = wire && ears.get(wire.key)?.socket;
    if (wire === undefined || ear?.sendNear === undefined) return false;
    if (!arp?.put(address, hardware, wire.device)) return false;
    ear.sendNear(datagram, port, formatIpv4(address), formatIpv4(from), failed);
    return true;
  }

  return {
    get receiveBufferBytes() {
      const granted = sockets().map(({ receiveBufferBytes }) => receiveBufferBytes);
      return granted.length === 0 ? 0 : Math.min(...granted);
    },
    listen(listener) {
      events = listener;
    },
    async open(place) {
      const wanted = opener.earsFor(place.wires);
      const { openEars, openAddresses } = planSockets(wanted, place, { ears, own });
      const opened = await opener.open(openEars, openAddresses);
      const arrivals = ownArrivals(place);
      for (const ear of openEars) {
        const socket = opened.ears.get(ear.key);
        if (socket !== undefined) ears.set(ear.key, hear(socket, earArrival(ear)));
      }
      for (const [address, socket] of opened.own) {
        const open = hear(socket, arrivals.get(address) ?? { unicast: true });
        own.set(address, Object.assign(open, { wire: wireOf(address, place, wanted) }));
      }
      return opened.refusals;
    },
    keep(place) {
      const wanted = opener.earsFor(place.wires);
      const { closeEars, closeAddresses } = planSockets(wanted, place, { ears, own });
      const closing = [...take(ears, closeEars), ...take(own, closeAddresses)];
      opener.closed?.(closing);
      void closeSockets(closing);
      for (const ear of wanted) move(ears.get(ear.key), earArrival(ear));
      for (const [address, arrival] of ownArrivals(place)) move(own.get(address), arrival);
      for (const [address, open] of own) open.wire = wireOf(address, place, wanted);
    },
    send(datagram, destination) {
      const { address, port, from, client } = destination;
      const open = own.get(from);
      if (open === undefined) return complain(notOurs(from));
      const send = (): void => open.socket.send(datagram, port, formatIpv4(address));
      if (client && sendToClient(datagram, client, destination, open, send)) return;
      send();
    },
    close() {
      arp?.close();
      const closing = sockets();
      ears.clear();
      own.clear();
      return closeSockets(closing);
    },
  };
}

function wireOf(
  address: Ipv4,
  { wires, further = [] }: LinkPlace,
  ears: readonly WantedEar[],
): EarPlace | undefined {
  const device = [...wires, ...further].find((each) => each.address === address)?.device;
  const key = ears.find((ear) => ear.device === device)?.key;
  return device === undefined || key === undefined ? undefined : { device, key };
}

function move(open: Open | undefined, arrival: Arrival): void {
  if (open !== undefined) open.arrival = arrival;
}

function take<K>(open: Map<K, Open>, keys: readonly K[]): readonly LinkSocket[] {
  return keys.flatMap((key) => {
    const socket = open.get(key)?.socket;
    open.delete(key);
    return socket ?? [];
  });
}

export async function closeSockets(sockets: Iterable<LinkSocket>): Promise<void> {
  await Promise.all([...sockets].map((socket) => socket.close()));
}

function notOurs(address: Ipv4): Error {
  return codedError('EADDRNOTAVAIL', `no socket is bound to ${formatIpv4(address)}`);
}

/** What can be had of `wanted`, one after the other. */
export async function openEach<W, K>(
  wanted: readonly W[],
  open: (each: W) => LinkSocket | Promise<LinkSocket>,
  keyOf: (each: W) => K,
  refused: (each: W, error: Error) => void,
): Promise<ReadonlyMap<K, LinkSocket>> {
  const sockets = new Map<K, LinkSocket>();
  for (const each of wanted) {
    try {
      sockets.set(keyOf(each), await open(each));
    } catch (error) {
      refused(each, error instanceof Error ? error : new Error(String(error)));
    }
  }
  return sockets;
}
