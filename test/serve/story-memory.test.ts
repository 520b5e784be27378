// What a server knows of phones from before it was started, and whether they have what it would give them.

import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { INFINITE_SECONDS } from '../../src/core/duration.js';
import type { Ipv4 } from '../../src/core/ipv4.js';
import type { Mac } from '../../src/core/mac.js';
import type { Lease } from '../../src/dhcp/leases/lease.js';
import { compareSites } from '../../src/serve/compare-sites.js';
import { strangersOf } from '../../src/serve/story/answers.js';
import { readDigestKey } from '../../src/serve/story/digest-key.js';
import { countStrangers, setIgnored } from '../../src/serve/story/ignoring.js';
import { lastLeases } from '../../src/serve/story/last-leases.js';
import { forgetDigests } from '../../src/serve/story/memory.js';
import { createRecords } from '../../src/serve/story/records-file.js';
import { createStory, type Story } from '../../src/serve/story/story.js';
import { createSyncs } from '../../src/serve/story/sync.js';
import { createRecordingLog } from '../dhcp/server-under-test.js';
import { folderOfTest } from '../folder-of-test.js';
import { discover } from '../timeline/scripts/script.js';
import { servedSiteOf } from './snapshot-under-test.js';

const ONE = '5c:fc:66:00:00:01' as Mac;
const TWO = '5c:fc:66:00:00:02' as Mac;
const CLOCKS = { nowMs: 0, wall: () => '2026-11-28T18:00:00.000Z' };
const SINCE_1970 = Date.UTC(2026, 10, 28);
const inventory = (label: string, plan = '') =>
  [
    'pbx: { main: { host: pbx.lab.example } }',
    'defaults: { pbx: main }',
    'lines: { "7001": { password: { env: A } }, "7002": { password: { env: B } } }',
    plan,
    'phones:',
    `  - { mac: "${ONE}", model: cisco-7931g, label: ${label}, keys: { 1: { line: "7001" } } }`,
    `  - { mac: "${TWO}", model: cisco-7931g, label: Shop, keys: { 1: { line: "7002" } } }`,
  ].join('\n');

let folder = '';
beforeEach(() => {
  folder = folderOfTest('memory');
});
function siteOf(text: string) {
  const site = servedSiteOf(text);
  if (!site) throw new Error('the inventory of the test has errors');
  return site;
}

/** A server that begins at `ms`, by its own clock, and finds these leases; `meanwhile`: before it knows what was kept. */
async function start(
  text: string,
  ms = 1_000_000,
  found: readonly Lease[] = [],
  meanwhile: (story: Story) => void = () => {},
) {
  let site = siteOf(text);
  const time = { ms };
  const { log, said } = createRecordingLog();
  const told: (readonly [number, number])[] = [];
  const records = createRecords(log);
  await records.open(folder);
  const now = () => time.ms;
  const wall = () => time.ms + SINCE_1970;
  const story = createStory({
    site,
    dhcp: false,
    now,
    wall,
    namedBy: () => undefined,
    holderOf: () => undefined,
    transfersTo: () => [],
    told() {},
    heard() {},
  });
  const { key, isNew } = await readDigestKey(folder, log);
  if (isNew) forgetDigests(records);
  const syncs = createSyncs({
    records,
    key,
    now,
    wall,
    compared: (stale, known) => told.push([stale, known]),
  });
  meanwhile(story);
  story.recall({ records, syncs, leases: lastLeases(found, site.networks, wall()) });
  await syncs.settled();
  return {
    said,
    told,
    time,
    story,
    sync: (mac: Mac) => story.of(mac).sync,
    /** What it has, as far as that was kept. */
    gave: (mac: Mac) => syncs.gave(mac)?.map(({ text }) => /<phoneLabel>(.*?)</.exec(text)?.[1]),
    /** Gets its file after so many milliseconds, in so many. */
    async fetch(mac: Mac, ms = 1_000, durationMs = 10) {
      time.ms += ms;
      const fileName = `SEP${mac.replaceAll(':', '').toUpperCase()}.cnf.xml`;
      const request = { protocol: 'tftp' as const, address: '10.0.0.9', fileName };
      story.request({ ...request, outcome: 'sent', bytes: 7_000, size: 7_000, durationMs });
      await syncs.settled();
    },
    async reload(next: string) {
      time.ms += 1_000;
      const before = site;
      site = siteOf(next);
      story.reloaded(site, compareSites(before, site));
      await syncs.settled();
    },
    async end() {
      story.keepAll();
      await records.close();
    },
  };
}

