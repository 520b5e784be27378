import { describe, expect, it } from 'vitest';
import type { Mac } from '../../../src/core/mac.js';
import type { PhoneRow } from '../../../src/page/wire/phone.js';
import { createChanges } from '../../../src/serve/live/changes.js';
import type { PhoneStory } from '../../../src/serve/story/story.js';
import type { Word } from '../../../src/timeline/word.js';

const mac = (number: number) =>
  `5c:fc:66:00:${(number >> 8).toString(16).padStart(2, '0')}:${(number & 255).toString(16).padStart(2, '0')}` as Mac;

interface Told {
  readonly seq: number;
  readonly phones: readonly PhoneRow[];
  readonly gone: readonly Mac[];
  readonly more: boolean;
}

/** A site of so many phones, each in a state that a test gives it. A look takes as long as is said. */
function createWorld(size: number) {
  let nowMs = 0;
  let runs = 0;
  let lookMs = 0;
  const words = new Map<Mac, Word>();
  for (let number = 0; number < size; number += 1) words.set(mac(number), 'unseen');
  const looks: Mac[] = [];
  const failed: unknown[] = [];
  const phoneOf = (each: Mac) =>
    ({ mac: each, word: words.get(each), facts: { known: words.has(each) } }) as PhoneStory;
  const changes = createChanges({
    macs: () => words.keys(),
    size: () => words.size,
    of(each) {
      looks.push(each);
      nowMs += lookMs;
      if (words.get(each) === 'silent') throw new Error('a defect');
      return phoneOf(each);
    },
    row: (phone) => ({ mac: phone.mac, word: phone.word }) as PhoneRow,
    site: () => ({ strangers: 1 }),
    now: () => nowMs,
    wall: () => '2026-01-01T00:00:00.000Z',
    random() {
      runs += 1;
      return new Uint8Array([runs]);
    },
    failed: (cause) => void failed.push(cause),
  });
  return {
    changes,
    words,
    looks,
    failed,
    phoneOf,
    looksTake(ms: number) {
      lookMs = ms;
    },
    pass(ms: number) {
      nowMs += ms;
    },
    settle() {
      let turns = 1;
      while (changes.freshen()) turns += 1;
      return turns;
    },
    since(seq: number): Told | undefined {
      const text = changes.since(seq)?.text;
      return text === undefined ? undefined : JSON.parse(text);
    },
  };
}

describe('changes', () => {
  it('cost nothing while nobody watches', () => {
    const { changes, looks, words, pass, settle } = createWorld(3);
    changes.heard(mac(1));
    changes.looked({ mac: mac(1) } as PhoneStory);
    changes.reloaded();
    pass(60_000);
    expect(settle()).toBe(1);
    expect(looks).toEqual([]);
    changes.begin();
    settle();
    changes.end();
    looks.length = 0;
    words.set(mac(1), 'booting');
    changes.heard(mac(1));
    settle();
    expect(looks).toEqual([]);
  });

  it('are told once each phone was described', () => {
    const { changes, looksTake, since } = createWorld(3);
    changes.begin();
    looksTake(1);
    expect([changes.freshen(), since(0), changes.site()]).toEqual([true, undefined, undefined]);
    expect(changes.freshen()).toBe(true);
    expect(changes.freshen()).toBe(false);
    expect(since(0)).toMatchObject({ seq: 3, more: false, gone: [] });
    expect(since(0)?.phones.map((row) => row.mac)).toEqual([mac(0), mac(1), mac(2)]);
  });

  it('come in pieces, each phone once', () => {
    const { changes, words, settle, since } = createWorld(600);
    changes.begin();
    settle();
    const pieces = [since(0), since(250), since(500)];
    expect(pieces.map((piece) => [piece?.phones.length, piece?.seq, piece?.more])).toEqual([
      [250, 250, true],
      [250, 500, true],
      [100, 600, false],
    ]);
    expect(since(600)).toBeUndefined();
    words.set(mac(0), 'booting');
    changes.heard(mac(0));
    settle();
    expect(since(0)?.phones[0]?.mac).toBe(mac(1));
    expect(since(500)).toMatchObject({ seq: 601, more: false });
    expect(since(500)?.phones.at(-1)).toEqual({ mac: mac(0), word: 'booting' });
  });

  it('are of phones that look otherwise, as they are now', () => {
    const { changes, words, settle, since } = createWorld(3);
    changes.begin();
    settle();
    changes.heard(mac(1));
    settle();
    expect(since(3)).toBeUndefined();
    words.set(mac(1), 'booting');
    changes.heard(mac(1));
    settle();
    words.set(mac(1), 'fetched');
    changes.heard(mac(1));
    settle();
    expect(since(3)).toEqual({
      seq: 5,
      phones: [{ mac: mac(1), word: 'fetched' }],
      gone: [],
      more: false,
    });
    expect(since(4)?.phones).toEqual([{ mac: mac(1), word: 'fetched' }]);
  });

  it('are taken from who looks anyway', () => {
    const { changes, words, looks, phoneOf, settle, since } = createWorld(3);
    changes.begin();
    settle();
    looks.length = 0;
    words.set(mac(2), 'stuck');
    changes.heard(mac(2));
    changes.looked(phoneOf(mac(2)));
    settle();
    expect(looks).toEqual([]);
    expect(since(3)?.phones).toEqual([{ mac: mac(2), word: 'stuck' }]);
  });

  it('by time alone are seen within a minute', () => {
    const { changes, words, pass, since } = createWorld(600);
    changes.begin();
    while (changes.freshen());
    words.set(mac(599), 'booting');
    for (let quarters = 0; quarters < 240 + 4; quarters += 1) {
      pass(250);
      changes.freshen();
    }
    expect(since(600)?.phones).toEqual([{ mac: mac(599), word: 'booting' }]);
  });

  it('of an inventory are phones that came and that are gone', () => {
    const { changes, words, settle, since } = createWorld(3);
    changes.begin();
    settle();
    words.delete(mac(0));
    words.set(mac(7), 'unseen');
    changes.reloaded();
    settle();
    expect(since(3)).toMatchObject({ gone: [mac(0)], phones: [{ mac: mac(7) }] });
    expect(JSON.parse(changes.site()?.text() ?? '')).toMatchObject({ phones: 3 });
  });

  it('begin anew where more is gone than is there', () => {
    const { changes, words, settle, since } = createWorld(600);
    changes.begin();
    settle();
    const run = changes.run();
    for (let number = 1; number < 600; number += 1) words.delete(mac(number));
    changes.reloaded();
    settle();
    expect(changes.run()).not.toBe(run);
    expect(since(0)?.phones).toEqual([{ mac: mac(0), word: 'unseen' }]);
    expect(changes.isKnown(100_000)).toBe(false);
  });

  it('are counted by word', () => {
    const { changes, words, pass, settle } = createWorld(3);
    changes.begin();
    settle();
    words.set(mac(1), 'booting');
    changes.heard(mac(1));
    settle();
    pass(1_000);
    expect(JSON.parse(changes.site()?.text() ?? '')).toMatchObject({
      strangers: 1,
      phones: 3,
      words: { unseen: 2, booting: 1 },
      now: '2026-01-01T00:00:00.000Z',
    });
  });

  it('go on with the others where one cannot be described', () => {
    const { changes, words, failed, settle, since } = createWorld(3);
    words.set(mac(0), 'silent');
    changes.begin();
    settle();
    expect(failed).toHaveLength(1);
    expect(since(0)?.phones.map((row) => row.mac)).toEqual([mac(1), mac(2)]);
  });
});
