// How far a phone is with its firmware, told by what it fetched, and how fast.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import { loadOf, progressIn } from '../../src/timeline/firmware-progress.js';
import { createRates } from '../../src/timeline/rates.js';
import { ask, configured, historyAfter, LOADS, PARTS } from './scripts/script.js';

const [JAR = '', CNU = '', APPS = ''] = PARTS;
const SET = [LOADS, JAR, CNU, APPS].map((name) => ({ name, bytes: 1_000 }));
const setOf = (name: string) => (name === LOADS ? SET : undefined);
const under = (name: string, bytes: number) => ({
  ...{ name, role: 'part' as const, beganMs: 0, bytes, size: 1_000 },
});
const bootOf = (...events: ReturnType<typeof ask>[]) =>
  historyAfter(...configured(), ...events).boot;

describe('a phone that fetches its firmware', () => {
  it('is as far as what was sent and what is under way', () => {
    const boot = bootOf(ask(3_000, LOADS), ask(4_000, JAR));
    expect(progressIn(boot, [under(CNU, 250)], setOf, () => 500)).toEqual({
      ...{ bytes: 2_250, ofBytes: 4_000, part: 3, parts: 4 },
      ...{ bytesPerSecond: 500, secondsLeft: 4 },
    });
  });

  it('begins at the last list that it fetched', () => {
    const boot = bootOf(ask(1_000, JAR), ask(3_000, LOADS));
    expect(progressIn(boot, [], setOf, () => undefined)).toMatchObject({ bytes: 1_000, part: 1 });
  });

  it('is nowhere where its set is not known', () => {
    const boot = bootOf(ask(3_000, 'SIP31.8-4-2S.loads'), ask(4_000, JAR));
    expect(progressIn(boot, [], setOf, () => 1)).toBeUndefined();
  });
});

describe('what a phone fetches', () => {
  const GIVEN = 'SIP31.9-4-2SR3-1S';

  it('is the list that it asked for, also while that is sent, whatever it is given', () => {
    expect(loadOf(bootOf(ask(3_000, LOADS), ask(4_000, JAR)), GIVEN)).toBe(LOADS);
    expect(loadOf(bootOf(ask(3_000, LOADS, 'running')), GIVEN)).toBe(LOADS);
  });

  it('is what it is given where no list was seen or sent, and the part itself where it is given none', () => {
    const boot = bootOf(ask(3_000, LOADS, 'not-found'), ask(4_000, JAR));
    expect(loadOf(boot, GIVEN)).toBe(GIVEN);
    expect(loadOf(boot, undefined)).toBe(JAR);
  });
});

describe('a rate', () => {
  const MAC = '5c:fc:66:00:00:01' as Mac;

  it('is that since the beginning at first, then that of the last ten seconds', () => {
    const rates = createRates();
    expect(rates.of(MAC, 4_000, 0, 4_000)).toBe(1_000);
    for (let second = 5; second <= 30; second += 1) {
      const said = rates.of(MAC, 4_000 + (second - 4) * 100, 0, second * 1_000);
      if (second > 14) expect(said).toBe(100);
    }
    rates.forget(MAC);
    expect(rates.of(MAC, 500, 0, 1_000)).toBe(500);
  });

  it('is none of what does not move, and begins anew with another set', () => {
    const rates = createRates();
    expect(rates.of(MAC, 0, 0, 4_000)).toBeUndefined();
    expect(rates.of(MAC, 6_000, 0, 6_000)).toBe(1_000);
    expect(rates.of(MAC, 100, 6_000, 7_000)).toBeUndefined();
  });
});
