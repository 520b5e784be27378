// What a scraper, a probe and a hostile client get from the port of metrics.

import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../../src/core/log.js';
import { createCells, createCount, createHistogram } from '../../../src/serve/metrics/cells.js';
import { createExposition } from '../../../src/serve/metrics/exposition.js';
import {
  createMonitor,
  type MonitorSources,
  type OpenMonitor,
} from '../../../src/serve/metrics/monitor.js';
import { countsOf, histogramsOf, oneOf, type Sampled } from '../../../src/serve/metrics/samples.js';
import {
  METRIC_NAMES,
  METRICS,
  type MetricName,
  type MetricRow,
} from '../../../src/serve/metrics/table.js';
import { createStory } from '../../../src/serve/story/story.js';
import { FILE_ROLES } from '../../../src/site/boot-script.js';
import { WORDS } from '../../../src/timeline/word-table.js';
import { servedSiteOf } from '../snapshot-under-test.js';
import { storyOptions } from '../story-options.js';

const INVENTORY = [
  'network: { interface: eth0, subnet: 10.20.1.0/24, router: 10.20.1.254, tftp: [10.20.1.1], pool: 10.20.1.100-10.20.1.149 }',
  'pbx: { main: { host: pbx.lab.example } }',
  'defaults: { pbx: main }',
  'lines: { "7001": { password: { env: A } } }',
  'phones:',
  '  - { mac: "5c:fc:66:00:00:01", model: cisco-7931g, label: \'Hall "A"\', address: 10.20.1.53, keys: { 1: { line: "7001" } } }',
  '  - { mac: "5c:fc:66:00:00:02", model: cisco-7931g, label: Desk, keys: { 1: { line: "7001" } } }',
].join('\n');
const SECRET = 'sesame';

describe('samples of ten thousand phones of twelve models on twenty networks', () => {
  /** Each label as many values as there can be. */
  const VALUES: Readonly<Record<string, readonly string[]>> = {
    model: Array.from({ length: 12 }, (_, at) => `model-${at}`),
    network: Array.from({ length: 20 }, (_, at) => `10.${at}.0.0/16`),
    kind: FILE_ROLES,
    outcome: Array.from({ length: 16 }, (_, at) => `outcome-${at}`),
    diagnosis: Array.from({ length: 75 }, (_, at) => `T${at}`),
    why: Array.from({ length: 23 }, (_, at) => `why-${at}`),
  };
  const STATES: Readonly<Record<string, readonly string[]>> = {
    offhook_phones: Object.keys(WORDS),
    offhook_dhcp_pool_addresses: ['free', 'offered', 'bound', 'resting'],
  };
  const valuesOf = (name: MetricName, label: string): readonly string[] =>
    (label === 'state' ? STATES[name] : VALUES[label]) ?? ['a', 'b', 'c', 'd'];

  function sampled(name: MetricName): Sampled {
    const { labels = {}, limits }: MetricRow = METRICS[name];
    const [first, second] = Object.keys(labels).map((label) => valuesOf(name, label));
    const counts = createCells(createCount);
    const histograms = createCells(() => createHistogram(limits ?? []));
    for (const one of first ?? ['']) {
      for (const other of second ?? ['']) {
        counts.at(one, other).value += 1;
        histograms.at(one, other).observe(1);
      }
    }
    return limits ? histogramsOf(name, histograms) : countsOf(name, counts);
  }

  it('are fewer than two thousand series', async () => {
    const names = METRIC_NAMES.filter((name) => !('ofPhones' in METRICS[name]));
    const { text } = createExposition({
      sample: async () => names.map(sampled),
      now: () => 0,
      ofPhones: false,
    });
    const lines = (await text()).split('\n').filter((line) => /^[a-z]/.test(line));
    expect(lines.length).toBeGreaterThan(1_000);
    expect(lines.length).toBeLessThan(2_000);
  });
});

