// No secret of an inventory, of a phone, or of who asks comes out of a server, a command or an export, but in the files that are
// made of it. The tables of exports, routes and secret fields are walked: what is new in one of them has a row here, or this fails.

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPORTS } from '../../src/exports/exports.js';
import { inventorySchema } from '../../src/inventory/shape/schema.js';
import { PAGE_ROUTES, ROUTE_TEXTS } from '../../src/page/openapi.js';
import { fetchTftp } from '../../src/tftp/client.js';
import { type FakeAsterisk, listOf, startFakeAsterisk } from '../pbx/ami/fake-asterisk.js';
import { type FakeAri, startFakeAri } from '../pbx/ari/fake-ari.js';
import { messagesOf, PJSIP } from '../pbx/lines/asterisk-said.js';
import { createWatch } from '../pbx/watch.js';
import { PACKS } from '../phones/shipped-models.js';
import { SOAKING } from '../soak.js';
import { createFolder, offhook, type Ran } from './cli-under-test.js';
import { ROUTES_ASKED, STRANGER } from './planted-asked.js';
import {
  CISCO,
  FANVIL,
  leaksIn,
  PLANTED,
  type Place,
  plantedInventory,
  secretFields,
} from './planted-site.js';

it('each field that is a secret is planted', () => {
  const fields = secretFields(inventorySchema([...PACKS.models.values()], PACKS.sections));
  expect(Object.keys(PLANTED)).toEqual(expect.arrayContaining([...fields]));
});

describe('of exports', () => {
  const folder = createFolder({ 'offhook.yaml': plantedInventory({ ami: 5038, ari: 8088 }) });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What is asked for beside what has choices. */
  const BESIDE: Readonly<Record<string, readonly string[]>> = {
    asterisk: ['--pbx', 'main'],
    labels: ['--page', 'http://10.20.1.1:8068'],
  };
  /** Files that are for a program that needs them. All others have none. */
  const MAY_HAVE: Readonly<Record<string, readonly Place[]>> = {
    'pjsip.conf': ['line password'],
    'sip.conf': ['line password'],
    'manager.conf': ['ami secret'],
    'ari.conf': ['ari secret'],
  };
  const ASKED = EXPORTS.flatMap(({ name, options }) => {
    const [choice] = options.filter(({ choices }) => choices !== undefined);
    const [flag = ''] = choice?.flags.split(' ') ?? [];
    const beside = BESIDE[name] ?? [];
    return choice?.choices?.map((each) => [name, flag, each, ...beside]) ?? [[name, ...beside]];
  });

  it.each(ASKED)('%s %s %s', async (...words) => {
    const dir = join(folder, words.join('').replaceAll('/', ''));
    const said = await offhook(folder, ['export', ...words, '-o', dir, '--diff']);
    expect(said.code, said.err).toBe(0);
    expect(leaksIn(said.out + said.err)).toEqual([]);
    for (const name of readdirSync(dir)) {
      expect(leaksIn(readFileSync(join(dir, name), 'utf8')), name).toEqual(MAY_HAVE[name] ?? []);
    }
  });
});

/** What is said with them; what does nothing of its own with an inventory or a server is in NO_COMMANDS. */
const COMMANDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  validate: [[], ['--format', 'json']],
  generate: [
    ['-o', 'files', '--diff'],
    ['-o', 'files', '--check', '--diff'],
  ],
  lint: [['files']],
  import: [['files', '-o', 'imported']],
  explain: [[CISCO], [FANVIL]],
  firmware: [[]],
  doctor: [[]],
  status: [[], [CISCO]],
  report: [[CISCO], [FANVIL, '--format', 'json']],
  new: [[]],
  leases: [[]],
  rollout: [[]],
  resync: [['--stale', '--dry-run']],
  restart: [['--stale', '--dry-run']],
  adopt: [[STRANGER, '--model', 'cisco-7931g', '--dry-run']],
  csta: [[FANVIL]],
  page: [['--page-token-file', 'token']],
};
const WITH_STATE = [
  'doctor',
  'status',
  'report',
  'new',
  'leases',
  'rollout',
  'resync',
  'restart',
  'page',
];
const NO_COMMANDS = [
  ...['init', 'explain-code', 'numbers', 'schema', 'completion', 'help', 'export', 'serve'],
  ...['watch', 'wait', 'ignore', 'replay', 'simulate', 'probe', 'ping'],
];
/** As it gives away what it should not. */
const AGENT = `phone http://a:${PLANTED['User-Agent of a phone']}@b`;
/** By whoever wants something of a route that takes a body. */
const WITH_SECRETS = { password: PLANTED['what was sent'], [PLANTED['what was sent']]: 1 };
const PAGE_OF = Object.fromEntries(
  PAGE_ROUTES.map(({ method, path, ...text }) => [`${method} ${path}`, text]),
);

