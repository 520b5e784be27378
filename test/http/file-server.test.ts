import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { contentOf } from '../../src/core/file-content.js';
import { silentLog } from '../../src/core/log.js';
import { createHttpFileServer, type HttpFileServer } from '../../src/http/file-server.js';
import type { HttpFileSource, HttpReport } from '../../src/http/file-source.js';

const XML = Buffer.from('<device/>');
const FILES: HttpFileSource = {
  open(name) {
    if (name.startsWith('missing')) return { kind: 'not-found', expected: name === 'missing-ctl' };
    if (name === 'secret') return { kind: 'denied', why: 'not his lease' };
    if (name === 'broken') throw new Error('disk on fire');
    return { kind: 'file', content: contentOf(XML), mediaType: 'text/xml' };
  },
};

let server: HttpFileServer | undefined;
let reports: HttpReport[] = [];

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(source = FILES, address = '127.0.0.1'): Promise<number> {
  reports = [];
  const onReport = (report: HttpReport) => reports.push(report);
  server = await createHttpFileServer({ address, port: 0, source, onReport });
  return server.address().port;
}

/** Sends these very bytes, and returns all that comes back until the connection ends. */
async function send(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  return text(socket);
}

const get = (port: number, target: string): Promise<string> =>
  send(port, `GET ${target} HTTP/1.1\r\nConnection: close\r\n\r\n`);

const statusOf = (answer: string): string => answer.split(' ', 2)[1] ?? answer;

it.each([
  ['/book.xml?q=a%20b&page=2', 'book.xml', 'q=a%20b&page=2'],
  ['http://host/book.xml?q=a?b', 'book.xml', 'q=a?b'],
  ['/book.xml?', 'book.xml', ''],
  ['/book.xml', 'book.xml', ''],
])('hands on what is asked by %s', async (target, name, query) => {
  const open = vi.fn(FILES.open);
  expect(statusOf(await get(await start({ open }), target))).toBe('200');
  expect(open).toHaveBeenCalledExactlyOnceWith(name, expect.anything(), query);
});

it('says how much it was asked when it has stopped', async () => {
  const info = vi.fn();
  const log = { ...silentLog, info };
  const counted = await createHttpFileServer({
    address: '127.0.0.1',
    port: 0,
    source: FILES,
    log,
  });
  const { port } = counted.address();
  expect(statusOf(await get(port, '/a.xml'))).toBe('200');
  expect(statusOf(await get(port, '/secret'))).toBe('403');
  expect(statusOf(await send(port, 'noise\r\n\r\n'))).toBe('400');
  await counted.close();
  const counts = { requests: 3, unparsed: 1, denied: 1, refused: 0 };
  expect(info.mock.calls).toEqual([[counts, 'HTTP has stopped']]);
});

