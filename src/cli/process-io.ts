// Io over the real process.

import { withPath } from '../core/file-error.js';
import type { Io, Told } from './io.js';
import { createLineQueue, type LineQueue } from './line-queue.js';
import { isJournal, isSamePlace, openSink } from './sinks.js';

export interface ProcessIo extends Io {
  /** What no command could catch. False: nobody was there to be told. */
  tellUnexpected(error: unknown): boolean;
  /** Resolves when the last words are out; of `serve` also when they cannot be had out in time. */
  end(): Promise<void>;
  /** Nobody is waited for any more, and so the process shall end when it is told to. */
  isServing(): boolean;
}

/** Characters of lines that wait for a reader: some thousand lines. */
const MAX_WAITING = 1 << 20;
/** A full disk is asked again after this. */
const RETRY_MS = 1_000;
/** For last words, to somebody who may not read. */
const LAST_WORDS_MS = 1_000;

/**
 * Only a command that asks for `stop` hears SIGINT, SIGTERM and SIGHUP; any other is ended by them as the system ends a
 * program, also while it computes and no listener of ours could be called. `onStop` is called when `stop` fires.
 */
export function createProcessIo(onStop: () => void): ProcessIo {
  const { stdout, stderr } = process;
  let stop: AbortSignal | undefined;
  const readInput = readOnce();
  let told: Told | undefined;
  let queues: { readonly out: LineQueue; readonly err: LineQueue } | undefined;
  for (const [name, stream] of Object.entries({
    'standard output': stdout,
    'standard error': stderr,
  })) {
    // A closed pipe (`offhook schema | head`) is the reader's right, not an error; and no reader of ours ends serving.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && !queues) throw withPath(name, error);
    });
  }
  return {
    out(data) {
      if (!queues) stdout.write(data);
      else {
        // Who reads both streams finds what was logged before it.
        queues.err.flush();
        queues.out.add(data);
        queues.out.flush();
      }
    },
    err(data) {
      if (!queues) stderr.write(data);
      else {
        queues.err.add(data);
        queues.err.flush();
      }
    },
    log(lines) {
      if (queues) queues.err.add(lines);
      else stderr.write(lines);
    },
    neverWait(listener) {
      told = listener;
      hearWarnings((warning) => told?.warned(warning));
      queues ??= openQueues((lines) => told?.lost(lines));
    },
    tellUnexpected(error) {
      told?.unexpected(error);
      return told !== undefined;
    },
    async end() {
      if (!queues) await Promise.all([written(stdout), written(stderr)]);
      else await Promise.all([queues.out.drain(LAST_WORDS_MS), queues.err.drain(LAST_WORDS_MS)]);
    },
    isServing: () => queues !== undefined,
    readInput: async () => new TextDecoder().decode(await readInput()),
    readInputBytes: () => readInput(),
    env: process.env,
    cwd: process.cwd(),
    colour: { out: wantsColour(stdout), err: wantsColour(stderr) },
    terminal: stderr.isTTY === true,
    get journal() {
      return isJournal(process.env.JOURNAL_STREAM, 2);
    },
    get together() {
      return isSamePlace(1, 2);
    },
    async openScreen() {
      const { openTerminal } = await import('./terminal.js');
      return openTerminal(process.stdin, stdout, process.env.TERM);
    },
    get stop() {
      stop ??= hearSignals(onStop);
      return stop;
    },
    onReload: (listener) => void process.on('SIGHUP', listener),
  };
}

/**
 * Resolves when a stream has handed all to the system, or its reader has gone. It waits for a slow reader, such as a
 * pager, as long as that reads. A turn later, for what went wrong is told to the listeners of the stream before.
 */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => void setImmediate(resolve);
    if (stream.writableLength === 0) done();
    else stream.write('', done);
  });
}

/** All of standard input. */
function readOnce(): () => Promise<Uint8Array> {
  let input: Promise<Uint8Array> | undefined;
  return () => {
    input ??= import('node:stream/consumers').then(({ buffer }) => buffer(process.stdin));
    return input;
  };
}

/** In place of Node's own listener, if there is one: who wants none is heeded. */
function hearWarnings(warned: (warning: Error) => void): void {
  if (process.listenerCount('warning') === 0) return;
  process.removeAllListeners('warning');
  process.on('warning', warned);
}

function hearSignals(onStop: () => void): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort(signal));
  }
  // The terminal was closed; where there is something to read again, the signal is for that.
  process.once('SIGHUP', (signal) => {
    if (process.listenerCount(signal) === 0) stop.abort(signal);
  });
  stop.signal.addEventListener('abort', onStop);
  return stop.signal;
}

function openQueues(onLost: (lines: number) => void) {
  const options = { maxWaiting: MAX_WAITING, retryMs: RETRY_MS, onLost };
  const err = createLineQueue(openSink(2, process.stderr), options);
  const out = isSamePlace(1, 2) ? err : createLineQueue(openSink(1, process.stdout), options);
  return { out, err };
}

/** NO_COLOR and FORCE_COLOR, no-color.org; a dumb terminal and a file get none. */
function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return stream.isTTY === true && TERM !== 'dumb';
}
