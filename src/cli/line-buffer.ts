// Log lines on their way out: those of one turn of the event loop leave together at its end, so a thousand
// phones that boot at once cost a handful of writes, and no answer waits for one.

export interface LineBuffer {
  add(lines: string): void;
  /** What waits leaves now. */
  flush(): void;
}

/** The end of the process comes after the last of them. */
export function createLineBuffer(write: (lines: string) => void): LineBuffer {
  let waiting = '';
  const flush = (): void => {
    process.off('exit', flush);
    const lines = waiting;
    waiting = '';
    if (lines !== '') write(lines);
  };
  return {
    flush,
    add(lines) {
      if (waiting === '') {
        setImmediate(flush);
        process.once('exit', flush);
      }
      waiting += lines;
    },
  };
}
