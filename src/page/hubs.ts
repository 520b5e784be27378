// A hub for each language, for a text that many read is made once for them all. While nobody reads in a language it costs nothing.

import type { LanguageId } from '../timeline/texts/languages.js';
import { type BeatSource, createBeat } from './beat.js';
import { createHub, type HubSource, READERS_MAX, type Reader } from './hub.js';

export interface Hubs {
  /** As of one hub; of a language that is not known, English. False: there are too many in all. */
  add(reader: Reader, lastEventId?: string, session?: string, lang?: string): boolean;
  remove(reader: Reader): void;
  /** Whoever reads by it. */
  endOf(session: string): void;
  /** One has taken what it had. */
  wake(): void;
  close(): void;
}

/** `now`: milliseconds that never go back. */
export function createHubs(
  sources: Readonly<Record<LanguageId, HubSource & BeatSource>>,
  now: () => number,
): Hubs {
  const all = Object.entries(sources).map(([lang, source]) => {
    const hub = createHub(source, now);
    return { lang, hub, beat: createBeat(hub, source) };
  });
  const inEnglish = all.find(({ lang }) => lang === 'en');
  const readers = () => all.reduce((sum, { hub }) => sum + hub.size, 0);
  return {
    add(reader, lastEventId, session, lang) {
      const one = all.find((each) => each.lang === lang) ?? inEnglish;
      if (!one || readers() >= READERS_MAX) return false;
      // A run of changes begins with the first who watches.
      one.beat.wake();
      return one.hub.add(reader, lastEventId, session);
    },
    remove(reader) {
      for (const { hub } of all) hub.remove(reader);
    },
    endOf(session) {
      for (const { hub } of all) hub.endOf(session);
    },
    wake() {
      for (const { hub, beat } of all) if (hub.size > 0) beat.wake();
    },
    close() {
      for (const { hub, beat } of all) {
        beat.close();
        hub.close();
      }
    },
  };
}
