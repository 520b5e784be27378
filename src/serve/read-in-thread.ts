// This side of the thread that reads an inventory: starts it, hears what it read, and asks it for files.

import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { SnapshotSource } from '../artifacts/read-snapshot.js';
import { failedSiteReading, type SiteReading } from './read-site.js';
import { countRendered, type Rendered, type Renderer } from './served-site.js';
import type { RenderedRow } from './site-thread.js';

export interface ReadInThread {
  readonly reading: SiteReading;
  readonly renderer: Renderer;
}

/** Memory; what is not said is Node's to say. */
export type ThreadLimits = ResourceLimits;

/** Does not reject: a thread that dies has read nothing, and why is said. It ends where nothing is left to render. */
export async function readInThread(
  thread: URL,
  source: SnapshotSource,
  signal: AbortSignal,
  resourceLimits: ThreadLimits,
): Promise<ReadInThread> {
  const worker = new Worker(thread, { workerData: source, resourceLimits, env: {} });
  const end = endOf(worker);
  const giveUp = (): void => void worker.terminate();
  signal.addEventListener('abort', giveUp, { once: true });
  const reading = await Promise.race([firstMessage(worker), end.then(failedSiteReading)]);
  signal.removeEventListener('abort', giveUp);
  // It serves, but is no reason to go on when nothing else is.
  worker.unref();
  const renderer = createRenderer(worker, end);
  if (isComplete(reading)) renderer.close();
  return { reading, renderer };
}

function firstMessage(worker: Worker): Promise<SiteReading> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
  });
}

/** With the reason, also where it was ended by us. */
function endOf(worker: Worker): Promise<Error> {
  return new Promise((resolve) => {
    worker.once('error', (cause) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      resolve(new Error(`the thread that reads the inventory died: ${why}`, { cause }));
    });
    worker.once('exit', () => resolve(new Error('the thread that reads the inventory was ended')));
  });
}

/** Everything has been rendered, or nothing ever will be. */
function isComplete({ data }: SiteReading): boolean {
  return data === undefined || countRendered(data) === data.files.owners.length;
}

function createRenderer(worker: Worker, end: Promise<Error>): Renderer {
  /** Those who wait for a file: many at once are one question. */
  const waiting = new Map<number, Waiting>();
  let why: string | undefined;
  let closing = false;

  const closeWhenDone = (): void => {
    if (closing && waiting.size === 0) void worker.terminate();
  };
  const answer = (row: number, rendered: Rendered): void => {
    waiting.get(row)?.resolve(rendered);
    waiting.delete(row);
  };
  worker.on('message', ({ row, rendered }: RenderedRow) => {
    answer(row, rendered);
    closeWhenDone();
  });
  const lost = end.then(({ message }) => {
    why = message;
    for (const row of [...waiting.keys()]) answer(row, { kind: 'unreadable', why: message });
    // Nobody misses one that was let go.
    return closing ? new Promise<string>(() => {}) : message;
  });

  return {
    lost,
    render(row) {
      const known = waiting.get(row);
      if (known !== undefined) return known.promise;
      if (why !== undefined) return { kind: 'unreadable', why };
      const asked = createWaiting();
      waiting.set(row, asked);
      worker.postMessage(row);
      return asked.promise;
    },
    close() {
      closing = true;
      closeWhenDone();
    },
  };
}

interface Waiting {
  readonly promise: Promise<Rendered>;
  resolve(rendered: Rendered): void;
}

function createWaiting(): Waiting {
  let resolve: Waiting['resolve'] = () => {};
  const promise = new Promise<Rendered>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
