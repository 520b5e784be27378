// Whether a phone has what it would be given now: a keyed digest of its files when it got its configuration, and one of what
// it would get. Both are made while nothing else is to be done: no phone waits for them.

import { createHmac } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Mac } from '../../core/mac.js';
import { createTurns } from '../../core/turns.js';
import type { SyncState } from '../../page/wire/phone.js';
import { readName } from '../../phones/registry.js';
import type { SiteChanges } from '../compare-sites.js';
import type { NamedFile, ServedSite } from '../served-site.js';
import { createKeptFiles, type NamedText } from './kept-files.js';
import type { Records } from './records-file.js';

export interface SyncsOptions {
  readonly records: Pick<Records, 'get' | 'put' | 'all'>;
  /** Of the digests: whoever has only those can guess no password. */
  readonly key: Uint8Array;
  /** Milliseconds that never go back, and since 1970. */
  now(): number;
  wall(): number;
  /** After a reload, or the start: so many of those whose file is known have an older one. */
  compared(stale: number, known: number): void;
}

export interface Syncs {
  /** Its configuration was sent to the end; it was asked for at `askedMs`. */
  sent(mac: Mac, askedMs: number): void;
  of(mac: Mac): SyncState;
  /** The digest of what it would get; undefined: not known yet. */
  wouldGet(mac: Mac): string | undefined;
  /** What it was given last, where that was since the start and is what it has; with its passwords. */
  gave(mac: Mac): readonly NamedText[] | undefined;
  /** This site is in force; without `changes` it is the first. */
  serve(site: ServedSite, changes?: SiteChanges): void;
  /** Resolves when nothing is left to be done. */
  settled(): Promise<void>;
}

/** Of what was replaced while it was sent: no file has it. */
const REPLACED = '';
const DIGITS = 12;

export function createSyncs({ records, key, now, wall, compared }: SyncsOptions): Syncs {
  let site: ServedSite | undefined;
  let since = { ms: Number.NEGATIVE_INFINITY, changed: new Set<Mac>() };
  /** Of what is served now. */
  const current = new Map<Mac, string>();
  /** Their digest is to be made, in this order. */
  const waiting = new Set<Mac>();
  const kept = createKeptFiles();
  /** Of them, those that have just got what is served now. */
  const fresh = new Set<Mac>();
  let isComparing = false;
  let running: Promise<void> | undefined;

  function mark(mac: Mac, digest: string | undefined): void {
    const atMs = wall();
    const served = digest === undefined ? { atMs } : { atMs, digest };
    records.put(mac, { ...records.get(mac), served });
  }

  async function work(): Promise<void> {
    // Whoever has just told of something goes on first, and with it all who have asked by now.
    await turn();
    const { next } = createTurns();
    for (const mac of waiting) {
      waiting.delete(mac);
      const from = site;
      const made = from && (await digestOf(from, mac, key));
      // Another is in force by now: it has been put in again.
      if (from !== site) continue;
      if (made) current.set(mac, made.digest);
      if (fresh.delete(mac) && made) {
        const { digest } = made;
        const { served, ...record } = records.get(mac);
        records.put(mac, { ...record, served: { atMs: served?.atMs ?? wall(), digest } });
        kept.put(mac, digest, made.files);
      }
      await next();
    }
    running = undefined;
    if (isComparing) tellCompared();
  }

  function tellCompared(): void {
    isComparing = false;
    let known = 0;
    let stale = 0;
    for (const mac of records.all().keys()) {
      if (!site?.phones.has(mac)) continue;
      const state = stateOf(mac);
      if (state !== 'unknown') known += 1;
      if (state === 'stale') stale += 1;
    }
    compared(stale, known);
  }

  function start(): void {
    running ??= work();
  }

  function stateOf(mac: Mac): SyncState {
    const has = records.get(mac).served?.digest;
    if (has === REPLACED) return 'stale';
    const would = current.get(mac);
    if (has === undefined || would === undefined) return 'unknown';
    return has === would ? 'current' : 'stale';
  }

  return {
    sent(mac, askedMs) {
      if (askedMs < since.ms && since.changed.has(mac)) {
        mark(mac, REPLACED);
        return;
      }
      const digest = current.get(mac);
      mark(mac, digest);
      if (digest !== undefined && kept.digestOf(mac) === digest) return;
      fresh.add(mac);
      waiting.add(mac);
      start();
    },
    of: stateOf,
    wouldGet: (mac) => current.get(mac),
    gave(mac) {
      const digest = kept.digestOf(mac);
      return digest !== undefined && records.get(mac).served?.digest === digest
        ? kept.get(mac)
        : undefined;
    },
    serve(next, changes) {
      site = next;
      current.clear();
      waiting.clear();
      since = { ms: now(), changed: new Set(changes?.changed) };
      for (const mac of fresh) {
        if (!since.changed.has(mac)) continue;
        fresh.delete(mac);
        mark(mac, REPLACED);
      }
      for (const [mac, { served }] of records.all()) {
        if ((served?.digest || fresh.has(mac)) && next.phones.has(mac)) waiting.add(mac);
      }
      isComparing = true;
      start();
    },
    settled: async () => running,
  };
}

/** undefined: one of them cannot be made. */
async function digestOf(
  { files, models, phones }: ServedSite,
  mac: Mac,
  key: Uint8Array,
): Promise<{ readonly digest: string; readonly files: readonly NamedText[] } | undefined> {
  const hmac = createHmac('sha256', key);
  const own = files.of(mac);
  if (own.length === 0) return undefined;
  const texts: NamedText[] = [];
  for (const { name, file } of own) {
    const made = await files.render(file);
    if (made.kind !== 'file') return undefined;
    hmac.update(`${name}\0${made.bytes.length}\0`).update(made.bytes);
    texts.push({ name, text: Buffer.from(made.bytes).toString() });
  }
  const model = phones.modelOf(mac);
  const text = texts.map((each) => each.text).join('');
  for (const { name, file } of files.of(undefined)) {
    if (!isFetched({ name, file }, text, model, models)) continue;
    const made = await files.render(file);
    if (made.kind !== 'file') return undefined;
    hmac.update(`${name}\0${made.bytes.length}\0`).update(made.bytes);
  }
  return { digest: hmac.digest('hex').slice(0, DIGITS), files: texts };
}

/** What phones share is a phone's where its own file names it, or where it is its model's; what is asked for on demand is not. */
function isFetched(
  { name }: NamedFile,
  text: string,
  model: string | undefined,
  models: ServedSite['models'],
): boolean {
  const meant = readName(name, models);
  if (meant?.role === 'side') return text.includes(name);
  return meant?.role === 'common' && model !== undefined && meant.models?.includes(model) === true;
}
