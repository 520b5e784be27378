// Readers of the page by their language: a text is made once for all who read it, and not at all where nobody does.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { READERS_MAX } from '../../src/page/hub.js';
import { createHubs } from '../../src/page/hubs.js';

function createWorld() {
  vi.useFakeTimers();
  const made: string[] = [];
  const begun: string[] = [];
  const source = (lang: string) => ({
    run: () => (lang === 'en' ? 'aa' : 'bb'),
    isKnown: () => true,
    since(from: number) {
      if (from >= 1) return undefined;
      made.push(lang);
      return { seq: 1, more: false, text: `"${lang}"` };
    },
    site: () => undefined,
    begin: () => void begun.push(lang),
    end() {},
    freshen: () => false,
  });
  const hubs = createHubs({ en: source('en'), ru: source('ru') }, () => Date.now());
  function read(lang?: string, session?: string) {
    const told: string[] = [];
    const reader = {
      write: (text: string) => void told.push(text),
      backlog: () => 0,
      end: () => void told.push('end'),
    };
    const isAdded = hubs.add(reader, undefined, session, lang);
    return { told, isAdded, reader };
  }
  return { hubs, made, begun, read };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('readers', () => {
  it('are told in their language, by one text for each', () => {
    const { hubs, made, read } = createWorld();
    const readers = ['ru', 'en', 'ru', undefined, 'de'].map((lang) => read(lang));
    vi.advanceTimersByTime(600);
    const texts = readers.map(({ told }) =>
      told.flatMap((text) => /data: (.*)/.exec(text)?.[1] ?? []),
    );
    expect(texts).toEqual([['"ru"'], ['"en"'], ['"ru"'], ['"en"'], ['"en"']]);
    expect(made.toSorted()).toEqual(['en', 'ru']);
    hubs.close();
  });

  it('of one language cost nothing in another', () => {
    const { hubs, begun, read } = createWorld();
    read('ru');
    hubs.wake();
    vi.advanceTimersByTime(600);
    expect(begun).toEqual(['ru']);
    hubs.close();
  });

  it('are so many in all, whatever they read', () => {
    const { hubs, read } = createWorld();
    const added = Array.from({ length: READERS_MAX + 1 }, (_, at) => read(at % 2 ? 'ru' : 'en'));
    expect(added.filter(({ isAdded }) => isAdded)).toHaveLength(READERS_MAX);
    const [first] = added;
    if (first) hubs.remove(first.reader);
    expect(read('ru').isAdded).toBe(true);
    hubs.close();
  });

  it('end with their session, in each language', () => {
    const { hubs, read } = createWorld();
    const readers = [read('ru', 'one'), read('en', 'one'), read('en', 'other')];
    hubs.endOf('one');
    expect(readers.map(({ told }) => told.includes('end'))).toEqual([true, true, false]);
    hubs.close();
  });
});
