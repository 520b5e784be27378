// Reads the inventory again when somebody asks or something changes. When, and what follows, is reload's to say.

import { setImmediate as turn } from 'node:timers/promises';
import type { Observations } from '../artifacts/disk.js';
import type { SnapshotSource } from '../artifacts/read-snapshot.js';
import type { Mac } from '../core/mac.js';
import { losesMost } from '../core/shrink.js';
import type { Finding } from '../findings/finding.js';
import { compareSites, type SiteChanges } from './compare-sites.js';
import {
  type Doubt,
  IDLE,
  type ReloadAct,
  type ReloadEvent,
  type ReloadState,
  stepReload,
} from './reload.js';
import type { ServedSite } from './served-site.js';
import { failedReading, type ReadForServing, type SiteReader } from './site-reader.js';
import { changeOf, hasChanged, pause, settled, WATCH_TIMES, type WatchTimes } from './watch.js';

/** The servers are ready for another site: nothing can fail any more. */
export interface Swap {
  /** From the next request on. */
  commit(): void;
}

export interface ReloadTold {
  /** A reading begins. */
  reading(): void;
  /** Something was read, whatever becomes of it. */
  read(reading: ReadForServing): void;
  /** What was read has errors, or could not be read. */
  refused(reading: ReadForServing): void;
  /** It would lose most of `phones`, which looks like a mistake: asked by hand so many times `more`, it is taken. */
  shrunk(changes: SiteChanges, phones: number, more: number): void;
  /** The servers could not be prepared for it. */
  unfit(cause: unknown): void;
  reloaded(site: ServedSite, changes: SiteChanges, reading: ReadForServing): void;
  /** Over, however it went. */
  resting(served: ServedSite): void;
  /** Of the site that is served, found when all its files were looked at. */
  unneeded(findings: readonly Finding[]): void;
  /** Who made its files is gone. */
  lost(why: string): void;
}

export interface ReloaderOptions {
  /** As it is to be read now. Rejects if that cannot be said. */
  source(): Promise<SnapshotSource>;
  readonly reader: Pick<SiteReader, 'read' | 'close'>;
  /** Rejects if the servers cannot serve it; nothing has changed then. `isByHand`: somebody has asked for it. */
  prepare(site: ServedSite, isByHand: boolean): Promise<Swap>;
  readonly first: { readonly site: ServedSite; readonly observations: Observations };
  /** Whether changes are looked for. */
  readonly watch: boolean;
  /** Take also what loses most of the phones. */
  readonly allowShrink?: boolean;
  readonly told: ReloadTold;
  readonly times?: ReloadTimes;
}

export interface ReloadTimes extends WatchTimes {
  /** For whoever may still be writing. */
  readonly doubtMs: number;
}

export const RELOAD_TIMES: ReloadTimes = { ...WATCH_TIMES, doubtMs: 1_000 };

interface Loss {
  /** How often somebody has asked for it. */
  readonly words: number;
  /** Of those, how many before it was told the last time, and the phones that it was told of; absent: it was not told. */
  readonly told?: { readonly words: number; readonly phones: string };
}

const NO_LOSS: Loss = { words: 0 };

/** What loses most of the phones is taken when somebody has asked for it so often. */
const WORDS_FOR_LOSS = 2;

export interface Reloader {
  /** By hand. */
  reload(): void;
  served(): ServedSite;
  /** Resolves when nothing more will happen; what is being read is given up. The site is served on. */
  close(): Promise<void>;
}

/** What looks as if somebody were still writing. */
function doubtOf({ endsInError, site }: ReadForServing, phonesBefore: number): Doubt | undefined {
  if (endsInError) return 'ends-in-error';
  return site !== undefined && site.phones.size < phonesBefore ? 'fewer-phones' : undefined;
}

