// The boot story while phones are served: what observers tell becomes a word, a diagnosis and lines of the log.

import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import { compareSites } from '../../src/serve/compare-sites.js';
import { observeRequests } from '../../src/serve/observers.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { rowOf } from '../../src/serve/story/answers.js';
import { logSite, logStory } from '../../src/serve/story/log-story.js';
import { createStory, type PhoneStory } from '../../src/serve/story/story.js';
import { createStoryWatch } from '../../src/serve/story/watch-story.js';
import type { SipEvent } from '../../src/timeline/events.js';
import { tellDiagnosis } from '../../src/timeline/tell-diagnosis.js';
import { say } from '../../src/timeline/texts/said.js';
import { createRecordingLog } from '../dhcp/server-under-test.js';
import { askedServer } from './asked-server.js';
import { servedSiteOf } from './snapshot-under-test.js';

const PHONE = parseMac('5c:fc:66:00:00:01') as Mac;
const STRANGER = parseMac('5c:fc:66:00:00:99') as Mac;
const SEP = 'SEP5CFC66000001.cnf.xml';
const LOGS = readFileSync('docs/logs.md', 'utf8');
/** The line that the page shows. */
const { level: _, time: __, ...EXAMPLE } = JSON.parse(/```json\n(.*)/.exec(LOGS)?.[1] ?? '{}');
const LOAD = 'SIP31.8-5-3S.loads';
const SINCE_1970 = Date.UTC(2026, 10, 28);
const ADDRESS = 0x0a000009 as Ipv4;
const INVENTORY = [
  'pbx: { main: { host: pbx.lab.example } }',
  'defaults: { pbx: main }',
  'groups: { hall: {} }',
  'lines: { "7001": { password: { env: A } } }',
  'phones:',
  '  - { mac: "5c:fc:66:00:00:01", model: cisco-7931g, label: Hall, groups: [hall], keys: { 1: { line: "7001" } } }',
].join('\n');

/** `holderOf`: of names that hold no MAC. */
function createWorld(holderOf: () => Mac | undefined = () => PHONE, isLinked = false) {
  let pbxLink = isLinked;
  const site = servedSiteOf(INVENTORY);
  if (!site) throw new Error('the inventory of the test has errors');
  const time = { ms: 1_000_000 };
  const now = () => time.ms;
  const told: string[] = [];
  const { log, said } = createRecordingLog();
  const words = logStory(log, now, ({ label, mac }: PhoneStory) => label ?? mac);
  const story = createStory({
    site,
    dhcp: false,
    now,
    wall: () => time.ms + SINCE_1970,
    namedBy: () => undefined,
    holderOf,
    transfersTo: () => [],
    told() {},
    heard: (mac) => watch.heard(mac),
    linkOf: () => ({ pbxLink }),
  });
  const watch = createStoryWatch(story, now, {
    ...words,
    appeared(phone, before, others) {
      told.push(`${phone.diagnosis?.id}`);
      words.appeared(phone, before, others);
    },
    gone(phone, diagnosis) {
      told.push(`no more ${diagnosis}`);
      words.gone(phone, diagnosis);
    },
  });
  return {
    site,
    story,
    watch,
    told,
    said,
    time,
    /** After so many milliseconds the phone asks for its file and gets it. */
    fetch(ms: number, fileName = SEP) {
      time.ms += ms;
      const request = { protocol: 'tftp' as const, address: '10.0.0.9', fileName };
      story.request({ ...request, outcome: 'sent', bytes: 7_000, size: 7_000, durationMs: 10 });
    },
    /** After so many it asks for the firmware that its file names, which is not there. */
    miss(ms: number) {
      time.ms += ms;
      const request = { protocol: 'tftp' as const, address: '10.0.0.9', fileName: LOAD };
      story.request({ ...request, outcome: 'not-found', durationMs: 1 });
    },
    /** After so many its PBX tells of its line. */
    line(ms: number, state: SipEvent['state']) {
      time.ms += ms;
      story.note(PHONE, { kind: 'sip', atMs: time.ms, line: '7001', state });
    },
    /** Its PBX tells from now on, or tells no more. */
    link(isUp: boolean) {
      pbxLink = isUp;
      watch.heard(PHONE);
    },
    ofSite: () => watch.ofSite().map(({ id }) => id),
    /** After so many it begins to boot. */
    start(ms: number) {
      time.ms += ms;
      const given = {
        kind: 'dhcp',
        atMs: time.ms,
        why: 'reserved',
        secs: 0,
        address: ADDRESS,
      } as const;
      story.note(PHONE, { ...given, type: 'DISCOVER', reply: 'OFFER' });
      story.note(PHONE, { ...given, type: 'REQUEST', reply: 'ACK', serverId: ADDRESS });
    },
    look(ms: number) {
      time.ms += ms;
      watch.sweep();
    },
  };
}

describe('a phone that does not accept its file', () => {
  it('is told once when that is seen, and once when it is over', () => {
    const { fetch, look, told, said, story } = createWorld();
    fetch(0);
    look(1_000);
    fetch(29_000);
    look(1_000);
    look(1_000);
    expect(told).toEqual(['T9']);
    expect(story.of(PHONE)).toMatchObject({ word: 'stuck', label: 'Hall', groups: ['hall'] });
    fetch(28_000);
    look(1_000);
    expect(told).toEqual(['T9']);
    look(120_000);
    expect(told).toEqual(['T9', 'no more T9']);
    const lines = said.filter(({ fields }) => fields.event === 'diagnosis');
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'info']);
    expect(lines[0]?.text).toContain('Hall asked twice for SEP5CFC66000001.cnf.xml, every 30 s');
    expect({ ...lines[0]?.fields, msg: lines[0]?.text }).toEqual(EXAMPLE);
    for (const { fields } of said) {
      expect(Object.keys(fields).filter((field) => !LOGS.includes(`\`${field}\``))).toEqual([]);
    }
  });
});

