import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseMac } from '../../src/core/mac.js';
import { style } from '../../src/findings/evidence.js';
import { findingBy } from '../../src/findings/finding.js';
import { type Reloader, type ReloaderOptions, startReloader } from '../../src/serve/reloader.js';
import type { ServedSite } from '../../src/serve/served-site.js';
import {
  createReaderHere,
  type ReadForServing,
  type SiteReader,
} from '../../src/serve/site-reader.js';

const TIMES = { settleMs: 1, lookMs: 1, doubtMs: 1 };
const PHONE = '  - { mac: "5c:fc:66:5d:4f:9a", model: cisco-7931g, keys: { 1: { line: "1" } } }\n';
const INVENTORY = [
  'site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }',
  'pbx: { main: { host: pbx.lab.example } }',
  'defaults: { pbx: main }',
  'lines: { "1": { password: { file: secret } } }',
  'phones:',
  PHONE,
].join('\n');

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** What it tells and does, in order; `until` resolves when that has been told for the nth time. */
function createStory() {
  const told: string[] = [];
  let heard = (): void => {};
  const tell = (what: string): void => {
    told.push(what);
    heard();
  };
  const until = async (what: string, times = 1): Promise<void> => {
    while (told.filter((each) => each === what).length < times) {
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  };
  return { told, tell, until };
}

async function startSite(given: Partial<ReloaderOptions> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'offhook-reloader-'));
  ends.push(() => rmSync(cwd, { recursive: true }));
  const write = (name: string, text: string) => writeFileSync(join(cwd, name), text);
  write('offhook.yaml', INVENTORY);
  write('secret', 'tulip\n');
  const source = { cwd, file: 'offhook.yaml', env: {} };
  const { site, observations } = await createReaderHere().read(
    source,
    new AbortController().signal,
  );
  if (!site) throw new Error('the first was not read');
  const story = createStory();
  /** What each reading told of. */
  const behind: string[] = [];
  const { tell } = story;
  /** Whether somebody had asked for each swap. */
  const words: boolean[] = [];
  const reloader: Reloader = startReloader({
    source: async () => source,
    reader: createReaderHere(),
    prepare: async ({ phones }, isByHand) => {
      words.push(isByHand);
      return { commit: () => tell(`swap ${phones.size}`) };
    },
    first: { site, observations },
    watch: false,
    times: TIMES,
    told: {
      reading: () => tell('reading'),
      read: ({ filesBehind: { sources, secretFiles } }) =>
        behind.push([...sources, ...secretFiles].join(' ')),
      refused: ({ findings, failure }) => tell(`refused: ${failure?.message ?? findings[0]?.code}`),
      shrunk: ({ went }, phones, more) => tell(`shrunk -${went.length} of ${phones}, ${more} more`),
      unfit: (cause) => tell(`unfit: ${cause instanceof Error ? cause.message : cause}`),
      reloaded: (_, { came, went, changed }) =>
        tell(`reloaded +${came.length} -${went.length} ~${changed.length}`),
      resting: () => tell('resting'),
      unneeded: ([found]) => tell(`unneeded: ${found?.code}`),
      lost: (why) => tell(`lost: ${why}`),
    },
    ...given,
  });
  ends.push(reloader.close);
  return { ...story, reloader, write, cwd, site, behind, words };
}

/** Reads when it is let. */
function createGatedReader() {
  const waiting: (() => void)[] = [];
  let called = (): void => {};
  const reader: Pick<SiteReader, 'read' | 'close'> = {
    async read(source, signal) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        called();
      });
      return createReaderHere().read(source, signal);
    },
    close() {},
  };
  const next = async (): Promise<() => void> => {
    while (waiting.length === 0) {
      await new Promise<void>((resolve) => {
        called = resolve;
      });
    }
    return waiting.shift() ?? (() => {});
  };
  return { reader, next };
}

