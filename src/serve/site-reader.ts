// Who reads an inventory for the servers. A large one is read, and its files are made, in a thread of its own.

import type { SnapshotSource } from '../artifacts/read-snapshot.js';
import type { StartThread } from '../artifacts/start-thread.js';
import { builtScript } from '../core/built-script.js';
import { createAnswering } from './desk/answer-question.js';
import type { DeskAnswer, DeskQuestion } from './desk/questions.js';
import { createReadingThreads, KEPT_MAX, type ThreadLimits } from './read-in-thread.js';
import { failedSiteReading, readSite, type SiteReading, TooLarge } from './read-site.js';
import { createServedSite, type Renderer, type ServedSite } from './served-site.js';

export interface ReadForServing extends Omit<SiteReading, 'data'> {
  /** To be closed when it is served no more. Absent: there is an error, or the reading failed. */
  readonly site?: ServedSite;
}

export interface SiteReader {
  /** Does not reject: a reading that fails says so, as one does that `signal` ends. */
  read(source: SnapshotSource, signal: AbortSignal): Promise<ReadForServing>;
  /** Does not reject: an answer says what kept it from being one. */
  ask(source: SnapshotSource, question: DeskQuestion): Promise<DeskAnswer>;
  /** Nothing more will be read; sites are served on. */
  close(): void;
}

/**
 * In characters. `first`: what is read in the time in which a thread starts, when there is nobody yet who would wait.
 * `later`: some ten phones, in less time than a request may wait, now that all is compiled.
 */
const READ_HERE = { first: 64 * 1024, later: 2 * 1024 };

const THREAD = new URL('./site-thread.js', import.meta.url);

export function createReader(thread: URL | undefined = builtScript(THREAD)): SiteReader {
  if (thread === undefined) return createReaderHere();
  const there = createThreadReader(thread);
  let readHere = READ_HERE.first;
  /** When it was read last: what is read only to be found too large would keep others waiting. */
  let length = 0;
  return {
    async read(source, signal) {
      const reading = await (length > readHere ? there : orElse(readHere, there)).read(
        source,
        signal,
      );
      // Of one that died it is not known.
      if (reading.length > 0) length = reading.length;
      readHere = READ_HERE.later;
      return reading;
    },
    ask: there.ask,
    close: there.close,
  };
}

/** Here, if it is not too large. */
function orElse(maxLength: number, { read, ask, close }: SiteReader): SiteReader {
  const here = createReaderHere(maxLength);
  return {
    async read(source, signal) {
      try {
        return await here.read(source, signal);
      } catch (error) {
        if (!(error instanceof TooLarge)) throw error;
        return read(source, signal);
      }
    },
    ask,
    close,
  };
}

/** In this thread; rejects with TooLarge beyond `maxLength` characters. */
export function createReaderHere(maxLength?: number): SiteReader {
  return {
    async read(source) {
      const { reading, render } = readSite(source, maxLength);
      return forServing(reading, { render, lost: NEVER, close() {} });
    },
    ask: createAnswering(),
    close() {},
  };
}

const NEVER = new Promise<string>(() => {});

export function createThreadReader(
  thread: URL,
  limits: ThreadLimits = {},
  start?: StartThread,
): SiteReader {
  const threads = createReadingThreads(thread, limits, start);
  let length = 0;
  return {
    async read(source, signal) {
      const { reading, renderer } = await threads.read(source, signal);
      length = reading.length;
      return forServing(reading, renderer);
    },
    ask: (source, question) => threads.ask(source, question, length <= KEPT_MAX),
    close: threads.close,
  };
}

function forServing({ data, ...reading }: SiteReading, renderer: Renderer): ReadForServing {
  return { ...reading, ...(data && { site: createServedSite(data, renderer) }) };
}

export function failedReading(cause: unknown): ReadForServing {
  return failedSiteReading(cause);
}
