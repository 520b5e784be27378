import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mac, macFromNumber } from '../../src/core/mac.js';
import { become, pausedBy } from '../../src/rollout/act.js';
import { PACE, type Pace } from '../../src/rollout/pace.js';
import {
  countPhases,
  isOver,
  leftMs,
  type Phones,
  plan,
  type Rollout,
  underWayOf,
  wavesOf,
} from '../../src/rollout/plan.js';
import { ask, fail, type Progress, UNDER_WAY, WAITING } from '../../src/rollout/progress.js';
import { soak } from '../soak.js';

const macAt = (at: number): Mac => macFromNumber(0x5cfc66000000 + at);
const NOBODY = () => false;

const rollout = (more: Partial<Rollout> = {}): Rollout => ({
  ...{ id: 7, action: 'resync', by: 'the socket', beganMs: 0, pace: PACE },
  ...{ isForStale: false, state: 'running', forgiven: 0 },
  ...more,
});

const asked = ask(0);
const back: Progress = { phase: 'back', at: { asked: 0, fetched: 4_000, back: 6_000 } };
const failed = fail(asked, 'refused', 1_000);
const skipped = fail(WAITING, 'no-address', 0);

/** `[2, back]`: two of them that are back. */
function phones(...some: readonly (readonly [number, Progress])[]): Phones {
  const all = some.flatMap(([count, progress]) => Array<Progress>(count).fill(progress));
  return new Map(all.map((progress, at) => [macAt(at), progress]));
}

describe('who is asked next', () => {
  it.each<[string, Phones, Partial<Rollout>, object]>([
    ['the first of all', phones([40, WAITING]), {}, { next: macAt(0) }],
    ['nobody while the first is under way', phones([1, asked], [39, WAITING]), {}, {}],
    [
      'the next where that is back',
      phones([1, back], [39, WAITING]),
      { lastAskedMs: 0 },
      { next: macAt(1) },
    ],
    [
      'five in the second wave',
      phones([1, back], [4, asked], [35, WAITING]),
      {},
      { next: macAt(5) },
    ],
    ['no sixth before they are back', phones([1, back], [5, asked], [34, WAITING]), {}, {}],
    ['nor while one of them is not', phones([5, back], [1, asked], [34, WAITING]), {}, {}],
    [
      'the rest, so many at once',
      phones([6, back], [9, asked], [25, WAITING]),
      {},
      { next: macAt(15) },
    ],
    ['no more than that', phones([6, back], [10, asked], [24, WAITING]), {}, {}],
    [
      'whoever is skipped takes no place in a wave',
      phones([3, skipped], [37, WAITING]),
      {},
      { next: macAt(3) },
    ],
    ['nobody at the end', phones([39, back], [1, asked]), {}, {}],
    ['nobody any more', phones([38, back], [2, skipped]), {}, { turn: 'done' }],
    ['nobody where there is nobody', phones(), {}, { turn: 'done' }],
    ['nobody while it is paused', phones([40, WAITING]), { state: 'paused' }, {}],
    ['nobody where it was cancelled', phones([40, WAITING]), { state: 'cancelled' }, {}],
    [
      'nobody where the first has failed',
      phones([1, failed], [39, WAITING]),
      {},
      { turn: 'pause' },
    ],
    [
      'the next where somebody has seen that',
      phones([1, failed], [39, WAITING]),
      { forgiven: 1 },
      { next: macAt(1) },
    ],
    [
      'nobody where one of the second wave has failed',
      phones([1, back], [1, failed], [4, asked], [34, WAITING]),
      {},
      { turn: 'pause' },
    ],
    [
      'the next where one of twenty has failed',
      phones([19, back], [1, failed], [20, WAITING]),
      {},
      { next: macAt(20) },
    ],
    [
      'nobody where it is one of nineteen',
      phones([18, back], [1, failed], [21, WAITING]),
      {},
      { turn: 'pause' },
    ],
    [
      'nobody where one of a large wave has failed, however many are back',
      phones([28, back], [1, failed], [1, asked], [10, WAITING]),
      { pace: { ...PACE, waves: [30] } },
      { turn: 'pause' },
    ],
    [
      'none that waits for its second',
      phones([6, back], [34, WAITING]),
      { lastAskedMs: 1_500 },
      { wakeMs: 2_500 },
    ],
  ])('is %s', (_, those, more, expected) => {
    expect(plan(rollout(more), those, NOBODY, 2_000)).toEqual(expected);
  });

  it('is whoever is not in a call first, and those that are when they have ended it', () => {
    const those = phones([6, back], [3, WAITING]);
    const busy = new Set([macAt(6), macAt(7)]);
    const isTalking = (mac: Mac) => busy.has(mac);
    expect(plan(rollout(), those, isTalking, 2_000)).toEqual({ next: macAt(8) });
    const left = new Map([...those, [macAt(8), back] as const]);
    expect(plan(rollout(), left, isTalking, 2_000)).toEqual({ wakeMs: 3_000 });
    busy.delete(macAt(7));
    expect(plan(rollout(), left, isTalking, 3_000)).toEqual({ next: macAt(7) });
  });
});

