// How we are, as a probe is told, and as systemd shows it.

import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../../src/core/ipv4.js';
import type { Placement } from '../../../src/serve/local-address.js';
import { type HealthFacts, isReady, judgeHealth } from '../../../src/serve/metrics/health.js';
import { keepStatusLine, statusLine } from '../../../src/serve/status-line.js';
import { type Census, takeCensus } from '../../../src/serve/story/census.js';
import { createStory } from '../../../src/serve/story/story.js';
import type { Network } from '../../../src/site/site.js';
import type { Word } from '../../../src/timeline/word.js';
import { WORDS } from '../../../src/timeline/word-table.js';
import { servedSiteOf } from '../snapshot-under-test.js';
import { storyOptions } from '../story-options.js';

const network = { subnet: { network: 0x0a140100 as Ipv4, prefix: 24 } } as Network;
const served = { network, serverAddress: 0x0a140101 as Ipv4 };
const waiting = { network, why: 'eth1 is not there' };
const placed = (part: Partial<Placement>): Placement => ({
  ...{ served: [], waiting: [], further: [] },
  ...part,
});
const FACTS: HealthFacts = { isStarting: false, tftp: '0.0.0.0:69' };

describe('health', () => {
  it.each<[string, Partial<HealthFacts>, string, boolean]>([
    ['requests still wait', { isStarting: true }, 'problem tftp-port', false],
    ['its network is served', { dhcp: placed({ served: [served] }) }, 'ok dhcp-port', true],
    [
      'one of two networks waits',
      { dhcp: placed({ served: [served], waiting: [waiting] }) },
      'warning dhcp-port',
      true,
    ],
    ['all networks wait', { dhcp: placed({ waiting: [waiting] }) }, 'problem dhcp-port', false],
    [
      'leases cannot be written',
      { dhcp: placed({ served: [served] }), journalFault: 'no space left' },
      'problem state-journal',
      false,
    ],
    [
      'a PBX tells who is registered',
      { pbxes: [{ name: 'main', state: { upMs: 0, lacks: [] } }] },
      'ok pbx',
      true,
    ],
    [
      'a PBX cannot be reached',
      { pbxes: [{ name: 'main', state: { fault: 'AMI of ::1: gone', lacks: [] } }] },
      'warning pbx',
      true,
    ],
    [
      'a PBX may not be asked',
      { pbxes: [{ name: 'main', state: { lacks: ['system'] } }] },
      'warning pbx',
      true,
    ],
    ['a reload was refused', { reload: 'refused' }, 'warning inventory', true],
    ['a reload failed', { reload: 'failed' }, 'warning inventory', true],
    ['the last reload is in force', { reload: 'ok' }, 'ok inventory', true],
  ])('where %s', (_, facts, told, ready) => {
    const checks = judgeHealth({ ...FACTS, ...facts });
    expect(checks.map(({ status, subject }) => `${status} ${subject}`)).toContain(told);
    expect(isReady(checks)).toBe(ready);
  });
});

describe('the status line', () => {
  const NONE = Object.fromEntries(Object.keys(WORDS).map((word) => [word, 0]));
  const censusOf = (phones: number, words: Partial<Record<Word, number>>): Census => ({
    phones,
    words: { ...NONE, ...words } as Census['words'],
    models: new Map(),
    stale: new Map(),
    stuck: new Map(),
  });

  it.each<[Census, number, string]>([
    [
      censusOf(37, { fetched: 20, registered: 9, stale: 1, stuck: 1, unseen: 6 }),
      3,
      '37 phones: 30 done, 1 stuck; 3 networks',
    ],
    [censusOf(1, { upgrading: 1 }), 0, '1 phone: 1 upgrading'],
    [censusOf(2, { unseen: 2 }), 1, '2 phones: none was heard; 1 network'],
    [censusOf(0, {}), 0, '0 phones'],
  ])('%#', (census, networks, line) => {
    expect(statusLine(census, networks)).toBe(line);
  });

  it('is said when something was heard, and once in a minute where nothing was', async () => {
    const sequence = { now: 0 };
    const said: string[] = [];
    const passed: (() => void)[] = [];
    const kept = keepStatusLine({
      story: {
        *phones() {},
        histories: { sequence: () => sequence.now } as never,
      },
      networks: () => 0,
      say: (line) => said.push(line),
      every: (look) => {
        passed.push(look);
        return () => passed.pop();
      },
    });
    const look = async (times: number) => {
      for (let time = 0; time < times; time += 1) passed[0]?.();
      await new Promise(setImmediate);
      return said.length;
    };
    expect(await look(1)).toBe(1);
    expect(await look(5)).toBe(1);
    expect(await look(1)).toBe(2);
    sequence.now = 1;
    expect(await look(1)).toBe(3);
    kept.close();
    expect(passed).toEqual([]);
  });
});

describe('a census', () => {
  it('counts each phone once, by its model and what it does', async () => {
    const phones = Array.from(
      { length: 400 },
      (_, at) =>
        `  - { mac: "5c:fc:66:00:${(at >> 8).toString(16).padStart(2, '0')}:${(at & 255).toString(16).padStart(2, '0')}", model: cisco-7931g, label: P${at} }`,
    );
    const site = servedSiteOf(
      ['pbx: { main: { host: pbx.lab.example } }', 'phones:', ...phones].join('\n'),
    );
    const story = createStory(storyOptions(site));
    const visited = new Set<string>();
    const census = await takeCensus(story, ({ mac }) => visited.add(mac));
    expect(census).toMatchObject({ phones: 400, words: { unseen: 400, stuck: 0 } });
    expect(census.models.get('cisco-7931g')).toMatchObject({ unseen: 400 });
    expect(visited.size).toBe(400);
  });
});