describe('the text of a scrape', () => {
  it('is made once for all that ask at about the same time', async () => {
    let scrapes = 0;
    const time = { ms: 0 };
    const { text } = createExposition({
      async sample() {
        scrapes += 1;
        return [oneOf('offhook_snapshot_phones', scrapes)];
      },
      now: () => time.ms,
      ofPhones: false,
    });
    const [one, other] = await Promise.all([text(), text()]);
    expect(one).toBe(other);
    expect(await text()).toBe(one);
    time.ms = 1_001;
    expect(await text()).toContain('\noffhook_snapshot_phones 2\n');
    expect(scrapes).toBe(2);
  });

  it('is made anew after a scrape that failed', async () => {
    const failing = { now: true };
    const { text } = createExposition({
      async sample() {
        if (failing.now) throw new Error('a defect');
        return [];
      },
      now: () => 0,
      ofPhones: false,
    });
    await expect(text()).rejects.toThrow('a defect');
    failing.now = false;
    expect(await text()).toContain('# TYPE offhook_phones gauge\n');
  });
});

const rolloutOf = (isOver: boolean) => {
  const rollout = { action: 'resync' };
  const phones = new Map([PHONE_OF_ROLLOUT, 'b'].map((mac) => [mac, { phase: 'asked', at: {} }]));
  return { isOver, rollout, phones } as unknown as ReturnType<MonitorSources['rollouts']>[number];
};
const PHONE_OF_ROLLOUT = '5c:fc:66:00:0f:0f';

