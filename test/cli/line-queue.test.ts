import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLineQueue, type Sink } from '../../src/cli/line-queue.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A reader who takes a batch when `read` is called, and fails with what it is given. */
function createReader() {
  const batches: string[] = [];
  let done: ((error?: Error) => void) | undefined;
  const sink: Sink = {
    write(lines, whenDone) {
      batches.push(lines);
      done = whenDone;
    },
  };
  return { sink, batches, read: (error?: Error) => done?.(error) };
}

const eager = (batches: string[]): Sink => ({
  write(lines, done) {
    batches.push(lines);
    done();
  },
});

const OPTIONS = { maxWaiting: 20, retryMs: 1_000, onLost: () => {} };

// So what comes too late, or never, is seen at once.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether it is, when all that can go on has gone on. */
async function isResolved(promise: Promise<void>): Promise<boolean> {
  let is = false;
  void promise.then(() => {
    is = true;
  });
  await turn();
  return is;
}

describe('log lines', () => {
  it('leave at the end of the turn, at once and in order, and those of the next turn after them', async () => {
    const batches: string[] = [];
    const { add } = createLineQueue(eager(batches), OPTIONS);
    for (const line of ['one\n', 'two\n', 'three\n']) add(line);
    expect(batches).toEqual([]);
    await turn();
    add('four\n');
    await turn();
    expect(batches).toEqual(['one\ntwo\nthree\n', 'four\n']);
  });

  it('leave before what must not wait, and only once', async () => {
    const batches: string[] = [];
    const { add, flush } = createLineQueue(eager(batches), OPTIONS);
    add('said before\n');
    flush();
    expect(batches).toEqual(['said before\n']);
    await turn();
    expect(batches).toEqual(['said before\n']);
  });

  it('wait for their reader up to a bound; the rest is lost, counted, and told when there is room', async () => {
    const { sink, batches, read } = createReader();
    const onLost = vi.fn();
    const { add } = createLineQueue(sink, { ...OPTIONS, onLost });
    add('taken\n');
    await turn();
    for (let line = 0; line < 10_000; line += 1) add('1234\n');
    await turn();
    expect(batches).toEqual(['taken\n']);
    expect(onLost).not.toHaveBeenCalled();
    read();
    expect(onLost.mock.calls).toEqual([[9_996]]);
    await turn();
    expect(batches.slice(1)).toEqual(['1234\n'.repeat(4)]);
    read();
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  it('are lost where a disk is full, and told when it is not', async () => {
    const { sink, batches, read } = createReader();
    const onLost = vi.fn();
    const { add } = createLineQueue(sink, { ...OPTIONS, onLost });
    add('one\ntwo\n');
    await turn();
    read(new Error('ENOSPC'));
    add('three\n');
    vi.advanceTimersByTime(999);
    await turn();
    expect(batches).toEqual(['one\ntwo\n']);
    vi.advanceTimersByTime(1);
    await turn();
    expect(batches).toEqual(['one\ntwo\n', 'three\n']);
    expect(onLost).not.toHaveBeenCalled();
    read();
    expect(onLost.mock.calls).toEqual([[2]]);
  });

  it('are waited for at the end, but not for ever', async () => {
    const { sink, read } = createReader();
    const queue = createLineQueue(sink, OPTIONS);
    expect(await isResolved(queue.drain(60_000))).toBe(true);
    queue.add('last words\n');
    const ended = queue.drain(60_000);
    expect(await isResolved(ended)).toBe(false);
    read();
    expect(await isResolved(ended)).toBe(true);
    queue.add('nobody reads this\n');
    const given = queue.drain(60_000);
    vi.advanceTimersByTime(59_999);
    expect(await isResolved(given)).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await isResolved(given)).toBe(true);
  });
});