it('whoever has asked by now is answered before it is made out what a phone was given', async () => {
  const { fetch, gave } = await start(inventory('Hall'));
  const fetched = fetch(ONE);
  await new Promise((resolve) => process.nextTick(resolve));
  expect(gave(ONE)).toBeUndefined();
  await fetched;
  expect(gave(ONE)).toEqual(['Hall']);
});

it('a phone has what it would get, until that is another', async () => {
  const { fetch, reload, sync, story, told } = await start(inventory('Hall'));
  expect(sync(ONE)).toBe('unknown');
  await fetch(ONE);
  await fetch(TWO);
  expect([sync(ONE), sync(TWO)]).toEqual(['current', 'current']);
  await reload(inventory('Yard'));
  expect([sync(ONE), sync(TWO)]).toEqual(['stale', 'current']);
  expect(story.of(ONE).word).toBe('stale');
  expect(told.at(-1)).toEqual([1, 2]);
  await reload(inventory('Hall'));
  expect(sync(ONE)).toBe('current');
  await reload(inventory('Yard'));
  await fetch(ONE);
  expect(sync(ONE)).toBe('current');
});

it('what a phone was given is kept for a comparison, until it has something else', async () => {
  const first = await start(inventory('Hall'));
  expect(first.gave(ONE)).toBeUndefined();
  await first.fetch(ONE);
  expect(first.gave(ONE)).toEqual(['Hall']);
  await first.reload(inventory('Yard'));
  expect(first.gave(ONE)).toEqual(['Hall']);
  await first.fetch(ONE);
  expect(first.gave(ONE)).toEqual(['Yard']);
  // Sent as it was before the reload: nobody knows how that was.
  first.time.ms += 1_000;
  await first.reload(inventory('Hall'));
  await first.fetch(ONE, 10, 60_000);
  expect(first.gave(ONE)).toBeUndefined();
  await first.end();
  const next = await start(inventory('Hall'));
  expect(next.gave(ONE)).toBeUndefined();
});

it('what was replaced while it was sent is old, though nobody knows how it was', async () => {
  const { fetch, reload, sync } = await start(inventory('Hall'));
  await reload(inventory('Yard'));
  await fetch(ONE, 1_000, 5_000);
  await fetch(TWO, 1_000, 6_000);
  expect([sync(ONE), sync(TWO)]).toEqual(['stale', 'current']);
});

it('a dial plan is of the phones whose file names it', async () => {
  const plan = (pattern: string) => `dialPlans: { lab: [{ match: "${pattern}", timeout: 0 }] }`;
  const chosen = (text: string) => text.replace('label: Hall', 'label: Hall, dialPlan: lab');
  const { fetch, reload, sync } = await start(chosen(inventory('Hall', plan('7...'))));
  await fetch(ONE);
  await fetch(TWO);
  await reload(chosen(inventory('Hall', plan('8...'))));
  expect([sync(ONE), sync(TWO)]).toEqual(['stale', 'current']);
});