describe('the port of metrics', () => {
  const site = servedSiteOf(INVENTORY);
  const story = createStory(storyOptions(site));
  const nothing = { error: 0, warning: 0, info: 0 };
  const create = (phones: number) =>
    createMonitor({
      address: '127.0.0.1',
      port: 0,
      phones,
      version: '1.2.3',
      site,
      findings: nothing,
      log: silentLog,
    });
  const placement = { served: [], waiting: [], further: [] };
  const stats = {
    ...{ requests: 0, duplicates: 0, malformed: 3, wrongTransferId: 0, denied: 0, throttled: 0 },
    ...{ overLimit: 0, gaveWay: 0, transfers: 1 },
  };
  const state = {
    isStarting: false,
    waiting: placement.waiting as readonly { readonly network: never; readonly why: string }[],
  };
  const sources: MonitorSources = {
    story,
    site: { otherServers: () => [{ address: '10.20.1.254', heardMs: 0 }] },
    tftp: { stats: () => stats, backend: 'dgram' },
    dhcpBackend: 'dgram',
    rollouts: () => [rolloutOf(false), rolloutOf(true)],
    pbxes: () => [
      { name: 'main', state: { upMs: 0, lacks: [] }, registered: () => 17 },
      { name: 'branch', state: { fault: 'gone', lacks: [] }, registered: () => 3 },
    ],
    serving: () => ({
      isStarting: state.isStarting,
      tftp: '127.0.0.1:69',
      dhcp: { ...placement, waiting: state.waiting },
    }),
    dhcp: () => ({
      holderOf: (address) => (address === 0x0a140135 ? site.phones.first : undefined),
      state: () => ({
        placement: { ...placement, waiting: state.waiting },
        stats: {
          requests: { DISCOVER: 0, REQUEST: 0, DECLINE: 0, RELEASE: 0, INFORM: 0 },
          replies: { OFFER: 0, ACK: 0, NAK: 0 },
          silences: 0,
          faults: { 'too-short': 2 } as never,
          journalFailures: 1,
          unrecorded: 2,
          sendFailures: 0,
        },
        pools: [
          {
            subnet: { network: 0x0a140100 as never, prefix: 24 },
            counts: { free: 40, offered: 1, bound: 9, resting: 0 },
          },
        ],
      }),
    }),
  };
  const monitor = create(0);
  let open: OpenMonitor;
  const urlOf = (path: string) => `http://127.0.0.1:${open.port}${path}`;

  beforeAll(async () => {
    open = await monitor.listen(sources);
  });
  afterAll(() => open.close());

  it('tells the phones, the pools and the servers, and of no phone its MAC, name, address or secret', async () => {
    const answer = await fetch(urlOf('/metrics'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await answer.text();
    for (const line of [
      'offhook_build_info{version="1.2.3",node="PROCESS",tftp_backend="dgram",dhcp_backend="dgram"} 1',
      'offhook_phones{model="cisco-7931g",state="unseen"} 2',
      'offhook_dhcp_pool_addresses{network="10.20.1.0/24",state="free"} 40',
      'offhook_dhcp_reservations{network="10.20.1.0/24",held="yes"} 1',
      'offhook_dhcp_reservations{network="10.20.1.0/24",held="no"} 0',
      'offhook_dhcp_other_servers 1',
      'offhook_dhcp_lease_write_failures_total 3',
      'offhook_tftp_transfers 1',
      'offhook_rollout_phones{action="resync",state="asked"} 2',
      'offhook_pbx_up{pbx="main"} 1',
      'offhook_pbx_up{pbx="branch"} 0',
      'offhook_registered_lines{pbx="main"} 17',
      'offhook_tftp_dropped_total{why="malformed"} 3',
    ]) {
      expect(text.split('\n')).toContain(line.replace('PROCESS', process.version));
    }
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    // Of bytes and seconds any digit may come.
    const ours = text.split('\n').filter((line) => /^(# \w+ )?offhook_/.test(line));
    expect(ours.join('\n')).not.toMatch(/5c:?fc:?66|10\.20\.1\.53|Hall|"7001|offhook_phone_/i);
    expect(text).not.toContain('registered_lines{pbx="branch"}');
    expect(text).not.toContain(SECRET);
  });

  it('tells single phones where somebody asks for so many, and no more', async () => {
    const few = await create(1).listen(sources);
    const text = await (await fetch(`http://127.0.0.1:${few.port}/metrics`)).text();
    await few.close();
    const lines = text.split('\n').filter((line) => line.startsWith('offhook_phone_'));
    expect(lines).toEqual([
      'offhook_phone_info{mac="5c:fc:66:00:00:01",label="Hall \\"A\\"",model="cisco-7931g",firmware=""} 1',
      'offhook_phone_state{mac="5c:fc:66:00:00:01",state="unseen"} 1',
    ]);
    expect(text).not.toContain(SECRET);
  });

  it('says that it lives, and whether phones could be served', async () => {
    expect(await (await fetch(urlOf('/livez'))).text()).toBe('ok\n');
    const ready = await fetch(urlOf('/readyz'));
    expect(ready.status).toBe(200);
    expect(await ready.text()).toBe(
      'ok tftp-port: 127.0.0.1:69\nok dhcp-port: \nok state-journal: the last lease was written\nok inventory: as it was read last\n',
    );
    state.isStarting = true;
    const starting = await fetch(urlOf('/readyz?format=json'));
    state.isStarting = false;
    expect(starting.status).toBe(503);
    expect(await starting.json()).toMatchObject({
      version: 1,
      ready: false,
      checks: [{ subject: 'tftp-port', status: 'problem' }, {}, {}, {}],
    });
  });

  it.each([
    ['POST', '/metrics', 405],
    ['GET', '/metrics/', 404],
    ['GET', '/__proto__', 404],
    ['GET', '/constructor', 404],
    ['GET', '//metrics', 404],
    ['HEAD', '/livez', 200],
  ])('answers %s %s with %i', async (method, path, status) => {
    const answer = await fetch(urlOf(path), { method });
    expect(answer.status).toBe(status);
    if (method === 'HEAD') expect(await answer.text()).toBe('');
  });

  it('outlives noise, endless headers and a crowd that says nothing', async () => {
    const crowd = Array.from({ length: 80 }, () => {
      const socket = connect(open.port, '127.0.0.1');
      socket.on('error', () => {});
      return socket;
    });
    const closed = crowd.map((socket) => once(socket, 'close'));
    crowd[0]?.write('\x16\x03\x01\x02\x00 noise\r\n\r\n');
    crowd[1]?.write(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`);
    // More than may be connected from one address: the last are let go at once.
    await Promise.all(closed.slice(-40));
    for (const socket of crowd) socket.destroy();
    await Promise.all(closed);
    await expect.poll(async () => (await fetch(urlOf('/livez'))).status).toBe(200);
  });

  it('cannot be had twice, and says what to do', async () => {
    const { port } = open;
    const other = createMonitor({
      ...{ address: '127.0.0.1', port, phones: 0, version: '1', site, findings: nothing },
      log: silentLog,
    });
    await expect(other.listen(sources)).rejects.toThrow(
      `cannot listen on TCP 127.0.0.1:${port} for metrics`,
    );
  });
});
