// What a running server answers of networks, requests, findings and files under way: one table of questions.

import { describe, expect, it } from 'vitest';
import { contentOf } from '../../src/core/file-content.js';
import type { Ipv4 } from '../../src/core/ipv4.js';
import type { Mac } from '../../src/core/mac.js';
import type { DhcpExchange } from '../../src/dhcp/exchange.js';
import { replyTo } from '../../src/page/route.js';
import { createKeptFindings } from '../../src/serve/kept-findings.js';
import { createRecentRequests } from '../../src/serve/recent-requests.js';
import type { AskedServer } from '../../src/serve/routes/asked-server.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { createStory } from '../../src/serve/story/story.js';
import { diagnoseSite, type SiteFacts } from '../../src/timeline/site-rows.js';
import { replyFaults } from './answer-schema.js';
import { askedServer, dhcpThat } from './asked-server.js';
import { LAB, servedSiteOf, snapshotOf } from './snapshot-under-test.js';
import { storyOptions } from './story-options.js';

const CISCO = '5c:fc:66:5d:4f:9a' as Mac;
const FANVIL = '00:a8:59:db:04:62' as Mac;
const SITE = servedSiteOf(LAB);
const POOL = SITE.networks[0]?.pool?.first as Ipv4;

async function ask(given: Partial<AskedServer>, url: string, method = 'GET', body = '') {
  const routes = serverRoutes(askedServer({ served: () => SITE, ...given }));
  const question = { method, url: `/api/v1${url}`, by: 'a test', body: async () => body };
  const reply = await replyTo(question, routes);
  expect(await replyFaults(method, url, reply)).toEqual([]);
  return { ...reply, value: reply.type ? JSON.parse(`${reply.body}`) : undefined };
}

describe('networks', () => {
  it('are told with who has which address, and who was heard beside us', async () => {
    const network = SITE.networks[0];
    if (!network) throw new Error('the lab has a network');
    const { subnet } = network;
    const lease = { state: 'bound', client: 'x', mac: FANVIL, untilMs: 1_000 } as const;
    const dhcp: ReturnType<AskedServer['dhcp']> = {
      ...dhcpThat(async () => []),
      holderOf: () => CISCO,
      leases: () => [
        { ...lease, address: (POOL + 1) as Ipv4, untilMs: 1e15 },
        { ...lease, address: POOL },
        { ...lease, address: 1 as Ipv4 },
      ],
      state: () => ({
        placement: {
          served: [{ network, serverAddress: POOL, device: 'eth1' }],
          ...{ waiting: [], further: [] },
        },
        pools: [{ subnet, counts: { free: 98, offered: 0, bound: 2, resting: 0 } }],
        stats: undefined as never,
      }),
    };
    const site: Partial<AskedServer['site']> = {
      otherServers: () => [
        { address: '10.20.1.254', heardMs: 0 },
        { address: '10.99.0.1', heardMs: 0 },
      ],
    };
    const { value } = await ask(
      { dhcp: () => dhcp, site: site as AskedServer['site'] },
      '/networks',
    );
    expect(value).toEqual([
      {
        ...{ network: '10.20.1.0/24', device: 'eth1' },
        ...{ free: 98, offered: 0, bound: 2, resting: 0, reserved: 1, held: 1 },
        leases: [
          { address: '10.20.1.100', mac: FANVIL, label: '2', until: '1970-01-01T00:00:01.000Z' },
          { address: '10.20.1.101', mac: FANVIL, label: '2', until: 'never' },
        ],
        otherServers: [{ server: '10.20.1.254', heard: expect.any(String) }],
      },
    ]);
  });

  it('have nothing to count where no address can be given to whoever comes', async () => {
    const network = SITE.networks[0];
    if (!network) throw new Error('the lab has a network');
    const none = { free: 0, offered: 0, bound: 0, resting: 0 };
    const served = [{ network, serverAddress: POOL, device: 'eth1' }];
    const state = {
      placement: { served, waiting: [], further: [] },
      ...{ pools: [{ subnet: network.subnet, counts: none }], stats: undefined as never },
    };
    const dhcp = { ...dhcpThat(async () => []), state: () => state };
    const { value } = await ask({ dhcp: () => dhcp }, '/networks');
    const told = { reserved: 1, held: 0, leases: [], otherServers: [] };
    expect(value).toEqual([{ network: '10.20.1.0/24', device: 'eth1', ...told }]);
  });

  it('have nothing to count where no DHCP is served', async () => {
    const { value } = await ask({}, '/networks');
    const none = { reserved: 1, held: 0, leases: [], otherServers: [] };
    expect(value).toEqual([{ network: '10.20.1.0/24', off: true, ...none }]);
  });
});

