import { afterEach, describe, expect, it } from 'vitest';
import { contentOf } from '../../src/core/file-content.js';
import { fetchTftp, type TftpFetch } from '../../src/tftp/client.js';
import { decodePacket, encodePacket, type Packet } from '../../src/tftp/codec/packet.js';
import type { FileSource } from '../../src/tftp/server/file-source.js';
import type { TransferReport } from '../../src/tftp/server/report.js';
import { createTftpServer, type TftpServer } from '../../src/tftp/server/server.js';
import type { DatagramSocket, Receive } from '../../src/udp/datagram.js';
import { dgramSockets, openDgramSocket } from '../../src/udp/dgram-socket.js';
import { fileOf } from './lossy-link.js';

const LOOPBACK = { address: '127.0.0.1', port: 0 };
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Serves `fileOf(length)` under the length as its name; `text` is two lines. */
async function serve(reports: TransferReport[] = []): Promise<TftpServer> {
  const server = await createTftpServer({
    ...LOOPBACK,
    sockets: dgramSockets,
    source: {
      open(name) {
        if (name === 'text')
          return { kind: 'file', content: contentOf(Buffer.from('one\ntwo\r\n')) };
        if (!/^\d+$/.test(name)) return { kind: 'not-found', expected: false };
        return { kind: 'file', content: contentOf(fileOf(Number(name))) };
      },
    },
    onReport: (report) => reports.push(report),
  });
  closers.push(() => server.close());
  return server;
}

async function open(receive: Receive): Promise<DatagramSocket> {
  const socket = await openDgramSocket(LOOPBACK, receive);
  closers.push(() => socket.close());
  return socket;
}

const fetchFrom = (server: TftpServer, name: string, more: Partial<TftpFetch> = {}) =>
  fetchTftp({ server: '127.0.0.1', port: server.address().port, name, ...more });

describe('our client and our server', () => {
  it.each([0, 1, 511, 512, 513, 1_024, 9_000, 100_000])('carry %i bytes', async (length) => {
    const reports: TransferReport[] = [];
    const server = await serve(reports);
    const result = await fetchFrom(server, `${length}`);
    expect(result).toMatchObject({ kind: 'file', blocks: Math.floor(length / 512) + 1 });
    expect(result.kind === 'file' && Buffer.compare(result.bytes, fileOf(length))).toBe(0);
    await expect
      .poll(() => reports)
      .toMatchObject([{ outcome: 'sent', bytes: length, retransmits: 0 }]);
  });

  it('agree on options', async () => {
    const reports: TransferReport[] = [];
    const server = await serve(reports);
    const result = await fetchFrom(server, '100000', {
      options: [
        { name: 'WindowSize', value: '9' },
        { name: 'blksize', value: '1024' },
        { name: 'tsize', value: '0' },
        { name: 'timeout', value: '2' },
        { name: 'unheard-of', value: '1' },
      ],
    });
    expect(result).toMatchObject({ kind: 'file', blocks: 98 });
    await expect
      .poll(() => reports)
      .toMatchObject([{ outcome: 'sent', blksize: 1_024, windowsize: 9, blocks: 98 }]);
  });

  it('carry text as text', async () => {
    const server = await serve();
    const result = await fetchFrom(server, 'text', { mode: 'netascii' });
    expect(result.kind === 'file' && Buffer.from(result.bytes).toString()).toBe('one\ntwo\r\n');
  });

  it('learn that a file is not there', async () => {
    const server = await serve();
    expect(await fetchFrom(server, 'nothing')).toEqual({
      kind: 'error',
      code: 1,
      message: 'file not found',
    });
  });

  it('fetch many files at once', async () => {
    const server = await serve();
    const lengths = Array.from({ length: 100 }, (_, n) => 5_000 + n);
    const results = await Promise.all(lengths.map((length) => fetchFrom(server, `${length}`)));
    expect(results.map((each) => (each.kind === 'file' ? each.bytes.length : each))).toEqual(
      lengths,
    );
    expect(server.stats()).toMatchObject({ duplicates: 0, throttled: 0, wrongTransferId: 0 });
  });

  it('speak IPv6 where there is any', async ({ skip }) => {
    const source: FileSource = { open: () => ({ kind: 'file', content: contentOf(fileOf(600)) }) };
    const server = await createTftpServer({
      ...{ address: '::1', port: 0, source, sockets: dgramSockets },
    }).catch(() => skip('this host has no IPv6 loopback'));
    closers.push(() => server.close());
    const { port } = server.address();
    expect(await fetchTftp({ server: '::1', port, name: 'a' })).toMatchObject({ blocks: 2 });
  });

  it('may be told the address to ask from', async () => {
    const reports: TransferReport[] = [];
    const server = await serve(reports);
    await fetchFrom(server, '5', { localAddress: '127.0.0.9' });
    await expect.poll(() => reports).toMatchObject([{ client: { address: '127.0.0.9' } }]);
  });
});

