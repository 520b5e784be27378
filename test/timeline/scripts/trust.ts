// Scripts of phones that stop before their configuration, or whose names betray whom they trust.

import {
  addressed,
  ask,
  CISCO,
  CTL,
  configured,
  FANVIL,
  gladly,
  HEX,
  miss,
  provisioned,
  type Script,
  SEP,
} from './script.js';

const UPPER = HEX.toUpperCase();
const SIGNED = `${SEP}.sgn`;
const times3 = (everyMs: number, fromMs = 2_400) =>
  [0, 1, 2].map((index) => gladly(fromMs + index * everyMs, CTL));
/** Three tries for the trust list, and the next boot. */
const round = (fromMs: number) => [...addressed(fromMs), ...times3(1_000, fromMs + 2_400)];

export const TRUST_SCRIPTS: readonly Script[] = [
  {
    row: 'T2',
    facts: CISCO,
    events: [...addressed(), ...times3(4_000)],
    nowMs: 10_500,
    notWhen: {
      'asked quickly': { events: [...addressed(), ...times3(3_000)] },
      'asked slowly': { events: [...addressed(), ...times3(11_000)], nowMs: 25_000 },
      'a phone that asks for its configuration': {
        events: [...addressed(), ...times3(4_000), ask(12_000, SEP)],
        nowMs: 12_000,
      },
    },
  },
  {
    row: 'T2',
    how: 'of its own file, of which nothing gets through',
    facts: CISCO,
    events: [...addressed(), ask(8_600, SEP, 'timeout', { size: 7_385 })],
    nowMs: 8_600,
    notWhen: {
      'a phone that took some of it': {
        events: [...addressed(), ask(8_600, SEP, 'timeout', { bytes: 512, size: 7_385 })],
      },
      'a phone that hangs up where HTTP has its connection': {
        events: [...addressed(), ask(8_600, SEP, 'timeout', { protocol: 'http' })],
      },
      'a phone that gets it the next time': {
        events: [...addressed(), ask(8_600, SEP, 'timeout'), ask(12_600, SEP)],
        nowMs: 12_600,
      },
    },
  },
  {
    row: 'T3',
    facts: CISCO,
    events: [...round(0), ...round(12_000)],
    nowMs: 17_000,
    beside: {},
    notWhen: {
      'one round': { events: round(0) },
      'a phone that goes on': {
        events: [...round(0), ...round(12_000), ask(17_000, SEP)],
        nowMs: 17_000,
      },
      'boots that are far apart': { events: [...round(0), ...round(200_000)], nowMs: 205_000 },
    },
  },
  {
    row: 'T4',
    facts: CISCO,
    events: [...addressed(), gladly(2_400, CTL), miss(2_600, SIGNED)],
    nowMs: 2_600,
    beside: { T15: 'the trust list that is not there' },
    notWhen: {
      'a phone that takes its own file after that': {
        events: [...addressed(), miss(2_600, SIGNED), ask(2_700, SEP)],
        nowMs: 2_700,
      },
      'a site that has signed files': { events: [...addressed(), ask(2_600, SIGNED)] },
    },
  },
  {
    row: 'T4',
    how: 'encrypted and signed',
    facts: CISCO,
    events: [...addressed(), miss(2_600, `${SEP}.enc.sgn`)],
    nowMs: 2_600,
    notWhen: {},
  },
  {
    row: 'T5',
    facts: CISCO,
    events: [...addressed(), gladly(2_400, `ITLSEP${UPPER}.tlv`)],
    nowMs: 2_400,
    notWhen: { 'a phone of the 8.5 train': { events: configured(), nowMs: 2_600 } },
  },
  {
    row: 'T11',
    facts: CISCO,
    events: [...addressed(), miss(2_400, `SIP${UPPER}.cnf`)],
    nowMs: 2_400,
    notWhen: { 'a phone of this generation': { events: configured(), nowMs: 2_600 } },
  },
  {
    row: 'T11',
    how: 'by the file that only those ask for',
    facts: CISCO,
    events: [...addressed(), miss(2_400, 'OS79XX.TXT')],
    nowMs: 2_400,
    notWhen: {},
  },
  {
    row: 'T15',
    facts: CISCO,
    events: [...configured(), gladly(3_000, 'Russian_Federation/g3-tones.xml')],
    nowMs: 3_000,
    withoutLast: 'the trust list is one as well',
    notWhen: {
      'a phone that misses nothing': { events: [...addressed(), ask(2_600, SEP)] },
      'the file of a model': { facts: FANVIL, events: provisioned() },
    },
  },
];
