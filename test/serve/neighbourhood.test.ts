import type { NetworkInterfaceInfo } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatIpv4, type Ipv4, parseIpv4 } from '../../src/core/ipv4.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import { createNeighbourhood } from '../../src/serve/neighbourhood.js';

const ip = (text: string) => parseIpv4(text) as Ipv4;
const PHONE = parseMac('5c:fc:66:5d:4f:9a') as Mac;
const BEFORE = parseMac('02:00:00:00:00:01') as Mac;
const ADDRESS = ip('10.20.1.53');

const info = (cidr: string, internal = false): NetworkInterfaceInfo =>
  ({ address: cidr.split('/')[0], cidr, internal, family: 'IPv4' }) as NetworkInterfaceInfo;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What the system knows, how often it was asked, and by which means. */
function createWorld(byEntries: boolean) {
  const table = new Map<Ipv4, Mac>();
  const counts = { tables: 0, entries: 0, interfaces: 0, provoked: [] as string[] };
  const neighbourhood = createNeighbourhood({
    ...(byEntries && {
      arpEntry: (address: Ipv4, device: string) => {
        counts.entries++;
        return device === 'eth0' ? table.get(address) : undefined;
      },
    }),
    table: () => {
      counts.tables++;
      return new Map(table);
    },
    interfaces: () => {
      counts.interfaces++;
      return { lo: [info('127.0.0.1/8', true)], 'eth0:1': [info('10.20.1.1/24')] };
    },
    provoke: (address) => counts.provoked.push(formatIpv4(address)),
    clock: { monotonicMs: () => Date.now() },
  });
  return { table, counts, neighbourhood };
}

/** What a promise comes to while time passes, and after how long. */
async function timed<T>(promise: Promise<T>): Promise<{ value: T; ms: number }> {
  const startMs = Date.now();
  let done: { value: T; ms: number } | undefined;
  void promise.then((value) => {
    done = { value, ms: Date.now() - startMs };
  });
  for (let ms = 0; ms < 3_000 && done === undefined; ms++) await vi.advanceTimersByTimeAsync(1);
  return done ?? expect.fail('it does not end');
}

describe.each([
  { means: 'a table', byEntries: false },
  { means: 'single entries', byEntries: true },
])('neighbours by $means', ({ byEntries }) => {
  it('are those on our wires, and none of them ourselves', () => {
    const { neighbourhood, counts } = createWorld(byEntries);
    const asked = ['10.20.1.53', '10.20.2.53', '10.20.1.1', '127.0.0.1'];
    expect(asked.filter((each) => neighbourhood.isAttached(ip(each)))).toEqual(['10.20.1.53']);
    expect(asked.filter(neighbourhood.isOurs)).toEqual(['10.20.1.1', '127.0.0.1']);
    expect(counts.interfaces).toBe(1);
  });

  it('are told as they are when asked, however lately another was there', async () => {
    const { neighbourhood, table } = createWorld(byEntries);
    table.set(ADDRESS, BEFORE);
    expect(neighbourhood.at(ADDRESS)).toBe(BEFORE);
    table.set(ADDRESS, PHONE);
    const { value, ms } = await timed(neighbourhood.ask(ADDRESS, true));
    expect(value).toBe(PHONE);
    expect(ms).toBeLessThanOrEqual(byEntries ? 1 : 1_001);
  });

  it('that the system does not know are asked for on the wire, once', async () => {
    const { neighbourhood, table, counts } = createWorld(byEntries);
    const asking = [neighbourhood.ask(ADDRESS, true), neighbourhood.ask(ADDRESS, true)];
    setTimeout(() => table.set(ADDRESS, PHONE), 50);
    const { value, ms } = await timed(Promise.all(asking));
    expect(value).toEqual([PHONE, PHONE]);
    expect(ms).toBeLessThanOrEqual(byEntries ? 130 : 2_000);
    expect(counts.provoked).toEqual(['10.20.1.53']);
  });

  it('that nobody is are waited for as long as an answer may take, and no longer', async () => {
    const { neighbourhood } = createWorld(byEntries);
    const { value, ms } = await timed(neighbourhood.ask(ADDRESS, true));
    expect(value).toBeUndefined();
    expect(ms).toBeGreaterThanOrEqual(200);
    expect(ms).toBeLessThanOrEqual(2_010);
  });

  it('are not asked for where that would change nothing', async () => {
    const { neighbourhood, counts } = createWorld(byEntries);
    expect((await timed(neighbourhood.ask(ADDRESS, false))).value).toBeUndefined();
    expect(counts.provoked).toEqual([]);
  });
});

it('our own addresses stay known while they cannot be read', async () => {
  let canBeRead = true;
  const { isOurs } = createNeighbourhood({
    interfaces() {
      if (!canBeRead) throw new Error('EMFILE');
      return { eth0: [info('10.20.1.1/24')] };
    },
    clock: { monotonicMs: () => Date.now() },
  });
  expect(isOurs('10.20.1.1')).toBe(true);
  canBeRead = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect([isOurs('10.20.1.1'), isOurs('10.20.1.2')]).toEqual([true, false]);
});

it('the whole table is read at most once a second, whoever asks', async () => {
  const { neighbourhood, counts } = createWorld(false);
  for (let ms = 0; ms < 5_000; ms += 10) {
    neighbourhood.at(ip(`10.20.1.${ms % 250}`));
    void neighbourhood.ask(ip(`10.20.1.${ms % 250}`), ms % 20 === 0);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(counts.tables).toBeGreaterThanOrEqual(4);
  expect(counts.tables).toBeLessThanOrEqual(6);
  expect(counts.interfaces).toBeLessThanOrEqual(6);
});
