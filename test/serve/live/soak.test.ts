// A day of a site in a minute: whoever watches comes and goes, and what the server holds for them does not grow.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { Mac } from '../../../src/core/mac.js';
import { createHub, READERS_MAX, type Reader } from '../../../src/page/hub.js';
import { createChanges } from '../../../src/serve/live/changes.js';
import { rowOf, siteOf } from '../../../src/serve/story/answers.js';
import { createStory } from '../../../src/serve/story/story.js';
import { soak } from '../../soak.js';
import { askedServer } from '../asked-server.js';
import { servedSiteOf } from '../snapshot-under-test.js';
import { storyOptions } from '../story-options.js';

const PHONES = 50;
const EVENTS = soak(2_500, 1_000_000);
/** Between two looks of the clockwork. */
const AT_ONCE = EVENTS / soak(50, 1_000);
/** Of heap, beyond what is held after a fifth of it; each event is some 300 bytes while it is looked at. */
const GROWTH_MAX = soak(4e6, 16e6);

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const heap = () => {
  collect();
  return process.memoryUsage().heapUsed;
};

const hex = (at: number) => `5cfc66${at.toString(16).padStart(6, '0')}`;
const macOf = (at: number) => hex(at).replace(/..(?!$)/g, '$&:') as Mac;
const INVENTORY = [
  'pbx: { main: { host: pbx.lab.example } }',
  'defaults: { pbx: main }',
  'lines: { "1": { password: { env: A } } }',
  'phones:',
  ...Array.from({ length: PHONES }, (_, at) => `  - { mac: "${macOf(at)}", model: cisco-7931g }`),
].join('\n');

it('what is told to sixteen who come and go is held for none of them', () => {
  let nowMs = 1_000_000;
  const site = servedSiteOf(INVENTORY);
  const clocks = () => ({ nowMs, wall: (ms: number) => new Date(ms).toISOString() });
  const story = createStory({
    ...storyOptions(site),
    now: () => nowMs,
    wall: () => nowMs,
    heard: (mac) => changes.heard(mac),
  });
  const server = askedServer({ story });
  const changes = createChanges({
    ...{ macs: () => story.macs(), size: () => story.size(), of: story.of },
    row: (phone) => rowOf(phone, clocks(), story.networks()),
    site: () => siteOf(server, clocks()),
    now: () => nowMs,
    wall: () => new Date(nowMs).toISOString(),
    random: () => new Uint8Array(8),
    failed(cause) {
      throw cause;
    },
  });
  const hub = createHub(changes, () => nowMs);
  const told = { bytes: 0, last: '' };
  const readers: Reader[] = [];
  const come = () => {
    const reader: Reader = {
      write(text) {
        told.bytes += text.length;
        told.last = text;
      },
      backlog: () => 0,
      end() {},
    };
    readers.push(reader);
    expect(hub.add(reader)).toBe(true);
  };

  changes.begin();
  let settled = 0;
  for (let event = 0; event < EVENTS; event += 1) {
    const at = (event * 7) % PHONES;
    const own = hex(at).toUpperCase();
    const names = [`SEP${own}.cnf.xml`, `CTLSEP${own}.tlv`, `x${event}.xml`];
    const fileName = names[event % names.length] ?? '';
    const outcome = event % 5 === 0 ? 'not-found' : 'sent';
    story.request({
      ...{ protocol: 'tftp', address: `10.0.0.${at}`, fileName, outcome, bytes: event % 9_000 },
    });
    if (event % AT_ONCE > 0) continue;
    nowMs += 250;
    if (readers.length === READERS_MAX) {
      const [gone] = readers.splice((event / AT_ONCE) % READERS_MAX, 1);
      if (gone) hub.remove(gone);
    }
    if (readers.length < READERS_MAX) come();
    while (changes.freshen());
    while (hub.tick().more);
    if (event === EVENTS / 5) settled = heap();
  }
  expect(hub.size).toBe(READERS_MAX);
  expect(told.bytes).toBeGreaterThan(EVENTS);
  expect(told.last).toMatch(/^event: (phones|site)\n/);
  expect(settled).toBeGreaterThan(0);
  expect(heap() - settled).toBeLessThan(GROWTH_MAX);
});
