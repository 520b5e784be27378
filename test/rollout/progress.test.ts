import { describe, expect, it } from 'vitest';
import { parseMac } from '../../src/core/mac.js';
import {
  answer,
  ask,
  fail,
  hear,
  look,
  miss,
  type Progress,
  type Seen,
} from '../../src/rollout/progress.js';
import type { FileEvent, SipEvent } from '../../src/timeline/events.js';

const S = 1_000;
const MIN = 60 * S;
/** It was asked ten seconds after the clock began. */
const ASKED_MS = 10 * S;
const MAC = parseMac('5c:fc:66:00:00:01');

const file = (atMs: number, more: Partial<FileEvent> = {}): FileEvent => ({
  kind: 'file',
  ...{ protocol: 'tftp', address: '10.20.1.1', name: 'SEP5CFC66000001.cnf.xml', role: 'config' },
  ...{ namedMac: MAC, outcome: 'sent', bytes: 7_000, ms: 500, repeats: 0 },
  atMs,
  ...more,
});
const registered = (atMs: number, more: Partial<SipEvent> = {}): SipEvent => ({
  kind: 'sip',
  line: '7001',
  state: 'registered',
  atMs,
  ...more,
});

type Happening =
  | { readonly at: number; readonly answer: number }
  | { readonly at: number; readonly silence: true }
  | { readonly at: number; readonly event: Parameters<typeof hear>[1] }
  | { readonly at: number; readonly look: Partial<Seen> };

const CALM: Seen = { isUpgrading: false, isRegistered: undefined };

function after(...happenings: readonly Happening[]): Progress {
  return happenings.reduce((progress, each) => {
    if ('answer' in each) return answer(progress, each.answer, 'Said', each.at);
    if ('silence' in each) return miss(progress);
    if ('event' in each) return hear(progress, each.event);
    return look(progress, { ...CALM, ...each.look }, each.at);
  }, ask(ASKED_MS));
}
const said = (at: number, status: number) => ({ at, answer: status });
const happened = (event: FileEvent | SipEvent) => ({ at: event.atMs, event });
const looked = (at: number, seen: Partial<Seen> = {}) => ({ at, look: seen });

