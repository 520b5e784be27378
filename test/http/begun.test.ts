import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { contentOf, type FileContent } from '../../src/core/file-content.js';
import { createHttpFileServer, type HttpFileServer } from '../../src/http/file-server.js';

const SMALL = contentOf(Buffer.from('<device/>'));
const LARGE = contentOf(new Uint8Array(100_000));
const LAST = 'HTTP/1.1\r\nConnection: close\r\n\r\n';

let server: HttpFileServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** What was told to begin, when all that was asked for has come. */
async function begunBy(request: string, open: (name: string) => FileContent): Promise<unknown[]> {
  const begun: unknown[] = [];
  server = await createHttpFileServer({
    address: '127.0.0.1',
    port: 0,
    source: { open: (name) => ({ kind: 'file', content: open(name), mediaType: 'text/xml' }) },
    onBegin: ({ fileName, size }) => begun.push([fileName, size]),
  });
  const socket = connect(server.address().port, '127.0.0.1');
  socket.write(request);
  await text(socket);
  return begun;
}

describe('an answer', () => {
  it('that the system takes at once is told at its end alone', async () => {
    expect(await begunBy(`GET /a ${LAST}`, () => SMALL)).toEqual([]);
  });

  it('of several parts is told when it begins', async () => {
    expect(await begunBy(`GET /a ${LAST}`, () => LARGE)).toEqual([['a', 100_000]]);
  });

  it('that waits for the one before it is told when it begins', async () => {
    let ask = (): void => {};
    const asked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    const slow = { ...SMALL, read: () => asked.then(() => SMALL.read(0, 0)) };
    const begun = await begunBy(`GET /a HTTP/1.1\r\n\r\nGET /b ${LAST}`, (name) => {
      if (name === 'b') setImmediate(ask);
      return name === 'b' ? SMALL : slow;
    });
    expect(begun).toEqual([
      ['a', 9],
      ['b', 9],
    ]);
  });
});