describe('a phone that boots in a loop', () => {
  it('has its problem until a boot comes further', () => {
    const { start, fetch, miss, look, told, story } = createWorld();
    for (let boot = 0; boot < 3; boot += 1) {
      start(30_000);
      look(1_000);
      fetch(1_000);
      look(15_000);
      miss(1_000);
      look(1_000);
    }
    expect(story.of(PHONE)).toMatchObject({ word: 'stuck', history: { boot: { number: 3 } } });
    expect(told).toEqual(['W1']);
    start(30_000);
    fetch(1_000, LOAD);
    look(1_000);
    expect(told).toEqual(['W1', 'no more W1']);
  });

  it('is well without its firmware where nobody asks for it any more', () => {
    const { start, fetch, miss, look, told, said } = createWorld();
    start(0);
    fetch(1_000);
    miss(1_000);
    look(1_000);
    start(30_000);
    fetch(1_000);
    look(30_000);
    expect(told).toEqual(['W1']);
    look(40_000);
    expect(told).toEqual(['W1', 'no more W1']);
    expect(said.map(({ fields }) => fields.event)).toEqual(['diagnosis', 'diagnosis', 'boot']);
  });
});

describe('a boot', () => {
  it('is told at its end, once', () => {
    const { fetch, look, said } = createWorld();
    fetch(0);
    look(5_000);
    look(6_000);
    look(6_000);
    const lines = said.filter(({ fields }) => fields.event === 'boot');
    expect(lines).toMatchObject([{ level: 'info', fields: { mac: PHONE, result: 'fetched' } }]);
  });
});

