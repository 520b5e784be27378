// The socket by which a running server is asked to take leases back, on a real file, with clients of every kind.

import { once } from 'node:events';
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ipv4, parseIpv4 } from '../../src/core/ipv4.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import type { Asked } from '../../src/page/route.js';
import { ask, openAskSocket } from '../../src/serve/ask-socket.js';
import { askToRelease, type Release } from '../../src/serve/release-leases.js';
import { serverRoutes } from '../../src/serve/server-routes.js';
import { askStory } from '../../src/serve/story/ask-story.js';
import { folderOfTest } from '../folder-of-test.js';
import { askedServer, dhcpThat } from './asked-server.js';

const ip = (text: string): Ipv4 => parseIpv4(text) ?? fail(text);
const mac = (text: string): Mac => parseMac(text) ?? fail(text);
function fail(text: string): never {
  throw new Error(text);
}

const PHONE = mac('5c:fc:66:5d:4f:9a');
const ADDRESSES = [ip('10.20.1.53'), ip('10.99.0.100')];
const BUSY = 'process 4711 has them';

let folder = '';
let path = '';
const opened: { close(): Promise<void> }[] = [];
const sockets: Socket[] = [];

beforeEach(() => {
  folder = folderOfTest('release');
  path = join(folder, 'offhook.sock');
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const each of opened.splice(0)) await each.close();
});

const routesOf = (release: Release) => serverRoutes(askedServer({ dhcp: () => dhcpThat(release) }));

async function open(release: Release, requestMs?: number) {
  const socket = await openAskSocket(path, routesOf(release), requestMs);
  opened.push(socket);
  return socket;
}

/** A server whose disk answers when the test says so. */
async function openSlow() {
  const waiting: { readonly mac: Mac; resolve(addresses: readonly Ipv4[]): void }[] = [];
  await open((each) => new Promise((resolve) => waiting.push({ mac: each, resolve })));
  return {
    waiting,
    /** Resolves when so many have asked. */
    async asked(count: number) {
      while (waiting.length < count) await new Promise(setImmediate);
    },
  };
}

