// The sentences that people read of a phone, and the rows of its boot.

import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/firmware/progress.js';
import { describePhone } from '../../src/timeline/describe.js';
import { diagnose } from '../../src/timeline/diagnose.js';
import { NO_REASON, type PhoneEvent } from '../../src/timeline/events.js';
import { expectedNext } from '../../src/timeline/expected.js';
import { hereOf } from '../../src/timeline/here.js';
import { NO_HISTORY } from '../../src/timeline/history.js';
import { STEPS_MAX } from '../../src/timeline/note.js';
import { describeBoot } from '../../src/timeline/timeline-rows.js';
import type { PhoneFacts } from '../../src/timeline/view.js';
import { wordOf } from '../../src/timeline/word.js';
import { PACKS } from '../phones/shipped-models.js';
import {
  ack,
  address,
  addressed,
  ask,
  CISCO,
  CTL,
  configured,
  discover,
  gladly,
  historyAfter,
  LOADS,
  miss,
  nak,
  PARTS,
  renew,
  SEP,
  sip,
  unheard,
} from './scripts/script.js';

function told(
  events: readonly PhoneEvent[],
  nowMs: number,
  facts: PhoneFacts = CISCO,
  stale = false,
  progress?: Progress,
) {
  const history = historyAfter(...events);
  const diagnosis = diagnose(history, facts, nowMs);
  const word = wordOf(history, facts, diagnosis, stale, nowMs);
  return describePhone(history, facts, diagnosis, word, nowMs, progress);
}

const APPS = PARTS[2] ?? '';
const LINES = { ...CISCO, lines: ['7001', '7002'] };
const transfer = { name: APPS, role: 'part' as const, beganMs: 0, bytes: 610, size: 1_000 };

it.each([
  ['ringing', 'line 7001 is registered, ringing'],
  ['hold', 'line 7001 is registered, on hold'],
  [undefined, 'line 7001 is registered'],
] as const)('a line that does %s is said to', (use, sentence) => {
  const facts = { ...CISCO, lines: ['7001'], ...(use && { use }) };
  const history = historyAfter(...configured(), sip(9_000, 'registered'));
  expect(describePhone(history, facts, undefined, 'registered', 9_000).sentence).toBe(sentence);
});

