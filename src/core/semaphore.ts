// Work that only so many may do at once; the others wait, in the order in which they came. Knows not what the work is.

export interface Semaphore {
  /** Resolves when it is one's turn, with what ends it; to be called at least once. */
  acquire(): Promise<() => void>;
  /** What the work resolves or rejects with. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** At work, or waiting for it. */
  users(): number;
}

export function createSemaphore(atOnce: number): Semaphore {
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function acquire(): Promise<() => void> {
    if (busy < atOnce) busy++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    let isOver = false;
    return () => {
      if (!isOver) release();
      isOver = true;
    };
  }

  function release(): void {
    const next = waiting.shift();
    if (next === undefined) busy--;
    else next();
  }

  return {
    acquire,
    async run(work) {
      const end = await acquire();
      try {
        return await work();
      } finally {
        end();
      }
    },
    users: () => busy + waiting.length,
  };
}