describe('a reload', () => {
  it('swaps when all is ready, and says what it did', async () => {
    const { reloader, write, told, until, words } = await startSite();
    write('secret', 'rose\n');
    reloader.reload();
    await until('resting');
    expect(told).toEqual(['reading', 'swap 1', 'reloaded +0 -0 ~1', 'resting']);
    expect(words).toEqual([true]);
  });

  const SHARED = INVENTORY.replace('"1": {', '"1": { shared: true,');
  const phonesBeside = (count: number): string =>
    Array.from({ length: count }, (_, n) => PHONE.replace('4f:9a', `4f:0${n}`)).join('');
  const MANY = `${SHARED}${phonesBeside(5)}`;

  async function withMany(given: Partial<ReloaderOptions> = {}) {
    const site = await startSite(given);
    site.write('offhook.yaml', MANY);
    site.reloader.reload();
    await site.until('resting');
    site.told.length = 0;
    site.write('offhook.yaml', SHARED);
    site.reloader.reload();
    await site.until('resting');
    return site;
  }

  it('that loses most of the phones is refused, until it is asked for once more', async () => {
    const { reloader, told, until } = await withMany();
    expect(told).toEqual(['reading', 'shrunk -5 of 6, 1 more', 'resting']);
    reloader.reload();
    await until('resting', 2);
    expect(told.slice(3)).toEqual(['reading', 'swap 1', 'reloaded +0 -5 ~0', 'resting']);
  });

  it('that loses most of the phones is refused until it is asked for twice, however often it is seen', async () => {
    const { reloader, told, until, write } = await startSite({ watch: true });
    write('offhook.yaml', MANY);
    await until('resting');
    const losses: (string | undefined)[] = [];
    const steps = [
      () => write('offhook.yaml', SHARED),
      () => write('offhook.yaml', `# one\n${SHARED}`),
      reloader.reload,
      () => write('offhook.yaml', `# two\n${SHARED}`),
      reloader.reload,
    ];
    for (const [index, step] of steps.entries()) {
      told.length = 0;
      step();
      await until('resting');
      losses[index] = told.findLast((each) => /^(shrunk|reloaded)/.test(each));
    }
    expect(losses).toEqual([
      'shrunk -5 of 6, 2 more',
      'shrunk -5 of 6, 2 more',
      'shrunk -5 of 6, 1 more',
      'shrunk -5 of 6, 1 more',
      'reloaded +0 -5 ~0',
    ]);
  });

  it('that loses most of the phones is not taken for a word about what had an error', async () => {
    const { reloader, told, until, write } = await startSite({ watch: true });
    write('offhook.yaml', MANY);
    await until('resting');
    write('offhook.yaml', MANY.replace('main }', 'man }'));
    await until('resting', 2);
    reloader.reload();
    await until('resting', 3);
    write('offhook.yaml', SHARED);
    await until('resting', 4);
    expect(told).toContain('shrunk -5 of 6, 2 more');
  });

  it('that loses most of the phones is not taken for words about the loss of others', async () => {
    const { reloader, told, until, write } = await withMany();
    write('offhook.yaml', `${SHARED}${phonesBeside(1)}`);
    reloader.reload();
    await until('resting', 2);
    reloader.reload();
    await until('resting', 3);
    expect(told.filter((each) => /^(shrunk|reloaded)/.test(each))).toEqual([
      'shrunk -5 of 6, 1 more',
      'shrunk -4 of 6, 1 more',
      'reloaded +0 -4 ~0',
    ]);
  });

  it('that loses most of the phones is not taken for a word that came before', async () => {
    const { reader, next } = createGatedReader();
    const { reloader, told, until, write } = await startSite({ reader });
    write('offhook.yaml', MANY);
    reloader.reload();
    (await next())();
    await until('resting');
    write('offhook.yaml', SHARED);
    reloader.reload();
    const read = await next();
    reloader.reload();
    read();
    (await next())();
    await until('resting', 2);
    expect(told.filter((each) => each.startsWith('shrunk'))).toHaveLength(2);
  });

  it('that loses most of the phones is taken where that was allowed', async () => {
    const { told } = await withMany({ allowShrink: true });
    expect(told).toEqual(['reading', 'swap 1', 'reloaded +0 -5 ~0', 'resting']);
  });

  it('of a table that is cut off between two phones is read again before one is lost', async () => {
    const { reader, next } = createGatedReader();
    const { told, until, write, behind } = await startSite({ reader, watch: true });
    const read = async () => (await next())();
    write('offhook.yaml', `${SHARED}${phonesBeside(2)}`);
    await read();
    await until('resting');
    write('offhook.yaml', `${SHARED}${phonesBeside(1)}`);
    await read();
    await expect.poll(() => behind.length).toBe(2);
    write('offhook.yaml', `${SHARED}${phonesBeside(2)}# all\n`);
    await read();
    await until('resting', 2);
    expect(told.filter((each) => each.startsWith('reloaded')).at(-1)).toBe('reloaded +0 -0 ~0');
    expect(told.filter((each) => each.includes('-1'))).toEqual([]);
  });

  it('that loses the only phone is refused, and one that has another in its place is taken', async () => {
    const { reloader, told, until, write } = await startSite();
    const open = 'networks: [{ subnet: 10.9.0.0/24, relay: true, server: 10.9.1.1, clients: any }]';
    write('offhook.yaml', INVENTORY.replace(/phones:.*/s, `phones: []\n${open}\n`));
    reloader.reload();
    await until('resting');
    expect(told).toEqual(['reading', 'shrunk -1 of 1, 1 more', 'resting']);
    write('offhook.yaml', INVENTORY.replace('5d:4f:9a', '5d:4f:9b'));
    reloader.reload();
    await until('resting', 2);
    expect(told).toContain('reloaded +1 -1 ~0');
  });

  it('that loses one phone of two is taken', async () => {
    const { reloader, told, until, write } = await startSite();
    write('offhook.yaml', `${SHARED}${phonesBeside(1)}`);
    reloader.reload();
    await until('resting');
    write('offhook.yaml', INVENTORY);
    reloader.reload();
    await until('resting', 2);
    expect(told).toContain('reloaded +0 -1 ~1');
  });

  it('to an inventory that was emptied is an error', async () => {
    const { reloader, told, until, write } = await startSite({ allowShrink: true });
    write('offhook.yaml', INVENTORY.replace(/phones:.*/s, 'phones: []\n'));
    reloader.reload();
    await until('resting');
    expect(told).toEqual(['reading', 'refused: inventory/no-phones', 'resting']);
  });

  it('leaves everything as it was where there is an error', async () => {
    const { reloader, write, told, until, site } = await startSite();
    write('offhook.yaml', INVENTORY.replace('main }', 'man }'));
    reloader.reload();
    await until('resting');
    expect(told).toEqual(['reading', 'refused: inventory/unknown-pbx', 'resting']);
    expect(reloader.served()).toBe(site);
  });

  it('leaves everything as it was where the servers cannot serve it', async () => {
    const prepare = () => Promise.reject(new Error('no such interface'));
    const { reloader, told, until, site } = await startSite({ prepare });
    reloader.reload();
    await until('resting');
    expect(told).toEqual(['reading', 'unfit: no such interface', 'resting']);
    expect(reloader.served()).toBe(site);
  });

  it('that is asked for twenty times while one is read is one more', async () => {
    const { reader, next } = createGatedReader();
    const { reloader, told, until } = await startSite({ reader });
    reloader.reload();
    const first = await next();
    for (let count = 0; count < 20; count++) reloader.reload();
    first();
    (await next())();
    await until('resting');
    expect(told.filter((each) => each === 'reading')).toHaveLength(2);
  });

  it('takes no file that is being written, and tells nothing of it', async () => {
    const { reader, next } = createGatedReader();
    const { reloader, write, told, until } = await startSite({ reader });
    write('offhook.yaml', `${INVENTORY}  - { mac: "00:a8`);
    reloader.reload();
    (await next())();
    const again = await next();
    write(
      'offhook.yaml',
      `${INVENTORY}${PHONE.replaceAll(':9a', ':9b')}`.replace('"1": {', '"1": { shared: true,'),
    );
    again();
    await until('resting');
    expect(told).toEqual(['reading', 'swap 2', 'reloaded +1 -0 ~1', 'resting']);
  });

  it('takes no file that changed while it was read', async () => {
    const { reader, next } = createGatedReader();
    let held: ReadForServing | undefined;
    const slow: Pick<SiteReader, 'read' | 'close'> = {
      async read(source, signal) {
        held = await createReaderHere().read(source, signal);
        const { site } = await reader.read(source, signal);
        site?.close();
        return held;
      },
      close() {},
    };
    const { reloader, write, told, until } = await startSite({ reader: slow });
    reloader.reload();
    const first = await next();
    write('secret', 'a rose\n');
    first();
    (await next())();
    await until('resting');
    expect(told).toEqual(['reading', 'swap 1', 'reloaded +0 -0 ~1', 'resting']);
  });

  it('is given up when the server stops', async () => {
    const { reader, next } = createGatedReader();
    const { reloader, told } = await startSite({ reader });
    reloader.reload();
    const first = await next();
    const closed = reloader.close();
    first();
    await closed;
    expect(told).toEqual(['reading']);
  });
});