describe('a rollout', () => {
  it('goes on after a pause with what has failed forgiven', () => {
    const those = phones([1, failed], [3, WAITING]);
    const paused = pausedBy(rollout(), 'failed');
    expect(paused).toMatchObject({ state: 'paused', pause: 'failed' });
    const running = become(paused, 'running', those);
    expect(running).toMatchObject({ state: 'running', forgiven: 1 });
    expect(running).not.toHaveProperty('pause');
  });

  it('is paused by hand, cancelled once, and never wakes up from that', () => {
    const those = phones([1, asked], [3, WAITING]);
    expect(become(rollout(), 'paused', those)).toMatchObject({ pause: 'by-hand' });
    const cancelled = become(rollout(), 'cancelled', those);
    if (!cancelled) throw new Error('it can be cancelled');
    expect(become(cancelled, 'cancelled', those)).toBe(cancelled);
    expect(become(cancelled, 'running', those)).toBeUndefined();
    expect(become(rollout({ state: 'done' }), 'cancelled', those)).toBeUndefined();
    expect(isOver(cancelled, those)).toBe(false);
    expect(isOver(cancelled, phones([1, back], [3, WAITING]))).toBe(true);
    expect(isOver(rollout(), phones([4, back]))).toBe(false);
  });

  it('tells its waves, and about how long it takes', () => {
    const those = phones([2, skipped], [6, back], [1, failed], [2, asked], [11, WAITING]);
    expect(wavesOf(rollout(), those)).toEqual([
      { size: 1, asked: 1, back: 1, failed: 0, tookMs: 6_000 },
      { size: 5, asked: 5, back: 5, failed: 0, tookMs: 6_000 },
      { size: 14, asked: 3, back: 0, failed: 1 },
    ]);
    // Six seconds each, ten at once, one a second; and six for the last.
    expect(leftMs(rollout(), those)).toBe(11 * 1_000 + 6_000);
    expect(leftMs(rollout(), phones([1, asked], [3, WAITING]))).toBeUndefined();
    expect(leftMs(rollout(), phones([3, back]))).toBe(0);
  });
});

