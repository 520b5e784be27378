// Diagnoses of phones that have no address yet, or not a useful one.

import { say } from '../texts/said.js';
import { ackOf, latestIn, type View } from '../view.js';
import { wire } from '../words.js';
import {
  addressRounds,
  anAddress,
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

/** So often, for one of these reasons. */
const saidByUs = <Id extends string>(
  id: Id,
  name: string,
  atLeast: number,
  ...whys: readonly string[]
) => ({
  ...{ id, name, ...SAID_BY_US },
  seen: (view: View) => stuckOn(view, atLeast, ...whys),
});

export const DHCP_ROWS: readonly Row[] = [
  saidByUs('D5', 'journal', 1, 'journal-failed'),
  saidByUs('D6', 'pool-empty', 1, 'pool-exhausted'),
  saidByUs('D7', 'no-address', 1, 'no-address'),
  saidByUs('D11', 'all-used', 1, 'addresses-used'),
  saidByUs('D12', 'relay', 2, 'unknown-network', 'relay-outside', 'selection-outside'),
  {
    id: 'D2',
    name: 'unknown-client',
    ...SAID_BY_US,
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
    seen: (view) => seenOffers(view, true),
  },
  {
    id: 'D3',
    name: 'offer-not-taken',
    severity: 'problem',
    on: ['many-offers'],
    grade: 'our reading',
    source: 'RFC 2131 section 4.4.1 has a client choose an offer; why it does not is our reading',
    seen: (view) => seenOffers(view, false),
  },
  {
    id: 'D4',
    name: 'other-server',
    severity: 'problem',
    on: ['silence', 'nak', 'no-ack'],
    grade: 'fact',
    source: 'RFC 2131 section 4.3.2',
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
    seen(view) {
      const steps = because(view, 'wrong-network', 'wrong-address');
      const [first] = steps;
      const latest = latestIn(steps);
      const isQuick = first && latest && latest.last.atMs - first.first.atMs <= NAKS_MS;
      return isQuick ? stuckOn(view, 3, 'wrong-network', 'wrong-address') : undefined;
    },
  },
  saidByUs('D9', 'taken', 1, 'address-taken'),
  saidByUs('D13', 'resting', 1, 'address-resting'),
  {
    id: 'D10',
    name: 'declined',
    severity: 'problem',
    on: ['declined'],
    grade: 'fact',
    source: 'RFC 2131 section 4.3.3',
    seen(view) {
      const step = view.exchanges.findLast(({ last }) => last.type === 'DECLINE');
      if (!step || isOvercome(view, [step])) return undefined;
      const address = anAddress(step.last.address ?? step.last.requestedAddress);
      const seen = say('gaveBack', { address });
      return { seen, sinceMs: step.first.atMs, step, values: valuesOf(step.last) };
    },
  },
  {
    id: 'D14',
    name: 'dhcp-only-loop',
    severity: 'problem',
    on: ['past-boots'],
    grade: 'owners report',
    source: 'reports of a Cisco 7970 that began anew every 20 s after an erase',
    seen(view) {
      const { rounds, sinceMs } = addressRounds(view);
      if (rounds < 3) return undefined;
      const seen = say('addressAgain', { times: { times: rounds } });
      return { seen, sinceMs, step: ackOf(view), values: {} };
    },
  },
  {
    id: 'D17',
    name: 'model-differs',
    severity: 'problem',
    on: ['claims'],
    grade: 'fact',
    source: 'option 60 of Cisco phones names their model',
    seen({ facts, history, boot, nowMs, exchanges }) {
      const { claims, model } = facts;
      if (claims === undefined || !model || history.vendorClass === undefined) return undefined;
      const seen = say('namesItself', { name: wire(history.vendorClass) });
      const values = { claims, model: model.name };
      return { seen, sinceMs: boot?.beganMs ?? nowMs, step: latestIn(exchanges), values };
    },
  },
];
