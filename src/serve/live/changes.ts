// Which phones look otherwise than before, by the number of the change, for pages that are open. Phones that were heard or looked
// at are described anew, and all others once in a minute, for what happens by time alone. While nobody watches it costs nothing.

import type { Mac } from '../../core/mac.js';
import { type HubSource, SITE_MS } from '../../page/hub.js';
import type { PhoneRow } from '../../page/wire/phone.js';
import { noWords, type Word } from '../../timeline/word.js';
import type { PhoneStory } from '../story/story.js';

export interface ChangesOptions {
  /** Of the inventory, by ascending MAC. */
  macs(): Iterable<Mac>;
  /** How many those are. */
  size(): number;
  of(mac: Mac): PhoneStory;
  row(phone: PhoneStory): PhoneRow;
  /** What is said of all together, without how many are in which state. */
  site(): object;
  /** Milliseconds that never go back, and the time of day as ISO 8601. */
  now(): number;
  wall(): string;
  /** Eight bytes that no other run has. */
  random(): Uint8Array;
  /** A defect of ours: the phone stays as it was last described. */
  failed(cause: unknown): void;
}

export interface Changes extends HubSource {
  heard(mac: Mac): void;
  looked(phone: PhoneStory): void;
  /** Another inventory is in force. */
  reloaded(): void;
  /** Somebody watches from now on. */
  begin(): void;
  /** Nobody does. */
  end(): void;
  /** To be called four times a second, and again as long as it says that others are left; it takes less than a millisecond. */
  freshen(): boolean;
}

interface Described {
  readonly seq: number;
  /** As JSON; undefined: the inventory has it no more. */
  readonly text: string | undefined;
  readonly word: Word;
}

/** In one message. */
const SLICE = 250;
/** Who is served has its turn after so long. */
const LOOK_MS = 0.7;
/** In so long each is looked at, heard or not. */
const ROUND_MS = 60_000;

export function createChanges(options: ChangesOptions): Changes {
  const { now, of } = options;
  /** In the order of change: the last one is the newest. */
  const described = new Map<Mac, Described>();
  /** To be described. */
  const due = new Set<Mac>();
  let run = '';
  let seq = 0;
  let isOpen = false;
  let isFilling = false;
  let phones = 0;
  let words: Record<Word, number> = { ...noWords() };
  let round: Iterator<Mac> = [].values();
  let roundMs = 0;
  let site: { readonly atMs: number; readonly key: string } | undefined;

  function put(mac: Mac, next: { readonly text: string | undefined; readonly word: Word }): void {
    const before = described.get(mac);
    if (before?.text === next.text) return;
    if (before?.text !== undefined) {
      words[before.word] -= 1;
      phones -= 1;
    }
    if (next.text !== undefined) {
      words[next.word] += 1;
      phones += 1;
    }
    described.delete(mac);
    seq += 1;
    described.set(mac, { ...next, seq });
  }

  function describe(phone: PhoneStory): void {
    const { mac, word } = phone;
    const text = phone.facts.known ? JSON.stringify(options.row(phone)) : undefined;
    if (text !== undefined || described.has(mac)) put(mac, { text, word });
  }

  function look(mac: Mac): void {
    try {
      describe(of(mac));
    } catch (cause) {
      options.failed(cause);
    }
  }

  function forget(): void {
    described.clear();
    due.clear();
    words = { ...noWords() };
    phones = 0;
    site = undefined;
  }

  function begin(): void {
    forget();
    // Numbers of another run say nothing here.
    run = Buffer.from(options.random()).toString('hex');
    isOpen = true;
    isFilling = true;
    roundMs = now();
    for (const mac of options.macs()) due.add(mac);
  }

  /** Those whose turn it is by time. */
  function addRound(): void {
    const eachMs = ROUND_MS / options.size();
    const count = Math.floor((now() - roundMs) / eachMs);
    roundMs = count > SLICE ? now() : roundMs + count * eachMs;
    for (let left = Math.min(count, SLICE); left > 0; left -= 1) {
      let next = round.next();
      if (next.done) {
        round = options.macs()[Symbol.iterator]();
        next = round.next();
      }
      if (!next.done) due.add(next.value);
    }
  }

  return {
    heard(mac) {
      if (isOpen) due.add(mac);
    },
    looked(phone) {
      if (!isOpen || isFilling) return;
      due.delete(phone.mac);
      describe(phone);
    },
    reloaded() {
      if (!isOpen) return;
      // Of those that are gone for long nobody has to be told for ever.
      if (described.size > 2 * options.size() + SLICE) {
        begin();
        return;
      }
      for (const mac of described.keys()) due.add(mac);
      for (const mac of options.macs()) due.add(mac);
      round = [].values();
    },
    begin() {
      if (!isOpen) begin();
    },
    end() {
      isOpen = false;
      isFilling = false;
      forget();
    },
    freshen() {
      const untilMs = now() + LOOK_MS;
      if (!isOpen) return false;
      if (!isFilling) addRound();
      for (const mac of due) {
        due.delete(mac);
        look(mac);
        if (now() > untilMs) break;
      }
      if (due.size === 0) isFilling = false;
      return due.size > 0;
    },
    run: () => run,
    isKnown: (since) => since <= seq,
    since(from) {
      if (isFilling || from >= seq) return undefined;
      const texts: string[] = [];
      const gone: Mac[] = [];
      let last = from;
      for (const [mac, each] of described) {
        if (each.seq <= from) continue;
        if (texts.length + gone.length === SLICE) break;
        if (each.text === undefined) gone.push(mac);
        else texts.push(each.text);
        last = each.seq;
      }
      const more = last < seq;
      const rows = `[${texts.join(',')}]`;
      const text = `{"seq":${last},"phones":${rows},"gone":${JSON.stringify(gone)},"more":${more}}`;
      return { seq: last, more, text };
    },
    site() {
      if (isFilling) return undefined;
      if (site === undefined || now() - site.atMs >= SITE_MS) {
        site = { atMs: now(), key: JSON.stringify({ ...options.site(), phones, words }) };
      }
      const { key } = site;
      return { key, text: () => `${key.slice(0, -1)},"now":${JSON.stringify(options.wall())}}` };
    },
  };
}
