// What happened since somebody last asked, noted at once: the same history as noted one by one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhoneEvent } from '../../src/timeline/events.js';
import { createHistories } from '../../src/timeline/histories.js';
import { NO_HISTORY } from '../../src/timeline/history.js';
import { note } from '../../src/timeline/note.js';
import { noteAll } from '../../src/timeline/note-all.js';
import { ack, address, ask, CISCO, discover, miss, nak, renew, SEP } from './scripts/script.js';

const SECOND_NETWORK = { network: '10.30.1.0/24', address: address('10.30.1.9') };
const laps = (count: number, everyMs: number, fromMs = 0) =>
  Array.from({ length: count }, (_, lap) => fromMs + lap * everyMs).flatMap((atMs) => [
    discover(atMs),
    ack(atMs + 10),
  ]);
const oneByOne = (events: readonly PhoneEvent[]) =>
  events.reduce((history, event) => note(history, event), NO_HISTORY);

describe('many events noted at once', () => {
  it('of a phone that starts over and over count each of its boots and keep the last ones', () => {
    const history = noteAll(NO_HISTORY, laps(40, 200));
    expect(history.boot).toMatchObject({ number: 40, beganMs: 7_800 });
    expect(history.past.map(({ number, beganMs }) => [number, beganMs])).toEqual([
      [35, 6_800],
      [36, 7_000],
      [37, 7_200],
      [38, 7_400],
      [39, 7_600],
    ]);
  });

  it.each<[string, readonly PhoneEvent[], readonly PhoneEvent[]]>([
    [
      'that goes on in the network in which it was before',
      [...laps(1, 0, 0), discover(1_000, SECOND_NETWORK), ack(1_010, SECOND_NETWORK)],
      laps(12, 200, 2_000),
    ],
    ['whose name was heard on the way', [], laps(12, 200).with(5, ack(410, { hostName: 'one' }))],
    ['that changes its network', [], [...laps(9, 200), discover(9_000, SECOND_NETWORK)]],
    [
      'that asks for the address it had, long after nobody answered',
      [],
      laps(12, 2_000_000).with(5, ack(4_700_000, { serverId: undefined })),
    ],
    ['of which half a boot is told', laps(2, 100), [...laps(11, 200, 5_000), discover(9_000)]],
  ])('of a phone %s are what they are one by one', (_, before, events) => {
    const first = oneByOne(before);
    const each = events.reduce((history: typeof first, event) => note(history, event), first);
    expect(noteAll(first, events)).toEqual(each);
  });

  const gap = fc.constantFrom(5, 200, 29_000, 61_000, 601_000);
  const given = fc.constantFrom(
    {},
    SECOND_NETWORK,
    { vendorClass: 'Cisco Systems, Inc. IP Phone CP-7931G' },
    { hostName: 'SEP02ABCDEF0123' },
    { network: undefined },
  );
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constant((atMs: number, more: object) => [
        discover(atMs, more),
        ack(atMs + 1, more),
      ]),
    },
    fc.constant((atMs: number, more: object) => [discover(atMs, more)]),
    fc.constant((atMs: number, more: object) => [ack(atMs, more)]),
    fc.constant((atMs: number, more: object) => [ack(atMs, { ...more, serverId: undefined })]),
    fc.constant((atMs: number) => [renew(atMs)]),
    fc.constant((atMs: number) => [nak(atMs, 'wrong-network')]),
    fc.constant((atMs: number) => [ask(atMs, SEP)]),
    fc.constant((atMs: number) => [miss(atMs, 'a.xml')]),
  );
  /** Mostly of one kind, so that the same is done again and again. */
  const doings = fc
    .array(
      fc.oneof(
        fc.tuple(gap, step, given, fc.nat(3)),
        fc.tuple(gap, step, fc.constant({}), fc.nat(16)),
      ),
      { maxLength: 12 },
    )
    .map((all) => {
      let atMs = 0;
      return all.flatMap(([every, make, more, times]) =>
        Array.from({ length: times }, () => {
          atMs += every;
          return make(atMs, more);
        }).flat(),
      );
    });

  it('are what they are one by one', () => {
    fc.assert(
      fc.property(doings, doings, (before, events) => {
        const first = oneByOne(before);
        const each = events.reduce((history: typeof first, event) => note(history, event), first);
        expect(noteAll(first, events)).toEqual(each);
      }),
    );
  });

  it('are that for whoever asks, whenever that is', () => {
    const asked = fc.array(fc.nat(200), { maxLength: 6 });
    fc.assert(
      fc.property(doings, asked, (events, when) => {
        const histories = createHistories({ isPhone: () => true, isLikePhone: () => true });
        for (const [at, event] of events.entries()) {
          if (when.includes(at)) histories.get(CISCO.mac);
          histories.note(CISCO.mac, event);
        }
        expect(histories.get(CISCO.mac)).toEqual(oneByOne(events));
      }),
    );
  });
});