describe.runIf(SOAKING)('of a server', () => {
  let folder = '';
  let [ami, ari]: [FakeAsterisk | undefined, FakeAri | undefined] = [undefined, undefined];
  let [out, log] = ['', ''];
  let served: Promise<Ran>;
  const stop = new AbortController();
  const { changed, until } = createWatch();
  const at = (what: string): string => new RegExp(`${what}\\S* +(\\S+)`).exec(out)?.[1] ?? '';

  beforeAll(async () => {
    ami = await startFakeAsterisk({ secret: PLANTED['ami secret'] });
    const phone = {
      Uri: `sip:7001:${PLANTED['Contact of a phone']}@127.0.0.1:5060`,
      UserAgent: AGENT,
    };
    const entries = messagesOf(PJSIP.entry(phone)).map(({ fields }) => fields);
    ami.answers.set('PJSIPShowContacts', () => listOf(entries));
    ari = await startFakeAri();
    const inventory = plantedInventory({ ami: ami.server.port, ari: ari.port });
    folder = createFolder({ 'offhook.yaml': inventory, token: PLANTED['token of the page'] });
    const ports = ['--tftp-port', '0', '--http-port', '0', '--page', '127.0.0.1:0'];
    const told = ['--metrics', '127.0.0.1:0', '--metrics-phones', '500', '--verbose'];
    const kept = ['--state-dir', 'state', '--page-token-file', 'token', '--no-watch'];
    const words = ['serve', '--address', '127.0.0.1', '--dhcp', 'off', ...ports, ...told, ...kept];
    served = offhook(folder, words, {
      stop: stop.signal,
      onOut: (text) => {
        out = text;
        changed();
      },
      onErr: (text) => {
        log = text;
        changed();
      },
    });
    await until(() => out.includes('Page') || out.includes('page'));
  });
  afterAll(async () => {
    stop.abort();
    await served;
    await Promise.all([ami?.close(), ari?.close()]);
    rmSync(folder, { recursive: true });
  });

  const base = () => at('page');
  async function ask(method: string, path: string, body?: unknown, headers = {}) {
    const answer = await fetch(`${base()}api/v1${path}`, {
      method,
      headers: {
        ...{ authorization: `Bearer ${PLANTED['token of the page']}`, origin: base().slice(0, -1) },
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const isStream = answer.headers.get('content-type') === 'text/event-stream';
    const first = isStream ? await answer.body?.getReader().read() : undefined;
    const text = first ? `${Buffer.from(first.value ?? [])}` : await answer.text();
    return { status: answer.status, said: `${text}${[...answer.headers].join()}` };
  }

  it('is heard from phones that give secrets away', async () => {
    const name = `x.xml?password=${PLANTED['name that was asked for']}`;
    for (const each of ['SEP5CFC66000001.cnf.xml', name]) {
      await (await fetch(`${at('HTTP')}${each}`, { headers: { 'user-agent': AGENT } })).text();
    }
    const port = Number(at('TFTP').split(':')[1]);
    await fetchTftp({ server: '127.0.0.1', port, name });
    const refusal = PJSIP.badPassword().replace(
      /Response: \w+/,
      `Response: ${PLANTED['answer to a challenge']}`,
    );
    ami?.tell(...messagesOf(refusal).map(({ fields }) => fields));
    await expect.poll(async () => (await ask('GET', '/requests')).said).toContain('x.xml?');
    expect(log).toContain('knows no such user, or another password');
    expect(log).toContain('refuses the login of');
  });

  it('has a row for each route, and for nothing else', () => {
    const all = [...Object.keys(ROUTE_TEXTS), ...Object.keys(PAGE_OF)];
    expect(Object.keys(ROUTES_ASKED).toSorted()).toEqual(all.toSorted());
  });

  it.each(Object.entries(ROUTES_ASKED))('answers %s', async (row, askings) => {
    const [method = '', template = ''] = row.split(' ');
    const text = ROUTE_TEXTS[row] ?? PAGE_OF[row];
    for (const { path = template, body, status = text?.status ?? 200 } of askings) {
      const answer = await ask(method, path, body);
      expect(leaksIn(answer.said), path).toEqual([]);
      expect(answer.status, `${path}: ${answer.said}`).toBe(status);
      if (!text?.body) continue;
      const refused = await ask(method, path, WITH_SECRETS);
      expect(leaksIn(refused.said), path).toEqual([]);
      expect(refused.status, `${path}: ${refused.said}`).toBeGreaterThanOrEqual(400);
    }
  });

  it('shows files of which the secrets alone are hidden', async () => {
    const { said } = await ask('GET', `/phones/${CISCO}/file`);
    for (const part of ['pbx.lab.example', 'Ivanova', '********']) expect(said).toContain(part);
  });

  it('has commands that say none', async () => {
    const { out: help } = await offhook(folder, ['--help']);
    const names = [...(help.split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z-]+) /gm)];
    const all = [...Object.keys(COMMANDS), ...NO_COMMANDS];
    expect(all.toSorted()).toEqual(names.map(([, name]) => name).toSorted());
  });

  it.each(Object.entries(COMMANDS))('is asked by offhook %s', async (name, wordings) => {
    for (const words of wordings) {
      const state = WITH_STATE.includes(name) ? ['--state-dir', 'state'] : [];
      const said = await offhook(folder, [name, ...words, ...state]);
      expect(leaksIn(said.out + said.err), words.join(' ')).toEqual(
        name === 'page' ? ['token of the page'] : [],
      );
      expect((said.out + said.err).length).toBeGreaterThan(10);
    }
  });

  it('has pages and metrics that say none', async () => {
    for (const url of [at('metrics'), base(), `${base()}livez`, `${base()}readyz`]) {
      const answer = await fetch(url);
      expect([answer.status, leaksIn(await answer.text())]).toEqual([200, []]);
    }
  });

  it.each([
    ['in a list', /(: )(planted-[a-z]+)/g, '$1[$2]'],
    ['glued to its name', /(: )(planted-[a-z]+)/g, ':$2'],
    ['with a line break', /(: )(planted-[a-z]+)/g, '$1"$2\\n"'],
  ])('does not show what is wrong with a secret: %s', async (_, pattern, wrong) => {
    const right = readFileSync(join(folder, 'offhook.yaml'), 'utf8');
    writeFileSync(join(folder, 'offhook.yaml'), right.replace(pattern, wrong));
    const judged = await offhook(folder, ['validate']);
    expect(judged.code).toBe(1);
    expect(leaksIn(judged.out + judged.err)).toEqual([]);
    const before = log.length;
    await ask('POST', '/reload');
    await until(() => log.slice(before).includes('goes on being served'));
    expect(leaksIn((await ask('GET', '/findings')).said)).toEqual([]);
    writeFileSync(join(folder, 'offhook.yaml'), right);
  });

  it('has written none to its log, and none to its terminal', () => {
    expect(leaksIn(out + log)).toEqual([]);
    expect(log.split('\n').length).toBeGreaterThan(20);
  });
});
