// Lines on their way to somebody who may not read them. Those of one turn of the event loop leave together at its
// end, so a thousand phones that boot at once cost a handful of writes. Nobody ever waits: what finds no room is
// lost and counted, and the loss is told as soon as somebody reads again.

export interface Sink {
  /** Takes whole lines, and calls `done` once, in this call or later. Must not block, and must not throw. */
  write(lines: string, done: (error?: Error) => void): void;
}

export interface LineQueueOptions {
  /** Of what waits, in characters. */
  readonly maxWaiting: number;
  /** After a write failed, as on a full disk, the next is tried when this has passed. */
  readonly retryMs: number;
  /** There is room again after so many lines were lost. */
  readonly onLost: (lines: number) => void;
}

export interface LineQueue {
  /** Whole lines. */
  add(lines: string): void;
  /** What waits leaves now, if its reader takes anything. */
  flush(): void;
  /** Resolves when nothing waits, or after `maxMs`. */
  drain(maxMs: number): Promise<void>;
}

export function createLineQueue(sink: Sink, options: LineQueueOptions): LineQueue {
  const { maxWaiting, retryMs, onLost } = options;
  let waiting = '';
  /** On their way to the sink, which takes one batch after the other. */
  let writing: string | undefined;
  let isScheduled = false;
  let lost = 0;
  let onEmpty = (): void => {};

  const flush = (): void => {
    isScheduled = false;
    if (writing !== undefined || waiting === '') return;
    writing = waiting;
    waiting = '';
    sink.write(writing, onWritten);
  };
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(flush);
  };
  const onWritten = (error?: Error): void => {
    if (error) {
      lost += countLines(writing ?? '');
      setTimeout(goOn, retryMs).unref();
      return;
    }
    if (lost > 0) {
      const told = lost;
      lost = 0;
      onLost(told);
    }
    goOn();
  };
  const goOn = (): void => {
    writing = undefined;
    if (waiting === '') onEmpty();
    else schedule();
  };
  return {
    flush,
    add(lines) {
      if (waiting.length + lines.length > maxWaiting) {
        lost += countLines(lines);
        return;
      }
      waiting += lines;
      schedule();
    },
    async drain(maxMs) {
      flush();
      if (writing === undefined && waiting === '') return;
      await new Promise<void>((resolve) => {
        onEmpty = resolve;
        setTimeout(resolve, maxMs);
      });
    },
  };
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
