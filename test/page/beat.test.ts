import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBeat } from '../../src/page/beat.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** So long, and all that is then to be done at once. */
async function pass(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms);
  for (let turns = 0; turns < 100; turns += 1) await new Promise((next) => setImmediate(next));
}

function createWorld() {
  const world = { size: 1, left: 0, ticks: 0, pieces: 0, began: 0, ended: 0 };
  const beat = createBeat(
    {
      get size() {
        return world.size;
      },
      tick() {
        world.ticks += 1;
        if (world.pieces > 0) world.pieces -= 1;
        return { more: world.pieces > 0 };
      },
    },
    {
      begin() {
        world.began += 1;
      },
      end() {
        world.ended += 1;
      },
      freshen() {
        if (world.left > 0) world.left -= 1;
        return world.left > 0;
      },
    },
  );
  return { world, beat };
}

describe('the beat', () => {
  it('is four times a second while somebody watches', async () => {
    const { world, beat } = createWorld();
    beat.wake();
    await pass(0);
    expect(world).toMatchObject({ began: 1, ticks: 1 });
    await pass(1_000);
    expect(world.ticks).toBe(5);
    beat.close();
    await pass(1_000);
    expect(world).toMatchObject({ ticks: 5, ended: 1 });
  });

  it('tells once what took many turns to look at, and has only so many of them', async () => {
    const { world, beat } = createWorld();
    beat.wake();
    await pass(0);
    Object.assign(world, { left: 40, ticks: 0 });
    await pass(250);
    expect(world).toMatchObject({ ticks: 1, left: 15 });
    await pass(250);
    expect(world).toMatchObject({ ticks: 2, left: 0 });
    beat.close();
  });

  it('does not wait where a piece is followed by another', async () => {
    const { world, beat } = createWorld();
    world.pieces = 5;
    beat.wake();
    await pass(0);
    expect(world.ticks).toBe(5);
    beat.close();
  });

  it('ends a minute after the last has left, and begins anew', async () => {
    const { world, beat } = createWorld();
    beat.wake();
    world.size = 0;
    await pass(59_000);
    expect(world.ended).toBe(0);
    await pass(2_000);
    expect(world.ended).toBe(1);
    const { ticks } = world;
    await pass(10_000);
    expect(world.ticks).toBe(ticks);
    beat.wake();
    expect(world.began).toBe(2);
    beat.close();
  });
});