it('tells of each reading what it was read from, also of one that is not taken', async () => {
  const { reloader, write, until, told, behind } = await startSite();
  write('next', 'rose\n');
  // Its last line is wrong: it is read once more.
  write('offhook.yaml', `${INVENTORY.replace('file: secret', 'file: next')}access: none`);
  reloader.reload();
  await until('resting');
  expect(told).not.toContain('swap 1');
  expect(behind).toEqual(['offhook.yaml next', 'offhook.yaml next']);
});

describe('what is watched', () => {
  it('is what was read, and what a failed reading asked for', async () => {
    const { write, told, until, cwd, words } = await startSite({ watch: true });
    mkdirSync(join(cwd, 'more'));
    write('more/a.yaml', `phones:\n${PHONE.replace('7931g', '7931x')}# the end\n`);
    write(
      'offhook.yaml',
      `include: [more/*.yaml]\n${INVENTORY.replace(PHONE, '  []\n# the end\n')}`,
    );
    await until('resting');
    expect(told).toEqual(['reading', 'refused: inventory/unknown-model', 'resting']);
    write('more/a.yaml', `phones:\n${PHONE}`);
    await until('resting', 2);
    expect(told.slice(3)).toEqual(['reading', 'swap 1', 'reloaded +0 -0 ~0', 'resting']);
    expect(words).toEqual([false]);
  });

  it('is also an inventory that went and comes back', async () => {
    const { write, told, until, cwd } = await startSite({ watch: true });
    rmSync(join(cwd, 'offhook.yaml'));
    await until('resting');
    expect(told).toEqual(['reading', 'refused: there is no file offhook.yaml', 'resting']);
    write('offhook.yaml', INVENTORY);
    await until('resting', 2);
    expect(told).toContain('reloaded +0 -0 ~0');
  });

  it('is what was asked before, where a reading died', async () => {
    const dying: Pick<SiteReader, 'read' | 'close'> = {
      read: async () => ({
        findings: [],
        findingCount: 0,
        severities: { error: 0, warning: 0, info: 0 },
        filesBehind: { sources: [], secretFiles: [], ids: new Float64Array() },
        failure: { message: 'out of memory' },
        endsInError: false,
        length: 0,
        observations: '' as ReadForServing['observations'],
      }),
      close() {},
    };
    let readers: readonly Pick<SiteReader, 'read' | 'close'>[] = [dying, createReaderHere()];
    const reader: Pick<SiteReader, 'read' | 'close'> = {
      read(source, signal) {
        const [now = createReaderHere(), ...later] = readers;
        readers = later;
        return now.read(source, signal);
      },
      close() {},
    };
    const { write, told, until } = await startSite({ watch: true, reader });
    write('secret', 'rose\n');
    await until('resting');
    expect(told).toEqual(['reading', 'refused: out of memory', 'resting']);
    write('secret', 'lily of the valley\n');
    await until('resting', 2);
    expect(told.slice(3)).toEqual(['reading', 'swap 1', 'reloaded +0 -0 ~1', 'resting']);
  });
});

