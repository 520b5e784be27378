// What happened since somebody last asked, noted at once: the same history as noted one by one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mac, macToNumber } from '../../src/core/mac.js';
import type { DhcpEvent, PhoneEvent } from '../../src/timeline/events.js';
import { createHistories, type Histories } from '../../src/timeline/histories.js';
import { type History, NO_HISTORY } from '../../src/timeline/history.js';
import { NOWHERE } from '../../src/timeline/lap-table.js';
import { note } from '../../src/timeline/note.js';
import { ack, address, ask, CISCO, discover, miss, nak, renew, SEP } from './scripts/script.js';

const SECOND_NETWORK = { network: '10.30.1.0/24', address: address('10.30.1.9') };
const laps = (count: number, everyMs: number, fromMs = 0) =>
  Array.from({ length: count }, (_, lap) => fromMs + lap * everyMs).flatMap((atMs) => [
    discover(atMs),
    ack(atMs + 10),
  ]);
/** As a server tells it: what it can, in numbers. */
function tell(histories: Histories, event: PhoneEvent): void {
  const mark = event.kind === 'dhcp' ? markOf(event) : undefined;
  const place = histories.placeOf(macToNumber(CISCO.mac));
  const goesOn =
    mark !== undefined && place !== NOWHERE && histories.goesOn(CISCO.mac, place, mark, event.atMs);
  if (!goesOn) histories.note(CISCO.mac, event, mark);
}
const marks = new Map<string, number>();
function markOf({ atMs: _, ...said }: DhcpEvent): number {
  const text = JSON.stringify(said);
  marks.set(text, marks.get(text) ?? marks.size + 1);
  return marks.get(text) ?? 0;
}
const newHistories = (before: History = NO_HISTORY): Histories =>
  createHistories({ isPhone: () => true, isLikePhone: () => true, before: () => before });

/** By whoever asks when all has happened. */
const noteAll = (before: History, events: readonly PhoneEvent[]): History => {
  const histories = newHistories(before);
  for (const event of events) tell(histories, event);
  return histories.get(CISCO.mac);
};
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

  it('in the same words are kept as times alone, and say once that the phone was heard until somebody asks', () => {
    const heard: Mac[] = [];
    const isPhone = () => true;
    const histories = createHistories({
      ...{ isPhone, isLikePhone: isPhone },
      heard: (mac) => heard.push(mac),
    });
    for (const event of laps(2, 200)) histories.note(CISCO.mac, event, markOf(event));
    const place = histories.placeOf(macToNumber(CISCO.mac));
    heard.length = 0;
    const told = laps(50, 200, 400);
    expect(
      told.filter((event) => histories.goesOn(CISCO.mac, place, markOf(event), event.atMs)),
    ).toEqual(told);
    expect([heard, histories.sequence()]).toEqual([[CISCO.mac], 104]);
    expect(histories.get(CISCO.mac)).toMatchObject({
      boot: { number: 52 },
      heard: { dhcp: 10_210 },
    });
    const [again] = laps(1, 0, 20_000);
    if (!again) throw new Error('no lap');
    expect(histories.goesOn(CISCO.mac, place, markOf(again), 20_000)).toBe(true);
    expect(heard).toHaveLength(2);
  });

  it('are told anew after a reload, when the same may mean another network', () => {
    const histories = newHistories();
    for (const event of laps(4, 200)) tell(histories, event);
    histories.sort();
    const [next] = laps(1, 0, 800);
    if (!next) throw new Error('no lap');
    const place = histories.placeOf(macToNumber(CISCO.mac));
    expect(histories.goesOn(CISCO.mac, place, markOf(next), 800)).toBe(false);
    expect(histories.get(CISCO.mac).boot?.number).toBe(4);
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
        const histories = newHistories();
        for (const [at, event] of events.entries()) {
          if (when.includes(at)) histories.get(CISCO.mac);
          tell(histories, event);
        }
        expect(histories.get(CISCO.mac)).toEqual(oneByOne(events));
      }),
    );
  });
});
