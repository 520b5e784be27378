// A clock that is wrong at the start and set while we serve, by hand or by NTP; and what a next start makes of it.

import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import { openLeaseJournal } from '../../src/dhcp/journal/journal.js';
import { formatJournalLine } from '../../src/dhcp/journal/journal-line.js';
import { isHeld, type Lease } from '../../src/dhcp/leases/lease.js';
import { createLeaseBook } from '../../src/dhcp/leases/lease-book.js';
import { createLeaseClock } from '../../src/dhcp/leases/lease-clock.js';
import { encodeMessage } from '../../src/dhcp/message/message.js';
import { createDisk } from './disk-under-test.js';
import { createRecordingLog, createServer, createSlowJournal, turn } from './server-under-test.js';
import { FREE, GUEST, ip, lease, message, NOW, OTHER_GUEST, SERVER } from './wire-under-test.js';

const HOUR_MS = 3_600_000;
const YEARS_MS = 10 * 365 * 86_400_000;
const PATH = '/state/leases.jsonl';
const processes = { self: '1 boot 1', look: () => 'ended' as const };

describe('the clock of leases', () => {
  const clockAt = (wallMs: number) => {
    const time = { wallMs, monotonicMs: 1234.5 };
    const clock = { wallMs: () => time.wallMs, monotonicMs: () => time.monotonicMs };
    return { time, clock: createLeaseClock(clock) };
  };

  it('goes on when the wall is set, and knows by how much that is ahead when it is asked', () => {
    const { time, clock } = clockAt(NOW);
    time.wallMs += YEARS_MS;
    time.monotonicMs += 250.75;
    expect([clock.now(), clock.aheadMs]).toEqual([NOW + 250, 0]);
    expect(clock.follow()).toBe(YEARS_MS - 250);
    expect([clock.now(), clock.aheadMs]).toEqual([NOW + 250, YEARS_MS - 250]);
    expect(clock.follow()).toBe(0);
  });

  it('follows back, too, and leaves a drift of seconds alone', () => {
    const { time, clock } = clockAt(NOW);
    time.wallMs += 4900;
    expect(clock.follow()).toBe(0);
    time.wallMs = NOW - YEARS_MS;
    expect(clock.follow()).toBe(-YEARS_MS);
    expect([clock.now(), clock.aheadMs]).toEqual([NOW, -YEARS_MS]);
  });
});

describe('leases when the clock is set', () => {
  const many = Array.from({ length: 1200 }, (_, n) =>
    lease('10.20.1.0', 'bound', GUEST, {
      address: (ip('10.20.1.0') + n) as Ipv4,
      client: `id:${n}`,
      untilMs: NOW + HOUR_MS,
    }),
  );

  function book(known: readonly Lease[]) {
    const time = { wallMs: NOW };
    const clock = { wallMs: () => time.wallMs, monotonicMs: () => 0 };
    const { journal, waiting } = createSlowJournal(known);
    const { log } = createRecordingLog();
    const book = createLeaseBook([], journal, clock, log, () => {});
    return { time, waiting, book };
  }
  /** What the disk was asked to take since the last time; it takes it. */
  async function taken(waiting: ReturnType<typeof book>['waiting']): Promise<readonly number[]> {
    const asked = waiting.splice(0);
    for (const { resolve } of asked) resolve();
    await turn();
    return asked.map(({ lease: { untilMs } }) => untilMs - NOW);
  }

  it('stay as they are in memory, and are written in slices', async () => {
    const under = book(many);
    under.time.wallMs += YEARS_MS;
    under.book.now();
    const [first] = many;
    expect(first && under.book.table.at(first.address)).toBe(first);
    const slices = [];
    while (under.waiting.length > 0) slices.push(await taken(under.waiting));
    expect(slices.map(({ length }) => length)).toEqual([500, 500, 200]);
    expect(new Set(slices.flat())).toEqual(new Set([HOUR_MS + YEARS_MS]));
    await under.book.close();
  });

  it('are written once more where it is set while the disk takes one', async () => {
    const under = book(many.slice(0, 600));
    const last = under.book.table.at((ip('10.20.1.0') + 599) as Ipv4) as Lease;
    const recorded = under.book.record([last]);
    under.time.wallMs += YEARS_MS;
    under.book.now();
    const slices = [];
    while (under.waiting.length > 0) slices.push(await taken(under.waiting));
    await recorded;
    expect(slices.map(({ length }) => length)).toEqual([501, 100]);
    expect(slices[0]?.[0]).toBe(HOUR_MS);
    expect(new Set(slices[1])).toEqual(new Set([HOUR_MS + YEARS_MS]));
    await under.book.close();
  });

  it('are written once more where it is set again meanwhile', async () => {
    const under = book(many.slice(0, 600));
    under.time.wallMs += YEARS_MS;
    under.book.now();
    under.time.wallMs += HOUR_MS;
    under.book.now();
    const untils = [];
    while (under.waiting.length > 0) untils.push(...(await taken(under.waiting)));
    expect(untils.filter((until) => until === 2 * HOUR_MS + YEARS_MS)).toHaveLength(600);
    await under.book.close();
  });

  it('are written after a disk that refused them', async () => {
    const under = book(many.slice(0, 3));
    under.time.wallMs += YEARS_MS;
    under.book.now();
    for (const { reject } of under.waiting.splice(0)) reject(new Error('no room'));
    await turn();
    const closed = under.book.close();
    expect(await taken(under.waiting)).toEqual(Array(3).fill(HOUR_MS + YEARS_MS));
    await closed;
  });

  it('are known as the disk has them, in the time by which they run', () => {
    const under = book(many.slice(0, 1));
    under.time.wallMs += YEARS_MS;
    under.book.now();
    expect(under.book.recorded(ip('10.20.1.0'))?.untilMs).toBe(NOW + HOUR_MS - YEARS_MS);
    expect(under.book.recorded(ip('10.20.1.1'))).toBeUndefined();
  });
});

