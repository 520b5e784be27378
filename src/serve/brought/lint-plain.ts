// What a phone would stumble over in a plain file is told when one first asks for it: once for each version of the file, in
// a thread of its own, and after the answer has begun. It waits for nobody, and nobody waits for it.

import { basename } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { type StartThread, startThread } from '../../artifacts/start-thread.js';
import { messageOf } from '../../core/coded-error.js';
import type { Log } from '../../core/log.js';
import { createNewest } from '../../core/newest.js';
import { printableStart } from '../../core/printable.js';
import { shellWord } from '../../core/shell-word.js';
import type { AskedToLint, ToldFinding, ToldOfFile } from './lint-thread.js';

export interface PlainLint {
  /** Somebody is being given this version of a file. Cheap. */
  given(file: GivenFile): void;
  close(): void;
}

export interface GivenFile {
  readonly path: string;
  readonly stat: Version;
}

interface Version {
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
}

export interface PlainLintOptions {
  readonly log: Log;
  /** The site's own models and templates; the folder may be missing. */
  readonly templates: string;
  readonly start?: StartThread;
  /** Of the program of the thread. */
  readonly script?: URL;
  /** Until the first file is looked at, and for how long the thread waits for the next one. */
  readonly delayMs?: number;
  readonly idleMs?: number;
  /** For one file. */
  readonly limitMs?: number;
}

const SCRIPT = new URL('./lint-thread.js', import.meta.url);
/** An answer goes first: the first packets are on the wire by then. */
const DELAY_MS = 250;
const IDLE_MS = 30_000;
/** The largest file that is read takes a second. */
const LIMIT_MS = 20_000;
const MEMORY_MB = 256;
/** Files that exist: nobody makes more of them by asking. The oldest is forgotten, and would be looked at again. */
const MAX_REMEMBERED = 10_000;
/** One that finds no room is looked at when it is next asked for. */
const MAX_WAITING = 1_000;
/** A thread that dies again and again will not do better. */
const MAX_DEATHS = 3;

interface Thread {
  readonly worker: Worker;
  asked: string | undefined;
  timer: NodeJS.Timeout | undefined;
}

export function createPlainLint({
  log,
  templates,
  start = startThread,
  script = SCRIPT,
  delayMs = DELAY_MS,
  idleMs = IDLE_MS,
  limitMs = LIMIT_MS,
}: PlainLintOptions): PlainLint {
  const seen = createNewest<Version>(MAX_REMEMBERED);
  const waiting: string[] = [];
  let soon: NodeJS.Timeout | undefined;
  let thread: Thread | undefined;
  let deaths = 0;

  function next(): void {
    soon = undefined;
    if (thread?.asked !== undefined || deaths >= MAX_DEATHS) return;
    const path = waiting.shift();
    if (path === undefined) return;
    thread ??= open();
    if (!thread) return;
    const { worker } = thread;
    clearTimeout(thread.timer);
    thread.asked = path;
    thread.timer = setTimeout(() => void worker.terminate(), limitMs).unref();
    const asked: AskedToLint = { path, name: basename(path), templates };
    worker.postMessage(asked);
  }

  function open(): Thread | undefined {
    try {
      const worker = start(script, {
        resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
        env: {},
      });
      const opened: Thread = { worker, asked: undefined, timer: undefined };
      worker.unref();
      worker.on('message', (told: ToldOfFile) => {
        clearTimeout(opened.timer);
        opened.asked = undefined;
        tell(log, told);
        opened.timer = setTimeout(() => void worker.terminate(), idleMs).unref();
        next();
      });
      // Each is followed by its exit.
      worker.on('error', () => {});
      worker.on('exit', () => ended(opened));
      return opened;
    } catch (cause) {
      giveUp(messageOf(cause));
      return undefined;
    }
  }

  function ended({ asked, timer }: Thread): void {
    clearTimeout(timer);
    thread = undefined;
    if (asked !== undefined) {
      deaths += 1;
      const why = 'it takes too long, or too much memory';
      log.warn({ event: 'lint', file: asked, why }, 'a plain file could not be looked at');
    }
    next();
  }

  function giveUp(why: string): void {
    deaths = MAX_DEATHS;
    waiting.length = 0;
    log.warn({ event: 'lint', why }, 'plain files are not looked at');
  }

  return {
    given({ path, stat }) {
      const before = seen.get(path);
      if (before && isSame(before, stat)) return;
      if (deaths >= MAX_DEATHS || waiting.length >= MAX_WAITING) return;
      const { ino, size, mtimeMs } = stat;
      seen.set(path, { ino, size, mtimeMs });
      waiting.push(path);
      soon ??= setTimeout(next, delayMs).unref();
    },
    close() {
      clearTimeout(soon);
      deaths = MAX_DEATHS;
      waiting.length = 0;
      if (thread) thread.asked = undefined;
      void thread?.worker.terminate();
    },
  };
}

function isSame(a: Version, b: Version): boolean {
  return a.mtimeMs === b.mtimeMs && a.size === b.size && a.ino === b.ino;
}

function tell(log: Log, { path, findings, more }: ToldOfFile): void {
  const file = printableStart(path);
  for (const { code, severity, line, col, message, hint } of findings) {
    const fields = { event: 'lint', file, line, col, code, severity, hint };
    log.warn(fields, `${basename(path)}:${line}:${col}: ${wordOf(severity)}: ${message} [${code}]`);
  }
  if (more === 0) return;
  const rest = `offhook lint ${shellWord(file)}`;
  log.warn({ event: 'lint', file, more, rest }, `${basename(path)}: ${more} more findings`);
}

/** A phone is known to refuse it, or it may have trouble with it. */
function wordOf(severity: ToldFinding['severity']): string {
  return severity === 'error' ? 'a phone would refuse this' : 'this may make trouble';
}
