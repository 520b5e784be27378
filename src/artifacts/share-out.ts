// Batches of work that helpers are told of while we do something else, and that we do with them afterwards. Who claims a batch
// first does it, so nobody waits for whoever was told of too many.

/** Of one batch, in memory that threads share: who sets it does the work. */
export type Claim = Int32Array;

export function newClaim(): Claim {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Returns whether it was nobody's yet. */
export function takeClaim(claim: Claim): boolean {
  return Atomics.exchange(claim, 0, 1) === 0;
}

export interface Sharing<Batch, Helper> {
  /** They are told of what there is to do, and of what comes. */
  join(helpers: readonly Helper[]): void;
  add(batch: Batch): void;
  /** Does, with those who joined, what was added. Throws what doing it here throws. */
  finish(): Promise<void>;
}

export interface Doing<Batch, Helper> {
  here(batch: Batch): void;
  /** Rejects where it was not done there, also because the claim was ours. */
  there(batch: Batch, helper: Helper, claim: Claim): Promise<void>;
}

interface Told<Batch> {
  readonly batch: Batch;
  readonly claim: Claim;
  /** Never rejects. */
  readonly end: Promise<void>;
}

/** Batches that helpers were told of and have not done, in all: what they are told takes memory. */
const MAX_TOLD = 1024;

export function createSharing<Batch, Helper>({
  here,
  there,
}: Doing<Batch, Helper>): Sharing<Batch, Helper> {
  const untold: Batch[] = [];
  const told = new Set<Told<Batch>>();
  /** How many each has been told of and not done. */
  const busy = new Map<Helper, number>();

  function tellMore(): void {
    while (told.size < MAX_TOLD) {
      const [least] = [...busy].toSorted(([, a], [, b]) => a - b);
      const batch = least && untold.shift();
      if (!batch) return;
      tell(batch, ...least);
    }
  }
  function tell(batch: Batch, helper: Helper, before: number): void {
    busy.set(helper, before + 1);
    const claim = newClaim();
    const one: Told<Batch> = { batch, claim, end: there(batch, helper, claim).then(done, failed) };
    told.add(one);

    function done(): void {
      told.delete(one);
      const left = busy.get(helper);
      if (left !== undefined) busy.set(helper, left - 1);
      tellMore();
    }
    function failed(): void {
      // What is the matter shows here, where it can be told; who failed once is not asked again.
      if (told.has(one)) {
        untold.push(batch);
        busy.delete(helper);
      }
      done();
    }
  }
  /** The last that nobody has begun with. */
  function takeBack(): Batch | undefined {
    const one = [...told].findLast(({ claim }) => takeClaim(claim));
    if (one) told.delete(one);
    return one?.batch;
  }

  return {
    join(helpers) {
      for (const helper of helpers) busy.set(helper, 0);
      tellMore();
    },
    add(batch) {
      untold.push(batch);
      tellMore();
    },
    async finish() {
      for (;;) {
        const batch = untold.pop() ?? takeBack();
        if (batch !== undefined) {
          here(batch);
          await nextTurn();
        } else if (told.size > 0) await Promise.race([...told].map(({ end }) => end));
        else return;
      }
    },
  };
}

/** Helpers are heard, and told more. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
