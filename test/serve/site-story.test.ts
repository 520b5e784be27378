// What is said of a site while it is served: when it comes, when it goes, and from what it is known.

import { describe, expect, it } from 'vitest';
import { type Ipv4, parseSubnet } from '../../src/core/ipv4.js';
import { createSiteStory } from '../../src/serve/story/site-story.js';
import type { Network } from '../../src/site/site.js';
import type { Diagnosis } from '../../src/timeline/diagnose.js';
import type { DhcpEvent } from '../../src/timeline/events.js';
import { type History, NO_HISTORY } from '../../src/timeline/history.js';
import {
  MANY,
  type SilentPbx,
  type SiteDiagnosis,
  tellSiteDiagnosis,
} from '../../src/timeline/site-rows.js';
import { say } from '../../src/timeline/texts/said.js';
import { ask, SEP } from '../timeline/scripts/script.js';

const DAY = 86_400_000;
const stuck: Diagnosis = {
  ...{ id: 'T9', name: 'unprovisioned', severity: 'problem', grade: 'fact', source: 'a test' },
  ...{ sinceMs: 50_000, seen: say('wasNeverHeard'), values: {} },
} as const;
const saidOf = (row: SiteDiagnosis | undefined) => row && tellSiteDiagnosis(row).says;
const NETWORK = { subnet: parseSubnet('10.20.1.0/24'), coexist: false };

function createWorld() {
  const time = { ms: 60_000 };
  const told: string[] = [];
  const world = {
    time,
    told,
    problems: [] as readonly Diagnosis[],
    histories: [] as (readonly [string, History])[],
    networks: [NETWORK] as unknown as readonly Network[],
    dropped: 0,
    silentPbxes: [] as readonly SilentPbx[],
  };
  const site = createSiteStory({
    now: () => time.ms,
    diagnoses: () => world.problems,
    upgrading: () => 0,
    histories: () => world.histories,
    throttled: () => world.dropped,
    networks: () => world.networks,
    silentPbxes: () => world.silentPbxes,
    appeared: ({ id, row = '' }) => told.push(`${id} ${row}`.trim()),
    grown: ({ id, size }) => told.push(`${id} now ${size}`),
    gone: ({ id }) => told.push(`no more ${id}`),
  });
  return {
    ...world,
    site,
    world,
    look(ms = 1_000) {
      time.ms += ms;
      site.look();
      return told.splice(0);
    },
  };
}

