// Work that helpers are told of in advance: each batch is done once, by whoever comes to it first.

import { describe, expect, it } from 'vitest';
import { type Claim, createSharing, takeClaim } from '../../src/artifacts/share-out.js';

interface Helper {
  do(batch: number, claim: Claim): Promise<void>;
}

const BATCHES = [1, 2, 3, 4, 5, 6];

function sharingOf(helpers: readonly Helper[]) {
  const here: number[] = [];
  const sharing = createSharing<number, Helper>({
    here: (batch) => void here.push(batch),
    there: (batch, helper, claim) => helper.do(batch, claim),
  });
  sharing.join(helpers);
  for (const batch of BATCHES) sharing.add(batch);
  return { here, sharing };
}

/** Has done what it says it has; `isReady`: else it comes to nothing before we do. */
function helper(isReady: (batch: number) => boolean) {
  const done: number[] = [];
  return {
    done,
    async do(batch: number, claim: Claim): Promise<void> {
      if (!isReady(batch)) await new Promise((resolve) => setImmediate(resolve));
      if (!takeClaim(claim)) throw new Error('somebody has it');
      done.push(batch);
    },
  };
}

describe('a batch', () => {
  it('is done once, by a helper that is ready', async () => {
    const quick = [helper(() => true), helper(() => true)];
    const { here, sharing } = sharingOf(quick);
    await sharing.finish();
    expect(here).toEqual([]);
    expect(quick.flatMap(({ done }) => done).toSorted()).toEqual(BATCHES);
    expect(quick.map(({ done }) => done.length)).toEqual([3, 3]);
  });

  it('is done here where the helper that was told of it has not begun', async () => {
    const slow = helper((batch) => batch === 1);
    const { here, sharing } = sharingOf([slow]);
    await sharing.finish();
    expect(here[0]).toBe(6);
    expect([...slow.done, ...here].toSorted()).toEqual(BATCHES);
    expect(slow.done).toContain(1);
  });

  it('is done here where the helper that began with it failed, which is told of no more', async () => {
    const asked: number[] = [];
    const failing: Helper = {
      async do(batch, claim) {
        asked.push(batch);
        takeClaim(claim);
        // Else it would be told for ever.
        if (asked.length > BATCHES.length) return;
        throw new Error('it died');
      },
    };
    const { here, sharing } = sharingOf([failing]);
    await sharing.finish();
    sharing.add(7);
    await sharing.finish();
    expect(here.toSorted()).toEqual([...BATCHES, 7]);
    expect(asked).toEqual(BATCHES);
  });

  it('is done here without helpers, and what goes wrong is thrown', async () => {
    const { here, sharing } = sharingOf([]);
    await sharing.finish();
    expect(here.toSorted()).toEqual(BATCHES);
    const broken = createSharing<number, Helper>({
      here() {
        throw new Error('defect');
      },
      there: async () => {},
    });
    broken.add(1);
    await expect(broken.finish()).rejects.toThrow('defect');
  });
});