describe('a phone that asks by HTTP', () => {
  it('gets the file with its type and length, and is reported once', async () => {
    const port = await start();
    const answer = await fetch(`http://127.0.0.1:${port}/SEP1.cnf.xml`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/xml');
    expect(answer.headers.get('content-length')).toBe('9');
    expect(await answer.text()).toBe('<device/>');
    await expect
      .poll(() => reports)
      .toEqual([
        {
          client: { address: '127.0.0.1', port: expect.any(Number) },
          fileName: 'SEP1.cnf.xml',
          outcome: 'sent',
          bytes: 9,
          size: 9,
          agent: 'node',
          durationMs: expect.any(Number),
        },
      ]);
  });

  it('may ask for the head alone', async () => {
    const port = await start();
    const answer = await send(port, 'HEAD /a HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toMatch(/\r\nContent-Length: 9\r\n/);
    expect(answer).toMatch(/\r\n\r\n$/);
    await expect.poll(() => reports).toMatchObject([{ outcome: 'head', bytes: 0 }]);
  });

  it('may leave the host out, in HTTP/1.1 as in 1.0', async () => {
    const port = await start();
    expect(statusOf(await get(port, '/a'))).toBe('200');
    expect(statusOf(await send(port, 'GET /a HTTP/1.0\r\n\r\n'))).toBe('200');
  });

  it('may ask twice over one connection', async () => {
    const port = await start();
    const request = 'GET /a HTTP/1.1\r\n\r\n';
    const last = 'GET /b HTTP/1.1\r\nConnection: close\r\n\r\n';
    expect((await send(port, request + last)).match(/<device\/>/g)).toHaveLength(2);
    await expect.poll(() => reports).toMatchObject([{ fileName: 'a' }, { fileName: 'b' }]);
  });

  it.each([
    { path: '/missing', status: '404', outcome: 'not-found', detail: undefined },
    { path: '/missing-ctl', status: '404', outcome: 'expected-miss', detail: undefined },
    { path: '/secret', status: '403', outcome: 'denied', detail: 'not his lease' },
    { path: '/broken', status: '500', outcome: 'unreadable', detail: 'Error: disk on fire' },
  ])('for $path gets $status and no words', async ({ path, status, outcome, detail }) => {
    const port = await start();
    const answer = await get(port, path);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toMatch(/\r\nContent-Length: 0\r\n/);
    await expect.poll(() => reports.length).toBe(1);
    expect(reports[0]).toMatchObject({ outcome, bytes: 0 });
    expect(reports[0]?.detail).toBe(detail);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])('may not %s', async (method) => {
    const port = await start();
    const answer = await send(port, `${method} /a HTTP/1.1\r\nContent-Length: 0\r\n\r\n`);
    expect(statusOf(answer)).toBe('405');
    expect(answer).toMatch(/\r\nAllow: GET, HEAD\r\n/);
    expect(answer).toMatch(/\r\nConnection: close\r\n/);
    await expect.poll(() => reports).toMatchObject([{ outcome: 'bad-method', fileName: 'a' }]);
  });
});

describe('a name in a URL', () => {
  it.each([
    { target: '/a', name: 'a' },
    { target: '/', name: '' },
    { target: '/a?mac=001122', name: 'a' },
    { target: '/Desktops/320x212x12/List.xml', name: 'Desktops/320x212x12/List.xml' },
    { target: '/Desktops%20List.xml', name: 'Desktops List.xml' },
    { target: '/%D1%8F', name: 'я' },
    { target: '/a%2541', name: 'a%41' },
    { target: '/a+b', name: 'a+b' },
    { target: '/..a', name: '..a' },
    { target: '/__proto__', name: '__proto__' },
    { target: 'http://10.20.1.1:6970/a', name: 'a' },
  ])('"$target" means "$name"', async ({ target, name }) => {
    const open = vi.fn(FILES.open);
    const port = await start({ open });
    await get(port, target);
    expect(open.mock.calls[0]?.[0]).toBe(name);
  });

  it.each([
    '/../x',
    '/a/../x',
    '/..',
    '/%2e%2e/x',
    '/a/%2e%2E',
    '/a%2fb',
    '/a%2Fb',
    '/..\\x',
    '/a%5cb',
    '/a%00',
    '/%',
    '/%ff',
    '*',
    'a',
  ])('"%s" is no name, and nobody is asked for it', async (target) => {
    const open = vi.fn(FILES.open);
    const port = await start({ open });
    expect(statusOf(await get(port, target))).toMatch(/^40[04]$/);
    expect(open).not.toHaveBeenCalled();
  });
});

describe('the HTTP server', () => {
  it('on :: calls an IPv4 client by its own address', async () => {
    const asked: string[] = [];
    const open: HttpFileSource['open'] = (name, client) => {
      asked.push(client.address);
      return FILES.open(name, client, '');
    };
    expect(statusOf(await get(await start({ open }, '::'), '/a'))).toBe('200');
    expect(asked).toEqual(['127.0.0.1']);
    expect(reports).toMatchObject([{ client: { address: '127.0.0.1' } }]);
  });

  it.each([
    { name: 'noise', request: '\0\xff\x01\r\n\r\n', status: '400' },
    {
      name: 'a very long header',
      request: `GET /a HTTP/1.1\r\nX: ${'x'.repeat(9_000)}\r\n\r\n`,
      status: '431',
    },
    {
      name: 'a very long name',
      request: `GET /${'x'.repeat(9_000)} HTTP/1.1\r\n\r\n`,
      status: '431',
    },
  ])('refuses $name and goes on', async ({ request, status }) => {
    const port = await start();
    expect(statusOf(await send(port, request))).toBe(status);
    expect(statusOf(await get(port, '/a'))).toBe('200');
  });

  it('notices a client that goes before its answer is ready', async () => {
    const gate = { open: (): void => {} };
    const waiting = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    const asked = vi.fn();
    const port = await start({
      async open(name) {
        asked(name);
        await waiting;
        return { kind: 'file', content: contentOf(XML), mediaType: 'text/xml' };
      },
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /a HTTP/1.1\r\n\r\n');
    await expect.poll(() => asked.mock.calls).toEqual([['a']]);
    socket.destroy();
    await once(socket, 'close');
    // The server has seen the end of that connection when it answers one that came after it.
    const other = get(port, '/b');
    await expect.poll(() => asked.mock.calls).toEqual([['a'], ['b']]);
    gate.open();
    await other;
    await expect.poll(() => reports).toHaveLength(2);
    expect(reports).toContainEqual(
      expect.objectContaining({ fileName: 'a', outcome: 'client-gone', bytes: 0 }),
    );
  });

  it('rejects where the port is taken', async () => {
    const port = await start();
    await expect(
      createHttpFileServer({ address: '127.0.0.1', port, source: FILES }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('closes although a client still waits for its answer', async () => {
    const asked = vi.fn();
    const port = await start({
      open(name) {
        asked(name);
        return new Promise(() => {});
      },
    });
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    const gone = once(socket, 'close');
    socket.write('GET /a HTTP/1.1\r\n\r\n');
    await expect.poll(() => asked.mock.calls).toEqual([['a']]);
    await server?.close();
    await gone;
    server = undefined;
  });
});
