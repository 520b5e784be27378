// What the observers tell becomes counts and histograms by the names of the table.

import { describe, expect, it } from 'vitest';
import { type Mac, parseMac } from '../../../src/core/mac.js';
import type { DhcpExchange } from '../../../src/dhcp/exchange.js';
import type { JournalFiles } from '../../../src/dhcp/journal/journal-files.js';
import { createBootCounts } from '../../../src/serve/metrics/boots.js';
import { createHistogram } from '../../../src/serve/metrics/cells.js';
import type { Sampled } from '../../../src/serve/metrics/samples.js';
import { createTally } from '../../../src/serve/metrics/tally.js';
import { watchDisk, watchFiles } from '../../../src/serve/metrics/watched-files.js';
import type { PhoneStory } from '../../../src/serve/story/story.js';
import { NO_HISTORY } from '../../../src/timeline/history.js';
import type { Word } from '../../../src/timeline/word.js';

const MAC = parseMac('5c:fc:66:00:00:01') as Mac;

function createCounted() {
  const tally = createTally(1_000);
  return { tally, value: (...wanted: Wanted) => valueIn(tally.samples(), wanted) };
}

type Wanted = readonly [name: string, labels?: Readonly<Record<string, string | number>>];

/** Undefined: there is no such sample. */
function valueIn(sampled: readonly Sampled[], [name, labels = {}]: Wanted): number | undefined {
  const samples = sampled.flatMap(([metric, each]) =>
    each.map((sample) => ({ ...sample, metricName: sample.metricName ?? metric })),
  );
  return samples.find(
    (sample) =>
      sample.metricName === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )?.value;
}

const exchangeOf = (part: Partial<Omit<DhcpExchange, 'request'>>): DhcpExchange =>
  ({
    mac: MAC,
    type: 'REQUEST',
    why: 'pool-exhausted',
    ms: 3,
    ...part,
  }) as DhcpExchange;

describe('a histogram', () => {
  it('puts what is just at a limit below it, and what is above all into the last', () => {
    const histogram = createHistogram([1, 2]);
    for (const seconds of [0.5, 1, 1.001, 2, 2.001, 50]) histogram.observe(seconds);
    expect(histogram.counts).toEqual([2, 2, 2]);
    expect(histogram.count).toBe(6);
    expect(histogram.sum).toBeCloseTo(56.502);
  });
});

describe('counts', () => {
  it('are there before anything has happened where alerts look for them to grow', () => {
    const { value } = createCounted();
    expect(value('offhook_dhcp_silences_total', { why: 'pool-exhausted' })).toBe(0);
    expect(value('offhook_reloads_total', { result: 'refused' })).toBe(0);
    expect(value('offhook_tftp_requests_total', { outcome: 'not-found', kind: 'part' })).toBe(0);
    expect(value('offhook_last_reload_success_timestamp_seconds')).toBe(1);
  });

  it('of DHCP are by what was asked, and by the reply or why there was none', () => {
    const { tally, value } = createCounted();
    tally.exchange(exchangeOf({}));
    tally.exchange(exchangeOf({ reply: 'ACK', why: 'pooled', ms: 0.6 }));
    tally.exchange(exchangeOf({ reply: 'ACK', why: 'pooled', ms: 2_000 }));
    expect(value('offhook_dhcp_requests_total', { type: 'REQUEST' })).toBe(3);
    expect(value('offhook_dhcp_replies_total', { type: 'ACK' })).toBe(2);
    expect(value('offhook_dhcp_silences_total', { why: 'pool-exhausted' })).toBe(1);
    const bucket = 'offhook_dhcp_reply_duration_seconds_bucket';
    expect(value(bucket, { type: 'ACK', le: 0.0005 })).toBe(0);
    expect(value(bucket, { type: 'ACK', le: 0.001 })).toBe(1);
    expect(value(bucket, { type: 'ACK', le: 1 })).toBe(1);
    expect(value(bucket, { type: 'ACK', le: '+Inf' })).toBe(2);
    expect(value('offhook_dhcp_reply_duration_seconds_sum', { type: 'ACK' })).toBeCloseTo(2.0006);
  });

  it('of files are by how they ended and what they are to the phone', () => {
    const { tally, value } = createCounted();
    const request = { address: '10.0.0.9', fileName: 'x', bytes: 700, durationMs: 80 } as const;
    tally.request({ ...request, protocol: 'tftp', outcome: 'sent', retransmits: 2 }, 'config');
    tally.request({ ...request, protocol: 'tftp', outcome: 'not-found', bytes: 0 }, 'part');
    tally.request({ ...request, protocol: 'http', outcome: 'denied', bytes: 0 }, 'config');
    expect(value('offhook_tftp_requests_total', { outcome: 'sent', kind: 'config' })).toBe(1);
    expect(value('offhook_tftp_requests_total', { outcome: 'not-found', kind: 'part' })).toBe(1);
    expect(value('offhook_http_requests_total', { outcome: 'denied', kind: 'config' })).toBe(1);
    expect(value('offhook_tftp_sent_bytes_total')).toBe(700);
    expect(value('offhook_tftp_packets_repeated_total')).toBe(2);
    const count = 'offhook_tftp_transfer_duration_seconds_count';
    expect(value(count, { kind: 'config' })).toBe(1);
    expect(value(count, { kind: 'part' })).toBeUndefined();
  });

  it('of reloads move the time of the last one that was taken, and of no other', () => {
    const { tally, value } = createCounted();
    tally.reloaded('refused', 5_000);
    expect(value('offhook_last_reload_success_timestamp_seconds')).toBe(1);
    tally.reloaded('ok', 9_000);
    expect(value('offhook_last_reload_success_timestamp_seconds')).toBe(9);
    expect(value('offhook_reloads_total', { result: 'refused' })).toBe(1);
  });
});