describe('whatever phones do', () => {
  const PACES = fc.record({
    atOnce: fc.integer({ min: 1, max: 12 }),
    perSecond: fc.constantFrom(0.5, 1, 3, 20),
    waves: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
  });
  /** What becomes of each that is asked, and after how long. */
  const FATES = fc.array(
    fc.record({ takesMs: fc.integer({ min: 1, max: 9_000 }), isWell: fc.boolean() }),
    { minLength: 1, maxLength: 30 },
  );

  interface Run {
    readonly askedMs: readonly number[];
    readonly most: number;
    readonly pauses: number;
    readonly phones: Phones;
    readonly waveStarts: readonly number[];
  }

  /** Each pause is looked at, and it goes on. */
  function run(pace: Pace, fates: readonly { takesMs: number; isWell: boolean }[]): Run {
    let now = rollout({ pace });
    const those = new Map<Mac, Progress>(fates.map((_, at) => [macAt(at), WAITING]));
    const askedMs: number[] = [];
    const waveStarts: number[] = [];
    let [most, pauses, nowMs] = [0, 0, 0];
    for (let turn = 0; turn < 10_000 && now.state === 'running'; turn += 1) {
      const { next, turn: what, wakeMs } = plan(now, those, NOBODY, nowMs);
      if (what === 'done') now = { ...now, state: 'done' };
      else if (what === 'pause') {
        pauses += 1;
        now = become(pausedBy(now, 'failed'), 'running', those) ?? now;
      } else if (next !== undefined) {
        const underWay = underWayOf(countPhases(those.values()));
        if (underWay === 0) waveStarts.push(askedMs.length);
        those.set(next, ask(nowMs));
        askedMs.push(nowMs);
        now = { ...now, lastAskedMs: nowMs };
        most = Math.max(most, underWay + 1);
      } else {
        const ends = [...those].flatMap(([mac, { phase, at }], index) =>
          UNDER_WAY.has(phase)
            ? [{ mac, ms: (at.asked ?? 0) + (fates[index]?.takesMs ?? 0), ...fates[index] }]
            : [],
        );
        const first = ends.toSorted((a, b) => a.ms - b.ms)[0];
        if (first && first.ms <= (wakeMs ?? Infinity)) {
          nowMs = first.ms;
          const progress = those.get(first.mac) ?? WAITING;
          const isBack = first.isWell === true;
          those.set(
            first.mac,
            isBack
              ? { ...progress, phase: 'back', at: { ...progress.at, back: nowMs } }
              : fail(progress, 'not-fetched', nowMs),
          );
        } else if (wakeMs !== undefined) nowMs = wakeMs;
        else throw new Error('nothing will ever happen again');
      }
    }
    return { askedMs, most, pauses, phones: those, waveStarts };
  }

  it('each is asked once, few at once, and not too fast', () => {
    fc.assert(
      fc.property(PACES, FATES, (pace, fates) => {
        const { askedMs, most, phones: after, waveStarts } = run(pace, fates);
        expect(askedMs.length).toBe(fates.length);
        expect(most).toBeLessThanOrEqual(pace.atOnce);
        const gaps = askedMs.slice(1).map((ms, at) => ms - (askedMs[at] ?? 0));
        expect(Math.min(Infinity, ...gaps)).toBeGreaterThanOrEqual(1_000 / pace.perSecond - 1e-6);
        expect([...after.values()].filter(({ phase }) => UNDER_WAY.has(phase))).toEqual([]);
        // Each wave begins when nobody is under way.
        let begin = 0;
        for (const wave of pace.waves) {
          if (begin < fates.length) expect(waveStarts).toContain(begin);
          begin += wave;
        }
      }),
      { numRuns: soak(60, 3_000) },
    );
  });

  it('it pauses at the first failure in a wave, and where more than one in twenty fails', () => {
    fc.assert(
      fc.property(PACES, FATES, (pace, fates) => {
        const { pauses } = run(pace, fates);
        const trial = pace.waves.reduce((all, each) => all + each, 0);
        const failures = fates.filter(({ isWell }) => !isWell).length;
        const isTrialFailed = fates.slice(0, trial).some(({ isWell }) => !isWell);
        if (failures === 0) expect(pauses).toBe(0);
        // At the very end nobody is left to be spared.
        if (isTrialFailed && fates.length > trial) expect(pauses).toBeGreaterThan(0);
        expect(pauses).toBeLessThanOrEqual(failures);
      }),
      { numRuns: soak(60, 3_000) },
    );
  });
});