async function connected(): Promise<Socket> {
  const socket = connect(path);
  sockets.push(socket);
  // Being cut off is what some of them are here for.
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Everything that is said to whoever says `text`, until the server ends the conversation. */
async function answerTo(text: string): Promise<string> {
  const socket = await connected();
  let said = '';
  socket.on('data', (data) => {
    said += data;
  });
  socket.write(text);
  await once(socket, 'close');
  return said;
}

describe('a server that is asked to release', () => {
  it('says what became free, when it is', async () => {
    const { waiting, asked } = await openSlow();
    let answered = false;
    const answer = askToRelease(path, PHONE, BUSY).finally(() => {
      answered = true;
    });
    await asked(1);
    expect([waiting[0]?.mac, answered]).toEqual([PHONE, false]);
    waiting[0]?.resolve(ADDRESSES);
    expect(await answer).toEqual(ADDRESSES);
  });

  it('says so where nothing was held', async () => {
    await open(async () => []);
    expect(await askToRelease(path, PHONE, BUSY)).toEqual([]);
  });

  it('says what keeps it from that', async () => {
    await open(() => Promise.reject(new Error('no room on the disk')));
    await expect(askToRelease(path, PHONE, BUSY)).rejects.toMatchObject({
      code: 'EIO',
      message: 'the server cannot release them: no room on the disk',
    });
  });

  it.each([
    ['another method', 'GET /api/v1/leases/5c:fc:66:5d:4f:9a HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['another path', 'DELETE /api/v1/5c:fc:66:5d:4f:9a HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['no MAC', 'DELETE /api/v1/leases/everything HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['no name', 'DELETE /api/v1/leases/ HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['no HTTP', 'release 5c:fc:66:5d:4f:9a\n\n'],
    ['noise', '\0\xff\x01 \r\n\r\n'],
    ['a long name', `DELETE /api/v1/leases/${'5c'.repeat(4000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ])('refuses %s, and serves on', async (_name, text) => {
    const asked: Mac[] = [];
    await open(async (each) => {
      asked.push(each);
      return ADDRESSES;
    });
    expect(await answerTo(text)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(asked).toEqual([]);
    expect(await askToRelease(path, PHONE, BUSY)).toEqual(ADDRESSES);
  });

  it('releases while others say nothing, and ends though they still do', async () => {
    const socket = await open(async () => ADDRESSES);
    const silent = await Promise.all(Array.from({ length: 20 }, connected));
    silent[0]?.write('DELETE /api/v1/leases/5c:fc');
    expect(await askToRelease(path, PHONE, BUSY)).toEqual(ADDRESSES);
    const gone = silent.map((each) => once(each, 'close'));
    await socket.close();
    await Promise.all(gone);
    opened.length = 0;
  });

  it('cuts off who begins and does not go on', async () => {
    await open(async () => ADDRESSES, 500);
    const said = await Promise.all(['DELETE /api/v1/leases/5c:fc', ''].map(answerTo));
    for (const each of said) expect(each).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('is said not to answer in time where it has not heard all that was asked', async () => {
    const deaf = createServer((socket) =>
      socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n'),
    );
    await once(deaf.listen(path), 'listening');
    opened.push({ close: async () => void deaf.close() });
    await expect(askStory(folder).site()).rejects.toThrow(/no server answers .*no answer in time/);
    await expect(askToRelease(path, PHONE, BUSY)).rejects.toThrow(/does not answer: no answer in/);
  });

  it('does not mind who goes before the answer', async () => {
    const { waiting, asked } = await openSlow();
    const socket = await connected();
    socket.write(`DELETE /api/v1/leases/${PHONE} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await asked(1);
    socket.destroy();
    waiting[0]?.resolve(ADDRESSES);
    const answer = askToRelease(path, PHONE, BUSY);
    await asked(2);
    waiting[1]?.resolve(ADDRESSES);
    expect(await answer).toEqual(ADDRESSES);
  });
});

describe('a server that is asked', () => {
  it('reads the inventory again where that is asked of it', async () => {
    let reloads = 0;
    const reload = () => {
      reloads += 1;
    };
    opened.push(await openAskSocket(path, serverRoutes(askedServer({ reload }))));
    expect(await ask(path, 'POST', '/reload')).toMatchObject({ status: 202 });
    expect(await ask(path, 'GET', '/reload')).toMatchObject({ status: 405 });
    expect(reloads).toBe(1);
  });

  it('releases nothing where it gives no addresses', async () => {
    opened.push(await openAskSocket(path, serverRoutes(askedServer({}))));
    await expect(askToRelease(path, PHONE, BUSY)).rejects.toThrow('it gives no addresses');
  });

  it('reads what comes with a question, and never more than is of use', async () => {
    const answer = async (asked: Asked) => ({ status: 200, body: await asked.body() });
    const routes = [
      { method: 'PUT', path: '/echo', answer },
      { method: 'PUT', path: '/long', answer, bodyMaxBytes: 20_000 },
    ] as const;
    opened.push(await openAskSocket(path, routes));
    expect(await ask(path, 'PUT', '/echo?a=b', 'text')).toEqual({ status: 200, said: 'text' });
    const long = 'x'.repeat(20_000);
    expect(await ask(path, 'PUT', '/echo', long)).toMatchObject({ status: 413 });
    expect(await ask(path, 'PUT', '/long', long)).toEqual({ status: 200, said: long });
    expect(await ask(path, 'PUT', '/long', `${long}x`)).toMatchObject({ status: 413 });
  });
});

describe('the socket', () => {
  it("is its owner's alone, whatever the umask, and is gone in the end", async () => {
    const umask = process.umask(0);
    try {
      const socket = await open(async () => []);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(process.umask(0)).toBe(0);
      await socket.close();
      opened.length = 0;
    } finally {
      process.umask(umask);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a server that was killed', () => leaveSocket()],
    ['something else', async () => writeFileSync(path, 'diary')],
  ])('takes the place of what %s left', async (_name, leave) => {
    await leave();
    await open(async () => ADDRESSES);
    expect(await askToRelease(path, PHONE, BUSY)).toEqual(ADDRESSES);
  });

  it('has a name that the system does not cut off', async () => {
    const long = join(folder, 'x'.repeat(103 - folder.length), 'offhook.sock');
    mkdirSync(dirname(long));
    const before = readdirSync(folder);
    await expect(
      openAskSocket(
        long,
        routesOf(async () => []),
      ),
    ).rejects.toMatchObject({
      code: 'ENAMETOOLONG',
    });
    expect(readdirSync(folder)).toEqual(before);
    await expect(askToRelease(long, PHONE, BUSY)).rejects.toMatchObject({
      code: 'ENAMETOOLONG',
      message: expect.stringMatching(/^process 4711 .* too long a name for a socket$/),
    });
  });
});

/** What stays of a server that could not close it: nobody listens there. */
async function leaveSocket(): Promise<void> {
  const server = createServer().listen(join(folder, 'other'));
  await once(server, 'listening');
  renameSync(join(folder, 'other'), path);
  await new Promise((resolve) => server.close(resolve));
}

describe('who asks', () => {
  it.each([
    ['there is none', async () => {}, 'ENOENT', 'there is no such socket'],
    ['nobody listens', leaveSocket, 'ECONNREFUSED', 'nobody listens there'],
    ['the server ends meanwhile', endAtOnce, 'ECONNRESET', 'it ended in the middle'],
  ])('hears where %s, and who has the leases', async (_name, prepare, code, why) => {
    await prepare();
    await expect(askToRelease(path, PHONE, BUSY)).rejects.toMatchObject({
      code,
      message: `${BUSY}; asked by ${path} to release them itself, it does not answer: ${why}`,
    });
  });
});

async function endAtOnce(): Promise<void> {
  const server = createServer((socket) => {
    socket.once('data', () => socket.destroy());
  }).listen(path);
  opened.push({ close: () => new Promise((resolve) => void server.close(() => resolve())) });
  await once(server, 'listening');
}