export function startReloader(options: ReloaderOptions): Reloader {
  const { reader, told, times = RELOAD_TIMES } = options;
  const stop = new AbortController();
  let state: ReloadState = IDLE;
  let { site: served, observations } = options.first;
  let read: ReadForServing | undefined;
  /** What would lose most of the phones. */
  let loss = NO_LOSS;
  /** Somebody has asked since the last site that was swapped in. */
  let isByHand = false;
  let watching = new AbortController();
  let busy: Promise<void> = Promise.resolve();

  function happen(event: ReloadEvent): void {
    if (stop.signal.aborted) return;
    const step = stepReload(state, event);
    state = step.state;
    for (const act of step.acts) acts[act]();
  }

  /** One at a time: the states see to that. */
  function begin(work: () => Promise<ReloadEvent>): void {
    busy = work().then(happen);
  }

  async function readAfter(waitMs: number): Promise<ReloadEvent> {
    const { signal } = stop;
    await pause(waitMs, signal);
    const now = await settled(observations, times, signal);
    read = await readNow();
    told.read(read);
    // Where nobody knows what was asked, what was asked before is watched on.
    observations = read.observations === '' ? now : read.observations;
    // Whoever asks by hand has written all of it, but for what is cut off in its last line.
    const phonesBefore = isByHand ? 0 : served.phones.size;
    const doubt = (await hasChanged(read.observations, signal))
      ? 'changed'
      : doubtOf(read, phonesBefore);
    return { type: 'read', good: read.site !== undefined, ...(doubt && { doubt }) };
  }

  async function readNow(): Promise<ReadForServing> {
    try {
      return await reader.read(await options.source(), stop.signal);
    } catch (cause) {
      return failedReading(cause);
    }
  }

  async function swap(): Promise<ReloadEvent> {
    const reading = read;
    const site = reading?.site;
    read = undefined;
    if (reading === undefined || site === undefined) return { type: 'unfit' };
    const before = served;
    const changes = compareSites(before, site);
    if (!mayLose(before.phones.size, changes.went, site.phones.size)) {
      site.close();
      told.shrunk(changes, before.phones.size, WORDS_FOR_LOSS - loss.words);
      return { type: 'unfit' };
    }
    try {
      // Whoever has asked meanwhile is answered before the next piece of work.
      await turn();
      const byHand = isByHand;
      isByHand = false;
      const swapping = await options.prepare(site, byHand);
      swapping.commit();
      served = site;
      before.close();
      told.reloaded(site, changes, reading);
      heed(site);
      return { type: 'swapped' };
    } catch (cause) {
      if (served !== site) site.close();
      told.unfit(cause);
      return { type: 'unfit' };
    }
  }

  function mayLose(phones: number, went: readonly Mac[], left: number): boolean {
    const words = wordsAbout(went.join());
    const isMeant = options.allowShrink === true || words >= WORDS_FOR_LOSS;
    const may = isMeant || !losesMost(phones, went.length, left);
    loss = may ? NO_LOSS : { words, told: { words, phones: went.join() } };
    return may;
  }

  /** What was said when other phones were told to be lost is not about these. */
  function wordsAbout(phones: string): number {
    const { words, told: before } = loss;
    if (before === undefined || before.phones === phones) return words;
    return Math.min(1, words - before.words);
  }

  /** Files that were not made yet never will be, unless it is read again. */
  function heed(site: ServedSite): void {
    void site.unneeded?.then((findings) => {
      if (served === site && !stop.signal.aborted) told.unneeded(findings);
    });
    void site.lost.then((why) => {
      if (served !== site || stop.signal.aborted) return;
      told.lost(why);
      happen({ type: 'asked' });
    });
  }

  function giveUp(): void {
    read?.site?.close();
    read = undefined;
  }

  function watch(): void {
    if (!options.watch) return;
    watching = new AbortController();
    const { signal } = watching;
    void changeOf(observations, times, signal).then((changed) => {
      if (changed && !signal.aborted) happen({ type: 'asked' });
    });
  }

  const acts: Readonly<Record<ReloadAct, () => void>> = {
    read() {
      watching.abort();
      told.reading();
      begin(() => readAfter(0));
    },
    'read-later'() {
      giveUp();
      begin(() => readAfter(times.doubtMs));
    },
    swap: () => begin(swap),
    refuse() {
      if (read) told.refused(read);
      loss = NO_LOSS;
      giveUp();
    },
    rest() {
      told.resting(served);
      watch();
    },
  };

  heed(served);
  watch();
  return {
    reload() {
      isByHand = true;
      // However many words came before we told of the loss, they are the one that led to our telling it.
      loss = { ...loss, words: loss.told ? loss.words + 1 : 1 };
      happen({ type: 'asked' });
    },
    served: () => served,
    async close() {
      stop.abort();
      watching.abort();
      await busy;
      giveUp();
    },
  };
}