describe('boots', () => {
  const phoneIn = (number: number, word: Word): PhoneStory => ({
    mac: MAC,
    groups: [],
    word,
    sync: 'unknown',
    facts: {
      mac: MAC,
      known: true,
      model: { id: 'cisco-7931g', vendor: 'cisco', name: '7931G' },
      dhcp: true,
      pbxLink: false,
      lines: [],
      transfers: [],
    },
    history: {
      ...NO_HISTORY,
      boot: { number, beganMs: 0, configuredMs: undefined, steps: [], leftOut: 0 },
    },
  });
  const results = (value: ReturnType<typeof createCounted>['value']) =>
    ['fetched', 'registered', 'stuck', 'abandoned'].map((result) =>
      value('offhook_boots_total', { model: 'cisco-7931g', result }),
    );

  it('are counted once: when it has its file, or when the next one has begun', () => {
    const { tally, value } = createCounted();
    const boots = createBootCounts(tally);
    boots.looked(phoneIn(1, 'booting'));
    boots.looked(phoneIn(2, 'booting'));
    boots.looked(phoneIn(2, 'stuck'));
    boots.looked(phoneIn(3, 'booting'));
    boots.looked(phoneIn(3, 'fetched'));
    boots.booted(phoneIn(3, 'fetched'), 4_000);
    boots.booted(phoneIn(3, 'fetched'), 4_000);
    boots.looked(phoneIn(4, 'booting'));
    boots.booted(phoneIn(4, 'registered'), 40_000);
    expect(results(value)).toEqual([1, 1, 1, 1]);
    const bucket = 'offhook_boot_duration_seconds_bucket';
    expect(value(bucket, { firmware: 'no', le: 5 })).toBe(1);
    expect(value(bucket, { firmware: 'no', le: 60 })).toBe(2);
  });

  it('that got over being stuck are no stuck ones', () => {
    const { tally, value } = createCounted();
    const boots = createBootCounts(tally);
    boots.looked(phoneIn(1, 'stuck'));
    boots.looked(phoneIn(1, 'booting'));
    boots.looked(phoneIn(2, 'booting'));
    expect(results(value)).toEqual([undefined, undefined, undefined, 1]);
  });
});

describe('the disk of the leases', () => {
  const failing = { now: false };
  const file = {
    append: async () => {
      if (failing.now) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    },
    sync: async () => {},
  };
  const files = { open: async () => file } as unknown as JournalFiles;

  it('is timed at each flush, and its refusals are told and passed on', async () => {
    const told: unknown[] = [];
    const time = { ms: 0 };
    const watched = watchFiles(files, () => (time.ms += 5), {
      flushed: (ms) => told.push(ms),
      failed: (cause) => told.push(cause instanceof Error && cause.message),
    });
    const opened = await watched.open('leases.jsonl');
    await opened.append('x');
    await opened.sync();
    failing.now = true;
    await expect(opened.append('x')).rejects.toThrow('no space left');
    expect(told).toEqual([5, 'no space left']);
  });

  it('is at fault from a write that failed until the next that did not', async () => {
    const flushes: number[] = [];
    const disk = watchDisk(
      () => 0,
      (ms) => flushes.push(ms),
    );
    failing.now = true;
    const opened = await disk.watchFiles(files).open('leases.jsonl');
    expect(disk.fault()).toBeUndefined();
    await expect(opened.append('x')).rejects.toThrow();
    expect(disk.fault()).toBe('no space left');
    failing.now = false;
    await opened.append('x');
    await opened.sync();
    expect(disk.fault()).toBeUndefined();
    expect(flushes).toEqual([0]);
  });
});
