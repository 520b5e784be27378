// The words in which event scripts are written: what a phone did, and which row of the table answers it.

import { type Ipv4, parseIpv4 } from '../../../src/core/ipv4.js';
import type { Mac } from '../../../src/core/mac.js';
import type {
  DhcpEvent,
  FileEvent,
  InventoryEvent,
  PhoneEvent,
  SipEvent,
} from '../../../src/timeline/events.js';
import { type History, NO_HISTORY } from '../../../src/timeline/history.js';
import { note } from '../../../src/timeline/note.js';
import type { RowId } from '../../../src/timeline/texts/shape.js';
import type { PhoneFacts } from '../../../src/timeline/view.js';
import { PACKS } from '../../phones/shipped-models.js';

export interface Script {
  readonly row: RowId;
  /** Where a row has several. */
  readonly how?: string;
  readonly facts: PhoneFacts;
  readonly events: readonly PhoneEvent[];
  readonly nowMs: number;
  /** A millisecond before `nowMs` it is not that row yet. */
  readonly isLimit?: true;
  /** Why the row answers without the last event as well; absent: it does not. */
  readonly withoutLast?: string;
  /** What is not that row: what was told otherwise, or what the phone did after that. */
  readonly notWhen: Readonly<Record<string, Partial<Pick<Script, 'facts' | 'events' | 'nowMs'>>>>;
  /** Other rows that answer, and why they may. */
  readonly beside?: Readonly<Record<string, string>>;
}

export const historyAfter = (...events: readonly PhoneEvent[]): History =>
  events.reduce((history, event) => note(history, event), NO_HISTORY);

export const HEX = '02abcdef0123';
export const SEP = `SEP${HEX.toUpperCase()}.cnf.xml`;
export const CTL = `CTLSEP${HEX.toUpperCase()}.tlv`;
export const OWN = `${HEX}.cfg`;
export const COMMON = 'f0X4hw1.100.cfg';
export const LOADS = 'SIP31.8-5-3SR1S.loads';
export const PARTS = ['jar31', 'cnu31', 'apps31', 'dsp31', 'cvm31sip'].map(
  (name) => `${name}.8-5-3ES4.sbn`,
);
export const ADDRESS = '10.20.1.153';

const MODELS = [...PACKS.models.values()];

const factsOf = (id: string): PhoneFacts => {
  const model = MODELS.find((each) => each.id === id);
  if (!model) throw new Error(`no model ${id}`);
  const { vendor, name } = model;
  return {
    mac: '02:ab:cd:ef:01:23' as Mac,
    known: true,
    model: { id, vendor, name },
    dhcp: true,
    // Told by the PBX, and without an account: nothing is to be said of its registration.
    pbxLink: true,
    lines: [],
    transfers: [],
  };
};
export const CISCO = factsOf('cisco-7931g');
export const FANVIL = factsOf('fanvil-x4');

export const address = (text: string): Ipv4 => {
  const ip = parseIpv4(text);
  if (ip === undefined) throw new Error(text);
  return ip;
};

const NETWORK = '10.20.1.0/24';

export const dhcp = (atMs: number, given: Partial<DhcpEvent>): DhcpEvent => ({
  kind: 'dhcp',
  atMs,
  type: 'DISCOVER',
  why: 'pooled',
  secs: 0,
  network: NETWORK,
  asked: [1, 66, 6, 3, 15, 150, 35],
  ...given,
});
export const discover = (atMs: number, given: Partial<DhcpEvent> = {}): DhcpEvent =>
  dhcp(atMs, { reply: 'OFFER', address: address(ADDRESS), ...given });
/** DISCOVER that nobody answers. */
export const unheard = (atMs: number, why: string, given: Partial<DhcpEvent> = {}): DhcpEvent =>
  dhcp(atMs, { why, ...given });
export const ack = (atMs: number, given: Partial<DhcpEvent> = {}): DhcpEvent =>
  dhcp(atMs, {
    type: 'REQUEST',
    reply: 'ACK',
    address: address(ADDRESS),
    serverId: address('10.20.1.1'),
    leaseSeconds: 28_800,
    ...given,
  });
/** It asks whether it may keep what it had, and may not. */
export const nak = (atMs: number, why: string, given: Partial<DhcpEvent> = {}): DhcpEvent =>
  dhcp(atMs, {
    type: 'REQUEST',
    reply: 'NAK',
    why,
    requestedAddress: address('10.9.9.9'),
    address: address('10.9.9.9'),
    ...given,
  });
export const renew = (atMs: number): DhcpEvent => ack(atMs, { renews: true });

/** A file asked for, with the role that the drivers read from its name. */
export const ask = (
  atMs: number,
  name: string,
  outcome = 'sent',
  given: Partial<FileEvent> = {},
): FileEvent => {
  const drivers = [...PACKS.drivers.values()];
  const said = drivers.map((driver) => driver.readName(name, MODELS)).find((each) => each);
  return {
    kind: 'file',
    atMs,
    protocol: 'tftp',
    address: ADDRESS,
    name,
    role: 'other',
    outcome,
    bytes: outcome === 'sent' ? 7_385 : 0,
    ms: 5,
    repeats: 0,
    ...said,
    ...given,
  };
};
export const miss = (atMs: number, name: string, given: Partial<FileEvent> = {}): FileEvent =>
  ask(atMs, name, 'not-found', given);
/** Not there, and rightly so. */
export const gladly = (atMs: number, name: string): FileEvent => ask(atMs, name, 'expected-miss');

export const sip = (
  atMs: number,
  state: SipEvent['state'],
  given: Partial<SipEvent> = {},
): SipEvent => ({ kind: 'sip', atMs, line: '7001', state, address: ADDRESS, ...given });
export const changed = (atMs: number): InventoryEvent => ({
  kind: 'inventory',
  atMs,
  what: 'changed',
});

/** DISCOVER to ACK, in 100 ms. */
export const addressed = (atMs = 0): readonly DhcpEvent[] => [discover(atMs), ack(atMs + 100)];
/** A Cisco phone up to its configuration, which it has 2.6 s after it began. */
export const configured = (atMs = 0): readonly PhoneEvent[] => [
  ...addressed(atMs),
  gladly(atMs + 2_400, CTL),
  ask(atMs + 2_600, SEP),
];
/** A Fanvil up to its configuration, 3 s after it began. */
export const provisioned = (atMs = 0): readonly PhoneEvent[] => [
  ...addressed(atMs),
  gladly(atMs + 2_800, COMMON),
  ask(atMs + 3_000, OWN),
];
