// The histories of all phones: who is one, who is a stranger, what is let go, and that all of it is bounded.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import type { PhoneEvent } from '../../src/timeline/events.js';
import { createHistories } from '../../src/timeline/histories.js';
import { ask, changed, discover, miss, sip } from './scripts/script.js';

const macs = (count: number, block = '02:00:00') =>
  Array.from({ length: count }, (_, index) => {
    const hex = index.toString(16).padStart(6, '0');
    return `${block}:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}` as Mac;
  });
const ours = new Set(macs(20));
const isPhone = (mac: Mac) => ours.has(mac);
const isLikePhone = (_: Mac, event: PhoneEvent) => event.kind === 'file';
const [FIRST, SECOND] = macs(2);
const [STRANGER] = macs(1, '02:11:11');
if (!FIRST || !SECOND || !STRANGER) throw new Error('no MACs');

const stepsOf = (histories: ReturnType<typeof createHistories>, mac: Mac) =>
  histories.get(mac).boot?.steps.length ?? 0;
const fill = (histories: ReturnType<typeof createHistories>, mac: Mac, count: number) => {
  for (let index = 0; index < count; index++)
    histories.note(mac, miss(index, `${index}.xml`, { role: 'config' }));
};

describe('histories', () => {
  it('know of a phone what it did, and of others nothing', () => {
    const histories = createHistories({ isPhone, isLikePhone });
    histories.note(FIRST, discover(0));
    expect(stepsOf(histories, FIRST)).toBe(1);
    expect(histories.get(SECOND).boot).toBeUndefined();
    expect([...histories.known()].map(([mac]) => mac)).toEqual([FIRST]);
    expect(histories.sequence()).toBe(1);
  });

  it('say once that a phone was heard, until somebody asks for its history', () => {
    const heard: Mac[] = [];
    const histories = createHistories({
      isPhone,
      isLikePhone,
      heard: (mac) => heard.push(mac),
    });
    for (const mac of [FIRST, SECOND, FIRST, FIRST]) histories.note(mac, discover(0));
    expect(heard).toEqual([FIRST, SECOND]);
    expect(histories.sequence()).toBe(4);
    expect(histories.get(FIRST).boot?.steps[0]?.count).toBe(3);
    histories.note(FIRST, discover(1));
    expect(heard).toEqual([FIRST, SECOND, FIRST]);
  });

  it('lose no exchange when there is room for no more of them', () => {
    const histories = createHistories({ isPhone, isLikePhone, backlogMax: 6 });
    for (let round = 0; round < 5; round++) {
      for (const mac of macs(4)) histories.note(mac, discover(round));
    }
    const counts = macs(4).map((mac) => histories.get(mac).boot?.steps[0]?.count);
    expect(counts).toEqual([5, 5, 5, 5]);
  });

  it('count a device that is no phone, until it does what a phone does', () => {
    const histories = createHistories({ isPhone, isLikePhone });
    histories.note(STRANGER, discover(0));
    expect([histories.others(), histories.strangers().size]).toEqual([1, 0]);
    histories.note(STRANGER, ask(1, 'a.cfg'));
    expect([histories.others(), histories.strangers().size]).toEqual([0, 1]);
    histories.note(STRANGER, discover(2));
    expect(histories.get(STRANGER).heard.dhcp).toBe(2);
  });

  it('forget the stranger that was heard longest ago', () => {
    const histories = createHistories({ isPhone, isLikePhone, strangersMax: 3 });
    const [a, b, c, d] = macs(4, '02:11:11');
    for (const mac of [a, b, c, a, d]) if (mac) histories.note(mac, ask(0, 'a.cfg'));
    expect([...histories.strangers().keys()]).toEqual([c, a, d]);
  });

  it('count no more devices than they can remember', () => {
    const histories = createHistories({ isPhone, isLikePhone });
    for (const mac of macs(5_000, '02:22:22')) histories.note(mac, discover(0));
    expect(histories.others()).toBe(4_096);
  });

  it('begin no boot of a stranger of which only a PBX tells', () => {
    const histories = createHistories({ isPhone, isLikePhone: () => true });
    histories.note(STRANGER, sip(7, 'registered'));
    histories.note(FIRST, sip(7, 'registered'));
    expect(histories.get(STRANGER)).toMatchObject({ boot: undefined, heard: { sip: 7 } });
    expect([...histories.strangers().keys()]).toEqual([STRANGER]);
    expect(stepsOf(histories, FIRST)).toBe(1);
    histories.note(STRANGER, discover(9));
    histories.note(STRANGER, sip(11, 'registered'));
    expect(stepsOf(histories, STRANGER)).toBe(2);
  });

  it('begin none either of one that counts as a phone though nobody wrote it down', () => {
    const isStranger = (mac: Mac) => mac === STRANGER;
    const histories = createHistories({ isPhone: () => true, isLikePhone, isStranger });
    for (const mac of [STRANGER, FIRST]) histories.note(mac, sip(7, 'registered'));
    expect(histories.get(STRANGER)).toMatchObject({ boot: undefined, heard: { sip: 7 } });
    expect(histories.get(FIRST).boot?.number).toBe(1);
  });

  it('keep few steps of a stranger', () => {
    const histories = createHistories({ isPhone, isLikePhone });
    fill(histories, STRANGER, 40);
    expect(stepsOf(histories, STRANGER)).toBe(8);
    expect(histories.get(STRANGER).boot?.leftOut).toBe(32);
  });

  it('take steps of those heard longest ago when there are too many', () => {
    const histories = createHistories({ isPhone, isLikePhone, stepsTotal: 100 });
    const [a, b, c] = macs(3);
    for (const mac of [a, b, c]) if (mac) fill(histories, mac, 40);
    expect([a, b, c].map((mac) => mac && stepsOf(histories, mac))).toEqual([8, 40, 40]);
  });

  it('make a phone of a stranger whom a reload brings, and forget whom it takes away', () => {
    const inventory = new Set<Mac>([FIRST]);
    const histories = createHistories({ isPhone: (mac) => inventory.has(mac), isLikePhone });
    histories.note(FIRST, discover(0));
    histories.note(STRANGER, ask(0, 'a.cfg'));
    histories.note(SECOND, discover(0));
    inventory.delete(FIRST);
    inventory.add(STRANGER);
    inventory.add(SECOND);
    histories.sort();
    expect([...histories.known()].map(([mac]) => mac)).toEqual([STRANGER]);
    expect([histories.strangers().size, histories.others()]).toEqual([0, 0]);
    expect(histories.get(FIRST).boot).toBeUndefined();
  });

  const mac = fc.constantFrom(...macs(20), ...macs(20, '02:11:11'));
  const event = fc.oneof(
    fc.tuple(fc.nat(9_999_999), fc.nat(90)).map(([atMs, name]) => miss(atMs, `${name}.cfg`)),
    fc.nat(9_999_999).map((atMs) => discover(atMs)),
    fc.nat(9_999_999).map((atMs) => sip(atMs, 'registered')),
    fc.nat(9_999_999).map((atMs) => changed(atMs)),
  );

  it('stay within their bounds whoever does what in whatever order', () => {
    const doings = fc.array(fc.tuple(mac, event, fc.nat(40)), { maxLength: 600 });
    fc.assert(
      fc.property(doings, (all) => {
        const inventory = new Set<Mac>(macs(20));
        const options = { stepsTotal: 200, strangersMax: 5 };
        const histories = createHistories({
          ...options,
          isPhone: (each) => inventory.has(each),
          isLikePhone,
        });
        for (const [each, what, chance] of all) {
          if (chance === 0) {
            if (!inventory.delete(each)) inventory.add(each);
            histories.sort();
          }
          histories.note(each, what);
        }
        const kept = [...histories.known(), ...histories.strangers()];
        const steps = kept.reduce((sum, [, { boot }]) => sum + (boot?.steps.length ?? 0), 0);
        expect(histories.strangers().size).toBeLessThanOrEqual(options.strangersMax);
        expect(steps).toBeLessThanOrEqual(options.stepsTotal + 40 * 8);
        for (const [each] of histories.known()) expect(inventory.has(each)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