describe('our client', () => {
  it('asks as an old phone does', async () => {
    const asked = new Promise<string>((resolve) => {
      void open((packet, from, at) => {
        resolve(Buffer.from(packet).toString('latin1'));
        at.send(encodePacket({ type: 'ERROR', code: 1, message: '' }), from);
      }).then(({ local }) =>
        fetchTftp({ server: '127.0.0.1', port: local.port, name: 'SEP1.cnf' }),
      );
    });
    expect(await asked).toBe('\0\x01SEP1.cnf\0octet\0');
  });

  it('keeps to the first port that answers, and sends others away', async () => {
    const heard: Packet[] = [];
    const data = (block: number, text: string): Uint8Array =>
      encodePacket({ type: 'DATA', block, data: Buffer.from(text) });
    const first = 'a'.repeat(512);
    let stranger: DatagramSocket | undefined;
    let server: DatagramSocket | undefined;
    stranger = await open((packet, from) => {
      const heardNow = decodePacket(packet);
      if (heardNow.type !== 'malformed') heard.push(heardNow);
      server?.send(data(2, 'true'), from);
    });
    server = await open((_ack, from) => stranger?.send(data(2, 'false'), from));
    const listener = await open((_request, from) => server?.send(data(1, first), from));
    const result = await fetchTftp({ server: '127.0.0.1', port: listener.local.port, name: 'a' });
    expect(result.kind === 'file' && Buffer.from(result.bytes).toString()).toBe(`${first}true`);
    expect(heard).toMatchObject([{ type: 'ERROR', code: 5 }]);
  });

  it('takes nothing from another address', async () => {
    const forged = encodePacket({ type: 'DATA', block: 1, data: Buffer.from('false') });
    const genuine = encodePacket({ type: 'DATA', block: 1, data: Buffer.from('true') });
    let answer = (): void => {};
    const forger = await openDgramSocket({ ...LOOPBACK, address: '127.0.0.2' }, () => answer());
    closers.push(() => forger.close());
    const listener = await open((packet, from, at) => {
      if (decodePacket(packet).type !== 'RRQ') return;
      // The genuine answer waits until the forged one was refused.
      answer = () => at.send(genuine, from);
      forger.send(forged, from);
    });
    const result = await fetchTftp({ server: '127.0.0.1', port: listener.local.port, name: 'a' });
    expect(result.kind === 'file' && Buffer.from(result.bytes).toString()).toBe('true');
  });

  it('tells a server that its options were not asked for', async () => {
    const heard: Packet[] = [];
    const listener = await open((packet, from, at) => {
      const got = decodePacket(packet);
      if (got.type === 'RRQ') {
        at.send(encodePacket({ type: 'OACK', options: [{ name: 'blksize', value: '9' }] }), from);
      } else if (got.type !== 'malformed') heard.push(got);
    });
    const result = await fetchTftp({ server: '127.0.0.1', port: listener.local.port, name: 'a' });
    expect(result).toMatchObject({ kind: 'error', code: 8 });
    await expect.poll(() => heard).toMatchObject([{ type: 'ERROR', code: 8 }]);
  });

  it('asks again where nobody answers', async () => {
    const stop = new AbortController();
    let requests = 0;
    const listener = await open(() => {
      requests++;
      if (requests === 2) stop.abort(new Error('asked twice'));
    });
    const patience = { timeoutMs: 200_000, resendMs: 20, signal: stop.signal };
    const place = { server: '127.0.0.1', port: listener.local.port };
    await expect(fetchTftp({ ...place, name: 'a', ...patience })).rejects.toThrow('asked twice');
  });

  it('gives up where nobody answers', async () => {
    const listener = await open(() => {});
    const place = { server: '127.0.0.1', port: listener.local.port };
    const result = await fetchTftp({ ...place, name: 'a', timeoutMs: 50, resendMs: 20 });
    expect(result).toEqual({ kind: 'timeout' });
  });

  it('stops when it is told to', async () => {
    const listener = await open(() => {});
    const { port } = listener.local;
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(fetchTftp({ server: '127.0.0.1', port, name: 'a', signal })).rejects.toThrow(
      'enough',
    );
  });

  it('rejects where a name means nothing', async () => {
    const fetching = fetchTftp({ server: 'no-such-host.invalid', port: 69, name: 'a' });
    await expect(fetching).rejects.toMatchObject({ code: expect.stringMatching(/^E/) });
  });
});