describe('a site', () => {
  it('has a crowd once, with the reload before it, until it is gone', () => {
    const { world, site, look } = createWorld();
    site.reloaded(7);
    world.problems = Array.from({ length: MANY }, () => ({ ...stuck, sinceMs: 61_000 }));
    expect(look()).toEqual(['G1 T9']);
    expect(site.rows()[0]).toMatchObject({ phones: MANY, row: 'T9' });
    expect(saidOf(site.rows()[0])).toContain('which changed 7 phones');
    expect(look()).toEqual([]);
    world.problems = [];
    expect(look()).toEqual(['no more G1']);
  });

  const crowd = (size: number) => Array.from({ length: size }, () => stuck);

  it('tells a crowd again as large as it stays, and of one that grows on and on each minute', () => {
    const { world, look } = createWorld();
    world.problems = crowd(6);
    expect(look()).toEqual(['G1 T9']);
    world.problems = crowd(20);
    expect(look()).toEqual([]);
    world.problems = crowd(30);
    expect(look()).toEqual([]);
    expect(look(9_999)).toEqual([]);
    expect(look(1)).toEqual(['G1 now 30']);
    expect(look(60_000)).toEqual([]);
    world.problems = crowd(35);
    expect(look(60_000)).toEqual([]);
    const told = Array.from({ length: 150 }, (_, at) => {
      world.problems = crowd(40 + at);
      return look();
    });
    expect(told.flat()).toEqual(['G1 now 40', 'G1 now 100', 'G1 now 160']);
    world.problems = [];
    expect(look()).toEqual(['no more G1']);
    world.problems = crowd(6);
    expect(look()).toEqual(['G1 T9']);
  });

  it('tells of one more server that answers', () => {
    const { site, look } = createWorld();
    site.heardServer('10.20.1.254');
    expect(look()).toEqual(['G5']);
    site.heardServer('10.20.1.253');
    expect(look()).toEqual([]);
    expect(look(10_000)).toEqual(['G5 now 2']);
  });

  it('has a refused inventory until one is taken', () => {
    const { site, look } = createWorld();
    site.refused('errors');
    expect(look()).toEqual(['G6']);
    site.refused('loss');
    expect(look()).toEqual(['G8', 'no more G6']);
    expect(site.isRefused()).toBe(true);
    site.reloaded(0);
    expect(look()).toEqual(['no more G8']);
  });

  it('has lost packets, and dropped requests, for five minutes', () => {
    const { site, world, look } = createWorld();
    site.note(ask(60_000, SEP, 'sent', { packets: 2_000, repeats: 400 }));
    world.dropped = 3;
    expect(look()).toEqual(['G3', 'G4']);
    expect(look(300_000)).toEqual(['no more G3', 'no more G4']);
  });

  it('has another server whose offers phones take, where none may be', () => {
    const { site, world, look } = createWorld();
    const taken: DhcpEvent = {
      kind: 'dhcp',
      atMs: 60_000,
      type: 'REQUEST',
      why: 'other-server',
      secs: 0,
      network: '10.20.1.0/24',
      serverId: 0x0a1401fe as Ipv4,
    };
    world.networks = [{ ...NETWORK, coexist: true }] as unknown as readonly Network[];
    site.note(taken);
    expect(look()).toEqual([]);
    world.networks = [NETWORK] as unknown as readonly Network[];
    site.note(taken);
    expect(look()).toEqual(['G5']);
    expect(saidOf(site.rows()[0])).toContain('10.20.1.254');
    expect(look(3_600_001)).toEqual(['no more G5']);
  });

  it('has a server that was looked for and answers, and no more of them than anybody has', () => {
    const { site, look } = createWorld();
    site.heardServer('10.20.1.254');
    expect(look()).toEqual(['G5']);
    expect(site.otherServers()).toEqual([{ address: '10.20.1.254', heardMs: 60_000 }]);
    for (let id = 0; id < 1_000; id += 1) site.heardServer(`10.20.2.${id}`);
    expect(site.otherServers()).toHaveLength(16);
    expect(look(3_600_001)).toEqual(['no more G5']);
    expect(site.otherServers()).toEqual([]);
  });

  it('has each PBX that tells nothing, by its name, since when', () => {
    const { site, world, look } = createWorld();
    world.silentPbxes = ['main', 'branch'].map((name) => ({ name, sinceMs: 0 }));
    expect(look(660_000)).toEqual(['G7', 'G7']);
    expect(site.rows().map(saidOf)).toEqual([
      'the PBX main has told nothing for 12 min: whether its lines are registered is not known',
      'the PBX branch has told nothing for 12 min: whether its lines are registered is not known',
    ]);
    world.silentPbxes = [];
    expect(look()).toEqual(['no more G7', 'no more G7']);
  });

  /** As many phones as it takes, heard at that time, whose lease ends then. */
  const heardAt = (dhcp: number, untilMs: number) => {
    const lease = { address: 0x0a140105 as Ipv4, network: '10.20.1.0/24', untilMs };
    const heard = { dhcp, file: undefined, sip: undefined };
    return Array.from(
      { length: MANY },
      (_, at) => [`${dhcp} ${at}`, { ...NO_HISTORY, lease, heard }] as const,
    );
  };

  it('has a network of which nobody was heard for a day', () => {
    const { world, look } = createWorld();
    world.histories = heardAt(60_000, 60_000 + DAY);
    expect(look()).toEqual([]);
    expect(look(DAY)).toEqual(['G2']);
  });

  it('has none where leases are renewed more seldom, until those would have been', () => {
    const { world, look } = createWorld();
    const days = (count: number) => heardAt(60_000, 60_000 + count * DAY);
    world.histories = [...days(2), ...days(8)];
    expect(look(1.5 * DAY + 1)).toEqual([]);
    expect(look(4.5 * DAY - 1)).toEqual([]);
    expect(look(1)).toEqual(['G2']);
  });

  it('has none of endless leases, which tell nothing beside others', () => {
    const { world, look } = createWorld();
    const endless = heardAt(60_000, Infinity);
    world.histories = endless;
    expect(look(100 * DAY)).toEqual([]);
    world.histories = [...endless, ...heardAt(120_000, 120_000 + DAY)];
    expect(look(60_001)).toEqual(['G2']);
  });

  it('has none of which somebody was heard since the last look at all of them', () => {
    const { world, look } = createWorld();
    world.histories = heardAt(60_000, 60_000 + DAY);
    expect(look(DAY - 20_000)).toEqual([]);
    world.histories = heardAt(DAY + 41_000, 2 * DAY + 41_000);
    expect(look(30_000)).toEqual([]);
  });
});