it('all of it is known after a restart, on another clock', async () => {
  const first = await start(inventory('Hall'));
  await first.fetch(ONE);
  await first.fetch(TWO);
  first.time.ms += 60_000;
  await first.end();
  const again = await start(inventory('Yard'), 2_000_000);
  expect(again.told).toEqual([[1, 2]]);
  expect([again.sync(ONE), again.sync(TWO)]).toEqual(['stale', 'current']);
  expect(again.story.of(TWO)).toMatchObject({
    word: 'fetched',
    history: { past: [{ number: 1, reached: 'config', configured: true }] },
  });
  await again.fetch(TWO);
  expect(again.story.of(TWO).history.boot?.number).toBe(2);
  await again.end();
});

describe('a phone that has its file and is unplugged before a restart', () => {
  const HOUR = 3_600_000;
  const given: Lease = {
    ...{ address: 0x0a000009 as Ipv4, state: 'bound', client: `mac:${ONE}`, mac: ONE },
    untilMs: 2_000_000 + SINCE_1970 + HOUR,
  };
  async function restarted(lease: Lease) {
    const first = await start(inventory('Hall'));
    await first.fetch(ONE);
    await first.end();
    return start(inventory('Hall'), 2_000_000, [lease]);
  }
  const wordAfter = async (lease: Lease, ms: number) => {
    const { story, time } = await restarted(lease);
    time.ms += ms;
    return story.of(ONE).word;
  };

  it('is silent when its lease has run out, and not before', async () => {
    expect(await wordAfter(given, HOUR - 1)).toBe('fetched');
    expect(await wordAfter(given, HOUR)).toBe('silent');
  });

  it('is silent where that ran out while no server ran', async () => {
    expect(await wordAfter({ ...given, untilMs: SINCE_1970 + 1_500_000 }, 0)).toBe('silent');
  });

  it.each([
    ['told', () => {}],
    ['looked at', (story: Story) => story.of(ONE)],
  ])(
    'has its boots and its lease where it asked before those were read, and was %s',
    async (_, look) => {
      const first = await start(inventory('Hall'));
      await first.fetch(ONE);
      await first.end();
      const again = await start(inventory('Hall'), 2_000_000, [given], (story) => {
        story.note(ONE, discover(2_000_000));
        look(story);
      });
      const kept = { number: 1, reached: 'config', configured: true };
      expect(again.story.of(ONE).history).toMatchObject({
        boot: { number: 2 },
        past: [kept],
        lease: { address: given.address, untilMs: 2_000_000 + HOUR },
      });
      await again.end();
      const last = await start(inventory('Hall'), 3_000_000);
      expect(last.story.of(ONE).history.past).toMatchObject([kept, { number: 2 }]);
    },
  );

  it('is not where the lease was given back, or does not end', async () => {
    expect(await wordAfter({ ...given, state: 'free' }, 2 * HOUR)).toBe('fetched');
    const untilMs = 2_000_000 + SINCE_1970 + INFINITE_SECONDS * 1_000;
    expect(await wordAfter({ ...given, untilMs }, INFINITE_SECONDS * 1_000)).toBe('fetched');
  });

  it('is not where the lease is taken back while it runs, and is where it had run out', async () => {
    for (const [after, word] of [
      [HOUR / 2, 'fetched'],
      [2 * HOUR, 'silent'],
    ] as const) {
      const { story, time } = await restarted(given);
      time.ms += after;
      const release = { kind: 'action', what: 'release', by: 'a test', outcome: '' } as const;
      story.note(ONE, { ...release, atMs: time.ms });
      time.ms += 2 * HOUR;
      expect(story.of(ONE).word).toBe(word);
    }
  });

  it('is not taken for what it held then, once it was heard and a reload brought it again', async () => {
    const again = await restarted(given);
    await again.fetch(ONE);
    await again.reload(inventory('Hall').replaceAll('00:00:01', '00:00:99'));
    await again.reload(inventory('Hall'));
    again.time.ms += 2 * HOUR;
    expect(again.story.of(ONE).word).toBe('fetched');
  });
});

