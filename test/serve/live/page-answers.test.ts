// All that the page says of a server on whose wire somebody writes HTML, and whose inventory has passwords.

import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../src/core/file-content.js';
import { silentLog } from '../../../src/core/log.js';
import type { Mac } from '../../../src/core/mac.js';
import { openApi } from '../../../src/page/openapi.js';
import { createPageApp } from '../../../src/page/page-app.js';
import { replyTo } from '../../../src/page/route.js';
import { createSessions } from '../../../src/page/sessions.js';
import { createLive } from '../../../src/serve/live/live.js';
import { createRecentRequests } from '../../../src/serve/recent-requests.js';
import type { AskedServer } from '../../../src/serve/routes/asked-server.js';
import { serverRoutes } from '../../../src/serve/server-routes.js';
import { createStory } from '../../../src/serve/story/story.js';
import { faultsOf, replyFaults } from '../answer-schema.js';
import { askedServer, dhcpThat } from '../asked-server.js';
import { LAB, servedSiteOf } from '../snapshot-under-test.js';
import { storyOptions } from '../story-options.js';

const CISCO = '5c:fc:66:5d:4f:9a' as Mac;
const STRANGER = '5c:fc:66:00:00:99' as Mac;
const HTML = '<img src=x onerror=alert(1)>';
const TOKEN = 'kJ3xq0Zb8sT7u2Vw5yA1cD4eF6gH9iL-';
/** That of the lines, those of addresses, and the one that opens the page. */
const SECRETS = ['sesame', 'tulip', 'poppy', TOKEN];

function createWorld() {
  const site = servedSiteOf(
    LAB.replace('keys: { 1: { line: "2" } }', 'label: "<b>Hall</b>", keys: { 1: { line: "2" } }'),
  );
  const story = createStory({ ...storyOptions(site), holderOf: () => CISCO });
  const recent = createRecentRequests(() => 0);
  const got = {
    protocol: 'http',
    address: '10.20.1.53',
    durationMs: 1,
    bytes: 9,
    size: 9,
  } as const;
  const names = ['SEP5CFC665D4F9A.cnf.xml', `${HTML}.xml?password=tulip`, 'http://u:poppy@h/a.xml'];
  for (const fileName of names) {
    const outcome = fileName.startsWith('SEP') ? 'sent' : 'not-found';
    story.request({ ...got, fileName, outcome, agent: HTML });
    recent.request({ ...got, fileName, outcome }, CISCO);
  }
  const wire = {
    kind: 'dhcp',
    atMs: 0,
    secs: 0,
    vendorClass: `Cisco ${HTML}`,
    hostName: HTML,
  } as const;
  for (const mac of [CISCO, STRANGER]) {
    story.note(mac, { ...wire, type: 'DISCOVER', why: 'unknown-device' });
  }
  const look: AskedServer['look'] = async (name) => {
    const file = site.files.find(name);
    const made = file && (await site.files.render(file));
    return made?.kind === 'file'
      ? { kind: 'file', content: contentOf(made.bytes), mediaType: 'text/xml' }
      : { kind: 'not-found', expected: false };
  };
  const by: string[] = [];
  const asked = askedServer({
    ...{ story, recent, look, served: () => site },
    dhcp: () => dhcpThat(async () => []),
    log: { ...silentLog, info: (fields) => void by.push(`${fields.by}`) },
  });
  const routes = serverRoutes(asked);
  const app = createPageApp({
    rules: { hosts: new Set(), proxies: new Set(), tls: false, readersLogIn: false },
    sessions: createSessions({ token: TOKEN, now: () => 0, random: (n) => new Uint8Array(n) }),
    hub: { add: () => true, remove() {}, endOf() {}, wake() {} },
    assets: new Map(),
    plain: false,
    reply: (question) => replyTo(question, routes),
    document: () => openApi(routes, '0'),
    actions: () => ({ actions: [], not: {} }),
    health: () => ({ isReady: true, lines: 'ok\n', json: '{}\n' }),
    now: () => 0,
    log: silentLog,
  });
  return {
    ...{ routes, story, asked, by },
    async ask(path: string, init: RequestInit = {}) {
      const headers = { host: '127.0.0.1', authorization: `Bearer ${TOKEN}`, ...init.headers };
      const answer = await app.request(`http://127.0.0.1${path}`, { ...init, headers }, {});
      return {
        status: answer.status,
        type: answer.headers.get('content-type'),
        text: await answer.text(),
      };
    },
  };
}

