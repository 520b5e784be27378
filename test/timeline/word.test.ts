// The ten words: each state has one, each word is reached, and random doings end in one without failing.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describePhone } from '../../src/timeline/describe.js';
import { diagnose, sightings } from '../../src/timeline/diagnose.js';
import type { PhoneEvent, SipEvent } from '../../src/timeline/events.js';
import { hereOf } from '../../src/timeline/here.js';
import { tellDiagnosis } from '../../src/timeline/tell-diagnosis.js';
import { describeBoot } from '../../src/timeline/timeline-rows.js';
import { type PhoneFacts, viewOf } from '../../src/timeline/view.js';
import { type Word, wordOf } from '../../src/timeline/word.js';
import { WORDS } from '../../src/timeline/word-table.js';
import {
  ack,
  addressed,
  ask,
  CISCO,
  CTL,
  configured,
  dhcp,
  discover,
  FANVIL,
  gladly,
  historyAfter,
  LOADS,
  nak,
  OWN,
  PARTS,
  renew,
  SEP,
  sip,
  unheard,
} from './scripts/script.js';

function wordFor(events: readonly PhoneEvent[], nowMs: number, facts: PhoneFacts, stale = false) {
  const history = historyAfter(...events);
  return wordOf(history, facts, diagnose(history, facts, nowMs), stale, nowMs);
}

const TWO = { ...CISCO, lines: ['7001', '7002'] };
const both = (state: SipEvent['state'], atMs: number) =>
  TWO.lines.map((line) => sip(atMs, state, { line }));
const ENDED = [...both('registered', 9_000), ...both('unregistered', 900_000)];
const APPS = PARTS[2] ?? '';
const SENDING = {
  ...CISCO,
  transfers: [{ name: APPS, role: 'part' as const, beganMs: 0, bytes: 1, size: 2 }],
};
const EVENING = 40_000_000;

/** Where a phone is, what is wrong, and whether its file has changed. */
const STATES: readonly [Word, string, readonly PhoneEvent[], number, PhoneFacts?, boolean?][] = [
  ['unseen', 'nothing was heard', [], 0],
  ['unseen', 'nothing was heard, and its file has changed', [], 0, CISCO, true],
  ['unseen', 'only a renewal was heard', [renew(0)], 9_000],
  ['unseen', 'only a ring list was asked for', [ask(0, 'ringlist.xml')], 9_000],
  ['fetched', 'it had its file before the restart', [renew(0)], 9, { ...CISCO, configuredMs: -9 }],
  [
    'stale',
    'it had its file before the restart',
    [renew(0)],
    9,
    { ...CISCO, configuredMs: -9 },
    true,
  ],
  ['registered', 'the PBX alone tells of it', both('registered', 0), 90_000, TWO],
  [
    'fetched',
    'the PBX that told of it is lost',
    both('registered', 0),
    9,
    { ...TWO, pbxLink: false },
  ],
  ['booting', 'it asks for an address', [discover(0)], 0],
  ['booting', 'it has one', addressed(), 9_000],
  ['booting', 'it asks for its files', [...addressed(), gladly(2_400, CTL)], 9_000],
  ['booting', 'it boots anew', [...configured(), ...addressed(EVENING)], EVENING + 200],
  [
    'booting',
    'it boots anew, and its file has changed',
    [...configured(), ...addressed(EVENING)],
    EVENING + 200,
    CISCO,
    true,
  ],
  ['waiting', 'it stopped on the way', [...addressed(), gladly(2_400, CTL)], 62_401],
  ['silent', 'it stopped on the way, long ago', [...addressed(), gladly(2_400, CTL)], EVENING],
  ['stuck', 'it has no address', [unheard(0, 'pool-exhausted')], 0],
  ['stuck', 'it has an address and no more', addressed(), 40_000],
  [
    'stuck',
    'it has an address and no more, and its file has changed',
    addressed(),
    40_000,
    CISCO,
    true,
  ],
  [
    'stuck',
    'it has its file, and the PBX refuses it',
    [...configured(), sip(9_000, 'bad-password')],
    9_000,
    TWO,
  ],
  ['upgrading', 'a part is on its way', [...configured(), ask(3_000, LOADS)], 3_000, SENDING],
  [
    'upgrading',
    'it writes its flash',
    [...configured(), ask(3_000, LOADS), ask(9_000, APPS)],
    99_000,
  ],
  ['upgrading', 'it fetches without a configuration', [ask(0, 'term31.default.loads')], 9_000],
  ['stuck', 'it writes its flash for too long', [...configured(), ask(9_000, APPS)], 309_000],
  ['fetched', 'it has its file', configured(), 9_000],
  ['fetched', 'it has its file, and is not due to register', configured(), 9_000, TWO],
  ['stale', 'it has its file, which has changed', configured(), 9_000, CISCO, true],
  ['part', 'one line is registered', [...configured(), sip(9_000, 'registered')], 9_000, TWO],
  ['registered', 'all are', [...configured(), ...both('registered', 9_000)], 9_000, TWO],
  [
    'stale',
    'all are, and its file has changed',
    [...configured(), ...both('registered', 9_000)],
    9_000,
    TWO,
    true,
  ],
  ['silent', 'its lease ran out', configured(), EVENING],
  ['silent', 'its lease ran out, and its file has changed', configured(), EVENING, CISCO, true],
  ['silent', 'its registration ran out', [...configured(), ...ENDED], 960_000, TWO],
  ['fetched', 'its registration has just ended', [...configured(), ...ENDED], 959_999, TWO],
  [
    'fetched',
    'its registration ended, and the PBX tells nothing',
    [...configured(), ...ENDED],
    960_000,
    { ...TWO, pbxLink: false },
  ],
  [
    'stuck',
    'its registration ran out, and it is on',
    [...configured(), ...ENDED, renew(905_000)],
    960_000,
    TWO,
  ],
  ['silent', 'the PBX alone told of it, and has it no longer', ENDED, 960_000, TWO],
  [
    'fetched',
    'it starts anew, and the PBX did not reach it before',
    [...configured(), ...both('unreachable', 900_000), ...configured(1_000_000)],
    1_005_000,
    TWO,
  ],
  [
    'silent',
    'the PBX does not reach it',
    [...configured(), ...both('unreachable', 900_000)],
    900_000,
    TWO,
  ],
];

