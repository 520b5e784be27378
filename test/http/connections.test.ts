import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { contentOf, type FileContent } from '../../src/core/file-content.js';
import { silentLog } from '../../src/core/log.js';
import type { HttpLimits } from '../../src/http/connections.js';
import { createHttpFileServer, type HttpFileServer } from '../../src/http/file-server.js';
import type { HttpReport } from '../../src/http/file-source.js';

const GET = 'GET /a HTTP/1.1\r\nConnection: close\r\n\r\n';
const NEVER_MS = 3_600_000;
/** What no buffer of the system holds. */
const HUGE_BYTES = 32 * 1024 * 1024;
/** More than is read from the system's buffers alone. */
const ROUND_BYTES = HUGE_BYTES / 8;

let server: HttpFileServer | undefined;
let sockets: Socket[] = [];
let reports: HttpReport[] = [];
let warnings: unknown[] = [];

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await server?.close();
  server = undefined;
});

async function start(limits: Partial<HttpLimits>, content = contentOf(Buffer.from('<device/>'))) {
  [sockets, reports, warnings] = [[], [], []];
  server = await createHttpFileServer({
    address: '127.0.0.1',
    port: 0,
    source: { open: () => ({ kind: 'file', content, mediaType: 'text/xml' }) },
    onReport: (report) => reports.push(report),
    log: { ...silentLog, warn: (fields) => warnings.push(fields) },
    limits: { requestMs: NEVER_MS, roundMs: NEVER_MS, idleMs: NEVER_MS, ...limits },
  });
  return server.address().port;
}

/** From one of this machine's many addresses. */
function open(port: number, localAddress: string): Socket {
  const socket = connect({ host: '127.0.0.1', port, localAddress }).on('error', () => {});
  sockets.push(socket);
  return socket;
}

/** Connections that ask for nothing, known to the server. */
async function hold(port: number, localAddress: string, count: number): Promise<Socket[]> {
  const held = Array.from({ length: count }, () => open(port, localAddress));
  await Promise.all(held.map((socket) => once(socket, 'connect')));
  return held;
}

/** The status; none where the connection is refused. */
async function get(port: number, localAddress: string): Promise<string | undefined> {
  const socket = open(port, localAddress);
  socket.write(GET);
  return (await text(socket).catch(() => '')).split(' ')[1];
}

function sparse(): FileContent & { released: number } {
  const zeros = new Uint8Array(32 * 1024);
  return {
    size: HUGE_BYTES,
    released: 0,
    read: (start) => ({ bytes: zeros, at: start }),
    release() {
      this.released++;
    },
  };
}

describe('connections', () => {
  it('of one address are limited; others are not touched', async () => {
    const port = await start({ connectionsPerClient: 2 });
    await hold(port, '127.0.0.2', 2);
    expect(await get(port, '127.0.0.2')).toBeUndefined();
    expect(await get(port, '127.0.0.3')).toBe('200');
    expect(warnings).toEqual([{ address: '127.0.0.2', refused: 1 }]);
  });

  it('that take all places cost who has most of them one, for whoever has none', async () => {
    const port = await start({ connections: 3 });
    const [first] = await hold(port, '127.0.0.2', 3);
    const ended = first && once(first, 'close');
    expect(await get(port, '127.0.0.3')).toBe('200');
    await ended;
    expect(sockets.filter(({ destroyed }) => destroyed)).toHaveLength(2);
  });

  it('that take all places, one each, are not ended for another', async () => {
    const port = await start({ connections: 2 });
    const held = [...(await hold(port, '127.0.0.2', 1)), ...(await hold(port, '127.0.0.3', 1))];
    expect(await get(port, '127.0.0.4')).toBeUndefined();
    expect(held.map(({ destroyed }) => destroyed)).toEqual([false, false]);
  });

  it('are counted until they end', async () => {
    const port = await start({ connectionsPerClient: 1 });
    for (let n = 0; n < 5; n++) expect(await get(port, '127.0.0.2')).toBe('200');
  });
});

describe('a slow client', () => {
  it.each([
    ['headers that never end', 'GET /a HTTP/1.1\r\nX: '],
    ['a body that never ends', 'POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\n'],
    ['nothing at all', ''],
  ])('that sends %s is ended', async (_, sent) => {
    const port = await start({ requestMs: 50 });
    const socket = open(port, '127.0.0.2').resume();
    socket.write(sent);
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });

  it.each([
    ['', GET],
    [', and expects more than that,', GET.replace('Connection', 'Expect: more\r\nConnection')],
  ])('that hardly reads%s is ended, and what it had is released', async (_, request) => {
    const content = sparse();
    const port = await start({ roundMs: 10, slowestBytes: HUGE_BYTES }, content);
    open(port, '127.0.0.2').write(request);
    await expect.poll(() => reports).toMatchObject([{ outcome: 'client-gone', bytes: 0 }]);
    expect(content.released).toBe(1);
  });

  it('that reads slowly but does is waited for', async () => {
    // A round for so much that it has read, however long that takes here.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const content = sparse();
    const port = await start({ roundMs: 200, slowestBytes: 1 }, content);
    const socket = open(port, '127.0.0.2');
    socket.write(GET);
    let [bytes, rounds] = [0, 0];
    for await (const part of socket) {
      bytes += part.length;
      for (; rounds < Math.floor(bytes / ROUND_BYTES); rounds += 1) vi.advanceTimersByTime(10);
    }
    expect(rounds).toBe(8);
    expect(bytes).toBeGreaterThan(HUGE_BYTES);
    await expect.poll(() => reports).toMatchObject([{ outcome: 'sent', bytes: HUGE_BYTES }]);
    expect(content.released).toBe(1);
  });
});

describe('a file that is read while it is sent', () => {
  it('and changes is cut short, so that nobody takes it for whole', async () => {
    const content = sparse();
    const port = await start(
      {},
      {
        ...content,
        read: (start) => {
          if (start > 1_000_000) return Promise.reject(new Error('the file changed'));
          return content.read(start, start + 1);
        },
      },
    );
    const socket = open(port, '127.0.0.2');
    socket.write(GET);
    await expect(text(socket).then((all) => all.length)).resolves.toBeLessThan(HUGE_BYTES);
    await expect
      .poll(() => reports)
      .toMatchObject([{ outcome: 'unreadable', detail: 'the file changed', bytes: 0 }]);
  });

  it('is not read for a client that wants the head alone', async () => {
    const content = sparse();
    const port = await start({}, content);
    const socket = open(port, '127.0.0.2');
    socket.write(GET.replace('GET', 'HEAD'));
    expect(await text(socket)).toContain(`Content-Length: ${HUGE_BYTES}`);
    expect(content.released).toBe(1);
  });
});
