// A phone that is adopted by a question to the server: shown first, refused in words, written once, and never by a body that is
// none. What the inventory itself answers beside that: choices, a report, firmware.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import { replyTo } from '../../src/page/route.js';
import { createDesk } from '../../src/serve/desk/desk.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { createReaderHere } from '../../src/serve/site-reader.js';
import { createStory } from '../../src/serve/story/story.js';
import { createFolder, INVENTORY, SECRETS } from '../cli/cli-under-test.js';
import { askedServer } from './asked-server.js';
import { servedSiteOf } from './snapshot-under-test.js';
import { storyOptions } from './story-options.js';

const MAC = '5c:fc:66:5d:4f:9b';
const KNOWN = '5c:fc:66:5d:4f:9a' as Mac;
const FREE = '  "7002": { password: { env: SIP_7001 } }\nphones:';
const MAIN = `${INVENTORY.replace('phones:', FREE)}include: [adopted.yaml]\n`;
const WISH = { mac: MAC, model: 'cisco-7931g', line: 'next', label: 'Hall' };

let cwd = '';
let reloads = 0;
beforeAll(() => {
  cwd = createFolder({ 'offhook.yaml': MAIN, 'adopted.yaml': '' });
});

async function ask(method: string, path: string, said?: unknown) {
  const source = async () => ({ cwd, file: 'offhook.yaml', env: SECRETS });
  const site = servedSiteOf('{}');
  const server = askedServer({
    story: createStory(storyOptions(site)),
    served: () => site,
    reload() {
      reloads += 1;
    },
    desk: createDesk(createReaderHere(), source),
  });
  const body = async () => (typeof said === 'string' ? said : JSON.stringify(said));
  const question = { method, url: `/api/v1${path}`, by: 'a test', body };
  const { status, body: text, type } = await replyTo(question, serverRoutes(server));
  return { status, text: `${text}`, value: type ? JSON.parse(`${text}`) : undefined };
}

describe('a phone that is adopted by a question', () => {
  it('is shown first, and then written once', async () => {
    const shown = await ask('POST', '/adoptions', WISH);
    expect(shown.value).toMatchObject({
      ...{ mac: MAC, path: 'adopted.yaml', written: false, files: ['SEP5CFC665D4F9B.cnf.xml'] },
      entry: expect.stringContaining('keys: { 1: { line: "7002" } }'),
      command: `offhook adopt ${MAC} --model cisco-7931g --line 7002 --label Hall --config ${cwd}/offhook.yaml --write`,
    });
    expect(
      shown.value.findings.map(({ severity }: { severity: string }) => severity),
    ).not.toContain('error');
    expect(readFileSync(join(cwd, 'adopted.yaml'), 'utf8')).toBe('');
    expect(reloads).toBe(0);
    const written = await ask('POST', '/adoptions', { ...WISH, write: true });
    expect(written.value).toMatchObject({ written: true });
    expect(reloads).toBe(1);
    expect(readFileSync(join(cwd, 'adopted.yaml'), 'utf8')).toContain(MAC);
    const again = await ask('POST', '/adoptions', { ...WISH, write: true });
    expect(again).toMatchObject({
      ...{ status: 422, text: expect.stringContaining('is in the inventory: adopted.yaml:') },
    });
    expect(readdirSync(cwd).toSorted()).toEqual(['adopted.yaml', 'offhook.yaml']);
  });

  it('is not written where the whole would have an error, and hears why', async () => {
    const wish = { mac: '5c:fc:66:5d:4f:9c', model: 'cisco-7931g', line: '7009', write: true };
    const { value } = await ask('POST', '/adoptions', wish);
    expect(value).toMatchObject({ written: false, why: expect.stringContaining('errors') });
    expect(value.findings).toContainEqual(
      expect.objectContaining({ code: 'inventory/missing-secret', severity: 'error' }),
    );
  });

  it.each([
    ['no JSON', 'adopt this', 400],
    ['a list', [MAC], 400],
    ['no MAC', { mac: 'everything' }, 400],
    ['a field that is none', { mac: MAC, password: 'tulip' }, 400],
    ['a number for a text', { mac: MAC, label: 7 }, 400],
    ['a text without end', { mac: MAC, label: 'x'.repeat(300) }, 400],
    ['a text for groups', { mac: MAC, groups: 'hall' }, 400],
    ['an address that is none', { mac: MAC, address: '10.20.1.0/24' }, 400],
    ['a model that is none', { mac: '5c:fc:66:00:00:09', model: 'cisco-793' }, 422],
  ])('is refused for %s', async (_, said, status) => {
    const reply = await ask('POST', '/adoptions', said);
    expect(reply).toMatchObject({ status });
    expect(reply.text).not.toContain('tulip');
  });
});

it('a phone of an unknown model hears what to do where it is adopted: on the page or in a terminal', async () => {
  const { status, text } = await ask('POST', '/adoptions', { mac: '5c:fc:66:00:00:09' });
  expect(status).toBe(422);
  expect(text).toContain(': choose its model (in a terminal by --model): cisco-7931g, ');
});

describe('the inventory itself answers', () => {
  it('what can be chosen', async () => {
    const { value } = await ask('GET', '/adoptions');
    expect(value.models).toContainEqual({ id: 'fanvil-x4', name: expect.any(String) });
    expect(value.lines).not.toContain('7001');
  });

  it.each(['', '?format=json'])(
    'with a report of a phone, and no password (%s)',
    async (format) => {
      const { text, value } = await ask('GET', `/phones/${KNOWN}/report${format}`);
      expect(value?.mac).toBe(format === '' ? undefined : KNOWN);
      expect(text).toContain('SEP5CFC665D4F9A.cnf.xml');
      for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
    },
  );

  it('which firmware phones are told to load', async () => {
    expect(await ask('GET', '/firmware')).toMatchObject({ status: 200, value: [] });
  });
});

it('who asks without end is told to ask later', async () => {
  let release = (): void => {};
  const busy = new Promise<void>((resolve) => {
    release = resolve;
  });
  const desk = createDesk({ ask: () => busy.then(() => ({ refused: '' })) }, async () => ({
    ...{ cwd: '.', file: 'offhook.yaml' },
  }));
  const asked = Array.from({ length: 9 }, () => desk.ask('choices', {}));
  await expect(asked[8]).rejects.toMatchObject({ code: 'EBUSY' });
  release();
  expect(await Promise.all(asked.slice(0, 8))).toHaveLength(8);
  expect(await desk.ask('choices', {})).toEqual({ refused: '' });
});
