// Diagnoses of phones that have no address yet, or not a useful one.

import { latestIn } from '../view.js';
import { addressText, times, wire } from '../words.js';
import {
  addressRounds,
  because,
  elsewhere,
  isOvercome,
  seenOffers,
  stuckOn,
  valuesOf,
} from './dhcp-seen.js';
import type { Row } from './row.js';

/** One after a move is normal; so many, so soon after another, are not. */
const NAKS_MS = 120_000;

/** The server itself says why it gave the phone nothing. */
const SAID_BY_US = {
  severity: 'problem',
  on: ['silence', 'nak'],
  grade: 'fact',
  source: 'offhook knows it of itself',
} as const;

export const DHCP_ROWS: readonly Row[] = [
  {
    id: 'D5',
    name: 'journal',
    ...SAID_BY_US,
    means: 'its lease could not be written: the disk is full, failing or read-only',
    todo: 'make room for the state folder; offhook doctor looks at it',
    seen: (view) => stuckOn(view, 1, 'journal-failed'),
  },
  {
    id: 'D6',
    name: 'pool-empty',
    ...SAID_BY_US,
    means: 'no address of the pool of {network} is free',
    todo: 'a larger pool, a shorter lease, addresses for the phones that stay, or offhook leases release',
    seen: (view) => stuckOn(view, 1, 'pool-exhausted'),
  },
  {
    id: 'D7',
    name: 'no-address',
    ...SAID_BY_US,
    means: 'it has no address of its own on {network}, and there is no pool',
    todo: 'write address: for the phone, or pool: for the network',
    seen: (view) => stuckOn(view, 1, 'no-address'),
  },
  {
    id: 'D11',
    name: 'all-used',
    ...SAID_BY_US,
    means:
      'every address that it could have seems to be in use: often a router that answers ARP for everyone',
    todo: 'switch proxy ARP off there, or write addressCheck: false for the network',
    seen: (view) => stuckOn(view, 1, 'addresses-used'),
  },
  {
    id: 'D12',
    name: 'relay',
    ...SAID_BY_US,
    means: 'it asks {by}',
    todo: 'write that network under networks:, with relay: true where a relay agent stands between',
    seen: (view) => stuckOn(view, 2, 'unknown-network', 'relay-outside', 'selection-outside'),
  },
  {
    id: 'D2',
    name: 'unknown-client',
    ...SAID_BY_US,
    means:
      'it is a phone, but the inventory does not have it, and networks serve only phones of the inventory',
    todo: 'offhook adopt {mac} writes it into the inventory (offhook new shows such phones); or clients: phones for the network',
    seen(view) {
      const sighting = stuckOn(view, 2, 'unknown-client');
      return sighting && { ...sighting, values: { ...sighting.values, mac: view.facts.mac } };
    },
  },
  {
    id: 'D3b',
    name: 'bad-150',
    severity: 'problem',
    on: ['many-offers'],
    grade: 'owners report',
    source: 'reports of Cisco phones that take no address where option 150 is no list of addresses',
    means:
      'the inventory sets option 150 to something that is no list of addresses, and such phones then take no address at all',
    todo: 'write 150: { ips: [...] }, or leave it out',
    seen: (view) => seenOffers(view, true),
  },
  {
    id: 'D3',
    name: 'offer-not-taken',
    severity: 'problem',
    on: ['many-offers'],
    grade: 'our reading',
    source: 'RFC 2131 section 4.4.1 has a client choose an offer; why it does not is our reading',
    means: 'the offer does not reach it, or it does not like it',
    todo: 'look at the way back: the relay agent and its route, the VLAN of the port, a firewall on this machine; then at the options set by number',
    seen: (view) => seenOffers(view, false),
  },
  {
    id: 'D4',
    name: 'other-server',
    severity: 'problem',
    on: ['silence', 'nak', 'no-ack'],
    grade: 'fact',
    source: 'RFC 2131 section 4.3.2',
    means: 'it took the offer of another DHCP server, {server}',
    todo: 'keep that server from answering phones, or let only one of the two serve this network',
    seen: (view) =>
      view.boot?.configuredMs === undefined
        ? (stuckOn(view, 1, 'other-server') ?? elsewhere(view))
        : undefined,
  },
  {
    id: 'D8',
    name: 'nak-loop',
    severity: 'problem',
    on: ['silence', 'nak'],
    grade: 'our reading',
    source:
      'one NAK after a move is what RFC 2131 wants; that repeats come from a second server is our reading',
    means:
      'it insists on {address}, which is not for it here: another server or a relay agent gives it that',
    todo: 'look for the other server (offhook doctor), and release the address on the phone',
    seen(view) {
      const steps = because(view, 'wrong-network', 'wrong-address');
      const [first] = steps;
      const latest = latestIn(steps);
      const isQuick = first && latest && latest.last.atMs - first.first.atMs <= NAKS_MS;
      return isQuick ? stuckOn(view, 3, 'wrong-network', 'wrong-address') : undefined;
    },
  },
  {
    id: 'D9',
    name: 'taken',
    ...SAID_BY_US,
    means: "the address that it remembers, {address}, is another client's now",
    todo: 'nothing at first, for it asks anew; if it comes again, two phones have one address in the inventory',
    seen: (view) => stuckOn(view, 1, 'address-taken'),
  },
  {
    id: 'D13',
    name: 'resting',
    ...SAID_BY_US,
    means: '{address} was found in use by a stranger, and rests',
    todo: 'wait ten minutes, or find the device that uses it',
    seen: (view) => stuckOn(view, 1, 'address-resting'),
  },
  {
    id: 'D10',
    name: 'declined',
    severity: 'problem',
    on: ['declined'],
    grade: 'fact',
    source: 'RFC 2131 section 4.3.3',
    means: 'somebody else on the wire uses {address}',
    todo: 'find that device; the address rests meanwhile',
    seen(view) {
      const step = view.exchanges.findLast(({ last }) => last.type === 'DECLINE');
      if (!step || isOvercome(view, [step])) return undefined;
      const seen = `gave ${addressText(step.last.address ?? step.last.requestedAddress)} back as in use`;
      return { seen, sinceMs: step.first.atMs, values: valuesOf(step.last) };
    },
  },
  {
    id: 'D14',
    name: 'dhcp-only-loop',
    severity: 'problem',
    on: ['past-boots'],
    grade: 'owners report',
    source: 'reports of a Cisco 7970 that began anew every 20 s after an erase',
    means:
      'it has an address and begins anew: what it was given has no TFTP server or router that it can use',
    todo: 'compare what it is sent (offhook serve --dry-run): options 66, 150, router and mask',
    seen(view) {
      const { rounds, sinceMs } = addressRounds(view);
      if (rounds < 3) return undefined;
      const seen = `took an address ${times(rounds)}, one soon after another, and asked for no file`;
      return { seen, sinceMs };
    },
  },
  {
    id: 'D17',
    name: 'model-differs',
    severity: 'problem',
    on: ['claims'],
    grade: 'fact',
    source: 'option 60 of Cisco phones names their model',
    means: 'the inventory says {model}, and the phone says that it is a {claims}',
    todo: 'correct model: in the inventory; everything else would fail later',
    seen({ facts, history, boot, nowMs }) {
      const { claims, model } = facts;
      if (claims === undefined || !model || history.vendorClass === undefined) return undefined;
      const seen = `names itself "${wire(history.vendorClass)}"`;
      return { seen, sinceMs: boot?.beganMs ?? nowMs, values: { claims, model: model.name } };
    },
  },
];
