// What observers told waits until there are many or somebody asks; nothing of it is lost, and all of it keeps its order and time.

import { describe, expect, it } from 'vitest';
import { createInbox } from '../../src/serve/story/inbox.js';

function createWorld(broken?: number) {
  const time = { ms: 0 };
  const looked: (readonly [told: number, atMs: number])[] = [];
  const failures: unknown[] = [];
  const planned: (() => void)[] = [];
  const inbox = createInbox<number>({
    now: () => time.ms,
    look(told, atMs) {
      if (told === broken) throw new Error('a defect');
      looked.push([told, atMs]);
    },
    later: (run) => planned.push(run),
    failed: (cause) => failures.push(cause),
  });
  return { time, looked, failures, planned, inbox };
}

describe('an inbox', () => {
  it('is looked at when somebody asks, in order and with the times at which it was told', () => {
    const { time, looked, inbox } = createWorld();
    for (const told of [1, 2, 3]) {
      time.ms += 10;
      inbox.put(told);
    }
    expect(looked).toEqual([]);
    time.ms = 1_000;
    inbox.empty();
    inbox.empty();
    expect(looked).toEqual([
      [1, 10],
      [2, 20],
      [3, 30],
    ]);
  });

  it('is looked at in a while where nobody asks, once for all that has come', () => {
    const { looked, planned, inbox } = createWorld();
    inbox.put(1);
    inbox.put(2);
    expect(planned).toHaveLength(1);
    planned.shift()?.();
    inbox.put(3);
    planned.shift()?.();
    expect(looked.map(([told]) => told)).toEqual([1, 2, 3]);
    expect(planned).toEqual([]);
  });

  it('does not fill: so many are looked at without anybody asking', () => {
    const { looked, inbox } = createWorld();
    for (let told = 0; told < 1_000; told++) inbox.put(told);
    expect(looked.length).toBeGreaterThan(900);
    expect(looked.map(([told]) => told)).toEqual(Array.from(looked, (_, index) => index));
  });

  it('loses nothing of the others where who asks stumbles', () => {
    const looked: number[] = [];
    const inbox = createInbox<number>({
      now: () => 0,
      look(told) {
        if (told === 2) throw new Error('a defect');
        looked.push(told);
      },
      later() {},
      failed: undefined,
    });
    for (const told of [1, 2, 3]) inbox.put(told);
    expect(inbox.empty).toThrow('a defect');
    expect(looked).toEqual([1, 3]);
  });

  it('goes on behind one that we stumble over', () => {
    const { looked, failures, inbox } = createWorld(2);
    for (const told of [1, 2, 3]) inbox.put(told);
    inbox.empty();
    expect(looked.map(([told]) => told)).toEqual([1, 3]);
    expect(failures).toMatchObject([{ message: 'a defect' }]);
  });
});
