// Requests that never become one: Node's parser refuses them, and they must be seen nevertheless.

import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { contentOf } from '../../src/core/file-content.js';
import type { HttpLimits } from '../../src/http/connections.js';
import { createHttpFileServer } from '../../src/http/file-server.js';
import type { HttpReport } from '../../src/http/file-source.js';

let close: (() => Promise<void>) | undefined;
let reports: HttpReport[] = [];
afterEach(() => close?.());

async function start(limits: Partial<HttpLimits> = {}): Promise<number> {
  reports = [];
  const server = await createHttpFileServer({
    address: '127.0.0.1',
    port: 0,
    source: {
      open: () => ({ kind: 'file', content: contentOf(Buffer.from('a')), mediaType: 'text/xml' }),
    },
    onReport: (report) => reports.push(report),
    limits,
  });
  close = server.close;
  return server.address().port;
}

async function send(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(request, 'latin1');
  return text(socket);
}

const ROWS = [
  ['a header without a colon', 'GET /a HTTP/1.1\r\nPhone X\r\n\r\n', '400', 'bad-request', 'a'],
  ['a space in the name', 'GET /a b.raw HTTP/1.1\r\n\r\n', '400', 'bad-request', 'a'],
  ['a name beyond ASCII', 'GET /\xdc.xml HTTP/1.1\r\n\r\n', '400', 'bad-request', '\xdc.xml'],
  [
    'another protocol',
    '\x16\x03\x01\x02\x00\r\n\r\n',
    '400',
    'bad-request',
    '\x16\x03\x01\x02\x00',
  ],
  [
    'two lengths',
    'POST /a HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    '400',
    'bad-request',
    'a',
  ],
  [
    'a long header',
    `GET /a HTTP/1.1\r\nX: ${'x'.repeat(9_000)}\r\n\r\n`,
    '431',
    'headers-too-large',
    'a',
  ],
  ['an unknown method', 'BREW /a HTTP/1.1\r\n\r\n', '405', 'bad-method', 'a'],
  ['CONNECT', 'CONNECT pbx:5060 HTTP/1.1\r\n\r\n', '405', 'bad-method', 'pbx:5060'],
] as const;

describe('a request that the parser refuses', () => {
  it.each(ROWS)(
    'for %s is answered, and reported once',
    async (_, request, status, outcome, name) => {
      const port = await start();
      const answer = await send(port, request);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} .*\r\n`));
      expect(answer).toMatch(/\r\nConnection: close\r\n/);
      expect(reports).toEqual([
        {
          client: { address: '127.0.0.1', port: expect.any(Number) },
          fileName: expect.stringMatching(new RegExp(`^${name}$|^${name} `)),
          outcome,
          detail: expect.stringMatching(/./),
          bytes: 0,
          durationMs: 0,
        },
      ]);
    },
  );

  it('for taking too long is told so', async () => {
    const port = await start({ requestMs: 20 });
    expect(await send(port, 'GET /a HTTP/1.1\r\nX')).toMatch(/^HTTP\/1.1 408 /);
    expect(reports).toMatchObject([{ outcome: 'too-slow' }]);
  });

  it('does not break into the answer before it', async () => {
    const port = await start();
    const answer = await send(port, 'GET /a HTTP/1.1\r\n\r\nBREW /a HTTP/1.1\r\n\r\n');
    expect(answer.match(/HTTP\/1.1/g) ?? []).not.toHaveLength(2);
    await expect.poll(() => reports.map(({ outcome }) => outcome)).toContain('bad-method');
  });

  it('for CONNECT may reset its connection, and ends nothing else', async () => {
    const port = await start();
    for (const more of ['', 'x'.repeat(5_000)]) {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      socket.write(`CONNECT pbx:5060 HTTP/1.1\r\n\r\n${more}`);
      await once(socket, 'data');
      socket.resetAndDestroy();
      await once(socket, 'close');
    }
    expect(await send(port, 'GET /last HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/ 200 /);
    const outcomes = () => reports.map(({ outcome }) => outcome);
    await expect.poll(outcomes).toEqual(['bad-method', 'bad-method', 'sent']);
  });

  it.each([
    ['for what it sent', {}, 'BREW /a HTTP/1.1\r\n\r\n'],
    ['for CONNECT', {}, 'CONNECT pbx:5060 HTTP/1.1\r\n\r\n'],
    ['for taking too long', { requestMs: 20 }, ''],
  ])('%s is cut off if it does not close', async (_, limits, request) => {
    const port = await start({ ...limits, lingerMs: 20 });
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
    socket.write(request);
    await once(socket.resume(), 'end');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    // Only a connection that is gone refuses what is sent to it.
    const sending = setInterval(() => socket.write('x'), 5);
    await closed;
    clearInterval(sending);
    expect(reports).toHaveLength(1);
  });

  it('for breaking off is no mistake of its sender', async () => {
    const port = await start();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    await new Promise((done) => socket.write('GET /a HT', done));
    socket.resetAndDestroy();
    await once(socket, 'close');
    await send(port, 'GET /last HTTP/1.1\r\nConnection: close\r\n\r\n');
    // Where the system drops what came before the reset unread, nobody has begun a request.
    const others = () =>
      reports.flatMap(({ outcome }) => (outcome === 'client-gone' ? [] : outcome));
    await expect.poll(others).toEqual(['sent']);
  });
});

it('what a client expects beside its answer is no reason to refuse it', async () => {
  const port = await start();
  const request = 'GET /a HTTP/1.1\r\nExpect: tea\r\nConnection: close\r\n\r\n';
  expect(await send(port, request)).toMatch(/^HTTP\/1.1 200 /);
  await expect.poll(() => reports).toMatchObject([{ outcome: 'sent' }]);
});
