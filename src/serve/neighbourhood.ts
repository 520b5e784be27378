// Who is at an address, as far as this machine can tell: its own addresses, its wires, and who answers there by ARP.
// What is asked of the system for any packet is bounded: tables are read at most once a second.

import { type Clock, systemClock } from '../core/clock.js';
import {
  formatIpv4,
  type Ipv4,
  parseIpv4,
  type Subnet,
  subnetAround,
  subnetContains,
} from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import { type ArpTable, openArpTable } from '../udp/arp-table.js';
import type { Backend } from '../udp/backend.js';
import { type Interfaces, readInterfaces } from '../udp/interfaces.js';
import { createPlainSocket } from '../udp/plain-socket.js';
import { type NeighbourTable, readNeighbours } from './neighbours.js';

export interface Neighbourhood {
  /** Of this machine, of either family. */
  isOurs(address: string): boolean;
  /** Whether it is on a wire of ours, where whoever has it answers by ARP. */
  isAttached(address: Ipv4): boolean;
  /** Who answers for it, as was known a second ago at the longest. */
  at(address: Ipv4): Mac | undefined;
  /**
   * Who answers for it, as is known after the call. `provoke`: has the system ask for it first, if it is not known.
   * Takes two seconds at the longest.
   */
  ask(address: Ipv4, provoke: boolean): Promise<Mac | undefined>;
}

export interface NeighbourhoodOptions {
  /** Absent: only the table as a whole can be had. */
  readonly arpEntry?: ArpTable['at'];
  readonly interfaces?: () => Interfaces;
  readonly table?: () => NeighbourTable;
  /** Makes the system ask by ARP. */
  readonly provoke?: (address: Ipv4) => void;
  readonly clock?: Pick<Clock, 'monotonicMs'>;
}

const READ_EVERY_MS = 1_000;
/** Who is there answers within milliseconds; a telephone on Wi-Fi may take longer. */
const ANSWER_MS = 200;
const FIRST_LOOK_MS = 2;

/** By single entries where this machine can be asked for them. */
export function openNeighbourhood({ libc }: Backend): Neighbourhood {
  const arpEntry = libc && openArpTable(libc)?.at;
  return createNeighbourhood(arpEntry ? { arpEntry } : {});
}

export function createNeighbourhood({
  arpEntry,
  interfaces = readInterfaces,
  table = readNeighbours,
  provoke = createProvocation(),
  clock = systemClock,
}: NeighbourhoodOptions = {}): Neighbourhood {
  const places = atMostEvery(READ_EVERY_MS, clock, () => placesOf(interfaces()));
  const neighbours = atMostEvery(READ_EVERY_MS, clock, table);
  const deviceOf = (address: Ipv4) =>
    places.now().wires.find(({ subnet }) => subnetContains(subnet, address))?.device;
  // A link-local address comes with its interface.
  const isOurs = (address: string) => places.now().addresses.has(address.replace(/%.*/, ''));
  const at = (address: Ipv4): Mac | undefined => {
    const device = arpEntry && deviceOf(address);
    return device === undefined ? neighbours.now().get(address) : arpEntry?.(address, device);
  };
  /** Now if single entries can be had, else as soon as the table may be read again. */
  async function look(address: Ipv4): Promise<Mac | undefined> {
    const isOfTable = !arpEntry || deviceOf(address) === undefined;
    return isOfTable ? (await neighbours.next()).get(address) : at(address);
  }
  async function ask(address: Ipv4, mayProvoke: boolean): Promise<Mac | undefined> {
    const mac = await look(address);
    if (mac !== undefined || !mayProvoke) return mac;
    provoke(address);
    const untilMs = clock.monotonicMs() + ANSWER_MS;
    for (let wait = FIRST_LOOK_MS; ; wait *= 2) {
      await passed(wait);
      const answered = await look(address);
      if (answered !== undefined || clock.monotonicMs() >= untilMs) return answered;
    }
  }
  const asking = new Map<string, Promise<Mac | undefined>>();
  return {
    isOurs,
    isAttached: (address) => deviceOf(address) !== undefined && !isOurs(formatIpv4(address)),
    at,
    ask(address, mayProvoke) {
      const key = `${address} ${mayProvoke}`;
      const known = asking.get(key);
      if (known) return known;
      const answer = ask(address, mayProvoke).finally(() => asking.delete(key));
      asking.set(key, answer);
      return answer;
    },
  };
}

function placesOf(interfaces: Interfaces) {
  const all = Object.entries(interfaces).flatMap(([label, infos = []]) =>
    infos.map((info) => ({ ...info, device: label.split(':')[0] ?? label })),
  );
  return {
    addresses: new Set(all.map(({ address }) => address)),
    wires: all.flatMap(({ address, cidr, internal, device }) => {
      const subnet = internal ? undefined : subnetOf(address, cidr);
      return subnet ? [{ subnet, device }] : [];
    }),
  };
}

function subnetOf(address: string, cidr: string | null): Subnet | undefined {
  const ip = parseIpv4(address);
  const prefix = Number(cidr?.split('/')[1]);
  if (ip === undefined || Number.isNaN(prefix)) return undefined;
  return subnetAround(ip, prefix);
}

/** A value that costs something to have, read so seldom. Where it cannot be read again, it stays as it was. */
function atMostEvery<T>(everyMs: number, clock: Pick<Clock, 'monotonicMs'>, read: () => T) {
  let value: T | undefined;
  let readMs = Number.NEGATIVE_INFINITY;
  let next: Promise<T> | undefined;
  function readNow(): T {
    readMs = clock.monotonicMs();
    try {
      value = read();
    } catch (error) {
      if (value === undefined) throw error;
    }
    return value;
  }
  return {
    now(): T {
      const isOld = value === undefined || clock.monotonicMs() - readMs >= everyMs;
      return isOld || value === undefined ? readNow() : value;
    },
    /** Read after the call. */
    next(): Promise<T> {
      next ??= passed(Math.max(0, readMs + everyMs - clock.monotonicMs())).then(() => {
        next = undefined;
        return readNow();
      });
      return next;
    },
  };
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** RFC 863: what is sent there is thrown away, or refused. */
const DISCARD_PORT = 9;

function createProvocation(): (address: Ipv4) => void {
  const makeSocket = () => {
    const socket = createPlainSocket().unref();
    // Whatever is said to it, the ARP table has the answer.
    return socket.on('error', () => {});
  };
  let socket: ReturnType<typeof makeSocket> | undefined;
  return (address) => {
    socket ??= makeSocket();
    socket.send('', DISCARD_PORT, formatIpv4(address), () => {});
  };
}
