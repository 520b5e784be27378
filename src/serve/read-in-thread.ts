// This side of the threads that read inventories: starts them, hears what they read, and asks them for files.

import type { ResourceLimits, Worker } from 'node:worker_threads';
import type { SnapshotSource } from '../artifacts/read-snapshot.js';
import { type StartThread, startThread } from '../artifacts/start-thread.js';
import { messageOf } from '../core/coded-error.js';
import { type Later, later } from '../core/later.js';
import type { Finding } from '../findings/finding.js';
import type { DeskAnswer, DeskQuestion } from './desk/questions.js';
import { failedSiteReading, type SiteReading } from './read-site.js';
import { countRendered, type Rendered, type Renderer } from './served-site.js';
import type { AskedOfThread, ToldByThread, ToldReading } from './site-thread.js';

export interface ReadInThread {
  readonly reading: SiteReading;
  readonly renderer: Renderer;
}

/** Of its memory; what is not said is Node's to say. */
export type ThreadLimits = ResourceLimits;

/** Whoever tries something out reads again soon; nobody pays for its memory all night. */
const IDLE_MS = 10 * 60_000;
/** Characters. One that has read more is let go with all its memory. */
export const KEPT_MAX = 256 * 1024;
/** Whoever asks about a large site asks again while it is still in mind, and that thread has read it already. */
const ASKED_AGAIN_MS = 60_000;

export interface ReadingThreads {
  /** Does not reject: a thread that dies, or cannot be had, has read nothing, and why is said. */
  read(source: SnapshotSource, signal: AbortSignal): Promise<ReadInThread>;
  /** Does not reject, as above. `keep`: the thread waits for more afterwards, for long and whatever it is. One at a time. */
  ask(source: SnapshotSource, question: DeskQuestion, keep: boolean): Promise<DeskAnswer>;
  /** What serves files is ended by its site. */
  close(): void;
}

interface Thread {
  readonly worker: Worker;
  readonly end: Promise<Error>;
}

/**
 * One that has read a small site waits for the next one, with all that was compiled. One that has files to make stays with
 * its site, and ends with it.
 */
export function createReadingThreads(
  script: URL,
  resourceLimits: ThreadLimits,
  startScript: StartThread = startThread,
): ReadingThreads {
  const living = new Set<Thread>();
  const idle = createPlace(IDLE_MS);
  /** It has answered about a large site, and answers on. */
  const asked = createPlace(ASKED_AGAIN_MS);
  let closed = false;

  function start(): Thread {
    const worker = startScript(script, { resourceLimits, env: {}, stdout: true, stderr: true });
    passOn(worker);
    const thread = { worker, end: endOf(worker) };
    living.add(thread);
    void thread.end.then(() => {
      living.delete(thread);
      idle.forget(thread);
      asked.forget(thread);
    });
    return thread;
  }

  return {
    async read(source, signal) {
      const thread = idle.take() ?? orError(start);
      if (thread instanceof Error) return noReading(thread);
      const reading = await readOnce(thread, source, signal);
      if (!isComplete(reading)) return { reading, renderer: createRenderer(thread) };
      if (reading.length <= KEPT_MAX && living.has(thread)) idle.keep(thread);
      else void thread.worker.terminate();
      return { reading, renderer: NOTHING_TO_RENDER };
    },
    async ask(source, question, isKept) {
      const thread = asked.take() ?? idle.take() ?? orError(start);
      if (thread instanceof Error) return { failed: thread.message };
      const answer = await askOnce(thread, source, question);
      if (closed || !living.has(thread)) void thread.worker.terminate();
      else (isKept ? idle : asked).keep(thread);
      return answer;
    },
    close() {
      closed = true;
      idle.close();
      asked.close();
    },
  };
}

/** Where one thread waits for more; it is let go when its time is over, or another comes. */
function createPlace(waitMs: number) {
  let kept: { readonly thread: Thread; readonly timer: NodeJS.Timeout } | undefined;
  function take(): Thread | undefined {
    if (kept) clearTimeout(kept.timer);
    const thread = kept?.thread;
    kept = undefined;
    return thread;
  }
  function close(): void {
    void take()?.worker.terminate();
  }
  return {
    take,
    close,
    keep(thread: Thread): void {
      close();
      kept = { thread, timer: setTimeout(close, waitMs).unref() };
    },
    /** It is dead. */
    forget(thread: Thread): void {
      if (kept?.thread === thread) take();
    },
  };
}

