// This side of the threads that make, check and write files: how many there are, and what becomes of the work of one that dies.

import { availableParallelism } from 'node:os';
import type { ResourceLimits } from 'node:worker_threads';
import type { Helper } from '../artifacts/check-artifacts.js';
import type { PackedSite } from '../artifacts/check-packed.js';
import { type StartThread, startThread } from '../artifacts/start-thread.js';
import type { Writer } from '../artifacts/write-together.js';
import { builtScript } from '../core/built-script.js';
import { messageOf } from '../core/coded-error.js';
import type { Answered, Asked } from './check-thread.js';

export interface Crew {
  /** Starts those that there will be for so many files, of which no more is known yet than their templates. */
  prepare(files: number, templates: PackedSite['templates']): void;
  /** For so many files; none where they are done sooner than threads have started. */
  helpersFor(files: number, site: () => PackedSite): readonly Helper[];
  /** Those that have been started. */
  writers(): readonly Writer[];
  /** Ends all threads. */
  close(): void;
}

export interface CrewOptions {
  /** Absent: the built one, if there is one. */
  readonly script?: URL;
  /** How many at most; this thread is one of those that work. */
  readonly cores?: number;
  /** As many files as a thread is worth starting for. */
  readonly filesPerThread?: number;
  /** Of a thread's memory; what is not said is Node's to say. */
  readonly limits?: ResourceLimits;
  readonly start?: StartThread;
  /** Why a thread died before we ended it, or could not be had; each is told. */
  readonly onLost: (why: string) => void;
}

const SCRIPT = new URL('./check-thread.js', import.meta.url);
/** A thread takes about as long to start as so many files. */
const FILES_PER_THREAD = 500;

export function createCrew(options: CrewOptions): Crew {
  const {
    script = builtScript(SCRIPT),
    cores = availableParallelism(),
    filesPerThread = FILES_PER_THREAD,
    onLost,
  } = options;
  const threads: Thread[] = [];
  /** More of them cannot be had. */
  let isShort = false;
  function startOne(from: URL, templates: PackedSite['templates']): void {
    try {
      threads.push(startCrewThread(from, templates, options));
    } catch (cause) {
      isShort = true;
      onLost(messageOf(cause));
    }
  }
  const wantedFor = (files: number) =>
    Math.min(cores - 1, Math.floor((files - 1) / filesPerThread));
  function prepare(files: number, templates: PackedSite['templates']): void {
    while (script && !isShort && threads.length < wantedFor(files)) startOne(script, templates);
  }
  return {
    prepare,
    helpersFor(files, site) {
      if (wantedFor(files) < 1) return threads;
      const { templates, surroundings } = site();
      prepare(files, templates);
      for (const thread of threads) thread.tell(surroundings);
      return threads;
    },
    writers: () => threads,
    close() {
      for (const thread of threads.splice(0)) thread.close();
    },
  };
}

interface Thread extends Helper, Writer {
  /** Of the site that it makes files of. */
  tell(surroundings: PackedSite['surroundings']): void;
  close(): void;
}

function startCrewThread(
  script: URL,
  templates: PackedSite['templates'],
  { limits = {}, start = startThread, onLost }: CrewOptions,
): Thread {
  const worker = start(script, { resourceLimits: limits, env: {} });
  const waiting = new Map<number, (answer: Answered | undefined) => void>();
  let asked = 0;
  let ended = false;
  function end(why: string): void {
    if (ended) return;
    ended = true;
    onLost(why);
    for (const answer of waiting.values()) answer(undefined);
    waiting.clear();
  }
  worker.on('message', (answer: Answered) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  worker.once('error', (error) => end(messageOf(error)));
  worker.once('exit', (code) => end(`it ended with ${code}`));
  function close(): void {
    if (ended) return;
    ended = true;
    void worker.terminate();
  }
  void ask({ templates });
  return {
    tell: (surroundings) => void ask({ surroundings }),
    async check(files) {
      const checked = (await ask({ files }))?.checked;
      if (!checked) throw new Error('not done in a thread');
      return checked;
    },
    async write(files) {
      if (!(await ask({ writes: files }))?.written) throw new Error('not done in a thread');
    },
    end: close,
    close,
  };

  async function ask(what: Omit<Asked, 'id'>): Promise<Answered | undefined> {
    if (ended) return undefined;
    const question: Asked = { id: asked++, ...what };
    return new Promise((resolve) => {
      waiting.set(question.id, resolve);
      worker.postMessage(question);
    });
  }
}