describe('the word of a phone', () => {
  it.each(STATES)('is %s where %s', (word, _, events, nowMs, facts = CISCO, stale = false) => {
    expect(wordFor(events, nowMs, facts, stale)).toBe(word);
  });

  it('is each of the ten for some phone', () => {
    expect([...new Set(STATES.map(([word]) => word))].toSorted()).toEqual(
      Object.keys(WORDS).toSorted(),
    );
  });

  it('has a sign of its own, of one column', () => {
    const signs = Object.values(WORDS).map(({ sign }) => sign);
    expect(new Set(signs).size).toBe(10);
    expect(signs.filter((sign) => [...sign].length !== 1)).toEqual([]);
  });
});

const reasons = [
  'pooled',
  'pool-exhausted',
  'wrong-network',
  'address-taken',
  'other-server',
  'unknown-client',
  'journal-failed',
];
const outcomes = ['running', 'sent', 'not-found', 'expected-miss', 'denied', 'timeout', 'busy'];
const names = [
  CTL,
  SEP,
  `${SEP}.sgn`,
  'XMLDefault.cnf.xml',
  LOADS,
  ...PARTS,
  OWN,
  'dialplan.xml',
  'term62.default.loads',
  'F0V5UV200000.cfg',
  'x',
];
const at = fc.oneof(fc.nat(200_000), fc.nat(100_000_000));
const anyEvent: fc.Arbitrary<PhoneEvent> = fc.oneof(
  fc
    .tuple(at, fc.constantFrom(...names), fc.constantFrom(...outcomes))
    .map(([atMs, name, outcome]) => ask(atMs, name, outcome)),
  at.map((atMs) => discover(atMs)),
  at.map((atMs) => ack(atMs)),
  at.map((atMs) => renew(atMs)),
  fc.tuple(at, fc.constantFrom(...reasons)).map(([atMs, why]) => unheard(atMs, why)),
  fc.tuple(at, fc.constantFrom(...reasons)).map(([atMs, why]) => nak(atMs, why)),
  fc
    .tuple(at, fc.constantFrom('DECLINE' as const, 'RELEASE' as const, 'INFORM' as const))
    .map(([atMs, type]) => dhcp(atMs, { type })),
  fc
    .tuple(
      at,
      fc.constantFrom('7001', '7002', '__proto__'),
      fc.constantFrom(
        'registered' as const,
        'unregistered' as const,
        'unreachable' as const,
        'challenged' as const,
        'no-account' as const,
      ),
    )
    .map(([atMs, line, state]) => sip(atMs, state, { line })),
  fc.nat(100_000_000).map((atMs) => ({ kind: 'inventory', atMs, what: 'changed' }) as const),
);

describe('whatever a phone does in whatever order', () => {
  it('has a word and a sentence at any time', () => {
    const facts = fc.constantFrom(CISCO, FANVIL, TWO, SENDING, { ...CISCO, known: false });
    const events = fc.array(anyEvent, { maxLength: 60 });
    fc.assert(
      fc.property(events, facts, at, fc.boolean(), (doings, known, nowMs, stale) => {
        const history = historyAfter(...doings);
        const diagnosis = diagnose(history, known, nowMs);
        const word = wordOf(history, known, diagnosis, stale, nowMs);
        const told = describePhone(history, known, diagnosis, word, nowMs);
        const { boot } = history;
        const here = boot && hereOf(boot, word, diagnosis);
        const rows = boot ? describeBoot(boot, [], nowMs, here) : [];
        const marks = rows.filter(({ mark }) => mark === 'stuck' || mark === 'waits');
        expect(marks.length).toBe(here ? 1 : 0);
        expect(Object.keys(WORDS)).toContain(word);
        expect(JSON.stringify([told, rows])).not.toMatch(/undefined|NaN|Infinity|\{\w+\}/);
        expect(word === 'stuck').toBe(diagnosis?.severity === 'problem');
        const all = sightings(viewOf(history, known, nowMs));
        // What is seen at a glance leaves nothing out.
        expect(diagnosis).toEqual(all.find(({ severity }) => severity === 'problem') ?? all[0]);
        for (const each of all) {
          expect(JSON.stringify(tellDiagnosis(each))).not.toMatch(/undefined|NaN|Infinity|\{\w+\}/);
        }
      }),
      { numRuns: 400 },
    );
  });
});