it('networks are told with how full they were', async () => {
  const told = { network: '10.20.1.0/24', size: 50, everySeconds: 300, used: [1, 2] };
  const pools = () => [{ ...told, until: '2026-11-02T09:00:00.000Z' }];
  const { value } = await ask({ pools }, '/networks/history');
  expect(value).toMatchObject([told]);
});

it('requests are told in words, masked, from a number on', async () => {
  const recent = createRecentRequests(() => 0);
  const sent = { protocol: 'http', address: '10.20.1.9', bytes: 7, durationMs: 2 } as const;
  recent.request(
    { ...sent, fileName: '/a\u001b[2J.xml?password=tulip', outcome: 'not-found' },
    CISCO,
  );
  const long = `http://u:${'tulip'.repeat(30)}@h`;
  recent.request({ ...sent, fileName: long, outcome: 'sent' }, undefined);
  recent.exchange({
    ...{ mac: FANVIL, type: 'DISCOVER', reply: 'OFFER', why: 'pooled', address: POOL, ms: 1 },
  } as unknown as DhcpExchange);
  const all = await ask({ recent }, '/requests');
  expect(all.value).toMatchObject({
    ...{ seq: 3, missed: 0 },
    requests: [
      { seq: 1, protocol: 'http', mac: CISCO, outcome: 'not there', failed: true, bytes: 7 },
      { seq: 2, protocol: 'http', outcome: 'sent', failed: false, bytes: 7 },
      { seq: 3, protocol: 'dhcp', what: 'DISCOVER → OFFER 10.20.1.100', failed: false },
    ],
  });
  for (const each of ['tulip', '\u001b', 'u001b']) expect(all.body).not.toContain(each);
  const { value } = await ask({ recent }, '/requests?since=2');
  expect(value.requests).toHaveLength(1);
});

it('files under way are told with whose they are', async () => {
  const running = {
    ...{ client: { address: '10.20.1.53' }, fileName: 'SIP31.8-5-3S.loads' },
    ...{ beganMs: 0, bytes: 512, size: 4_096 },
  };
  const phones = { macOf: () => CISCO };
  const { value } = await ask({ phones, transfers: () => [running] }, '/transfers');
  expect(value).toMatchObject([
    { mac: CISCO, address: '10.20.1.53', role: 'load', bytes: 512, size: 4_096 },
  ]);
  // Without DHCP nobody else tells whose an address is.
  const story = createStory({ ...storyOptions(SITE), namedBy: () => FANVIL });
  const got = { protocol: 'tftp', address: '10.20.1.53', durationMs: 1, bytes: 0 } as const;
  story.request({ ...got, fileName: '00a859db0462.cfg', outcome: 'sent' });
  const seen = await ask({ story, transfers: () => [running] }, '/transfers');
  expect(seen.value).toMatchObject([{ mac: FANVIL }]);
});

it('findings are those in force, and those of what was refused until something is taken', async () => {
  const { diagnostics } = snapshotOf(LAB.replace('cisco-7931g', 'cisco-7913g'));
  const findings = createKeptFindings([]);
  findings.refused(diagnostics.filter(({ severity }) => severity === 'error'));
  const { value } = await ask({ findings }, '/findings');
  expect(value).toMatchObject({
    findings: [],
    refused: [{ severity: 'error', place: expect.stringMatching(/^offhook\.yaml:7:/) }],
  });
  findings.taken([]);
  expect((await ask({ findings }, '/findings')).value).toEqual({ findings: [] });
});

it('a phone is told with its files, its place and what it should ask for next', async () => {
  const story = createStory({ ...storyOptions(SITE), namedBy: () => CISCO, holderOf: () => CISCO });
  const got = { protocol: 'tftp', address: '10.20.1.53', durationMs: 1, bytes: 0 } as const;
  story.request({ ...got, fileName: 'CTLSEP5CFC665D4F9A.tlv', outcome: 'expected-miss' });
  const look: AskedServer['look'] = async (name) => {
    const file = SITE.files.find(name);
    const made = file && (await SITE.files.render(file));
    return made?.kind === 'file'
      ? { kind: 'file', content: contentOf(made.bytes), mediaType: 'text/xml' }
      : { kind: 'not-found', expected: false };
  };
  const { value } = await ask({ story, look }, `/phones/${CISCO}`);
  expect(value).toMatchObject({
    network: '10.20.1.0/24',
    place: expect.stringMatching(/^offhook\.yaml:7:/),
    files: ['SEP5CFC665D4F9A.cnf.xml'],
    heardBy: { file: expect.any(String) },
    boot: { next: [{ what: 'SEP5CFC665D4F9A.cnf.xml', purpose: 'configuration', dueMs: 10_001 }] },
  });
});

