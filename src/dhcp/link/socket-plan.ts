// Which sockets of a link are to be opened and which to be closed when its place changes. Opens and closes nothing.

import type { Ipv4 } from '../../core/ipv4.js';
import { type Arrival, type LinkPlace, onlyNetworkOn, type WantedEar } from './link.js';

export interface SocketPlan {
  readonly openEars: readonly WantedEar[];
  readonly openAddresses: readonly Ipv4[];
  /** Keys. */
  readonly closeEars: readonly string[];
  readonly closeAddresses: readonly Ipv4[];
}

/** By key and by address. */
export interface OpenSockets {
  readonly ears: ReadonlyMap<string, unknown>;
  readonly own: ReadonlyMap<Ipv4, unknown>;
}

/** `ears`: those that the place needs. */
export function planSockets(
  ears: readonly WantedEar[],
  place: LinkPlace,
  open: OpenSockets,
): SocketPlan {
  const addresses = [...ownArrivals(place).keys()];
  const keys = new Set(ears.map(({ key }) => key));
  return {
    openEars: ears.filter(({ key }) => !open.ears.has(key)),
    openAddresses: addresses.filter((address) => !open.own.has(address)),
    closeEars: [...open.ears.keys()].filter((key) => !keys.has(key)),
    closeAddresses: [...open.own.keys()].filter((address) => !addresses.includes(address)),
  };
}

export function earArrival({ local }: WantedEar): Arrival {
  return { unicast: false, ...(local !== undefined && { local }) };
}

/** By each address to be heard: how that comes in which was sent to it. */
export function ownArrivals({
  wires,
  addresses,
  further = [],
}: LinkPlace): ReadonlyMap<Ipv4, Arrival> {
  const arrivals = new Map<Ipv4, Arrival>();
  for (const { device, address } of further) {
    const local = onlyNetworkOn(device, wires);
    const asked = { unicast: true, asked: address };
    arrivals.set(address, local === undefined ? asked : { ...asked, local });
  }
  for (const address of addresses) {
    arrivals.set(address, { unicast: true, asked: address, local: address });
  }
  return arrivals;
}
