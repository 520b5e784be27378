import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { splitObservations } from '../../src/artifacts/disk.js';
import { type StartThread, startThread } from '../../src/artifacts/start-thread.js';
import { codedError } from '../../src/core/coded-error.js';
import { parseIpv4, parseIpv4Range } from '../../src/core/ipv4.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import { compareSites } from '../../src/serve/compare-sites.js';
import type { ServedSite } from '../../src/serve/served-site.js';
import {
  createReader,
  createReaderHere,
  createThreadReader,
  type SiteReader,
} from '../../src/serve/site-reader.js';
import { SOAKING, soak } from '../soak.js';

/** The built one: a thread does not run TypeScript. */
const THREAD = new URL('../../dist/serve/site-thread.js', import.meta.url);
const NO_STOP = new AbortController().signal;
const folders: string[] = [];
const sites: ServedSite[] = [];
const readers: SiteReader[] = [];
afterAll(() => {
  for (const reader of readers) reader.close();
  for (const site of sites.splice(0)) site.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const INVENTORY = [
  'site: { timeZone: Europe/Moscow, servers: [10.20.1.1], access: site }',
  'network: { subnet: 10.20.1.0/24, pool: 10.20.1.100-10.20.1.199, options: { 43: { hex: "0102" } } }',
  'pbx: { main: { host: pbx.lab.example } }',
  'defaults: { pbx: main }',
  'lines: { "1": { password: { env: PW } }, "2": { password: { file: secret } }, "3": { password: { env: PW } } }',
  'phones:',
  '  - { mac: "5c:fc:66:5d:4f:9a", model: cisco-7931g, address: 10.20.1.53, keys: { 1: { line: "1" } } }',
  '  - { mac: "00:a8:59:db:04:62", model: fanvil-x4, keys: { 1: { line: "2" } } }',
  '',
].join('\n');
const CISCO = parseMac('5c:fc:66:5d:4f:9a') as Mac;
const FANVIL = parseMac('00:a8:59:db:04:62') as Mac;
const SEP = 'SEP5CFC665D4F9A.cnf.xml';

/** Beyond a thousand they are not checked, and so not made, before somebody asks for them. */
const LARGE = soak(30, 1010);

function largeCsv(phones: number): string {
  const rows = Array.from({ length: phones }, (_, index) => {
    const hex = (0x020000000000 + index).toString(16).padStart(12, '0');
    return `${hex},cisco-7931g,${10_000 + index},tulip${index}`;
  });
  return `mac,model,line,line.password\n${rows.join('\n')}\n`;
}

function createSource(files: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(join(tmpdir(), 'offhook-reader-'));
  folders.push(cwd);
  const all = { 'offhook.yaml': INVENTORY, secret: 'lily\n', ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return { cwd, file: 'offhook.yaml', env: { PW: 'tulip' } };
}

async function read(reader: SiteReader, files: Readonly<Record<string, string>> = {}) {
  const source = createSource(files);
  const reading = await reader.read(source, NO_STOP);
  if (reading.site) sites.push(reading.site);
  const seen = [...splitObservations(reading.observations)].map(({ path }) =>
    path.replace(`${source.cwd}/`, ''),
  );
  return { ...reading, seen };
}

async function textOf({ files }: ServedSite, name: string): Promise<string | undefined> {
  const file = files.find(name);
  const rendered = file && (await files.render(file));
  return rendered?.kind === 'file' ? Buffer.from(rendered.bytes).toString() : rendered?.why;
}

function closedInTheEnd(reader: SiteReader): SiteReader {
  readers.push(reader);
  return reader;
}

describe.each([
  ['here', createReaderHere()],
  ['in a thread', closedInTheEnd(createThreadReader(THREAD))],
])('an inventory that is read %s', (_, reader) => {
  let site: ServedSite | undefined;
  beforeAll(async () => {
    ({ site } = await read(reader));
  });

  it('has its phones by MAC and by address', () => {
    const phones = site?.phones;
    expect([phones?.size, phones?.first, phones?.unreserved.size]).toEqual([2, CISCO, 1]);
    expect([CISCO, FANVIL].map((mac) => phones?.modelOf(mac))).toEqual([
      'cisco-7931g',
      'fanvil-x4',
    ]);
    const reserved = parseIpv4('10.20.1.53');
    expect([CISCO, FANVIL].map((mac) => phones?.addressOf(mac))).toEqual([reserved, undefined]);
    expect([CISCO, FANVIL].map((mac) => phones?.unreserved.has(mac))).toEqual([false, true]);
    expect(reserved && phones?.holderOf(reserved)).toBe(CISCO);
    const ranges = ['10.20.1.53-10.20.1.99', '10.20.1.54-10.20.1.99', '10.20.1.1-10.20.1.52'];
    const inRanges = ranges.map((range) => {
      const parsed = parseIpv4Range(range);
      return parsed && phones?.reservationsIn(parsed);
    });
    expect(inRanges).toEqual([[reserved], [], []]);
    const stranger = parseMac('5c:fc:66:5d:4f:9b') as Mac;
    expect([phones?.has(stranger), phones?.get(stranger)]).toEqual([false, undefined]);
  });

  it('has what DHCP and access want to know', () => {
    expect(site?.access).toBe('site');
    const [network] = site?.networks ?? [];
    const [option] = network?.options ?? [];
    expect(option).toMatchObject({ code: 43, kind: 'bytes' });
    expect(option?.kind === 'bytes' && [...option.value]).toEqual([1, 2]);
    expect(network?.placeOf()).toMatchObject({ file: 'offhook.yaml', line: 2 });
    expect(site?.models.find(({ id }) => id === 'cisco-7931g')?.dhcp.option150).toBe(true);
  });

  it('has its files by every name that phones say', async () => {
    if (!site) throw new Error('it was not read');
    expect(await textOf(site, SEP)).toContain('<authPassword>tulip</authPassword>');
    expect(site.files.find('00a859db0462.cfg')).toMatchObject({ mac: FANVIL });
    expect(site.files.find('00A859DB0462.txt')?.row).toBe(site.files.find('00a859db0462.cfg')?.row);
    expect(['SEP', `${SEP}x`, '', 'zzz'].map(site.files.find)).toEqual(Array(4).fill(undefined));
  });

  it('has files that are made when they are asked for, to the end', async () => {
    const files = {
      'offhook.yaml': INVENTORY.replace('phones:', 'include: [more.csv]\nphones:').replace(
        'access: site',
        'access: site, allow: [{ rule: cisco/line-gap, reason: none has one }]',
      ),
      'more.csv': largeCsv(LARGE),
    };
    const { site } = await read(reader, files);
    if (!site) throw new Error('it was not read');
    expect(site.phones.size).toBe(LARGE + 2);
    // Whoever reads the next one makes files for this one all the same.
    await read(reader);
    const sepOf = (index: number) =>
      `SEP${(0x020000000000 + index).toString(16).toUpperCase().padStart(12, '0')}.cnf.xml`;
    const asked = [LARGE - 1, LARGE - 1, 1];
    const texts = await Promise.all(asked.map((index) => textOf(site, sepOf(index))));
    const passwords = texts.map((text) => /<authPassword>(\w+)/.exec(text ?? '')?.[1]);
    expect(passwords).toEqual(asked.map((index) => `tulip${index}`));
    if (SOAKING && site.unneeded)
      expect(await site.unneeded).toMatchObject([{ code: 'inventory/allows-nothing' }]);
    const underWay = textOf(site, sepOf(LARGE - 2));
    site.close();
    expect(await underWay).toContain(`tulip${LARGE - 2}`);
  });

  it('says what is wrong, and what was asked of the disk all the same', async () => {
    const broken = INVENTORY.replace('access: site', 'access: sight');
    const { site, findings, seen, filesBehind } = await read(reader, { 'offhook.yaml': broken });
    expect(site).toBeUndefined();
    const { sources, secretFiles, ids } = filesBehind;
    expect([...sources, ...secretFiles].map((path) => basename(path))).toEqual([
      'offhook.yaml',
      'secret',
    ]);
    expect(ids).toHaveLength(6);
    expect(findings[0]).toMatchObject({ severity: 'error', place: { line: 1 } });
    expect(seen).toEqual(['templates', 'offhook.yaml', 'secret']);
  });

  it('says that it could not be read, and what was asked of the disk all the same', async () => {
    const source = createSource({});
    rmSync(join(source.cwd, 'offhook.yaml'));
    const { site, failure, observations } = await reader.read(source, NO_STOP);
    expect(site).toBeUndefined();
    expect(failure).toMatchObject({ code: 'ENOENT', message: 'there is no file offhook.yaml' });
    const seen = [...splitObservations(observations)].map(({ path, answer }) => [path, answer]);
    expect(seen).toContainEqual([join(source.cwd, 'offhook.yaml'), 'ENOENT']);
  });

  it.each([
    ['in the last line', `${INVENTORY}  - { mac: "00:a8:59`, true],
    ['further up', INVENTORY.replace('main }', 'man }'), false],
  ])('has an error %s', async (_where, text, atEnd) => {
    const { site, endsInError } = await read(reader, { 'offhook.yaml': text });
    expect([site, endsInError]).toEqual([undefined, atEnd]);
  });

  it('tells of no more findings than anyone reads, and how many there are', async () => {
    const files = {
      'offhook.yaml': INVENTORY.replace('phones:', 'include: [more.csv]\nphones:'),
      'more.csv': largeCsv(150).replaceAll('cisco-7931g', 'cisco-79'),
    };
    const { findings, findingCount } = await read(reader, files);
    expect(findings.length).toBe(100);
    expect(findingCount).toBeGreaterThanOrEqual(150);
    expect(findings.every(({ severity }) => severity === 'error')).toBe(true);
  });
});

describe('a reload tells which phones', () => {
  let before: ServedSite | undefined;
  beforeAll(async () => {
    before = (await read(createReaderHere())).site;
  });

  it.each([
    ['none, where only lines move', (text: string) => `# a line\n${text}`, [0, 0, 0]],
    [
      'came',
      (text: string) =>
        `${text}  - { mac: "5c:fc:66:5d:4f:9b", model: cisco-7931g, keys: { 1: { line: "3" } } }\n`,
      [1, 0, 0],
    ],
    ['went', (text: string) => text.replace(/ {2}- \{ mac: "00:a8.*\n/, ''), [0, 1, 0]],
    ['changed', (text: string) => text.replace('fanvil-x4,', 'fanvil-x4, label: Door,'), [0, 0, 1]],
    [
      'are others',
      (text: string) => text.replace('00:a8:59:db:04:62', '00:a8:59:db:04:61'),
      [1, 1, 0],
    ],
  ])('%s', async (_, change, counts) => {
    const after = (await read(createReaderHere(), { 'offhook.yaml': change(INVENTORY) })).site;
    if (!before || !after) throw new Error('it was not read');
    const { came, went, changed } = compareSites(before, after);
    expect([came.length, went.length, changed.length]).toEqual(counts);
  });

  it('has another password', async () => {
    const after = (await read(createReaderHere(), { secret: 'rose\n' })).site;
    expect(before && after && compareSites(before, after).changed).toEqual([FANVIL]);
  });
});

/** A thread that writes down that it was started. */
function createCountedThread() {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-thread-'));
  folders.push(folder);
  const script = join(folder, 'thread.mjs');
  const starts = join(folder, 'starts');
  const lines = [
    'import { appendFileSync } from "node:fs";',
    `appendFileSync(${JSON.stringify(starts)}, "|");`,
    `await import(${JSON.stringify(THREAD.href)});`,
  ];
  writeFileSync(script, lines.join('\n'));
  return {
    thread: pathToFileURL(script),
    starts: () => readFileSync(starts, 'utf8').length,
  };
}

/** How willingly each thread of this process gives way, by its number. */
function niceOfThreads(): ReadonlyMap<string, number> {
  const threads = readdirSync('/proc/self/task');
  return new Map(threads.map((thread) => [thread, getPriority(Number(thread))]));
}

describe('a thread', () => {
  it.runIf(process.platform === 'linux')(
    'gives way while it reads to the one that answers phones, and no more when it makes files',
    async () => {
      const before = niceOfThreads();
      const fresh = () => [...niceOfThreads()].filter(([thread]) => !before.has(thread));
      const lowest = () => Math.max(...fresh().map(([, nice]) => nice));
      const reading = read(closedInTheEnd(createThreadReader(THREAD)));
      await expect.poll(lowest).toBeGreaterThan(getPriority());
      expect((await reading).site?.phones.size).toBe(2);
      // Not everyone may take back what they gave; and threads of a test that runs beside this one are fresh, too.
      if (process.getuid?.() === 0) await expect.poll(lowest).toBe(getPriority());
      expect(getPriority()).toBe(before.get(String(process.pid)));
    },
  );

  it('that runs out of memory has read nothing, and everything else goes on', async () => {
    const reader = createThreadReader(THREAD, { maxOldGenerationSizeMb: 8 });
    const { site, failure } = await read(reader);
    expect(site).toBeUndefined();
    expect(failure?.message).toMatch(/the thread that reads the inventory died: .*memory/);
  });

  it('that cannot be had has read nothing, nor one that is ended; another one reads after them', async () => {
    let isShort = true;
    const start: StartThread = (script, options) => {
      if (isShort) throw codedError('EAGAIN', 'no more threads');
      return startThread(script, options);
    };
    const reader = closedInTheEnd(createThreadReader(THREAD, {}, start));
    const { site, failure } = await read(reader);
    expect(site).toBeUndefined();
    expect(failure).toMatchObject({ code: 'EAGAIN', message: 'no more threads' });
    isShort = false;
    const stop = new AbortController();
    const reading = reader.read(createSource({}), stop.signal);
    stop.abort();
    expect((await reading).failure?.message).toContain('ended');
    expect((await read(reader)).site?.phones.size).toBe(2);
  });

  it.runIf(SOAKING)(
    'answers on about a large site, until nobody asks any more, and not instead of reading',
    async () => {
      const { thread, starts } = createCountedThread();
      const reader = closedInTheEnd(createThreadReader(thread));
      const source = createSource({ 'offhook.yaml': `${INVENTORY}# ${'x'.repeat(400_000)}\n` });
      const question = { subject: 'choices', asked: {} } as const;
      const { site } = await reader.read(source, NO_STOP);
      site?.close();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        const before = starts();
        const seen = [];
        for (const laterMs of [0, 50_000, 50_000, 61_000]) {
          vi.advanceTimersByTime(laterMs);
          const told = await reader.ask(source, question);
          seen.push(['answer' in told, starts() - before]);
        }
        expect(seen).toEqual([1, 1, 1, 2].map((started) => [true, started]));
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it.runIf(SOAKING)(
    'reads one small site after the other, and is let go after a large one and when nobody needs it',
    async () => {
      const { thread, starts } = createCountedThread();
      const reader = closedInTheEnd(createThreadReader(thread));
      const broken = { 'offhook.yaml': INVENTORY.replace('main }', 'man }') };
      const large = { 'offhook.yaml': `${INVENTORY}# ${'x'.repeat(400_000)}\n` };
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        const seen = [];
        for (const [files, laterMs] of [
          [{}, 0],
          [broken, 0],
          [{}, 0],
          [large, 60_000],
          [{}, 0],
          [{}, 3_600_000],
        ] as const) {
          vi.advanceTimersByTime(laterMs);
          seen.push([(await read(reader, files)).site?.phones.size, starts()]);
        }
        const small = [2, 1];
        expect(seen).toEqual([small, [undefined, 1], small, small, [2, 2], [2, 3]]);
      } finally {
        vi.useRealTimers();
      }
    },
  );
});

describe('where an inventory is read', () => {
  /** What is read in a thread fails. */
  const nowhere = new URL('file:///nonexistent/thread.js');
  const commented = (characters: number) => ({
    'offhook.yaml': `${INVENTORY}# ${'x'.repeat(characters)}\n`,
  });
  const isHere = async (reader: SiteReader, characters: number) =>
    (await read(reader, commented(characters))).site !== undefined;

  it('is a thread where it is large, and while serving also where it is not small', async () => {
    expect(await isHere(createReader(nowhere), 80_000)).toBe(false);
    const reader = createReader(nowhere);
    expect(await isHere(reader, 10_000)).toBe(true);
    expect(await isHere(reader, 0)).toBe(false);
    const small = createReader(nowhere);
    expect([await isHere(small, 0), await isHere(small, 0)]).toEqual([true, true]);
    expect(await isHere(small, 10_000)).toBe(false);
  });

  it('makes no difference to what is served', async () => {
    const reader = closedInTheEnd(createReader(THREAD));
    for (const lines of [80_000, 0, 0]) {
      expect((await read(reader, commented(lines))).site?.phones.size).toBe(2);
    }
  });
});
