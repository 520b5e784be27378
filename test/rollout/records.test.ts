import { describe, expect, it } from 'vitest';
import { parseMac } from '../../src/core/mac.js';
import type { Rollout } from '../../src/rollout/plan.js';
import { ask, fail, hear, type Progress, WAITING } from '../../src/rollout/progress.js';
import {
  afterRestart,
  markOf,
  progressOf,
  readRollout,
  writeRollout,
} from '../../src/rollout/records.js';
import { NO_RECORD, readRecord, writeRecord } from '../../src/timeline/records.js';

/** 1970 was so on the clock of the server that ended, and on that of the next. */
const [BEFORE_MS, AFTER_MS] = [-1_000_000, -9_000_000];
const MAC = parseMac('5c:fc:66:00:00:01') ?? never();

const ROLLOUT: Rollout = {
  ...{ id: 7, action: 'restart', by: 'the socket', beganMs: 5_000, isForStale: true },
  ...{ pace: { atOnce: 20, perSecond: 0.5, waves: [1, 5] }, state: 'running', forgiven: 2 },
};

describe('what is kept of a rollout', () => {
  it('is the same after a restart, but that it waits for somebody', () => {
    const line = writeRollout({ ...ROLLOUT, lastAskedMs: 9_000 }, false);
    expect(line).toMatch(/^\{.*\}\n$/);
    const read = readRollout(line);
    expect(read).toEqual({ rollout: ROLLOUT, isOver: false });
    expect(read && afterRestart(read.rollout, AFTER_MS)).toEqual({
      ...ROLLOUT,
      ...{ beganMs: AFTER_MS + 5_000, state: 'paused', pause: 'restart' },
    });
  });

  it('is over where it was', () => {
    const done: Rollout = { ...ROLLOUT, state: 'done', isForStale: false };
    expect(readRollout(writeRollout(done, true))).toEqual({ rollout: done, isOver: true });
  });

  it('stays cancelled where it was', () => {
    expect(afterRestart({ ...ROLLOUT, state: 'cancelled' }, 0).state).toBe('cancelled');
  });

  it.each<[string, object]>([
    ['another number', { rollout: 0 }],
    ['no number', { rollout: '7' }],
    ['another action', { action: 'explode' }],
    ['another state', { state: 'asleep' }],
    ['nobody who wanted it', { by: 7 }],
    ['no time', { began: 'noon' }],
    ['none at once', { atOnce: 0 }],
    ['none a second', { perSecond: 0 }],
    ['waves that are none', { waves: [1, 'five'] }],
    ['no waves', { waves: 6 }],
    ['more waves than anybody wants', { waves: Array(11).fill(1) }],
  ])('is nothing with %s', (_, wrong) => {
    const line = JSON.parse(writeRollout(ROLLOUT, false));
    expect(readRollout(JSON.stringify({ ...line, ...wrong }))).toBeUndefined();
  });
});

describe('what is kept of a phone of it', () => {
  const fetched = hear(ask(1_000), {
    kind: 'file',
    ...{ protocol: 'tftp', address: '10.20.1.1', name: 'x.cfg', role: 'config' },
    ...{ outcome: 'sent', bytes: 1, ms: 10, repeats: 0, atMs: 3_000 },
  });

  it.each<[string, Progress]>([
    ['waits', WAITING],
    ['was asked', ask(1_000)],
    ['has fetched', fetched],
    ['failed', fail(ask(1_000), 'refused', 2_000, '400 Bad Request')],
  ])('%s', (_, progress) => {
    const line = writeRecord(MAC, { ...NO_RECORD, rollout: markOf(7, progress, BEFORE_MS) });
    const mark = readRecord(line)?.record.rollout;
    expect(mark?.id).toBe(7);
    const read = mark && progressOf(mark, BEFORE_MS);
    const { phase, at, why } = progress;
    expect(read).toEqual({ phase, at, ...(why && { why: { reason: why.reason } }) });
  });

  it.each<[string, unknown]>([
    ['no number', { id: 'x', phase: 'asked', at: {} }],
    ['no phase', { id: 7, at: {} }],
    ['nothing', 7],
  ])('is nothing with %s', (_, rollout) => {
    const line = JSON.stringify({ mac: MAC, rollout });
    expect(readRecord(line)?.record.rollout).toBeUndefined();
  });

  it('is nothing in a phase that nobody knows, and has no times of such', () => {
    expect(progressOf({ id: 7, phase: 'lost', at: {} }, 0)).toBeUndefined();
    const odd = { id: 7, phase: 'asked', at: { asked: 5, lost: 6 }, why: 'gone' };
    expect(progressOf(odd, 0)).toEqual({ phase: 'asked', at: { asked: 5 } });
    const wild = { mac: MAC, rollout: { id: 7, phase: 'asked', at: { asked: 'noon' } } };
    expect(readRecord(JSON.stringify(wild))?.record.rollout?.at).toEqual({});
  });
});

function never(): never {
  throw new Error('that is a MAC');
}
