import { describe, expect, it, vi } from 'vitest';
import { CHANGED, type FileContent, type Piece } from '../../src/core/file-content.js';
import type { Packet } from '../../src/tftp/codec/packet.js';
import { fileOf } from './lossy-link.js';
import { ack, readRequest, SERVER_PORT } from './memory-network.js';
import { ask, PHONE, start, useFakeTime } from './server-bench.js';

useFakeTime();

const BYTES = fileOf(1_100);

/** What is read waits until `arrive` is called; what has arrived is there at once from then on. */
function slowDisk(bytes = BYTES) {
  const known = new Map<number, Piece>();
  const waiting: { start: number; resolve: () => void; reject: (error: Error) => void }[] = [];
  const release = vi.fn();
  const content: FileContent = {
    size: bytes.length,
    release,
    read(start, end) {
      const there = known.get(start);
      if (there) return there;
      return new Promise((resolve, reject) => {
        const piece = { bytes: bytes.slice(start, end), at: start };
        waiting.push({
          start,
          reject,
          resolve: () => {
            known.set(start, piece);
            resolve(piece);
          },
        });
      });
    },
  };
  return {
    content,
    release,
    waiting,
    source: { open: () => ({ kind: 'file', content }) as const },
    async arrive() {
      for (const each of waiting.splice(0)) each.resolve();
      await vi.advanceTimersByTimeAsync(0);
    },
    async fail(why: string) {
      for (const each of waiting.splice(0)) each.reject(new Error(why));
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

describe('a file that has to be read while it is sent', () => {
  it('goes out as it comes in, and is released once', async () => {
    const disk = slowDisk();
    const { network, reports } = await start({ source: disk.source });
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    const seen: Buffer[] = [];
    for (let block = 1; block <= 3; block++) {
      expect(network.take(PHONE)).toEqual([]);
      await disk.arrive();
      const [data] = network.take(PHONE);
      if (data?.packet.type !== 'DATA') throw new Error('no data');
      seen.push(Buffer.from(data.packet.data));
      network.deliver(PHONE, data.fromPort, ack(block));
    }
    expect(Buffer.concat(seen)).toEqual(Buffer.from(BYTES));
    expect(reports).toMatchObject([{ outcome: 'sent', bytes: 1_100, retransmits: 0 }]);
    expect(disk.release).toHaveBeenCalledTimes(1);
  });

  it('is not held against a client: it cannot answer what was not sent', async () => {
    const disk = slowDisk();
    const { network, reports, server } = await start({ source: disk.source });
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    vi.advanceTimersByTime(120_000);
    // It asks again, and acknowledges what it cannot have.
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    for (const port of [40_000, 40_001]) network.deliver(PHONE, port, ack(1));
    expect(network.take(PHONE).filter(({ packet }) => packet.type === 'DATA')).toEqual([]);
    expect(reports).toEqual([]);
    expect(server.stats().transfers).toBe(1);
    await disk.arrive();
    expect(network.take(PHONE)).toMatchObject([{ packet: { type: 'DATA', block: 1 } }]);
  });

  it('is sent window by window, each when all of it is there', async () => {
    const disk = slowDisk();
    const { network } = await start({ source: disk.source });
    const options = [{ name: 'windowsize', value: '2' }];
    const { fromPort } = ask(network, PHONE, readRequest('a', options));
    network.deliver(PHONE, fromPort, ack(0));
    await disk.arrive();
    expect(network.take(PHONE)).toEqual([]);
    await disk.arrive();
    expect(network.take(PHONE)).toMatchObject([{ packet: { block: 1 } }, { packet: { block: 2 } }]);
  });

  it('and changes meanwhile ends with an error, not with other bytes', async () => {
    const disk = slowDisk();
    const { network, reports } = await start({ source: disk.source });
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    await disk.arrive();
    const [data] = network.take(PHONE);
    network.deliver(PHONE, data?.fromPort ?? 0, ack(1));
    await disk.fail(CHANGED);
    expect(network.take(PHONE)).toMatchObject([{ packet: { type: 'ERROR', code: 2 } }]);
    expect(reports).toMatchObject([{ outcome: 'unreadable', detail: CHANGED, bytes: 512 }]);
    expect(disk.release).toHaveBeenCalledTimes(1);
  });

  it('is released when its client goes before it is there', async () => {
    const disk = slowDisk();
    const { network, reports } = await start({ source: disk.source });
    const { fromPort } = ask(network, PHONE, readRequest('a', [{ name: 'blksize', value: '512' }]));
    network.deliver(PHONE, fromPort, ack(0));
    network.deliver(PHONE, fromPort, { type: 'ERROR', code: 0, message: 'gone' });
    await disk.arrive();
    expect(network.take(PHONE)).toEqual([]);
    expect(reports).toMatchObject([{ outcome: 'client-error' }]);
    expect(disk.release).toHaveBeenCalledTimes(1);
  });

  it('is released where the answer comes too late', async () => {
    const disk = slowDisk();
    const { network } = await start({
      source: { open: () => Promise.resolve({ kind: 'file', content: disk.content }) },
    });
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    network.deliver(PHONE, SERVER_PORT, readRequest('b'));
    await vi.advanceTimersByTimeAsync(0);
    expect(disk.release).toHaveBeenCalledTimes(1);
  });
});

describe('a large text in netascii', () => {
  const LINES = Buffer.from('one\ntwo\r\nthree\r'.repeat(8_000));

  it.each([512, 1_000])('is converted while it is sent, in blocks of %i', async (blksize) => {
    const disk = slowDisk(LINES);
    const { network, reports } = await start({ source: disk.source });
    const options = Object.entries({ tsize: 0, windowsize: 8, blksize }).map(([name, value]) => ({
      name,
      value: `${value}`,
    }));
    const request: Packet = { type: 'RRQ', fileName: 'a', mode: 'netascii', options };
    network.deliver(PHONE, SERVER_PORT, request);
    const [oack] = network.take(PHONE);
    expect(oack?.packet).toMatchObject({ type: 'OACK' });
    expect(JSON.stringify(oack?.packet)).not.toContain('tsize');
    const port = oack?.fromPort ?? 0;
    network.deliver(PHONE, port, ack(0));
    const seen: Buffer[] = [];
    while (reports.length === 0) {
      await disk.arrive();
      const [data, ...more] = network.take(PHONE);
      if (data?.packet.type !== 'DATA') throw new Error('no data');
      expect(more).toEqual([]);
      seen.push(Buffer.from(data.packet.data));
      // A block that was lost comes again as it was.
      if (seen.length % 50 === 0) {
        vi.advanceTimersByTime(1_000);
        expect(network.take(PHONE)[0]?.packet).toEqual(data.packet);
      }
      network.deliver(PHONE, port, ack(seen.length & 0xffff));
    }
    const expected = LINES.toString('latin1').replaceAll(/\r|\n/g, (end) =>
      end === '\n' ? '\r\n' : '\r\0',
    );
    expect(Buffer.concat(seen).toString('latin1')).toBe(expected);
    expect(reports).toMatchObject([{ outcome: 'sent', bytes: expected.length }]);
  });
});
