// The page's listener as whoever connects to it finds it.

import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as tlsConnect } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../../src/core/log.js';
import { makeToken } from '../../../src/page/token.js';
import { createChanges } from '../../../src/serve/live/changes.js';
import { type OpenPage, openPage, type PageWanted } from '../../../src/serve/live/page.js';
import type { PhoneStory } from '../../../src/serve/story/story.js';
import { folderOfTests } from '../../folder-of-test.js';
import { ONE, OTHER } from './certificates.js';

const folder = folderOfTests('page');
const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const WANTED: PageWanted = {
  addresses: ['127.0.0.1', '::1'],
  port: 0,
  isSaid: true,
  readersLogIn: false,
  hosts: [],
  proxies: [],
  face: join(folder, 'face'),
};

interface Said {
  readonly level: string;
  readonly text: string;
}

async function open(given: Partial<PageWanted> = {}, stateDir = folder) {
  const said: Said[] = [];
  const by: string[] = [];
  const phone = { mac: '5c:fc:66:00:00:01', word: 'unseen', facts: { known: true } } as PhoneStory;
  const changes = createChanges({
    macs: () => [phone.mac],
    size: () => 1,
    of: () => phone,
    row: ({ mac, word }) => ({ mac, word }) as never,
    site: () => ({}),
    now: () => performance.now(),
    wall: () => '2026-01-01T00:00:00.000Z',
    random: () => new Uint8Array(8),
    failed() {},
  });
  const page = await openPage(
    { ...WANTED, ...given },
    {
      routes: [
        { method: 'GET', path: '/status', answer: () => ({ status: 200, body: 'all is well' }) },
        {
          method: 'POST',
          path: '/reload',
          async answer(asked) {
            await asked.body();
            by.push(asked.by);
            return { status: 202, body: '' };
          },
        },
      ],
      ...{
        changes: { en: changes, ru: changes },
        health: () => [],
        stateDir,
        version: '0',
        hasDhcp: () => false,
        hasCalls: () => false,
      },
      log: {
        ...silentLog,
        warn: (_, what) => void said.push({ level: 'warn', text: what }),
        error: (_, what) => void said.push({ level: 'error', text: what }),
      },
    },
  );
  if (page) closing.push(page.close);
  return { page: page as OpenPage, said, by };
}

const token = () => readFileSync(join(folder, 'page-token'), 'utf8').trim();

/** What is answered to bytes, until the connection ends. */
async function send({ port }: OpenPage, bytes: string | readonly string[], host = '127.0.0.1') {
  const socket = connect(port, host);
  closing.push(() => socket.destroy());
  socket.on('error', () => {});
  for (const each of [bytes].flat()) socket.write(each);
  return text(socket).catch(() => '');
}

const CLOSE = 'Connection: close\r\n\r\n';

describe('the listener', () => {
  it('is on this machine alone, in both families, with a token that is made once', async () => {
    const { page, said } = await open();
    expect(page.address).toBe('127.0.0.1');
    expect(page.url).toBe(`http://127.0.0.1:${page.port}/`);
    expect(await send(page, `GET /livez HTTP/1.1\r\nHost: localhost\r\n${CLOSE}`, '::1')).toMatch(
      /^HTTP\/1.1 200/,
    );
    expect(said).toEqual([]);
    expect(statSync(join(folder, 'page-token')).mode & 0o777).toBe(0o600);
    const first = token();
    expect(first).toMatch(/^[\w-]{43}$/);
    await open();
    expect(token()).toBe(first);
  });

  it.each(['evil.example', '127.0.0.1.evil.example'])('is not asked as %s', async (host) => {
    const { page } = await open();
    for (const target of [
      '/',
      '/livez',
      '/api/v1/events',
      `http://127.0.0.1:${page.port}/api/v1/status`,
    ]) {
      const answer = await send(page, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${CLOSE}`);
      expect(answer, target).toMatch(/^HTTP\/1.1 421/);
      expect(answer).toMatch(/content-security-policy: default-src 'none'/i);
    }
  });

  it('reads no more of headers and bodies than it said', async () => {
    const { page, by } = await open();
    const long = `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(9_000)}\r\n${CLOSE}`;
    expect(await send(page, long)).toMatch(/^HTTP\/1.1 431/);
    const head = `POST /api/v1/reload HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token()}\r\nContent-Type: application/json\r\n`;
    // Neither comes to its end.
    const announced = await send(page, [
      `${head}Content-Length: 1000000000\r\n\r\n`,
      'x'.repeat(70_000),
    ]);
    expect(announced).toMatch(/^HTTP\/1.1 413/);
    const piece = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const chunked = await send(page, [`${head}Transfer-Encoding: chunked\r\n\r\n`, piece, piece]);
    expect(chunked).toMatch(/^HTTP\/1.1 413/);
    expect(by).toEqual([]);
  });

  it('has room for so many, and goes on when they are gone', async () => {
    const { page } = await open();
    const idle: Socket[] = [];
    for (let count = 0; count < 64; count += 1) {
      const socket = connect(page.port, '127.0.0.1');
      socket.on('error', () => {});
      await new Promise((resolve) => socket.once('connect', resolve));
      idle.push(socket);
    }
    const question = `GET /livez HTTP/1.1\r\nHost: localhost\r\n${CLOSE}`;
    expect(await send(page, question)).toBe('');
    for (const socket of idle) socket.destroy();
    await expect.poll(() => send(page, question)).toMatch(/^HTTP\/1.1 200/);
  });

  it('tells changes as a stream that ends with its session', async () => {
    const { page } = await open({ readersLogIn: true });
    const base = `http://127.0.0.1:${page.port}/api/v1`;
    expect((await fetch(`${base}/events`)).status).toBe(401);
    const headers = { 'content-type': 'application/json', origin: `http://127.0.0.1:${page.port}` };
    const login = await fetch(`${base}/session`, {
      ...{ method: 'POST', headers, body: JSON.stringify({ token: token() }) },
    });
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const stream = await fetch(`${base}/events`, { headers: { cookie } });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.headers.get('x-accel-buffering')).toBe('no');
    expect(stream.headers.get('content-security-policy')).toContain("default-src 'none'");
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let said = '';
    while (!said.includes('event: site')) said += (await reader?.read())?.value ?? '';
    expect(said).toContain('event: phones\nid: 0000000000000000-1\n');
    expect(said).toContain('"mac":"5c:fc:66:00:00:01"');
    await fetch(`${base}/session`, { method: 'DELETE', headers: { ...headers, cookie } });
    const rest = (async () => {
      while (!(await reader?.read())?.done);
    })();
    await rest.catch(() => {});
    expect((await fetch(`${base}/status`, { headers: { cookie } })).status).toBe(401);
  });
});