describe('the end of a boot', () => {
  const boots = (said: ReturnType<typeof createWorld>['said']) =>
    said.filter(({ fields }) => fields.event === 'boot').map(({ fields }) => fields.result);

  it('is not told again when something is heard of the phone after hours', () => {
    const { fetch, line, look, said } = createWorld(undefined, true);
    fetch(0);
    line(1_000, 'registered');
    for (const ms of [20_000, 3_600_000]) look(ms);
    line(1_000, 'registered');
    for (const ms of [1_000, 20_000]) look(ms);
    expect(boots(said)).toEqual(['registered']);
  });

  it('is not told of one that is stuck by what its PBX told when that tells nothing any more', () => {
    const { fetch, line, look, link, told, said } = createWorld(undefined, true);
    fetch(0);
    line(1_000, 'bad-password');
    look(1_000);
    link(false);
    for (const ms of [1_000, 20_000, 3_600_000]) look(ms);
    // Nobody watches it by now.
    link(false);
    for (const ms of [1_000, 20_000, 3_600_000]) look(ms);
    expect([told, boots(said)]).toEqual([['S3', 'no more S3'], []]);
    link(true);
    look(1_000);
    expect(told.at(-1)).toBe('S3');
    line(1_000, 'registered');
    for (const ms of [1_000, 20_000]) look(ms);
    expect(boots(said)).toEqual(['registered']);
  });
});

describe('a diagnosis of its registration', () => {
  it('is not said to be over where the PBX that told it tells nothing', () => {
    const { log, said } = createRecordingLog();
    const phone = createWorld().story.of(PHONE);
    const { gone } = logStory(
      log,
      () => 0,
      ({ mac }) => mac,
    );
    gone(phone, 'S8');
    gone({ ...phone, facts: { ...phone.facts, pbxLink: true } }, 'S8');
    gone(phone, 'T9');
    expect(said.map(({ text }) => / goes on: /.test(text ?? ''))).toEqual([false, true, true]);
    gone({ ...phone, facts: { ...phone.facts, pbxLink: true }, word: 'silent' }, 'S6');
    expect(said.at(-1)?.text).toBe(`${PHONE} is gone, and S6 with it`);
  });
});

describe('a crowd', () => {
  it('is not said to be over where a PBX that is lost may have told of it', () => {
    const { log, said } = createRecordingLog();
    const { gone } = logSite(log);
    for (const row of ['T9', 'S10']) {
      gone({ id: 'G1', name: 'many-at-once', grade: 'our reading', says: say('hasItsFile'), row });
    }
    expect(said.map(({ text = '' }) => text.split(':')[0])).toEqual([
      'over',
      'over, or not to be seen any more',
    ]);
  });
});

describe('phones that their PBX loses', () => {
  it('are for the site to tell of, each by itself being no problem, until they are back', () => {
    const { fetch, line, look, told, ofSite } = createWorld(undefined, true);
    fetch(0);
    line(1_000, 'registered');
    line(500_000, 'unreachable');
    look(1_000);
    look(3_600_000);
    look(3_600_000);
    expect([told, ofSite()]).toEqual([[], ['S10']]);
    line(1_000, 'registered');
    look(1_000);
    expect(ofSite()).toEqual([]);
  });
});

describe('a phone that is silent', () => {
  const ends = (world: ReturnType<typeof createWorld>) =>
    world.said.filter(({ fields }) => fields.event === 'boot').length;
  /** Its boot ends, and long after that nobody watches it. */
  function silent() {
    const world = createWorld();
    world.start(0);
    world.fetch(1_000);
    for (const ms of [1_000, 20_000, 3_600_000, 3_600_000]) world.look(ms);
    expect(ends(world)).toBe(1);
    return world;
  }

  it('is known by the end of its boot when it is heard again', () => {
    const world = silent();
    world.watch.heard(PHONE);
    world.look(1_000);
    expect(ends(world)).toBe(1);
  });

  it('is looked at once more when it leaves the inventory, so that nothing is kept of it', () => {
    const { story, look } = silent();
    const others = servedSiteOf(INVENTORY.replace('5c:fc:66:00:00:01', '5c:fc:66:00:00:09'));
    if (!others) throw new Error('the inventory of the test has errors');
    const looked = vi.spyOn(story, 'of');
    story.reloaded(others, { came: [], went: [PHONE], changed: [] });
    for (const ms of [1_000, 1_000, 3_600_000]) look(ms);
    expect(looked.mock.calls).toEqual([[PHONE]]);
  });
});