it('a file that others wrote in costs what cannot be read, and is ours alone', async () => {
  const first = await start(inventory('Hall'));
  await first.fetch(ONE);
  await first.fetch(TWO);
  await first.end();
  const path = join(folder, 'phones.jsonl');
  for (const name of [path, join(folder, 'digest-key')]) {
    expect(statSync(name).mode & 0o777).toBe(0o600);
  }
  expect(readFileSync(path, 'utf8')).not.toMatch(/Hall|"7001/);
  const lines = readFileSync(path, 'utf8').split('\n');
  writeFileSync(
    path,
    lines
      .filter((line) => !line.includes(ONE))
      .join('\n')
      .concat('{"mac":\n'),
  );
  const again = await start(inventory('Hall'));
  expect([again.sync(ONE), again.sync(TWO)]).toEqual(['unknown', 'current']);
  expect(again.said.map(({ level }) => level)).toEqual(['warn']);
  await again.end();
});

it('a key that was lost makes digests worth nothing, and no phone old', async () => {
  const first = await start(inventory('Hall'));
  await first.fetch(ONE);
  await first.end();
  rmSync(join(folder, 'digest-key'));
  const again = await start(inventory('Hall'));
  expect([again.sync(ONE), again.story.of(ONE).word]).toEqual(['unknown', 'fetched']);
  await again.end();
});

it('a folder that is not there costs the memory alone', async () => {
  const { log, said } = createRecordingLog();
  const records = createRecords(log);
  await records.open(join(folder, 'none'));
  records.put(ONE, { past: [], ignored: true });
  await records.close();
  expect(records.get(ONE)).toEqual({ past: [], ignored: true });
  expect(said.map(({ level }) => level)).toEqual(['warn']);
  expect((await readDigestKey(join(folder, 'none'), log)).key).toHaveLength(32);
});

it('a stranger that is ignored is left out of the new ones over a restart, until it is not', async () => {
  const stranger = '5c:fc:66:00:00:99' as Mac;
  const first = await start(inventory('Hall'));
  const say = ({ story, said }: typeof first, mac: Mac, ignored: boolean) =>
    setIgnored(
      { story, log: { info: (fields, text) => void said.push({ level: 'info', text, fields }) } },
      mac,
      ignored,
      'session 3f9a1c',
    );
  await first.fetch(stranger);
  expect(countStrangers(first.story)).toEqual({ phone: 1, ignored: 0 });
  expect(say(first, stranger, true)).toMatchObject({ status: 200 });
  const told = first.story.histories.strangers().get(stranger)?.boot?.steps.at(-1)?.last;
  expect(told).toMatchObject({ kind: 'action', what: 'ignore', by: 'session 3f9a1c' });
  expect(say(first, stranger, true)).toMatchObject({ status: 200 });
  expect(first.said.filter(({ text }) => text.startsWith('it is ignored'))).toHaveLength(1);
  expect(countStrangers(first.story)).toEqual({ phone: 0, ignored: 1 });
  expect(say(first, ONE, true)).toMatchObject({ status: 409 });
  await first.end();

  const second = await start(inventory('Hall'));
  const nobodys = '5c:fc:66:00:00:98' as Mac;
  expect(strangersOf(second.story, CLOCKS)).toMatchObject([{ mac: stranger, ignored: true }]);
  expect(say(second, nobodys, true)).toMatchObject({ status: 200 });
  expect(second.story.histories.others()).toBe(0);
  await second.fetch(stranger);
  expect(countStrangers(second.story)).toEqual({ phone: 0, ignored: 2 });
  await second.reload(inventory('Hall').replaceAll('00:00:01', '00:00:99'));
  expect(countStrangers(second.story)).toEqual({ phone: 0, ignored: 1 });
  await second.reload(inventory('Hall'));
  await second.fetch(stranger);
  expect(countStrangers(second.story)).toEqual({ phone: 0, ignored: 2 });
  say(second, stranger, false);
  expect(countStrangers(second.story)).toEqual({ phone: 1, ignored: 1 });
  await second.end();
});