/** Of sites of which something is heard later. */
const readerOf = (
  later: Pick<ServedSite, 'unneeded'> | Pick<ServedSite, 'lost'>,
): Pick<SiteReader, 'read' | 'close'> => ({
  async read(source, signal) {
    const reading = await createReaderHere().read(source, signal);
    const { site } = reading;
    return { ...reading, ...(site && { site: { ...site, ...later } satisfies ServedSite }) };
  },
  close() {},
});

const UNNEEDED = [
  findingBy('a/b', style('A title', 'a hint'), { file: 'x', line: 1, col: 1 }, 'x'),
];

it('what is allowed and not needed is told when it is known', async () => {
  const reader = readerOf({ unneeded: Promise.resolve(UNNEEDED) });
  const { reloader, told, until } = await startSite({ reader });
  reloader.reload();
  await until('unneeded: a/b');
  expect(told.indexOf('unneeded: a/b')).toBeGreaterThan(told.indexOf('swap 1'));
});

it('and only of the site that is served by then', async () => {
  let know = (_found: typeof UNNEEDED): void => {};
  const unneeded = new Promise<typeof UNNEEDED>((resolve) => {
    know = resolve;
  });
  const { reloader, told, until } = await startSite({ reader: readerOf({ unneeded }) });
  reloader.reload();
  await until('resting');
  reloader.reload();
  await until('resting', 2);
  know(UNNEEDED);
  await until('unneeded: a/b');
  expect(told.filter((each) => each === 'unneeded: a/b')).toHaveLength(1);
});

it('files that can be made no more are reason to read again', async () => {
  let lose = (_why: string): void => {};
  const lost = new Promise<string>((resolve) => {
    lose = resolve;
  });
  const reader = readerOf({ lost });
  const { reloader, told, until } = await startSite({ reader });
  reloader.reload();
  await until('resting');
  lose('it died');
  await until('reading', 2);
  expect(told.slice(4, 6)).toEqual(['lost: it died', 'reading']);
  expect(reloader.served().phones.has(parseMac('5c:fc:66:5d:4f:9a') ?? ('' as never))).toBe(true);
  await reloader.close();
});