describe.each([
  ['ten years behind', -YEARS_MS],
  ['ten years ahead', YEARS_MS],
  ['an hour behind', -HOUR_MS],
])('a server whose clock was %s at the start', (_what, wrongMs) => {
  /** One lease given while it was wrong; then the clock is set. */
  async function served() {
    const disk = createDisk();
    const journalTime = { nowMs: NOW + wrongMs };
    const options = { path: PATH, files: disk.files, processes };
    const journal = await openLeaseJournal({ ...options, nowMs: () => journalTime.nowMs });
    const under = createServer({ journal, wrongMs });
    under.wire.receive(
      encodeMessage(message('REQUEST', { from: GUEST, requested: FREE, server: SERVER })),
    );
    for (let turns = 0; turns < 5; turns += 1) await turn();
    expect(under.wire.sent).toHaveLength(1);
    under.time.wallMs = NOW;
    journalTime.nowMs = NOW;
    /** What the next start finds, so much later by a clock that is right. */
    const nextStart = async (laterMs: number): Promise<Lease | undefined> => {
      const left = disk.afterCrash('lose all');
      const after = { path: PATH, files: left.files, processes, nowMs: () => NOW + laterMs };
      return (await openLeaseJournal(after)).at(FREE);
    };
    return { ...under, journal, nextStart };
  }
  const isHeldAfter = (found: Lease | undefined, ms: number): boolean =>
    found !== undefined && isHeld(found, NOW + ms);

  it('keeps its leases for as long as it gave them, also over the next start', async () => {
    const { wire, server, said, nextStart } = await served();
    wire.receive(encodeMessage(message('DISCOVER', { from: OTHER_GUEST })));
    for (let turns = 0; turns < 5; turns += 1) await turn();
    expect(server.holderOf(FREE)).toBe(GUEST);
    expect(said).toContainEqual(
      expect.objectContaining({ level: 'warn', text: expect.stringContaining('clock was set') }),
    );
    const found = await nextStart(HOUR_MS);
    expect([isHeldAfter(found, 7 * HOUR_MS), isHeldAfter(found, 9 * HOUR_MS)]).toEqual([
      true,
      false,
    ]);
  });

  it('moves them when it stops, if nobody has asked since', async () => {
    const { server, nextStart } = await served();
    await server.close();
    const found = await nextStart(HOUR_MS);
    expect([isHeldAfter(found, 7 * HOUR_MS), isHeldAfter(found, 9 * HOUR_MS)]).toEqual([
      true,
      false,
    ]);
  });
});

it('a server whose clock has not been set says so, and serves', () => {
  const { said, wire } = createServer({ wrongMs: -YEARS_MS });
  wire.receive(encodeMessage(message('DISCOVER', { from: GUEST })));
  expect(wire.sent).toHaveLength(1);
  expect(said).toContainEqual(
    expect.objectContaining({ level: 'warn', text: expect.stringContaining('has not been set') }),
  );
});

describe('a lease that is found at the start', () => {
  async function foundOf(untilMs: number, seconds?: number, state: Lease['state'] = 'bound') {
    const line = { seq: 1, lease: lease('10.20.1.102', state, GUEST, { untilMs }) };
    const text = formatJournalLine(seconds === undefined ? line : { ...line, seconds });
    const disk = createDisk({}, new Map([[PATH, text]]));
    const options = { path: PATH, files: disk.files, processes, nowMs: () => NOW };
    const journal = await openLeaseJournal(options);
    await journal.close();
    const again = await openLeaseJournal({ ...options, nowMs: () => NOW + HOUR_MS });
    return [journal.at(ip('10.20.1.102'))?.untilMs, again.at(ip('10.20.1.102'))?.untilMs];
  }

  it.each([
    ['that runs ends when it was to end', NOW + HOUR_MS, 28_800, NOW + HOUR_MS],
    ['that has run out stays so', NOW - 1, 28_800, NOW - 1],
    [
      'of a clock that was ahead is held for as long as it was given',
      NOW + YEARS_MS,
      3600,
      NOW + HOUR_MS,
    ],
    ['of a clock that was behind is held in full', NOW - YEARS_MS - 1, 3600, NOW + HOUR_MS],
    [
      'of an older version is held for a month at most',
      NOW + YEARS_MS,
      undefined,
      NOW + 30 * 24 * HOUR_MS,
    ],
    [
      'of a month, where leases are short now, is held for the month',
      NOW + 700 * HOUR_MS,
      2_592_000,
      NOW + 700 * HOUR_MS,
    ],
  ])('%s, also at the start after that', async (_what, untilMs, seconds, expected) => {
    expect(await foundOf(untilMs, seconds)).toEqual([expected, expected]);
  });

  it('that is free stays as it is', async () => {
    expect(await foundOf(1000, 0, 'free')).toEqual([1000, 1000]);
  });
});