describe('a phone is described', () => {
  it('as stuck, with what was seen, what that means and what to do', () => {
    const events = [0, 30_000, 60_000, 90_000].map((atMs) => ask(atMs, SEP));
    expect(told(events, 93_000)).toEqual({
      word: 'stuck',
      sign: '!',
      id: 'T9',
      grade: 'owners report',
      sentence: `asked 4 times for ${SEP}, every 30 s, and got all 7,385 bytes of it: it shows "Unprovisioned": it does not accept its file`,
      todo: expect.stringContaining('offhook validate'),
      sinceMs: -5,
      stage: 'config',
    });
  });

  it.each<[string, string, readonly PhoneEvent[], number, PhoneFacts?, boolean?]>([
    ['unseen', 'was never heard: it has no power', [], 0],
    ['unseen', 'is there and renews its lease', [renew(0)], 9_000],
    ['booting', 'REQUEST → ACK 10.20.1.153: lease 8 h, 2 s ago', addressed(), 2_100],
    [
      'booting',
      'REQUEST → ACK 10.20.1.153: lease without end',
      [ack(0, { leaseSeconds: 0xffff_ffff })],
      2_100,
    ],
    ['waiting', `${CTL}: not there, and did nothing since, for 60 s`, [miss(0, CTL)], 60_001],
    ['fetched', 'has got its file, 20 s ago', configured(), 22_600],
    ['fetched', 'has got its file, 5 s ago', [], 9_000, { ...CISCO, configuredMs: 4_000 }],
    [
      'stale',
      'has the file that it got 20 s ago, which has changed',
      configured(),
      22_600,
      CISCO,
      true,
    ],
    [
      'part',
      '1 of 2 lines is registered, not 7002',
      [...configured(), sip(9_000, 'registered')],
      9_000,
      LINES,
    ],
    [
      'registered',
      'all 2 lines are registered',
      ['7001', '7002'].map((line) => sip(9_000, 'registered', { line })),
      9_000,
      LINES,
    ],
    ['silent', 'let its lease of 10.20.1.153 run out 2 h ago', configured(), 36_000_100],
    [
      'silent',
      'does not answer the PBX, for 100 s',
      [...configured(), ...LINES.lines.map((line) => sip(900_000, 'unreachable', { line }))],
      1_000_000,
      LINES,
    ],
    ['upgrading', 'fetches firmware', [...configured(), ask(3_000, LOADS)], 3_100],
    ['upgrading', 'writes its flash, for 40 s', [...configured(), ask(9_000, APPS)], 49_000],
    ['upgrading', `fetches ${APPS}`, configured(), 3_100, { ...CISCO, transfers: [transfer] }],
  ])('as %s: %s', (word, sentence, events, nowMs, facts, stale) => {
    const found = told(events, nowMs, facts, stale);
    expect(found.sentence).toContain(sentence);
    expect(found.word).toBe(word);
    expect(found.sentence).not.toMatch(/[.\n]$|undefined|NaN/);
  });

  it('as one that was heard before the server began, which says nothing of now', () => {
    const before = { number: 1, beganMs: -90_000, endedMs: -60_000, configured: false } as const;
    const history = { ...NO_HISTORY, past: [{ ...before, reached: 'trust' as const }] };
    const { sentence } = describePhone(history, CISCO, undefined, 'unseen', 20_000);
    expect(sentence).toBe(
      'was not heard since the server began; its last boot came to trust, 80 s ago',
    );
  });

  it.each([
    ['has 5 h left', 18_000_000],
    ['has no end', Infinity],
    ['run out 2 h ago, and was not heard since', -7_200_000],
  ])('as one of which only its lease is known, which %s', (text, untilMs) => {
    const lease = { address: address('10.20.1.153'), network: '10.20.1.0/24', untilMs };
    const history = { ...NO_HISTORY, lease };
    const found = diagnose(history, CISCO, 0);
    expect(found?.id).not.toBe('D1');
    const word = wordOf(history, CISCO, found, false, 0);
    const { sentence } = describePhone(history, CISCO, found, word, 0);
    expect({ word, sentence }).toEqual({ word: 'unseen', sentence: expect.stringContaining(text) });
    expect(sentence).toContain('its lease of 10.20.1.153');
  });

  it.each([
    ['10.20.1.9', 'asked for no file here, told that files are at 10.20.1.9: '],
    ['10.20.1.1', 'asked for no file: '],
  ])('as one that asks nobody, and was told to ask %s', (server, text) => {
    const facts = { ...CISCO, fileServer: address(server) };
    expect(told(addressed(), 40_100, facts).sentence).toContain(text);
  });

  it('as one that nobody has heard or written down', () => {
    const facts = { ...CISCO, known: false };
    expect(told([], 0, facts).sentence).toBe('was never heard, and the inventory does not have it');
  });

  it('as one that a capture shows without an answer, of which it shows no reason', () => {
    expect(told([unheard(0, NO_REASON)], 2_000).sentence).toBe('DISCOVER → no answer, 2 s ago');
  });

  it('with how far its firmware is', () => {
    const progress = {
      ...{ bytes: 3_100_000, ofBytes: 5_400_000, part: 5, parts: 7 },
      ...{ bytesPerSecond: 240_000, secondsLeft: 100 },
    };
    const facts = { ...CISCO, transfers: [transfer] };
    expect(told(configured(), 3_100, facts, false, progress).sentence).toBe(
      'apps31… 61 %  part 5 of 7  3.1 of 5.4 MB  240 KB/s  1:40 left',
    );
    const { bytesPerSecond: _, secondsLeft: __, ...unknown } = progress;
    expect(told(configured(), 3_100, facts, false, unknown).sentence).toBe(
      'apps31… 61 %  part 5 of 7  3.1 of 5.4 MB',
    );
  });

  it('with what looks strange and is normal as a remark', () => {
    const { remark, word, todo } = told(configured(), 9_000);
    expect(word).toBe('fetched');
    expect(remark).toContain('which is not there: that file need not be there');
    expect(todo).toBeUndefined();
  });

  it('without anything of the wire that could move a cursor', () => {
    const evil = '\u001b[2J\u202eSEP.cnf.xml\n';
    const events = [
      ask(0, evil, 'sent', { role: 'config', address: '\u001b[31m', detail: evil }),
      ask(30_000, evil, 'sent', { role: 'config', address: '\u001b[31m' }),
      sip(31_000, 'unregistered', { line: evil, agent: evil, address: evil }),
    ];
    const facts = { ...CISCO, lines: [evil], pbxLink: true };
    const { boot } = historyAfter(...events);
    const texts = [
      ...[30_000, 31_000, 99_000].map((nowMs) => JSON.stringify(told(events, nowMs, facts))),
      JSON.stringify(boot && describeBoot(boot, [], 31_000)),
    ];
    // JSON writes controls out: a backslash of ours is two.
    expect(texts.join('')).not.toMatch(/\u202e|[^\\]\\u001b|[^\\]\\n/);
    expect(texts.join('')).toContain('\\\\u{1b}');
  });
});