describe('a phone that was asked', () => {
  it.each<
    [string, readonly Happening[], Partial<Progress['at']> & { phase: string; why?: string }]
  >([
    ['is asked', [], { phase: 'asked', asked: ASKED_MS }],
    [
      'registered before the last of its file was read here, as far as is told',
      [
        happened(registered(12 * S - 1)),
        happened(file(12 * S)),
        looked(13 * S, { isRegistered: true }),
      ],
      { phase: 'back', asked: ASKED_MS, fetched: 12 * S, back: 12 * S },
    ],
    [
      'registered before it began to fetch, which is no return',
      [
        happened(registered(11 * S)),
        happened(file(12 * S)),
        looked(13 * S, { isRegistered: true }),
      ],
      { phase: 'fetched', asked: ASKED_MS, fetched: 12 * S },
    ],
    [
      'said yes, which proves nothing',
      [said(11 * S, 200)],
      { phase: 'answered', answered: 11 * S },
    ],
    [
      'said yes and did nothing for five minutes',
      [said(11 * S, 200), looked(ASKED_MS + 5 * MIN - 1), looked(ASKED_MS + 5 * MIN)],
      { phase: 'failed', why: 'not-fetched', failed: ASKED_MS + 5 * MIN },
    ],
    ['refused', [said(11 * S, 400)], { phase: 'failed', why: 'refused', failed: 11 * S }],
    ['wants a password', [said(11 * S, 401)], { phase: 'failed', why: 'needs-password' }],
    [
      'wants a password of a proxy',
      [said(11 * S, 407)],
      { phase: 'failed', why: 'needs-password' },
    ],
    ['does not know its line', [said(11 * S, 404)], { phase: 'failed', why: 'unknown-line' }],
    ['is silent', [{ at: 42 * S, silence: true }], { phase: 'asked' }],
    [
      'is silent and does nothing for two minutes',
      [{ at: 42 * S, silence: true }, looked(ASKED_MS + 2 * MIN)],
      { phase: 'failed', why: 'no-answer' },
    ],
    [
      'is silent, for it starts anew at once',
      [
        { at: 42 * S, silence: true },
        happened(file(60 * S, { role: 'common', name: 'f0X4hw1.100.cfg', namedMac: undefined })),
        looked(ASKED_MS + 2 * MIN),
      ],
      { phase: 'asked' },
    ],
    [
      'fetches before it answers',
      [happened(file(12 * S)), said(13 * S, 200)],
      { phase: 'fetched', fetched: 12 * S, answered: 13 * S },
    ],
    [
      'fetches and refuses',
      [happened(file(12 * S)), said(13 * S, 400)],
      { phase: 'fetched', fetched: 12 * S },
    ],
    [
      'had begun to fetch before it was asked',
      [happened(file(ASKED_MS + 400, { ms: 500 }))],
      { phase: 'asked' },
    ],
    [
      'has fetched before it was asked',
      [happened(file(ASKED_MS - 1, { ms: 0 }))],
      { phase: 'asked' },
    ],
    [
      'gets no more than a part',
      [happened(file(12 * S, { outcome: 'timeout' }))],
      { phase: 'asked' },
    ],
    ['has begun to fetch', [happened(file(12 * S, { outcome: 'running' }))], { phase: 'asked' }],
    [
      'fetches a file that all share',
      [happened(file(12 * S, { role: 'side', name: 'dialplan.xml' }))],
      { phase: 'asked' },
    ],
    [
      'fetches and is quiet, and nobody tells who is registered',
      [happened(file(12 * S)), looked(21 * S), looked(22 * S)],
      { phase: 'back', back: 22 * S },
    ],
    [
      'fetches, and other files after that',
      [
        happened(file(12 * S)),
        happened(file(20 * S, { role: 'side', name: 'dialplan.xml' })),
        looked(29 * S),
      ],
      { phase: 'fetched' },
    ],
    [
      'fetches and registers again',
      [
        happened(file(12 * S)),
        happened(registered(20 * S)),
        looked(21 * S, { isRegistered: true }),
      ],
      { phase: 'back', back: 20 * S },
    ],
    [
      'fetches, and one of its lines registers',
      [
        happened(file(12 * S)),
        happened(registered(20 * S)),
        looked(100 * S, { isRegistered: false }),
      ],
      { phase: 'fetched' },
    ],
    [
      'registers before it has fetched',
      [
        happened(registered(11 * S)),
        happened(file(12 * S)),
        looked(100 * S, { isRegistered: true }),
      ],
      { phase: 'fetched' },
    ],
    [
      'registers just before it fetches, which is told after it',
      [
        happened(file(12 * S, { ms: 100 })),
        happened(registered(12 * S - 101)),
        looked(100 * S, { isRegistered: true }),
      ],
      { phase: 'fetched' },
    ],
    [
      'registers before the end of its file is known, which is told after it',
      [
        happened(file(12 * S, { ms: 100 })),
        happened(registered(12 * S - 50)),
        looked(13 * S, { isRegistered: true }),
      ],
      { phase: 'back', back: 12 * S },
    ],
    [
      'fetches, and another device registers its line',
      [
        happened(file(12 * S)),
        happened(registered(20 * S, { by: parseMac('02:00:00:00:00:01') ?? never() })),
        looked(21 * S, { isRegistered: true }),
      ],
      { phase: 'fetched' },
    ],
    [
      'fetches, and stays registered all the while',
      [happened(file(12 * S)), looked(12 * S + 2 * MIN, { isRegistered: true })],
      { phase: 'back', back: 12 * S + 2 * MIN },
    ],
    [
      'fetches and does not register again',
      [happened(file(12 * S)), looked(12 * S + 5 * MIN, { isRegistered: false })],
      { phase: 'failed', why: 'not-back' },
    ],
    [
      'has a problem since',
      [looked(40 * S, { problem: { id: 'T9', sinceMs: 12 * S } })],
      { phase: 'failed', why: 'stuck' },
    ],
    [
      'had its problem before',
      [looked(40 * S, { problem: { id: 'T9', sinceMs: 9 * S } })],
      { phase: 'asked' },
    ],
    [
      'fetches firmware for as long as that takes',
      [looked(ASKED_MS + 9 * MIN, { isUpgrading: true })],
      { phase: 'asked' },
    ],
    [
      'had failed, and was helped',
      [said(11 * S, 400), happened(file(3 * MIN)), looked(3 * MIN + 10 * S)],
      { phase: 'back', back: 3 * MIN + 10 * S },
    ],
    [
      'is back, and fetches again later',
      [happened(file(12 * S)), looked(22 * S), happened(file(4 * MIN)), said(5 * MIN, 400)],
      { phase: 'back', back: 22 * S, fetched: 12 * S },
    ],
  ])('%s', (_, happenings, { phase, why, ...at }) => {
    const progress = after(...happenings);
    expect(progress).toMatchObject({ phase, at });
    expect(progress.why?.reason).toBe(why);
  });

  it('says what it was told, made printable', () => {
    const progress = answer(ask(0), 400, 'Bad\u001b[2J', 1);
    expect(progress.why?.detail).toMatch(/^400 Bad/);
    expect(progress.why?.detail).not.toContain('\u001b');
  });

  it('stands as skipped where it was never asked', () => {
    const progress = fail({ phase: 'waiting', at: {} }, 'no-address', 5);
    expect(progress).toEqual({
      phase: 'skipped',
      at: { skipped: 5 },
      why: { reason: 'no-address' },
    });
    expect(hear(progress, file(12 * S))).toBe(progress);
  });
});

function never(): never {
  throw new Error('that is a MAC');
}