it('says whether there is a place for one more who watches, and gives none to who only asks that', async () => {
  const { page } = await open();
  const url = `http://127.0.0.1:${page.port}/api/v1/events`;
  const ask = async () => (await fetch(url, { method: 'HEAD' })).status;
  // Whose connections stay.
  for (let count = 0; count < 17; count += 1) {
    const socket = connect(page.port, '127.0.0.1');
    closing.push(() => socket.destroy());
    const heard = new Promise((resolve) => socket.once('data', resolve));
    socket.write('HEAD /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(String(await heard)).toMatch(/^HTTP\/1.1 200 /);
  }
  const stop = new AbortController();
  for (let count = 0; count < 16; count += 1) {
    expect((await fetch(url, { signal: stop.signal })).status).toBe(200);
  }
  expect(await ask()).toBe(503);
  const refused = await fetch(url);
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('so many watch') });
  stop.abort();
  await expect.poll(ask).toBe(200);
});

describe('a place that cannot be had', () => {
  const taken = async () => {
    const other = createTcpServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    closing.push(() => other.close());
    return (other.address() as AddressInfo).port;
  };

  it('is a warning where nobody asked for it', async () => {
    const { page, said } = await open({ port: await taken(), isSaid: false });
    expect(page).toBeUndefined();
    expect(said).toEqual([
      { level: 'warn', text: expect.stringContaining('another program has it') },
    ]);
  });

  it('ends the start where somebody did', async () => {
    const port = await taken();
    await expect(open({ port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: expect.stringContaining(`--page 127.0.0.1:${port + 1}`),
    });
  });

  it('is one off this machine that nobody has a token for', async () => {
    const none = mkdtempSync(join(folder, 'none-'));
    await expect(open({ addresses: ['0.0.0.0'] }, none)).rejects.toMatchObject({
      code: 'EBADMSG',
      message: expect.stringContaining(`offhook page --state-dir ${none}`),
    });
    await expect(open({ addresses: ['0.0.0.0'], isSaid: false }, none)).resolves.toMatchObject({
      page: undefined,
    });
    const file = join(none, 'short');
    writeFileSync(file, 'short\n');
    await expect(open({ tokenFile: file }, none)).rejects.toMatchObject({ code: 'EBADMSG' });
    const missing = join(none, 'missing');
    await expect(open({ tokenFile: missing }, none)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is open to readers with a session alone, once there is a token, and says that it is read by all', async () => {
    const some = mkdtempSync(join(folder, 'some-'));
    await makeToken(some, (bytes) => new Uint8Array(bytes).fill(7));
    const { page, said } = await open({ addresses: ['0.0.0.0'] }, some);
    expect(said).toMatchObject([{ level: 'warn', text: expect.stringContaining('without TLS') }]);
    const base = `http://127.0.0.1:${page.port}`;
    expect((await fetch(`${base}/api/v1/status`)).status).toBe(401);
    expect((await fetch(`${base}/`)).status).toBe(200);
    expect(await (await fetch(`${base}/api/v1/session`)).json()).toMatchObject({
      ...{ session: false, needed: true, plain: true },
    });
  });
});

describe('TLS', () => {
  const write = (name: string, { cert, key }: typeof ONE) => {
    writeFileSync(join(folder, `${name}.crt`), cert);
    writeFileSync(join(folder, `${name}.key`), key);
    return { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  };
  const nameOf = ({ port }: OpenPage, options: object = {}) =>
    new Promise<string>((resolve, reject) => {
      const socket = tlsConnect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
      socket.once('error', reject);
      socket.once('secureConnect', () => {
        resolve(`${socket.getPeerCertificate().subject.CN}`);
        socket.destroy();
      });
    });

  it('is ours from 1.2 on, with a certificate that is read again', async () => {
    const tls = write('page', ONE);
    const { page, said } = await open({ tls });
    expect(page.url).toMatch(/^https:/);
    expect(await nameOf(page)).toBe('one');
    await expect(nameOf(page, { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })).rejects.toThrow();
    write('page', OTHER);
    await page.reload();
    expect(await nameOf(page)).toBe('other');
    writeFileSync(tls.key, 'no key');
    await page.reload();
    expect(await nameOf(page)).toBe('other');
    expect(said).toMatchObject([{ level: 'error', text: expect.stringContaining('certificate') }]);
  });

  it('holds the cookie to it', async () => {
    const { page } = await open({ tls: write('cookie', ONE) });
    const cookie = await new Promise((resolve, reject) => {
      const body = JSON.stringify({ token: token() });
      httpsRequest(
        `https://127.0.0.1:${page.port}/api/v1/session`,
        {
          method: 'POST',
          rejectUnauthorized: false,
          headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
        },
        ({ headers }) => resolve(headers['set-cookie']),
      )
        .on('error', reject)
        .end(body);
    });
    expect(cookie).toEqual([expect.stringMatching(/^__Host-offhook=.*; Secure$/)]);
  });

  it('is not made of a certificate and the key of another', async () => {
    const { cert } = write('first', ONE);
    const { key } = write('second', OTHER);
    await expect(open({ tls: { cert, key } })).rejects.toMatchObject({ code: 'EBADMSG' });
    await expect(open({ tls: { cert: join(folder, 'no'), key } })).rejects.toMatchObject({
      ...{ code: 'ENOENT', message: expect.stringContaining(join(folder, 'no')) },
    });
  });
});

it('a proxy before it gives it a prefix, a name and TLS, and says for whom it asks', async () => {
  const { page, by } = await open({ proxies: ['127.0.0.1'], hosts: ['phones.example.org'] });
  const proxy = createServer((incoming, outgoing) => {
    const headers = {
      ...incoming.headers,
      host: `127.0.0.1:${page.port}`,
      'x-forwarded-for': '10.20.1.7',
      'x-forwarded-host': incoming.headers.host,
      'x-forwarded-proto': 'https',
    };
    const path = incoming.url?.replace(/^\/lab/, '') ?? '/';
    const asked = httpRequest(
      { port: page.port, host: '127.0.0.1', method: incoming.method, path, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(asked);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => proxy.once('listening', resolve));
  closing.push(
    () => proxy.closeAllConnections(),
    () => proxy.close(),
  );
  const { port } = proxy.address() as AddressInfo;
  const ask = (path: string, host: string, more: Record<string, string> = {}, body?: string) =>
    new Promise<{ status: number | undefined; cookie: string | undefined }>((resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST';
      httpRequest(
        { port, host: '127.0.0.1', path, method, headers: { host, ...more } },
        (answer) => {
          answer.resume();
          resolve({
            status: answer.statusCode,
            cookie: answer.headers['set-cookie']?.[0]?.split(';')[0],
          });
        },
      )
        .on('error', reject)
        .end(body);
    });
  expect(await ask('/lab/livez', 'phones.example.org')).toMatchObject({ status: 200 });
  expect(await ask('/lab/livez', 'evil.example')).toMatchObject({ status: 421 });
  // Everyone comes from the proxy's address, which is this machine's.
  expect(await ask('/lab/api/v1/status', 'phones.example.org')).toMatchObject({ status: 401 });
  const json = { 'content-type': 'application/json', origin: 'https://phones.example.org' };
  const login = JSON.stringify({ token: token() });
  const { status, cookie = '' } = await ask(
    '/lab/api/v1/session',
    'phones.example.org',
    json,
    login,
  );
  expect([status, cookie]).toEqual([200, expect.stringMatching(/^__Host-offhook=/)]);
  const acting = { ...json, cookie };
  expect(await ask('/lab/api/v1/reload', 'phones.example.org', acting, '{}')).toMatchObject({
    status: 202,
  });
  expect(by).toEqual([expect.stringMatching(/^session \w+ from 10\.20\.1\.7$/)]);
});
