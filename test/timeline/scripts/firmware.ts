// Scripts of phones that fetch firmware, or would.

import {
  addressed,
  ask,
  CISCO,
  CTL,
  configured,
  gladly,
  LOADS,
  miss,
  PARTS,
  type Script,
  SEP,
  sip,
} from './script.js';

const MISSES = { T15: 'the trust list that is not there' };
const part = PARTS[3] ?? '';
/** The whole set, a part in ten seconds, after the phone's configuration. */
const set = (fromMs: number) => [
  ask(fromMs, LOADS),
  ...PARTS.map((name, index) => ask(fromMs + 10_000 * (index + 1), name, 'sent', { ms: 9_900 })),
];
const FIRST_LOAD = 'term31.default.loads';
const running = (beganMs: number, bytes: number) => ({
  ...CISCO,
  transfers: [{ name: part, role: 'part' as const, beganMs, bytes, size: 1_000_000 }],
});

export const FIRMWARE_SCRIPTS: readonly Script[] = [
  {
    row: 'W1',
    facts: CISCO,
    events: [...configured(), miss(3_000, LOADS)],
    nowMs: 3_000,
    beside: MISSES,
    notWhen: {
      'a set that was put there': {
        events: [...configured(), miss(3_000, LOADS), ask(33_000, LOADS)],
        nowMs: 33_000,
      },
      'the first file of an empty phone': { events: [miss(3_000, FIRST_LOAD)] },
    },
  },
  {
    row: 'W2',
    facts: CISCO,
    events: [...configured(), ask(3_000, LOADS), miss(3_100, part)],
    nowMs: 3_100,
    beside: MISSES,
    notWhen: {
      'a part that was put there': {
        events: [...configured(), ask(3_000, LOADS), miss(3_100, part), ask(9_000, part)],
        nowMs: 9_000,
      },
    },
  },
  {
    row: 'W3',
    facts: CISCO,
    events: [...configured(), ...[3_000, 8_000, 13_000].map((atMs) => ask(atMs, LOADS))],
    nowMs: 13_000,
    beside: MISSES,
    notWhen: {
      'a phone that fetches a part': {
        events: [...[3_000, 8_000, 13_000].map((atMs) => ask(atMs, LOADS)), ask(14_000, part)],
        nowMs: 14_000,
      },
      'a phone that goes on with what it has': {
        events: [
          ...[3_000, 8_000, 13_000].map((atMs) => ask(atMs, LOADS)),
          sip(20_000, 'registered'),
        ],
        nowMs: 20_000,
      },
    },
  },
  {
    row: 'W3',
    how: 'in as many boots',
    facts: CISCO,
    events: [0, 60_000, 120_000].flatMap((fromMs) => [
      ...configured(fromMs),
      ask(fromMs + 3_000, LOADS),
    ]),
    nowMs: 123_000,
    beside: MISSES,
    notWhen: {
      'a phone that fetched parts in one of them': {
        events: [
          ...configured(),
          ask(3_000, LOADS),
          ...configured(60_000),
          ask(63_000, LOADS),
          ask(64_000, PARTS[0] ?? ''),
          ...configured(120_000),
          ask(123_000, LOADS),
        ],
      },
      'a phone that went on in one of them': {
        events: [
          ...configured(),
          ask(3_000, LOADS),
          ...configured(60_000),
          ...configured(120_000),
          ask(123_000, LOADS),
        ],
      },
    },
  },
  {
    row: 'W3',
    how: 'of a phone whose flash is empty',
    facts: CISCO,
    events: [...addressed(), ...[3_000, 8_000, 13_000].map((atMs) => ask(atMs, FIRST_LOAD))],
    nowMs: 13_000,
    beside: { W5: 'its flash is empty, whatever it does then' },
    notWhen: {},
  },
  {
    row: 'W4',
    facts: CISCO,
    events: [
      ...configured(),
      ...set(3_000),
      ...configured(200_000),
      ask(203_000, LOADS),
      ask(213_000, PARTS[0] ?? ''),
    ],
    nowMs: 213_000,
    beside: MISSES,
    notWhen: {
      'another set': {
        events: [
          ...addressed(),
          ask(1_000, FIRST_LOAD),
          ...PARTS.map((name) => ask(9_000, name)),
          ...configured(200_000),
          ask(203_000, LOADS),
          ask(213_000, PARTS[0] ?? ''),
        ],
      },
      'a set of which a part broke off': {
        events: [
          ...configured(),
          ...set(3_000),
          ask(60_000, part, 'timeout'),
          ...configured(200_000),
          ask(203_000, LOADS),
          ask(213_000, PARTS[0] ?? ''),
        ],
      },
    },
  },
  {
    row: 'W5',
    facts: CISCO,
    events: [...addressed(), ask(1_000, FIRST_LOAD)],
    nowMs: 1_000,
    notWhen: {
      'a phone with firmware': { events: configured(), nowMs: 2_600 },
      'the next boot': {
        events: [...addressed(), ask(1_000, FIRST_LOAD), ...configured(200_000)],
        nowMs: 203_000,
      },
    },
  },
  {
    row: 'W5b',
    facts: CISCO,
    events: [...addressed(), miss(1_000, FIRST_LOAD)],
    nowMs: 1_000,
    notWhen: {
      'a set that was put there': {
        events: [...addressed(), miss(1_000, FIRST_LOAD), ask(6_000, FIRST_LOAD)],
        nowMs: 6_000,
      },
    },
  },
  {
    row: 'W6',
    facts: CISCO,
    events: [...addressed(), miss(1_000, 'term62.default.loads')],
    nowMs: 1_000,
    notWhen: {
      'its own': { events: [...addressed(), miss(1_000, FIRST_LOAD)] },
      'a phone that nobody wrote down': {
        facts: { ...CISCO, model: undefined, known: false } as unknown as typeof CISCO,
      },
    },
  },
  {
    row: 'W7',
    facts: CISCO,
    events: [
      ...configured(),
      ask(3_000, LOADS),
      ask(30_000, part, 'timeout', { bytes: 610_000, size: 1_000_000, ms: 26_000 }),
    ],
    nowMs: 30_000,
    beside: MISSES,
    notWhen: {
      'a phone that has begun it again': {
        events: [
          ...configured(),
          ask(3_000, LOADS),
          ask(30_000, part, 'timeout', { ms: 26_000 }),
          ask(40_000, part, 'running'),
        ],
        nowMs: 40_000,
      },
    },
  },
  {
    row: 'W8',
    facts: running(5_000, 199_999),
    events: [...configured(), ask(3_000, LOADS), ask(5_000, part, 'running')],
    nowMs: 25_000,
    isLimit: true,
    withoutLast: 'the transfer itself is seen',
    beside: MISSES,
    notWhen: {
      'ten kilobytes a second': { facts: running(5_000, 200_000) },
      'nothing under way': { facts: CISCO },
    },
  },
  {
    row: 'W9',
    facts: CISCO,
    events: [...configured(), ...set(3_000)],
    nowMs: 55_000,
    isLimit: true,
    withoutLast: 'the part before it was the last then',
    beside: MISSES,
    notWhen: {
      'a part under way': { facts: running(53_000, 1_000) },
      'a phone that begins anew': {
        events: [...configured(), ...set(3_000), ...addressed(200_000)],
        nowMs: 200_200,
      },
      'five minutes later': { nowMs: 353_000 },
    },
  },
  {
    row: 'W9b',
    facts: CISCO,
    events: [...configured(), ...set(3_000)],
    nowMs: 353_000,
    isLimit: true,
    withoutLast: 'the part before it was the last then',
    beside: MISSES,
    notWhen: {
      'a phone that begins anew': {
        events: [...configured(), ...set(3_000), ...addressed(352_000)],
      },
      'a phone that is asked for by its trust list again': {
        events: [...configured(), ...set(3_000), gladly(352_000, CTL)],
      },
    },
  },
  {
    row: 'W10',
    facts: { ...CISCO, firmware: 'SIP31.8-5-3SR1S', firmwareSeen: '8.4.2' },
    events: [...addressed(), ask(2_600, SEP)],
    nowMs: 9_000,
    notWhen: {
      'the firmware of the inventory': {
        facts: { ...CISCO, firmware: 'SIP31.8-5-3SR1S', firmwareSeen: '8-5-3SR1S' },
      },
      'a phone that names none': { facts: { ...CISCO, firmware: 'SIP31.8-5-3SR1S' } },
      'a site that wants none': { facts: { ...CISCO, firmwareSeen: '8.4.2' } },
    },
  },
];