const bodies = new Map([
  [SEP, '<device><loadInformation>SIP31.8-5-3SR1S</loadInformation></device>'],
]);
const [model] = [...PACKS.models.values()].filter(({ id }) => id === 'cisco-7931g');
const driver = PACKS.drivers.get('cisco');

function rowsOf(events: readonly PhoneEvent[], nowMs: number, facts: PhoneFacts = CISCO) {
  const history = historyAfter(...events);
  if (!model || !driver || !history.boot) throw new Error('no boot');
  const expected = expectedNext(history, facts, {
    script: driver.boot(facts.mac, model),
    bodyOf: (name) => {
      const text = bodies.get(name);
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
    roleOf: (name) => driver.readName(name, [model])?.role,
  });
  const diagnosis = diagnose(history, facts, nowMs);
  const here = hereOf(history.boot, wordOf(history, facts, diagnosis, false, nowMs), diagnosis);
  const rows = describeBoot(history.boot, expected, nowMs, here);
  return rows.map(({ atMs, what, outcome, repeats, mark }) =>
    [atMs, what, outcome, repeats, mark ?? ''].join(' | '),
  );
}

describe('a boot is told in rows', () => {
  it('with where it is stuck, and what it would do next', () => {
    const events = [
      ...addressed(),
      gladly(2_400, CTL),
      ...[2_600, 32_600, 62_600, 92_600].map((atMs) => ask(atMs, SEP)),
    ];
    expect(rowsOf(events, 99_000, { ...CISCO, lines: ['7001'] })).toEqual([
      '0 | DISCOVER → OFFER 10.20.1.153 |  |  | ',
      '100 | REQUEST → ACK 10.20.1.153 | lease 8 h |  | ',
      `2395 | ${CTL} | not there, which is fine |  | `,
      `2595 | ${SEP} | 7,385 bytes, 5 ms | ×4, every 30 s | stuck`,
      '152600 | registers with the PBX | dial tone, expected within 54 s |  | expected',
    ]);
  });

  it('with the files that a phone should have asked for', () => {
    expect(rowsOf(addressed(), 50_100)).toEqual([
      '0 | DISCOVER → OFFER 10.20.1.153 |  |  | ',
      '100 | REQUEST → ACK 10.20.1.153 | lease 8 h |  | stuck',
      `30100 | ${CTL} | trust list, expected 20 s ago |  | expected`,
      ` | ${SEP} | configuration |  | expected`,
    ]);
  });

  it('without files of a phone that was there before the server', () => {
    const facts = { ...CISCO, lines: ['7001'] };
    expect(rowsOf([sip(0, 'registered')], 1_000, facts)).toHaveLength(1);
  });

  it('without what a phone passed over, and without firmware that it may have', () => {
    expect(rowsOf([...addressed(), ask(2_600, SEP)], 3_000)).toHaveLength(3);
    expect(rowsOf([...addressed(), miss(2_600, SEP)], 3_000).at(-1)).toContain(
      'XMLDefault.cnf.xml | firmware of an unknown phone, expected within 10 s',
    );
  });

  it('with nothing overdue while a file is under way', () => {
    const last = (event: PhoneEvent) => rowsOf([...addressed(), event], 312_400).at(-1);
    expect(last(gladly(2_400, CTL))).toContain(`${SEP} | configuration, expected 5 min ago`);
    expect(last(ask(2_400, CTL, 'running'))).toBe(` | ${SEP} | configuration |  | expected`);
  });

  it.each([
    [unheard(0, 'pool-exhausted'), 'DISCOVER → no answer', 'pool exhausted'],
    [nak(0, 'wrong-network'), 'REQUEST → NAK 10.9.9.9', 'wrong network'],
    [ask(0, SEP, 'running'), SEP, 'under way'],
    [ask(0, SEP, 'denied', { detail: 'no lease' }), SEP, 'refused: no lease'],
    [ask(0, SEP, 'timeout', { bytes: 2_048 }), SEP, 'broke off at 2,048 bytes'],
    [ask(0, SEP, 'client-error'), SEP, 'client error'],
    [sip(0, 'bad-password'), 'line 7001', 'refused by the PBX: name or password from 10.20.1.153'],
  ])('%#: what was done and what came of it', (event, what, outcome) => {
    expect(rowsOf([event], 0)[0]?.split(' | ').slice(1, 3)).toEqual([what, outcome]);
  });

  it('with as many steps as were let go in their place', () => {
    const names = Array.from({ length: STEPS_MAX + 2 }, (_, index) => miss(index, `${index}.xml`));
    const rows = rowsOf([discover(0), ack(1), ...names], 100);
    expect(rows[STEPS_MAX / 2]).toContain('4 steps more | not kept');
  });
});