/** What is said in a thread goes where this one's warnings go, instead of to standard error. */
function passOn({ stdout, stderr }: Worker): void {
  for (const stream of [stdout, stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (said: string) => process.emitWarning(said.trimEnd(), 'InThread'));
  }
}

function orError<T>(start: () => T): T | Error {
  try {
    return start();
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause), { cause });
  }
}

function noReading(why: Error): ReadInThread {
  return { reading: failedSiteReading(why), renderer: NOTHING_TO_RENDER };
}

async function readOnce(
  { worker, end }: Thread,
  read: SnapshotSource,
  signal: AbortSignal,
): Promise<SiteReading> {
  const giveUp = (): void => void worker.terminate();
  signal.addEventListener('abort', giveUp, { once: true });
  worker.ref();
  const asked: AskedOfThread = { read };
  worker.postMessage(asked);
  const reading = await Promise.race([nextReading(worker), end.then(failedSiteReading)]);
  signal.removeEventListener('abort', giveUp);
  // It serves, but is no reason to go on when nothing else is.
  worker.unref();
  return reading;
}

async function askOnce(
  { worker, end }: Thread,
  source: SnapshotSource,
  question: DeskQuestion,
): Promise<DeskAnswer> {
  const asked: AskedOfThread = { of: source, question };
  const answered = new Promise<DeskAnswer>((resolve) => {
    const hear = (told: ToldByThread): void => {
      if (!('answered' in told)) return;
      worker.off('message', hear);
      resolve(told.answered);
    };
    worker.on('message', hear);
  });
  worker.postMessage(asked);
  return Promise.race([answered, end.then(({ message }) => ({ failed: message }))]);
}

function nextReading(worker: Worker): Promise<SiteReading> {
  return new Promise((resolve) => {
    worker.once('message', ({ reading }: ToldReading) => resolve(reading));
  });
}

const NOTHING_TO_RENDER: Renderer = {
  render: () => ({ kind: 'unreadable', why: 'there is no such file' }),
  lost: new Promise<string>(() => {}),
  close() {},
};

/** With the reason, also where it was ended by us. */
function endOf(worker: Worker): Promise<Error> {
  return new Promise((resolve) => {
    worker.once('error', (cause) => {
      const why = messageOf(cause);
      resolve(new Error(`the thread that reads the inventory died: ${why}`, { cause }));
    });
    worker.once('exit', () => resolve(new Error('the thread that reads the inventory was ended')));
  });
}

/** Everything has been rendered, or nothing ever will be. */
function isComplete({ data }: SiteReading): boolean {
  return data === undefined || countRendered(data) === data.files.owners.length;
}

function createRenderer({ worker, end }: Thread): Renderer {
  /** Those who wait for a file: many at once are one question. */
  const waiting = new Map<number, Later<Rendered>>();
  let why: string | undefined;
  let closing = false;

  const closeWhenDone = (): void => {
    if (closing && waiting.size === 0) void worker.terminate();
  };
  const answer = (row: number, rendered: Rendered): void => {
    waiting.get(row)?.resolve(rendered);
    waiting.delete(row);
  };
  const unneeded = new Promise<readonly Finding[]>((resolve) => {
    worker.on('message', (told: ToldByThread) => {
      if ('unneeded' in told) resolve(told.unneeded);
      if ('row' in told) answer(told.row, told.rendered);
      closeWhenDone();
    });
  });
  const lost = end.then(({ message }) => {
    why = message;
    for (const row of [...waiting.keys()]) answer(row, { kind: 'unreadable', why: message });
    // Nobody misses one that was let go.
    return closing ? new Promise<string>(() => {}) : message;
  });

  return {
    lost,
    unneeded,
    render(row) {
      const known = waiting.get(row);
      if (known !== undefined) return known.promise;
      if (why !== undefined) return { kind: 'unreadable', why };
      const asked = later<Rendered>();
      waiting.set(row, asked);
      const question: AskedOfThread = { row };
      worker.postMessage(question);
      return asked.promise;
    },
    close() {
      closing = true;
      closeWhenDone();
    },
  };
}