describe('in Russian', () => {
  function createWorld() {
    const story = createStory({
      ...storyOptions(SITE),
      namedBy: () => CISCO,
      holderOf: () => CISCO,
    });
    const got = { protocol: 'tftp', address: '10.20.1.53', durationMs: 1, bytes: 0 } as const;
    story.request({ ...got, fileName: 'CTLSEP5CFC665D4F9A.tlv', outcome: 'expected-miss' });
    const look: AskedServer['look'] = () => ({ kind: 'not-found', expected: false });
    return { story, look };
  }

  it('a phone and its boot are told to who asks so, and in English to all others', async () => {
    const world = createWorld();
    const told = async (query: string) => (await ask(world, `/phones/${CISCO}${query}`)).value;
    const russian = await told('?lang=ru');
    expect(russian).toMatchObject({
      word: 'booting',
      sentence: expect.stringMatching(
        /^CTLSEP5CFC665D4F9A.tlv: файла нет, и это нормально, .*назад$/,
      ),
      boot: {
        steps: [{ outcome: 'файла нет, и это нормально' }],
        next: [{ purpose: 'конфигурация' }, { purpose: 'прошивка неизвестного телефона' }],
      },
    });
    for (const query of ['', '?lang=en', '?lang=xx', '?lang=__proto__']) {
      const english = await told(query);
      expect(english.boot.steps).toMatchObject([{ outcome: 'not there, which is fine' }]);
      expect(english.boot.next[0]).toMatchObject({ purpose: 'configuration' });
    }
  });

  it('phones and new ones are listed', async () => {
    const { story } = createWorld();
    story.request({
      ...{ protocol: 'tftp', address: '10.20.1.53', durationMs: 1, bytes: 0 },
      ...{ fileName: 'SEP5CFC66000042.cnf.xml', outcome: 'not-found' },
    });
    const routes = serverRoutes(askedServer({ served: () => SITE, story }));
    const question = { method: 'GET', by: 'a test', body: async () => '' };
    const { body } = await replyTo({ ...question, url: '/api/v1/phones?lang=ru' }, routes);
    let lines = '';
    for await (const piece of body) lines += piece;
    const rows = lines.trim().split('\n');
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(JSON.parse(row).sentence).toMatch(/[а-яё]{3}/);
  });

  it('what all say together, and requests', async () => {
    const recent = createRecentRequests(() => 0);
    const sent = { protocol: 'http', address: '10.20.1.9', bytes: 7, durationMs: 2 } as const;
    recent.request({ ...sent, fileName: 'a.xml', outcome: 'not-found' }, CISCO);
    recent.exchange({
      ...{ mac: FANVIL, type: 'DISCOVER', why: 'pool-exhausted', ms: 1 },
    } as unknown as DhcpExchange);
    const { value } = await ask({ recent }, '/requests?lang=ru');
    expect(value.requests).toMatchObject([
      { outcome: 'файла нет' },
      { what: 'DISCOVER → без ответа', outcome: 'пул исчерпан' },
    ]);
    const site = {
      ...askedServer({}).site,
      rows: () => diagnoseSite([], { ...WELL, reloadRefused: 'errors' }, 0),
    };
    const { story } = createWorld();
    const told = await ask({ story, site }, '/site?lang=ru');
    expect(told.value.site).toMatchObject([
      {
        id: 'G6',
        says: expect.stringMatching(/^в инвентаре ошибки/),
        todo: expect.stringMatching(/^исправьте/),
      },
    ]);
  });
});

const WELL: SiteFacts = {
  ...{ reloadRefused: undefined, rivals: [], packets: 0, repeats: 0, throttled: 0, networks: [] },
  silentPbxes: [],
};

it.each([
  ['GET', '/nothing', 404],
  ['PUT', '/networks', 405],
  ['GET', '/phones/everything', 404],
])('%s %s is answered with %i', async (method, url, status) => {
  expect(await ask({}, url, method)).toMatchObject({ status });
});
