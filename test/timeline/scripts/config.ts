// Scripts of phones that have an address, and no configuration that they accept.

import {
  ack,
  address,
  addressed,
  ask,
  CISCO,
  CTL,
  changed,
  configured,
  discover,
  FANVIL,
  gladly,
  miss,
  OWN,
  type Script,
  SEP,
  sip,
} from './script.js';

const MISSES = { T15: 'the trust list that is not there' };
/** Its own file, again and again, from its first time on. */
const asks = (count: number, everyMs: number) =>
  Array.from({ length: count }, (_, index) => ask(2_600 + index * everyMs, SEP));
/** The same as the server tells it: begun, then ended. */
const toldTwice = (count: number, everyMs: number) =>
  asks(count, everyMs).flatMap((sent) => [
    { ...sent, atMs: sent.atMs - 5, outcome: 'running', bytes: 0, ms: 0 },
    sent,
  ]);

export const CONFIG_SCRIPTS: readonly Script[] = [
  {
    row: 'T1',
    facts: CISCO,
    events: addressed(),
    nowMs: 30_100,
    isLimit: true,
    notWhen: {
      'a phone that asks for a file': { events: [...addressed(), gladly(2_400, CTL)] },
      'a phone that takes an address in another network': {
        events: [
          ...addressed(),
          discover(20_000, { network: '10.30.1.0/24' }),
          ack(20_100, { network: '10.30.1.0/24', address: address('10.30.1.20') }),
        ],
      },
      'a Fanvil': { facts: FANVIL },
    },
  },
  {
    row: 'T1',
    how: 'where it was told another server',
    facts: { ...CISCO, fileServer: address('10.20.1.9') },
    events: addressed(),
    nowMs: 30_100,
    isLimit: true,
    notWhen: {},
  },
  {
    row: 'T1',
    how: 'though the inventory was changed meanwhile',
    facts: CISCO,
    events: [...addressed(), changed(20_000)],
    nowMs: 30_100,
    isLimit: true,
    withoutLast: 'a change is not of the phone',
    notWhen: {},
  },
  {
    row: 'T6',
    facts: CISCO,
    events: [...addressed(), ask(2_600, SEP, 'denied', { detail: 'not its address' })],
    nowMs: 2_600,
    notWhen: {
      'a phone that is let in later': {
        events: [...addressed(), ask(2_600, SEP, 'denied'), ask(32_600, SEP)],
        nowMs: 32_600,
      },
    },
  },
  {
    row: 'T6',
    how: 'and the file for all phones asked for then',
    facts: CISCO,
    events: [...addressed(), ask(2_600, SEP, 'denied'), ask(2_700, 'XMLDefault.cnf.xml')],
    nowMs: 2_700,
    withoutLast: 'it was refused before',
    notWhen: {},
  },
  {
    row: 'T7',
    facts: { ...CISCO, known: false },
    events: [...addressed(), gladly(2_400, CTL), miss(2_600, SEP)],
    nowMs: 2_600,
    beside: MISSES,
    notWhen: { 'a phone of the inventory': { facts: CISCO } },
  },
  {
    row: 'T8',
    facts: CISCO,
    events: [...addressed(), ask(8_600, SEP, 'timeout', { bytes: 2_048, size: 7_385, ms: 6_000 })],
    nowMs: 8_600,
    notWhen: {
      'a phone that gets it the next time': {
        events: [...addressed(), ask(8_600, SEP, 'timeout'), ask(12_600, SEP)],
        nowMs: 12_600,
      },
    },
  },
  {
    row: 'T8b',
    facts: CISCO,
    events: [...addressed(), ask(2_600, SEP, 'sent', { packets: 15, repeats: 4 })],
    nowMs: 2_600,
    notWhen: {
      'a fifth of them': {
        events: [...addressed(), ask(2_600, SEP, 'sent', { packets: 15, repeats: 3 })],
      },
      'a file of few packets': {
        events: [...addressed(), ask(2_600, SEP, 'sent', { packets: 4, repeats: 2 })],
      },
    },
  },
  {
    row: 'T9',
    facts: CISCO,
    events: [...addressed(), gladly(2_400, CTL), ...asks(2, 30_000)],
    nowMs: 33_000,
    beside: MISSES,
    notWhen: {
      'asked sooner': { events: asks(2, 24_999), nowMs: 33_000 },
      'asked later': { events: asks(2, 35_001), nowMs: 40_000 },
      'a phone that goes on': {
        events: [...asks(2, 30_000), miss(33_000, 'dialplan.xml')],
        nowMs: 33_000,
      },
      'a phone that registers': {
        events: [...asks(2, 30_000), sip(34_000, 'registered')],
        nowMs: 34_000,
      },
      'a phone that asks no more': { nowMs: 92_601 },
      'a Fanvil': { facts: FANVIL },
    },
  },
  {
    row: 'T9',
    how: 'told when each request began and when it ended, of a phone that was registered yesterday',
    facts: CISCO,
    events: [sip(-86_400_000, 'registered'), ...addressed(), ...toldTwice(4, 30_000)],
    nowMs: 93_000,
    withoutLast: 'three are enough',
    notWhen: { 'one request': { events: toldTwice(1, 0) } },
  },
  {
    row: 'T10',
    facts: CISCO,
    events: [...configured(), ask(2_800, 'XMLDefault.cnf.xml')],
    nowMs: 2_800,
    beside: MISSES,
    notWhen: {
      'a phone without a file of its own': {
        events: [...addressed(), miss(2_600, SEP), ask(2_800, 'XMLDefault.cnf.xml')],
      },
      'a phone that then takes its own': {
        events: [...addressed(), ask(2_800, 'XMLDefault.cnf.xml'), ask(3_000, SEP)],
        nowMs: 3_000,
      },
      'a phone that registers': {
        events: [...configured(), ask(2_800, 'XMLDefault.cnf.xml'), sip(9_000, 'registered')],
        nowMs: 9_000,
      },
    },
  },
  {
    row: 'T12',
    facts: CISCO,
    events: [...configured(), ask(62_599, SEP, 'sent', { address: '10.20.1.77' })],
    nowMs: 62_599,
    beside: MISSES,
    notWhen: {
      'a minute later': {
        events: [...configured(), ask(62_600, SEP, 'sent', { address: '10.20.1.77' })],
        nowMs: 62_600,
      },
      'one address': { events: configured() },
    },
  },
  {
    row: 'T13',
    facts: CISCO,
    events: [...configured(), miss(3_000, 'RingList.xml', { meant: 'ringlist.xml' })],
    nowMs: 3_000,
    beside: MISSES,
    notWhen: {
      'a name that nothing is like': { events: [...configured(), miss(3_000, 'RingList.xml')] },
      'a name that is there': {
        events: [
          ...configured(),
          miss(3_000, 'RingList.xml', { meant: 'ringlist.xml' }),
          ask(4_000, 'RingList.xml'),
        ],
        nowMs: 4_000,
      },
    },
  },
  {
    row: 'T17',
    facts: CISCO,
    events: [...addressed(), miss(2_600, SEP)],
    nowMs: 2_600,
    beside: {},
    notWhen: {
      'a phone that nobody wrote down': { facts: { ...CISCO, known: false } },
      'a phone that was written down when it had asked': {
        events: [...addressed(), miss(2_600, SEP), { ...changed(9_000), what: 'added' }],
        nowMs: 10_000,
      },
      'another model since it asked': {
        events: [...addressed(), miss(2_600, SEP), changed(9_000)],
        nowMs: 10_000,
      },
      'a file that came after all': {
        events: [...addressed(), miss(2_600, SEP), ask(30_000, SEP)],
        nowMs: 30_000,
      },
      'another spelling of a file that is there': {
        events: [...addressed(), miss(2_600, SEP.toLowerCase(), { meant: SEP })],
      },
      'a name that somebody named in the phone': {
        events: [...addressed(), miss(2_600, '02abcdef0123.txt')],
        facts: FANVIL,
      },
    },
  },
  {
    row: 'T17',
    how: 'where offhook cannot make it',
    facts: FANVIL,
    events: [
      ...addressed(),
      miss(2_600, OWN, { outcome: 'unreadable', detail: 'a template fails' }),
    ],
    nowMs: 2_600,
    notWhen: {},
  },
  {
    row: 'T14',
    facts: CISCO,
    events: [...configured(), miss(3_000, 'dialplan.xml')],
    nowMs: 3_000,
    beside: MISSES,
    notWhen: {
      'a dial plan that is there': { events: [...configured(), ask(3_000, 'dialplan.xml')] },
      'one that was put there': {
        events: [...configured(), miss(3_000, 'dialplan.xml'), ask(4_000, 'dialplan.xml')],
        nowMs: 4_000,
      },
    },
  },
  {
    row: 'T16',
    facts: { ...CISCO, calls: '192.168.100.237' },
    events: addressed(),
    nowMs: 60_100,
    isLimit: true,
    notWhen: {
      'a phone that calls nobody': { facts: CISCO },
      'a phone that asks for a file': { events: [...addressed(), gladly(2_400, CTL)] },
    },
  },
];
