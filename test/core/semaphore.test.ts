import { expect, it } from 'vitest';
import { createSemaphore } from '../../src/core/semaphore.js';

it('only so many work at once, the others follow in order, whatever becomes of those before', async () => {
  const semaphore = createSemaphore(2);
  const started: number[] = [];
  const ends: ((failed: boolean) => void)[] = [];
  const results = [0, 1, 2, 3].map((n) =>
    semaphore.run(
      () =>
        new Promise<number>((resolve, reject) => {
          started.push(n);
          ends[n] = (failed) => (failed ? reject(new Error(`${n}`)) : resolve(n));
        }),
    ),
  );
  await Promise.resolve();
  expect(started).toEqual([0, 1]);
  expect(semaphore.users()).toBe(4);
  ends[1]?.(true);
  await expect(results[1]).rejects.toThrow('1');
  await expect.poll(() => started).toEqual([0, 1, 2]);
  ends[0]?.(false);
  await expect.poll(() => started).toEqual([0, 1, 2, 3]);
  ends[2]?.(false);
  ends[3]?.(false);
  expect(await Promise.all([results[0], results[2], results[3]])).toEqual([0, 2, 3]);
  expect(semaphore.users()).toBe(0);
});

it('who says twice that it is over gives nobody else a second place', async () => {
  const semaphore = createSemaphore(1);
  const end = await semaphore.acquire();
  const second = semaphore.acquire();
  const third = semaphore.acquire();
  end();
  end();
  await second;
  expect(semaphore.users()).toBe(2);
  let isIn = false;
  void third.then(() => {
    isIn = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isIn).toBe(false);
});