describe('a defect of ours', () => {
  it('in the judging of one phone costs no other its look, and is told once', () => {
    const { log, said } = createRecordingLog();
    const { fetch, story, time } = createWorld();
    fetch(0);
    const looked: Mac[] = [];
    const broken = {
      of(mac: Mac): PhoneStory {
        looked.push(mac);
        if (mac === STRANGER) throw new Error('a row that fails');
        return story.of(mac);
      },
    };
    const now = () => time.ms;
    const watch = createStoryWatch(
      broken,
      now,
      logStory(log, now, ({ mac }) => mac),
    );
    watch.heard(STRANGER);
    watch.heard(PHONE);
    watch.sweep();
    watch.sweep();
    expect(looked).toEqual([STRANGER, PHONE, STRANGER, PHONE]);
    expect(said.map(({ level, text }) => [level, text])).toEqual([
      ['error', expect.stringContaining('a defect of ours')],
    ]);
  });

  it('in the telling of a request is told, and no more', () => {
    const { log, said } = createRecordingLog();
    const failures: unknown[] = [];
    const broken = {
      request() {
        throw new Error('no event of it');
      },
      seenAt: () => undefined,
    };
    const phones = { macOf: () => undefined, modelOf: () => undefined };
    const observe = observeRequests(log, phones, broken, (cause) => failures.push(cause));
    const request = { protocol: 'tftp' as const, address: '10.0.0.9', fileName: SEP };
    observe({ ...request, outcome: 'sent', bytes: 1, durationMs: 1 });
    expect(said).toHaveLength(1);
    expect(failures).toHaveLength(1);
  });
});

it('a phone that fetches firmware was heard just now, however long ago it asked', () => {
  const { fetch, story } = createWorld();
  fetch(0, SEP);
  const clocks = { nowMs: 1_240_000, wall: (ms: number) => `${ms}` };
  const set = { part: 1, parts: 2, bytes: 1, ofBytes: 9 };
  const heard = (bytesPerSecond?: number) => {
    const progress = { ...set, ...(bytesPerSecond !== undefined && { bytesPerSecond }) };
    return rowOf({ ...story.of(PHONE), progress }, clocks).heard;
  };
  expect(heard(5)).toBe('1240000');
  // Nothing has moved.
  expect(heard()).toBe('1000000');
});

it('a request is told among the last ones with whose it was, by who asked there for a file of its own', () => {
  const { log } = createRecordingLog();
  const told: (Mac | undefined)[] = [];
  const at = new Map([
    ['10.0.0.9', PHONE],
    ['10.0.0.8', STRANGER],
  ]);
  const story = { request() {}, seenAt: (address: string) => at.get(address) };
  const phones = {
    macOf: () => undefined,
    modelOf: (mac: Mac) => (mac === PHONE ? 'cisco-7931g' : undefined),
  };
  const recent = { request: (_: unknown, mac: Mac | undefined) => void told.push(mac) };
  const failed = () => {
    throw new Error('none of this fails');
  };
  const observe = observeRequests(log, phones, story, failed, undefined, recent);
  const sent = { ...({ protocol: 'tftp', outcome: 'sent' } as const), bytes: 1, durationMs: 1 };
  for (const address of ['10.0.0.9', '10.0.0.8', '10.0.0.7']) {
    observe({ ...sent, address, fileName: 'ringlist.xml' });
  }
  expect(told).toEqual([PHONE, undefined, undefined]);
});

