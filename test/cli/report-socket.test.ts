// `offhook report MAC`: all that is known of a phone, and none of the secrets that are planted wherever one can be.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mac, parseMac } from '../../src/core/mac.js';
import { type AskSocket, openAskSocket } from '../../src/serve/ask-socket.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { SERVER_SOCKET } from '../../src/serve/server-socket.js';
import { createStory } from '../../src/serve/story/story.js';
import { askedServer } from '../serve/asked-server.js';
import { servedSiteOf } from '../serve/snapshot-under-test.js';
import { createFolder, offhook } from './cli-under-test.js';

const CISCO = '5c:fc:66:00:00:01';
const FANVIL = '00:a8:59:00:00:02';
/** One for each place: of what leaks, the test says where it stood. */
const SECRETS = {
  sip: 'sip-Zq7',
  admin: 'adm-Zq7',
  web: 'web-Zq7',
  inAddress: 'adr-Zq7',
  inQuery: 'qry-Zq7',
  asked: 'ask-Zq7',
  agent: 'agt-Zq7',
} as const;
const INVENTORY = `offhook: 1
site: { timeZone: Europe/Moscow, ntp: [10.20.1.1], servers: [10.20.1.1] }
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main, adminPassword: { file: admin } }
lines:
  "7001": { name: Ivanova, password: { env: SIP } }
  "7002": { password: { file: sip } }
phones:
  - mac: "${CISCO}"
    model: cisco-7931g
    label: Hall
    keys: { 1: { line: "7001" } }
    settings: { directoryUrl: "http://user:${SECRETS.inAddress}@pbx.lab.example/dir?password=${SECRETS.inQuery}" }
  - { mac: "${FANVIL}", model: fanvil-x4, label: Kitchen, keys: { 1: { line: "7002" } } }
`;

let folder = '';
let socket: AskSocket;
const run = (...args: readonly string[]) =>
  offhook(folder, ['report', ...args, '--state-dir', '.'], { env: { SIP: SECRETS.sip } });

beforeAll(async () => {
  folder = createFolder({ 'offhook.yaml': INVENTORY });
  writeFileSync(join(folder, 'sip'), `${SECRETS.sip}\n`);
  writeFileSync(join(folder, 'admin'), `${SECRETS.admin}\n`);
  const mac = parseMac(CISCO) as Mac;
  const story = createStory({
    site: servedSiteOf(INVENTORY.replace(/^settings:.*$/m, '')),
    ...{ dhcp: false, now: () => 1_000, wall: () => 1_000, transfersTo: () => [], heard() {} },
    ...{ namedBy: () => undefined, holderOf: () => mac },
  });
  const got = { protocol: 'http', address: '10.20.1.9', durationMs: 1, bytes: 7 } as const;
  const agent = `phone http://a:${SECRETS.agent}@b`;
  const name = 'SEP5CFC66000001.cnf.xml';
  story.request({ ...got, agent, fileName: name, outcome: 'sent' });
  const action = { kind: 'action', atMs: 1_000, what: 'release', outcome: 'done' } as const;
  story.note(mac, { ...action, by: `http://x/?token=${SECRETS.asked}` });
  socket = await openAskSocket(
    join(folder, SERVER_SOCKET),
    serverRoutes(askedServer({ story, startedMs: 0 })),
  );
});
afterAll(async () => {
  await socket.close();
  rmSync(folder, { recursive: true });
});

const leaked = (text: string) =>
  Object.entries(SECRETS).flatMap(([place, secret]) => (text.includes(secret) ? [place] : []));

describe('a report', () => {
  it.each([
    [
      CISCO,
      'text',
      ['## The phone', 'Hall · cisco-7931g', '## SEP5CFC66000001.cnf.xml', '<device'],
    ],
    [CISCO, 'json', ['"word": "fetched"', '"name": "SEP5CFC66000001.cnf.xml"']],
    [FANVIL, 'text', ['Kitchen · fanvil-x4', '.cfg']],
    [FANVIL, 'json', ['"word": "unseen"']],
  ])('of %s as %s has what is known, and no secret', async (mac, format, parts) => {
    const { code, out, err } = await run(mac, '--format', format);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const part of parts) expect(out).toContain(part);
    expect(leaked(out)).toEqual([]);
    expect(out).toContain('7001'.replace('7001', mac === CISCO ? '7001' : '7002'));
    // Not everything is asterisks.
    expect(out).toContain('pbx.lab.example');
  });

  it('has versions, the boot and what is found in inventory and file', async () => {
    const { out } = await run(CISCO);
    expect(out).toMatch(/^offhook report of 5c:fc:66:00:00:01, made \d{4}-/);
    expect(out).toMatch(/offhook \d+\.\d+\.\d+, Node v\d+/);
    expect(out).toContain('release by http://x/?token=********: done');
    expect(out).toContain('## Findings');
    expect(out).toContain('came to: config');
  });

  it('of a phone that nobody wrote down has what it did, and says what is not in it', async () => {
    const { code, out } = await run('5c:fc:66:00:00:77');
    expect(code).toBe(0);
    expect(out).toContain('Not in it: its files: the inventory does not have it');
  });

  it('without a server has the files, and without both says so', async () => {
    const elsewhere = ['--state-dir', 'elsewhere'];
    const alone = await offhook(folder, ['report', CISCO, ...elsewhere]);
    expect(alone.code).toBe(0);
    expect(alone.out).toContain('Not in it: what the phone did: no server answers at');
    expect(alone.out).toContain('## SEP5CFC66000001.cnf.xml');
    const neither = await offhook(folder, ['report', CISCO, ...elsewhere, '--config', 'no.yaml']);
    expect(neither.code).toBe(2);
    expect(neither.err).toContain('nothing is known of 5c:fc:66:00:00:01');
  });
});
