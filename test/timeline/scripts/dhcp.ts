// Scripts of phones that were never heard, get no address, or one that leads nowhere.

import type { Mac } from '../../../src/core/mac.js';
import {
  ack,
  address,
  addressed,
  ask,
  CISCO,
  CTL,
  configured,
  dhcp,
  discover,
  gladly,
  nak,
  renew,
  type Script,
  SEP,
  unheard,
} from './script.js';

const STRANGER = { ...CISCO, known: false };
/** An address at last. */
const THEN = addressed(200_000);
const VOICE = { network: '10.30.1.0/24', address: address('10.30.1.20') };

/** Silence of ours, so often. */
const silent = (why: string, count: number, given = {}) =>
  Array.from({ length: count }, (_, index) => unheard(index * 4_000, why, given));

export const DHCP_SCRIPTS: readonly Script[] = [
  {
    row: 'D1',
    facts: CISCO,
    events: [],
    nowMs: 0,
    notWhen: {
      'a device that nobody wrote down': { facts: STRANGER },
      'a phone that renewed its lease': { events: [renew(0)] },
      'a phone that boots': { events: [discover(0)] },
    },
  },
  {
    row: 'D1',
    how: 'with a stranger that is nearly the same',
    facts: { ...CISCO, similar: '02:ab:cd:ef:01:24' as Mac },
    events: [],
    nowMs: 0,
    notWhen: { 'a phone that boots': { events: [discover(0)] } },
  },
  {
    row: 'D2',
    facts: STRANGER,
    events: silent('unknown-client', 2),
    nowMs: 4_000,
    notWhen: {
      'a phone that was served after a reload': {
        events: [...silent('unknown-client', 2), ...THEN],
        nowMs: 200_200,
      },
    },
  },
  {
    row: 'D3',
    facts: CISCO,
    events: [discover(0), discover(4_000), discover(12_000)],
    nowMs: 12_000,
    notWhen: {
      'a phone that took the third': {
        events: [discover(0), discover(4_000), discover(12_000), ack(12_100)],
      },
      'offers minutes apart': {
        events: [discover(0), discover(70_000), discover(140_000)],
        nowMs: 140_000,
      },
      'a site whose option 150 is no list': { facts: { ...CISCO, badOption150: true } },
    },
  },
  {
    row: 'D3',
    how: 'though another address is offered each time',
    facts: CISCO,
    events: [0, 4_000, 12_000].map((atMs) =>
      discover(atMs, { address: address(`10.20.1.${100 + atMs / 4_000}`) }),
    ),
    nowMs: 12_000,
    notWhen: {},
  },
  {
    row: 'D3b',
    facts: { ...CISCO, badOption150: true },
    events: [discover(0), discover(4_000), discover(12_000)],
    nowMs: 12_000,
    notWhen: {
      'a site without such an option': { facts: CISCO },
      'a phone that took it': {
        events: [discover(0), discover(4_000), discover(12_000), ack(12_100)],
      },
    },
  },
  {
    row: 'D4',
    facts: CISCO,
    events: [
      discover(0),
      dhcp(100, { type: 'REQUEST', why: 'other-server', serverId: address('10.20.1.254') }),
    ],
    nowMs: 100,
    notWhen: {
      'a phone that comes back to us': {
        events: [
          discover(0),
          dhcp(100, { type: 'REQUEST', why: 'other-server', serverId: address('10.20.1.254') }),
          ...THEN,
        ],
        nowMs: 200_200,
      },
      'a phone that has got its file all the same': {
        events: [
          discover(0),
          dhcp(100, { type: 'REQUEST', why: 'other-server', serverId: address('10.20.1.254') }),
          ask(3_000, SEP),
        ],
        nowMs: 3_000,
      },
    },
  },
  {
    row: 'D4',
    how: 'by the address that it fetches from',
    facts: CISCO,
    events: [discover(0), gladly(3_000, CTL)],
    nowMs: 3_000,
    beside: { T15: 'a trust list that is not there is told beside anything' },
    notWhen: {
      'where we give no addresses': { facts: { ...CISCO, dhcp: false } },
      'a phone that we gave its address': { events: [...addressed(), gladly(3_000, CTL)] },
    },
  },
  {
    row: 'D5',
    facts: CISCO,
    events: [discover(0), dhcp(100, { type: 'REQUEST', why: 'journal-failed' })],
    nowMs: 100,
    notWhen: {
      'once the disk has room': {
        events: [discover(0), dhcp(100, { type: 'REQUEST', why: 'journal-failed' }), ack(4_100)],
        nowMs: 4_100,
      },
    },
  },
  ...(
    [
      ['D6', 'pool-exhausted'],
      ['D7', 'no-address'],
      ['D11', 'addresses-used'],
    ] as const
  ).map(
    ([row, why]): Script => ({
      row,
      facts: CISCO,
      events: silent(why, 1),
      nowMs: 0,
      notWhen: {
        'a phone that got one later': { events: [...silent(why, 1), ...THEN], nowMs: 200_200 },
      },
    }),
  ),
  {
    row: 'D8',
    facts: CISCO,
    events: [0, 8_000, 16_000].map((atMs) => nak(atMs, 'wrong-network')),
    nowMs: 16_000,
    notWhen: {
      'so few in so long': {
        events: [0, 60_000, 120_001].map((atMs) => nak(atMs, 'wrong-network')),
        nowMs: 120_001,
      },
      'a phone that took another in the end': {
        events: [...[0, 8_000, 16_000].map((atMs) => nak(atMs, 'wrong-network')), ...THEN],
        nowMs: 200_200,
      },
    },
  },
  {
    row: 'D8',
    how: 'for one reason and for another',
    facts: CISCO,
    events: [nak(0, 'wrong-network'), nak(8_000, 'wrong-address'), nak(16_000, 'wrong-network')],
    nowMs: 16_000,
    notWhen: {},
  },
  ...(
    [
      ['D9', 'address-taken'],
      ['D13', 'address-resting'],
    ] as const
  ).map(
    ([row, why]): Script => ({
      row,
      facts: CISCO,
      events: [nak(0, why)],
      nowMs: 0,
      notWhen: {
        'a phone that discovers and takes another': {
          events: [nak(0, why), discover(1_000), ack(1_100)],
          nowMs: 1_100,
        },
      },
    }),
  ),
  {
    row: 'D10',
    facts: CISCO,
    events: [
      ...addressed(),
      dhcp(500, { type: 'DECLINE', why: 'declined', address: address('10.20.1.153') }),
    ],
    nowMs: 500,
    notWhen: {
      'a phone that has another': {
        events: [
          ...addressed(),
          dhcp(500, { type: 'DECLINE', why: 'declined', address: address('10.20.1.153') }),
          ...addressed(11_000),
        ],
        nowMs: 11_200,
      },
    },
  },
  {
    row: 'D12',
    facts: CISCO,
    events: silent('relay-outside', 2, { relayAgent: address('10.30.9.1') }),
    nowMs: 4_000,
    notWhen: {
      'once the network is written down': {
        events: [...silent('relay-outside', 2), ...THEN],
        nowMs: 200_200,
      },
    },
  },
  {
    row: 'D12',
    how: 'without a relay agent',
    facts: CISCO,
    events: silent('unknown-network', 2),
    nowMs: 4_000,
    notWhen: {},
  },
  {
    row: 'D14',
    facts: CISCO,
    events: [...addressed(), ...addressed(20_000), ...addressed(40_000)],
    nowMs: 41_000,
    notWhen: {
      'rounds that are further apart': {
        events: [...addressed(), ...addressed(60_001), ...addressed(120_002)],
        nowMs: 121_000,
      },
      'a phone that then asks for a file': {
        events: [...addressed(), ...addressed(20_000), ...addressed(40_000), gladly(42_000, CTL)],
        nowMs: 42_000,
      },
    },
  },
  {
    row: 'D15',
    facts: CISCO,
    events: [...addressed(), discover(9_000, VOICE), ack(9_100, VOICE)],
    nowMs: 9_200,
    withoutLast: 'the DISCOVER in the other network says it',
    notWhen: {
      'one network twice': { events: [...addressed(), ...addressed(9_000)] },
      'another boot': {
        events: [...addressed(), discover(30_101, VOICE), ack(30_200, VOICE)],
        nowMs: 30_300,
      },
    },
  },
  {
    row: 'D16',
    facts: CISCO,
    events: [discover(0, { secs: 21 })],
    nowMs: 0,
    notWhen: { 'after twenty seconds': { events: [discover(0, { secs: 20 })] } },
  },
  {
    row: 'D17',
    facts: { ...CISCO, claims: 'Cisco 7942G' },
    events: [discover(0, { vendorClass: 'Cisco Systems, Inc. IP Phone CP-7942G' })],
    nowMs: 0,
    notWhen: {
      'the model of the inventory': {
        facts: CISCO,
        events: [discover(0, { vendorClass: 'Cisco Systems, Inc. IP Phone CP-7931G' })],
      },
    },
  },
  {
    row: 'D18',
    facts: { ...CISCO, loader: true },
    events: [discover(0, { vendorClass: 'Cisco Systems, Inc. IP Phone' })],
    nowMs: 0,
    notWhen: { 'an application': { facts: CISCO } },
  },
  {
    row: 'D19',
    facts: CISCO,
    events: configured(),
    nowMs: 28_800_100,
    isLimit: true,
    withoutLast: 'its lease counts, not its file',
    beside: { T15: 'a trust list that is not there is told beside anything' },
    notWhen: {
      'a phone that renewed': { events: [...configured(), renew(14_400_000)] },
      'a phone that is heard by its files': {
        events: [...configured(), ask(28_800_200, 'ringlist.xml')],
        nowMs: 28_800_300,
      },
    },
  },
  {
    row: 'D20',
    facts: CISCO,
    events: [discover(0, { asked: [1, 3, 6] }), ack(100, { asked: [1, 3, 6] })],
    nowMs: 200,
    notWhen: {
      'a phone that asks for 66': { events: [discover(0), ack(100, { asked: [1, 66] })] },
      'a phone that asks for 150': { events: [discover(0), ack(100, { asked: [1, 150] })] },
      'a phone that asks for a file': {
        events: [ack(100, { asked: [1, 3, 6] }), gladly(2_400, CTL)],
        nowMs: 2_400,
      },
    },
  },
];
