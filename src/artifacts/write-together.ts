// Files of one folder written by several at once, told in their order. What each is to write is noted before anyone begins.

import type { FileText } from './file-text.js';
import type { FileRights } from './write-atomic.js';

export interface FileToWrite {
  readonly path: string;
  readonly text: FileText;
  readonly rights: FileRights;
}

/** Writes files beside us. */
export interface Writer {
  /** Rejects where it cannot, also with some of them written: then all are written here. */
  write(files: readonly FileToWrite[]): Promise<void>;
  /** There is nothing more to write. */
  end?(): void;
}

interface Doing<T> {
  /** Throws, and then none of these must be written. */
  note(batch: readonly T[]): void;
  /** All that is to be done. */
  write(batch: readonly T[]): void;
  /** The same, as far as it is writing files. */
  told(batch: readonly T[]): readonly FileToWrite[];
}

/** So few that all end at nearly the same time. */
const AT_ONCE = 64;
/** One that a writer writes, and one that it finds when that is done. */
const WAITING = 2;

/** Batches that are under way: who waits for the first of them has written enough. */
const MAX_BEGUN = 32;

interface Begun<T> {
  readonly batch: readonly T[];
  /** Never rejects. */
  readonly end: Promise<void>;
  hasEnded: boolean;
  fault?: { readonly cause: unknown };
}

/** Batches of `all`, each when it is done. Throws what writing here throws. */
export async function* writeTogether<T>(
  all: Iterable<T>,
  writers: readonly Writer[],
  doing: Doing<T>,
): AsyncGenerator<readonly T[]> {
  const begin = createBegin(writers, doing);
  const begun: Begun<T>[] = [];
  try {
    for (const batch of batchesOf(all)) {
      doing.note(batch);
      begun.push(begin(batch));
      // Writers are heard.
      await new Promise<void>((resolve) => void setImmediate(resolve));
      for (const first of shiftWhile(begun, isDue)) yield await finish(first);
    }
    for (const first of shiftWhile(begun, () => true)) yield await finish(first);
  } finally {
    await Promise.all(begun.map(({ end }) => end));
  }
}

function isDue<T>({ hasEnded }: Begun<T>, { length }: readonly unknown[]): boolean {
  return hasEnded || length > MAX_BEGUN;
}

function* shiftWhile<T>(list: T[], holds: (first: T, list: readonly T[]) => boolean): Generator<T> {
  for (let [first] = list; first !== undefined && holds(first, list); [first] = list) {
    list.shift();
    yield first;
  }
}

async function finish<T>(begun: Begun<T>): Promise<readonly T[]> {
  await begun.end;
  if (begun.fault) throw begun.fault.cause;
  return begun.batch;
}

/** By a writer that has little to do, or else here. */
function createBegin<T>(writers: readonly Writer[], { write, told }: Doing<T>) {
  const waiting = new Map(writers.map((writer) => [writer, 0]));

  async function writeThere(writer: Writer, batch: readonly T[], files: readonly FileToWrite[]) {
    waiting.set(writer, (waiting.get(writer) ?? 0) + 1);
    try {
      await writer.write(files);
    } catch {
      // What is the matter with it shows here, where it can be told; who failed once is not asked again.
      waiting.delete(writer);
      write(batch);
    }
    const others = waiting.get(writer);
    if (others !== undefined) waiting.set(writer, others - 1);
  }

  return (batch: readonly T[]): Begun<T> => {
    const [least] = [...waiting].toSorted(([, a], [, b]) => a - b);
    const free = least && least[1] < WAITING ? least[0] : undefined;
    const files = free ? told(batch) : [];
    // Whatever else there is to do is done here.
    if (!free || files.length < batch.length) {
      write(batch);
      return { batch, end: Promise.resolve(), hasEnded: true };
    }
    const end = writeThere(free, batch, files).then(
      () => {
        begun.hasEnded = true;
      },
      (cause) => {
        begun.hasEnded = true;
        begun.fault = { cause };
      },
    );
    const begun: Begun<T> = { batch, end, hasEnded: false };
    return begun;
  };
}

function* batchesOf<T>(all: Iterable<T>): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const each of all) {
    batch.push(each);
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
