import { describe, expect, it } from 'vitest';
import { createHub, type HubSource, READERS_MAX } from '../../src/page/hub.js';

/** Changes are numbers; a message has so many of them at the most. */
const SLICE = 3;

function createWorld() {
  let nowMs = 0;
  let seq = 0;
  let run = 'aa';
  let site = 'one';
  let made = 0;
  const source: HubSource = {
    run: () => run,
    isKnown: (since) => since <= seq,
    since(from) {
      if (from >= seq) return undefined;
      made += 1;
      const last = Math.min(seq, from + SLICE);
      return { seq: last, more: last < seq, text: `{"after":${from},"seq":${last}}` };
    },
    site: () => ({ key: site, text: () => `{"site":"${site}"}` }),
  };
  const hub = createHub(source, () => nowMs);
  function read(lastEventId?: string, session?: string) {
    const told: string[] = [];
    const reader = {
      told,
      backlog: 0,
      isEnded: false,
    };
    const isAdded = hub.add(
      {
        write: (text) => void told.push(text),
        backlog: () => reader.backlog,
        end() {
          reader.isEnded = true;
        },
      },
      lastEventId,
      session,
    );
    return Object.assign(reader, {
      isAdded,
      take: () => told.splice(0).flatMap((text) => text.split('\n').filter((line) => line !== '')),
    });
  }
  return {
    hub,
    read,
    change(count: number) {
      seq += count;
    },
    restart() {
      run = 'bb';
      seq = 0;
    },
    nowSite(text: string) {
      site = text;
    },
    pass(ms: number) {
      nowMs += ms;
    },
    texts: () => made,
  };
}

const data = (lines: readonly string[], of: string) =>
  lines.flatMap((line, at) =>
    line === `event: ${of}` ? [lines[at + 2]?.replace(/^data: /, '') ?? ''] : [],
  );

describe('who watches', () => {
  it('gets all first, in pieces, and then what has changed', () => {
    const { hub, read, change } = createWorld();
    change(4);
    const reader = read();
    expect(hub.tick()).toEqual({ more: true });
    expect(hub.tick()).toEqual({ more: false });
    const lines = reader.take();
    expect(data(lines, 'phones')).toEqual(['{"after":0,"seq":3}', '{"after":3,"seq":4}']);
    expect(lines).toContain('id: aa-4');
    hub.tick();
    expect(reader.take()).toEqual([]);
    change(1);
    hub.tick();
    expect(reader.take()).toEqual(['event: phones', 'id: aa-5', 'data: {"after":4,"seq":5}']);
  });

  it('goes on where it was, after it was away', () => {
    const { hub, read, change } = createWorld();
    change(4);
    const reader = read('aa-3');
    hub.tick();
    expect(data(reader.take(), 'phones')).toEqual(['{"after":3,"seq":4}']);
  });

  it.each(['bb-3', 'aa-9'])('begins anew with what nobody knows: %s', (id) => {
    const { hub, read, change } = createWorld();
    change(2);
    const reader = read(id);
    hub.tick();
    expect(reader.take().slice(0, 6)).toEqual([
      'event: again',
      'id: aa-0',
      'data: {}',
      'event: phones',
      'id: aa-2',
      'data: {"after":0,"seq":2}',
    ]);
  });

  it.each(['', 'x', 'aa', '-1', 'aa-1e9', '<img>-1'])(
    'begins with an id that is none: %s',
    (id) => {
      const { hub, read, change } = createWorld();
      change(1);
      const reader = read(id);
      hub.tick();
      expect(data(reader.take(), 'phones')).toEqual(['{"after":0,"seq":1}']);
    },
  );

  it('begins anew when the changes do', () => {
    const { hub, read, change, restart } = createWorld();
    change(2);
    const reader = read();
    hub.tick();
    reader.take();
    restart();
    change(1);
    hub.tick();
    expect(reader.take().filter((line) => line.startsWith('event'))).toEqual([
      'event: again',
      'event: phones',
    ]);
  });

  it('shares what was made for others of the same number', () => {
    const { hub, read, change, texts } = createWorld();
    change(2);
    const readers = Array.from({ length: READERS_MAX }, () => read());
    hub.tick();
    expect(texts()).toBe(1);
    expect(new Set(readers.map(({ told }) => told.join('')))).toHaveProperty('size', 1);
  });

  it('is one of so many', () => {
    const { hub, read } = createWorld();
    for (let count = 0; count < READERS_MAX; count += 1) expect(read().isAdded).toBe(true);
    expect(read().isAdded).toBe(false);
    expect(hub.size).toBe(READERS_MAX);
  });

  it('ends with its session, and others do not', () => {
    const { hub, read } = createWorld();
    const [one, other] = [read(undefined, '3f9a1c'), read(undefined, '81cc04')];
    hub.endOf('3f9a1c');
    expect([one.isEnded, other.isEnded]).toEqual([true, false]);
    expect(hub.size).toBe(1);
  });
});

describe('who reads slowly', () => {
  it('hears later what is then, and nothing is kept for it', () => {
    const { hub, read, change } = createWorld();
    const reader = read();
    reader.backlog = 100_000;
    change(1);
    for (let ticks = 0; ticks < 10; ticks += 1) hub.tick();
    expect(reader.take()).toEqual([]);
    change(1);
    reader.backlog = 0;
    hub.tick();
    expect(data(reader.take(), 'phones')).toEqual(['{"after":0,"seq":2}']);
  });

  it('is let go with too much to take', () => {
    const { hub, read } = createWorld();
    const reader = read();
    reader.backlog = 256 * 1024 + 1;
    hub.tick();
    expect(reader.isEnded).toBe(true);
    expect(hub.size).toBe(0);
  });

  it('is let go when it takes too little for long', () => {
    const { hub, read, pass } = createWorld();
    const [slow, quick] = [read(), read()];
    slow.backlog = 100_000;
    hub.tick();
    pass(30_000);
    hub.tick();
    expect(slow.isEnded).toBe(false);
    pass(1);
    hub.tick();
    expect([slow.isEnded, quick.isEnded]).toEqual([true, false]);
  });
});

describe('the site', () => {
  it('is told when it is another, not more often than each second, and now and then', () => {
    const { hub, read, pass, nowSite } = createWorld();
    const reader = read();
    hub.tick();
    expect(data(reader.take(), 'site')).toEqual(['{"site":"one"}']);
    nowSite('two');
    pass(500);
    hub.tick();
    expect(reader.take()).toEqual([]);
    pass(500);
    hub.tick();
    expect(data(reader.take(), 'site')).toEqual(['{"site":"two"}']);
    pass(15_000);
    hub.tick();
    expect(data(reader.take(), 'site')).toEqual(['{"site":"two"}']);
  });
});
