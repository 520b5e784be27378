// Who reads an inventory for the servers. A large one is read, and its files are made, in a thread of its own.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SnapshotSource } from '../artifacts/read-snapshot.js';
import { readInThread, type ThreadLimits } from './read-in-thread.js';
import { failedSiteReading, readSite, type SiteReading, TooLarge } from './read-site.js';
import { createServedSite, type Renderer, type ServedSite } from './served-site.js';

export interface ReadForServing extends Omit<SiteReading, 'data'> {
  /** To be closed when it is served no more. Absent: there is an error, or the reading failed. */
  readonly site?: ServedSite;
}

export interface SiteReader {
  /** Does not reject: a reading that fails says so, as one does that `signal` ends. */
  read(source: SnapshotSource, signal: AbortSignal): Promise<ReadForServing>;
}

/** What is read in the time in which a thread starts, in characters. */
const SMALL = 64 * 1024;

/** Built, there is a thread to be started; run from its sources, there is none, and everything is read here. */
const THREAD = new URL('./site-thread.js', import.meta.url);

/** For the first time, when there is nobody yet whom reading could keep waiting. */
export function createFirstReader(thread: URL | undefined = builtThread()): SiteReader {
  if (thread === undefined) return createReaderHere();
  const there = createThreadReader(thread);
  const here = createReaderHere(SMALL);
  return {
    async read(source, signal) {
      try {
        return await here.read(source, signal);
      } catch (error) {
        if (!(error instanceof TooLarge)) throw error;
        return there.read(source, signal);
      }
    },
  };
}

/** While servers run. */
export function createReader(thread: URL | undefined = builtThread()): SiteReader {
  return thread === undefined ? createReaderHere() : createThreadReader(thread);
}

/** In this thread; rejects with TooLarge beyond `maxLength` characters. */
export function createReaderHere(maxLength?: number): SiteReader {
  return {
    async read(source) {
      const { reading, render } = readSite(source, maxLength);
      return forServing(reading, { render, lost: NEVER, close() {} });
    },
  };
}

const NEVER = new Promise<string>(() => {});

export function createThreadReader(thread: URL, limits: ThreadLimits = {}): SiteReader {
  return {
    async read(source, signal) {
      const { reading, renderer } = await readInThread(thread, source, signal, limits);
      return forServing(reading, renderer);
    },
  };
}

function forServing({ data, ...reading }: SiteReading, renderer: Renderer): ReadForServing {
  return { ...reading, ...(data && { site: createServedSite(data, renderer) }) };
}

export function failedReading(cause: unknown): ReadForServing {
  return failedSiteReading(cause);
}

function builtThread(): URL | undefined {
  return existsSync(fileURLToPath(THREAD)) ? THREAD : undefined;
}