/** Each question of the table that changes nothing, of the phone, and those of the page. */
function questionsOf({ routes }: ReturnType<typeof createWorld>): readonly string[] {
  const asking = routes.filter(({ method }) => method === 'GET');
  const own = [
    '/',
    '/livez',
    '/readyz',
    '/nothing',
    `/api/v1/phones/${STRANGER}`,
    '/api/v1/phones/x',
  ];
  const more = ['/api/v1/session', '/api/v1/openapi.json', '/api/v1/none'];
  return [...asking.map(({ path }) => `/api/v1${path.replace('{mac}', CISCO)}`), ...own, ...more];
}

describe('what the page says', () => {
  it('has no password, and nothing that a browser takes for a page', async () => {
    const world = createWorld();
    let told = 0;
    for (const path of questionsOf(world)) {
      const { type, text } = await world.ask(path);
      for (const secret of SECRETS) expect(text, path).not.toContain(secret);
      expect(type, path).not.toContain('html');
      if (text.includes(HTML)) told += 1;
    }
    // As it came, and as text: requests, and the phones that said it.
    expect(told).toBeGreaterThan(1);
  });

  it('is what the document says', async () => {
    const world = createWorld();
    const faults: string[] = [];
    for (const { method, path } of world.routes.filter((route) => route.method === 'GET')) {
      const url = path.replace('{mac}', CISCO);
      const question = { method, url: `/api/v1${url}`, by: 'a test', body: async () => '' };
      const reply = await replyTo(question, world.routes);
      faults.push(...(await replyFaults(method, url, reply)).map((fault) => `${path} ${fault}`));
    }
    const session = await world.ask('/api/v1/session');
    faults.push(...faultsOf('SessionAnswer', JSON.parse(session.text)));
    const none = await world.ask('/api/v1/none');
    faults.push(...faultsOf('Problem', JSON.parse(none.text)));
    expect(faults).toEqual([]);
  });

  it('changes nothing where it is only asked', async () => {
    const world = createWorld();
    const known = () => JSON.stringify([CISCO, STRANGER].map((mac) => world.story.of(mac).history));
    const before = known();
    for (const path of questionsOf(world)) await world.ask(path);
    expect(known()).toBe(before);
    expect(world.by).toEqual([]);
  });

  it('is written down with who did it, where something was done', async () => {
    const world = createWorld();
    const { status } = await world.ask(`/api/v1/leases/${CISCO}`, { method: 'DELETE' });
    expect(status).toBe(200);
    const last = world.story.of(CISCO).history.boot?.steps.at(-1)?.last;
    expect(last).toMatchObject({ kind: 'action', what: 'release', by: 'token from ' });
    expect((await world.ask('/api/v1/reload', { method: 'POST' })).status).toBe(202);
    expect(world.by).toEqual(['token from ', 'token from ']);
  });

  it('names phones by their MAC, and nothing by a path', async () => {
    const world = createWorld();
    const ways = [
      '..%2f..%2fetc%2fpasswd',
      '../../etc/passwd',
      `${CISCO}%00`,
      '%2e%2e',
      CISCO.slice(1),
    ];
    for (const way of ways) {
      const { status } = await world.ask(`/api/v1/phones/${way}`);
      expect(status, way).toBe(404);
    }
  });
});

describe('what is told live', () => {
  it('has no password, and is what the document says', () => {
    const { asked } = createWorld();
    const live = createLive({
      wanted: undefined as never,
      known: () => asked,
      log: silentLog,
    });
    live.changes.en.begin();
    while (live.changes.en.freshen());
    const phones = live.changes.en.since(0)?.text ?? '';
    const site = live.changes.en.site()?.text() ?? '';
    for (const secret of SECRETS) expect(phones + site).not.toContain(secret);
    expect(faultsOf('PhonesChange', JSON.parse(phones))).toEqual([]);
    expect(faultsOf('LiveSite', JSON.parse(site))).toEqual([]);
    expect(JSON.parse(phones).phones).toHaveLength(2);
    expect(phones + site).not.toContain('\n');
  });
});