describe('a stranger', () => {
  it('that asks for a file of phones is new, and has its place when it is written down', () => {
    const { fetch, story, site } = createWorld();
    fetch(0, 'SEP5CFC66000099.cnf.xml');
    expect([...story.histories.strangers().keys()]).toEqual([STRANGER]);
    const next = servedSiteOf(INVENTORY.replace('00:00:01', '00:00:99'));
    if (!next) throw new Error('the inventory of the test has errors');
    story.reloaded(next, compareSites(site, next));
    expect(story.histories.strangers().size).toBe(0);
    expect(story.of(STRANGER)).toMatchObject({ word: 'fetched', label: 'Hall' });
  });

  it('with nearly the MAC of a phone that was never heard is named there', () => {
    const { fetch, story } = createWorld();
    fetch(0, 'SEP5CFC66000009.cnf.xml');
    const { diagnosis } = story.of(PHONE);
    expect(diagnosis?.id).toBe('D1');
    expect(diagnosis && tellDiagnosis(diagnosis).means).toContain('5c:fc:66:00:00:09');
  });

  it('that shares an address with another is none of its models', () => {
    const X5U = 'Fanvil X5U 2.4 0c38';
    const ask = (holder: Mac | undefined) => {
      const { story } = createWorld(() => holder);
      const request = { protocol: 'http', address: '10.0.0.9', outcome: 'not-found' } as const;
      story.request({ ...request, fileName: 'SEP5CFC66000099.cnf.xml' });
      // Somebody else behind that address, or the same.
      story.request({ ...request, fileName: 'f0X4hw1.100.cfg', agent: X5U });
      return { known: story.knownAs(STRANGER), agent: story.of(STRANGER).history.agent };
    };
    expect(ask(undefined).known?.model).toBeUndefined();
    expect(ask(undefined).agent).toBeUndefined();
    expect(ask(STRANGER).known?.model?.id).toBe('fanvil-x4');
    expect(ask(STRANGER).agent).toBe(X5U);
  });

  it('is told without a password, however much of a long text is kept', () => {
    const { story } = createWorld();
    const text = `http://u:${'sesame'.repeat(30)}@h`;
    const request = { protocol: 'http', address: '10.0.0.9', fileName: text } as const;
    story.request({ ...request, outcome: 'not-found', agent: text, detail: text });
    const history = JSON.stringify(story.of(PHONE).history);
    expect(history).toContain('http://u:');
    expect(history).not.toContain('sesame');
  });

  it('that is no phone is counted', () => {
    const { fetch, story } = createWorld();
    fetch(0, 'pxelinux.cfg/00aabbccddee');
    expect(story.histories.strangers().size).toBe(0);
    expect(story.histories.others()).toBe(1);
  });
});

describe('the socket', () => {
  /** `path` as the table of routes has it; its `{mac}` is the phone's. */
  const ask = (world: ReturnType<typeof createWorld>, path: string) => {
    const route = serverRoutes(askedServer({ story: world.story })).find(
      (each) => each.method === 'GET' && each.path === path,
    );
    return route?.answer({
      id: () => 1,
      mac: () => PHONE,
      query: new URLSearchParams(),
      body: async () => '',
      by: 'the socket',
    });
  };

  it('answers for all and for one', async () => {
    const world = createWorld();
    world.fetch(0);
    const { body } = (await ask(world, '/phones')) ?? { body: '' };
    const lines: unknown[] = [];
    for await (const line of body) lines.push(JSON.parse(line));
    expect(lines).toMatchObject([
      { mac: PHONE, label: 'Hall', model: 'cisco-7931g', lines: ['7001'], word: 'fetched' },
    ]);
    const one = await ask(world, '/phones/{mac}');
    expect(JSON.parse(`${one?.body}`)).toMatchObject({
      boot: { number: 1, steps: [{ count: 1 }] },
    });
  });

  it('never shows a secret, whatever a phone asks for', async () => {
    const world = createWorld();
    world.fetch(0, 'SEP5CFC66000001.cnf.xml');
    const said = await Promise.all(
      ['/site', '/status', '/phones/{mac}', '/strangers'].map((url) => ask(world, url)),
    );
    expect(said.map((reply) => `${reply?.body}`).join('')).not.toMatch(/password|tulip/);
  });
});

it('an address of DHCP is told with its network', () => {
  const { story, time } = createWorld();
  const address = 0x0a000005 as Ipv4;
  story.note(PHONE, {
    kind: 'dhcp',
    atMs: time.ms,
    type: 'REQUEST',
    reply: 'ACK',
    why: 'pooled',
    address,
    secs: 0,
  });
  expect(story.of(PHONE).history.lease).toMatchObject({ address });
});
