// Who watches the page live. A reader is a number: up to which change it knows. Each time it gets what has changed since, as it
// is now; nothing is kept for anyone, so one that reads slowly hears less often, and one that does not read is let go.

export interface HubSource {
  /** Of this run of changes: what was given with another says nothing. */
  run(): string;
  /** Some of what changed after `seq`, in the order of change, as JSON of a PhonesChange; undefined: nothing has. */
  since(
    seq: number,
  ): { readonly seq: number; readonly more: boolean; readonly text: string } | undefined;
  /** Whether what changed after `seq` is known in full. */
  isKnown(seq: number): boolean;
  /** All together, as JSON of a LiveSite; `text` is new when `key` is. undefined: it is not known yet. */
  site(): { readonly key: string; text(): string } | undefined;
}

/** One that reads. */
export interface Reader {
  write(text: string): void;
  /** Bytes that it has not taken yet. */
  backlog(): number;
  end(): void;
}

export interface Hub {
  /** `lastEventId`: of what it has; undefined: nothing. `session`: by which it reads. False: there are too many. */
  add(reader: Reader, lastEventId?: string, session?: string): boolean;
  remove(reader: Reader): void;
  /** Whoever reads by it. */
  endOf(session: string): void;
  /** To be called four times a second; `more` says that some wait for more at once. */
  tick(): { readonly more: boolean };
  readonly size: number;
  close(): void;
}

export const READERS_MAX = 16;
/** Who has not taken so much gets no more. */
const FULL_BYTES = 64 * 1024;
/** Who has so much to take starts over, and who takes too little for so long. */
const BACKLOG_MAX_BYTES = 256 * 1024;
const STUCK_MS = 30_000;
/** It is told at the latest: proxies end what is silent. */
const HEARTBEAT_MS = 15_000;
/** What is said of the site is put together, and told, so often at the most. */
export const SITE_MS = 1_000;

interface Reading {
  readonly session: string | undefined;
  run: string;
  seq: number;
  siteKey: string | undefined;
  siteMs: number;
  /** Since when it has more to take than it gets more for. */
  stuckMs: number | undefined;
}

/** `now`: milliseconds that never go back. */
export function createHub(source: HubSource, now: () => number): Hub {
  const readers = new Map<Reader, Reading>();

  function drop(reader: Reader): void {
    readers.delete(reader);
    reader.end();
  }

  /** Whether it is to be given something now. */
  function isOpen(reader: Reader, reading: Reading): boolean {
    const backlog = reader.backlog();
    if (backlog < FULL_BYTES) {
      reading.stuckMs = undefined;
      return true;
    }
    reading.stuckMs ??= now();
    if (backlog > BACKLOG_MAX_BYTES || now() - reading.stuckMs > STUCK_MS) drop(reader);
    return false;
  }

  function tellSite(reader: Reader, reading: Reading): void {
    if (now() - reading.siteMs < SITE_MS) return;
    const site = source.site();
    if (site === undefined) return;
    const { key, text } = site;
    const isDue = now() - reading.siteMs >= HEARTBEAT_MS;
    if (key === reading.siteKey && !isDue) return;
    reading.siteKey = key;
    reading.siteMs = now();
    reader.write(eventOf('site', idOf(reading), text()));
  }

  /** Whether there is more for it. `texts`: made by now, by the number that they begin after. */
  function tellPhones(
    reader: Reader,
    reading: Reading,
    texts: Map<number, ReturnType<HubSource['since']>>,
  ): boolean {
    if (reading.run !== source.run() || !source.isKnown(reading.seq)) {
      reading.run = source.run();
      reading.seq = 0;
      reader.write(eventOf('again', idOf(reading), '{}'));
    }
    const from = reading.seq;
    if (!texts.has(from)) texts.set(from, source.since(from));
    const change = texts.get(from);
    if (!change) return false;
    reading.seq = change.seq;
    reader.write(eventOf('phones', idOf(reading), change.text));
    return change.more;
  }

  return {
    add(reader, lastEventId = '', session = undefined) {
      if (readers.size >= READERS_MAX) return false;
      const [, run = source.run(), seq = '0'] = /^([0-9a-f]+)-(\d{1,15})$/.exec(lastEventId) ?? [];
      const never = Number.NEGATIVE_INFINITY;
      const begun = { siteKey: undefined, siteMs: never, stuckMs: undefined };
      readers.set(reader, { session, run, seq: Number(seq), ...begun });
      return true;
    },
    remove(reader) {
      readers.delete(reader);
    },
    endOf(session) {
      for (const [reader, reading] of readers) if (reading.session === session) drop(reader);
    },
    tick() {
      const texts = new Map();
      let more = false;
      for (const [reader, reading] of readers) {
        if (!isOpen(reader, reading)) continue;
        if (tellPhones(reader, reading, texts)) more = true;
        tellSite(reader, reading);
      }
      return { more };
    },
    get size() {
      return readers.size;
    },
    close() {
      for (const reader of readers.keys()) reader.end();
      readers.clear();
    },
  };
}

function idOf({ run, seq }: Reading): string {
  return `${run}-${seq}`;
}

/** `data`: JSON, which has no line breaks. */
function eventOf(event: string, id: string, data: string): string {
  return `event: ${event}\nid: ${id}\ndata: ${data}\n\n`;
}
