import { describe, expect, it, vi } from 'vitest';
import type { Packet } from '../../../src/tftp/codec/packet.js';
import { fileOf } from '../lossy-link.js';
import { ack, readRequest, SERVER_PORT } from '../memory-network.js';
import { ask, FILES, found, PHONE, STRANGER, start, useFakeTime } from '../server-bench.js';

useFakeTime();

describe('a read request', () => {
  it('is answered from a port of its own, block by block, and reported once', async () => {
    const { network, server, reports } = await start();
    const first = ask(network, PHONE, readRequest('a'));
    expect(first.packet).toMatchObject({ type: 'DATA', block: 1 });
    expect(first.fromPort).not.toBe(SERVER_PORT);
    expect(server.stats()).toMatchObject({ transfers: 1, requests: 1 });
    const running = { client: PHONE, fileName: 'a', size: 1_100, bytes: 0 };
    expect([...server.transfersTo(PHONE.address)]).toMatchObject([running]);
    expect([...server.transfersTo('10.9.9.9')]).toEqual([]);
    vi.advanceTimersByTime(5);
    for (const block of [1, 2, 3]) network.deliver(PHONE, first.fromPort, ack(block));
    expect(reports).toEqual([
      {
        client: PHONE,
        fileName: 'a',
        outcome: 'sent',
        bytes: 1_100,
        size: 1_100,
        blocks: 3,
        retransmits: 0,
        durationMs: 5,
        blksize: 512,
        windowsize: 1,
      },
    ]);
    expect(server.stats()).toMatchObject({ transfers: 0, requests: 1 });
  });

  it.each([
    {
      name: 'a file that is not there',
      answer: { kind: 'not-found', expected: false },
      code: 1,
      message: 'file not found',
      outcome: 'not-found',
    },
    {
      name: 'a file that rightly is not there',
      answer: { kind: 'not-found', expected: true },
      code: 1,
      message: 'file not found',
      outcome: 'expected-miss',
    },
    {
      name: 'a file of someone else',
      answer: { kind: 'denied', why: 'the lease is not his' },
      code: 2,
      message: 'access denied',
      outcome: 'denied',
      detail: 'the lease is not his',
    },
    {
      name: 'a file that cannot be read',
      answer: { kind: 'unreadable', why: 'EACCES' },
      code: 2,
      message: 'file cannot be read',
      outcome: 'unreadable',
      detail: 'EACCES',
    },
  ] as const)('for $name is refused at once', async ({ answer, code, message, ...report }) => {
    const { network, server, reports } = await start({ source: { open: () => answer } });
    const { packet } = ask(network, PHONE, readRequest('a'));
    expect(server.stats().denied).toBe(answer.kind === 'denied' ? 1 : 0);
    expect(packet).toEqual({ type: 'ERROR', code, message });
    const { name: _, ...expected } = report;
    expect(reports).toEqual([expect.objectContaining({ ...expected, bytes: 0, blocks: 0 })]);
  });

  it.each([
    {
      name: 'throws',
      source: {
        open: () => {
          throw new Error('disk on fire');
        },
      },
    },
    { name: 'rejects', source: { open: () => Promise.reject(new Error('disk on fire')) } },
  ])('whose source $name is refused, the cause kept for the log', async ({ source }) => {
    const { network, reports } = await start({ source });
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    await vi.advanceTimersByTimeAsync(0);
    expect(network.take(PHONE)[0]?.packet).toMatchObject({ type: 'ERROR', code: 2 });
    expect(reports).toMatchObject([{ outcome: 'unreadable', detail: 'Error: disk on fire' }]);
  });

  it('may be answered by a source that takes its time', async () => {
    const { network } = await start({
      source: { open: () => Promise.resolve(found(fileOf(10))) },
    });
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    expect(network.take(PHONE)).toEqual([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(network.take(PHONE)[0]?.packet).toMatchObject({ type: 'DATA', block: 1 });
  });

  it('tells the source the name and the client', async () => {
    const open = vi.fn(FILES.open);
    const { network } = await start({ source: { open } });
    ask(network, PHONE, readRequest('../etc/passwd'));
    expect(open.mock.calls).toEqual([['../etc/passwd', PHONE]]);
  });

  it('in netascii gets its lines ended by CR LF, whoever asks', async () => {
    const bytes = Uint8Array.from(Buffer.from('a\nb\n'));
    const { network } = await start({ source: { open: () => found(bytes) } });
    const request: Packet = {
      type: 'RRQ',
      fileName: 'a',
      mode: 'NetASCII',
      options: [{ name: 'tsize', value: '0' }],
    };
    for (const client of [PHONE, STRANGER]) {
      const { packet, fromPort } = ask(network, client, request);
      expect(packet).toMatchObject({ options: [{ name: 'tsize', value: '6' }] });
      network.deliver(client, fromPort, ack(0));
      const [data] = network.take(client);
      expect(data?.packet).toMatchObject({ data: Buffer.from('a\r\nb\r\n') });
    }
  });

  it.each(['mail', '', 'octets'])('in mode "%s" is refused', async (mode) => {
    const { network, reports } = await start();
    const { packet } = ask(network, PHONE, { type: 'RRQ', fileName: 'a', mode, options: [] });
    expect(packet).toMatchObject({ type: 'ERROR', code: 4 });
    expect(reports).toMatchObject([{ outcome: 'unknown-mode' }]);
  });

  it('is of one version of the file, whatever comes after', async () => {
    let version = fileOf(1_100);
    const { network } = await start({ source: { open: () => found(version) } });
    const { fromPort } = ask(network, PHONE, readRequest('a'));
    version = new Uint8Array(10);
    network.deliver(PHONE, fromPort, ack(1));
    const [second] = network.take(PHONE);
    expect(second?.packet).toMatchObject({ data: Buffer.from(fileOf(1_100).subarray(512, 1_024)) });
  });
});

describe('a write request', () => {
  it('is refused', async () => {
    const open = vi.fn(FILES.open);
    const { network, reports } = await start({ source: { open } });
    const { packet } = ask(network, PHONE, {
      type: 'WRQ',
      fileName: 'a',
      mode: 'octet',
      options: [],
    });
    expect(packet).toEqual({ type: 'ERROR', code: 2, message: 'this server is read-only' });
    expect(reports).toMatchObject([{ outcome: 'write-refused', fileName: 'a' }]);
    expect(open).not.toHaveBeenCalled();
  });
});

describe('the same request again', () => {
  it('starts no second transfer', async () => {
    const { network, server } = await start();
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    expect(network.take(PHONE)).toHaveLength(1);
    expect(server.stats()).toMatchObject({ transfers: 1, duplicates: 1, requests: 1 });
  });

  it('does not ask the source twice while it is looking', async () => {
    const open = vi.fn(() => Promise.resolve(found(fileOf(10))));
    const { network } = await start({ source: { open } });
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    await vi.advanceTimersByTimeAsync(0);
    expect(open).toHaveBeenCalledTimes(1);
    expect(network.take(PHONE)).toHaveLength(1);
  });

  it('from a client that has not heard us is answered once more, from the same port', async () => {
    const { network, server, reports } = await start();
    const { fromPort } = ask(network, PHONE, readRequest('a'));
    vi.advanceTimersByTime(1_000);
    expect(network.take(PHONE)).toHaveLength(2);
    const again = ask(network, PHONE, readRequest('a'));
    expect(again).toMatchObject({ fromPort, packet: { type: 'DATA', block: 1 } });
    expect(server.stats()).toMatchObject({ transfers: 1, requests: 1, duplicates: 1 });
    for (const block of [1, 2, 3]) network.deliver(PHONE, fromPort, ack(block));
    expect(reports).toMatchObject([{ outcome: 'sent', retransmits: 3 }]);
  });

  it('from a client that had fallen silent is a new beginning, from another port of ours', async () => {
    const { network, reports } = await start();
    const before = ask(network, PHONE, readRequest('a'));
    network.deliver(PHONE, before.fromPort, ack(1));
    vi.advanceTimersByTime(500);
    network.take(PHONE);
    const after = ask(network, PHONE, readRequest('a'));
    expect(after.packet).toMatchObject({ type: 'DATA', block: 1 });
    expect(after.fromPort).not.toBe(before.fromPort);
    expect(reports).toMatchObject([{ outcome: 'timeout', blocks: 1 }]);
  });

  it('but for another file ends the first', async () => {
    const { network, server, reports } = await start();
    ask(network, PHONE, readRequest('a'));
    const { packet } = ask(network, PHONE, readRequest('b'));
    expect(packet).toMatchObject({ type: 'DATA', block: 1 });
    expect(reports).toMatchObject([
      { fileName: 'a', outcome: 'timeout', detail: 'the client made another request' },
    ]);
    expect(server.stats().transfers).toBe(1);
  });
});

describe('a packet from elsewhere', () => {
  it('gets error 5 and does no harm', async () => {
    const { network, server, reports } = await start();
    const { fromPort } = ask(network, PHONE, readRequest('a'));
    network.deliver(STRANGER, fromPort, ack(1));
    network.deliver({ ...PHONE, port: 50_001 }, fromPort, ack(1));
    expect(network.take(STRANGER)[0]?.packet).toMatchObject({ type: 'ERROR', code: 5 });
    expect(network.take(PHONE)).toEqual([]);
    for (const block of [1, 2, 3]) network.deliver(PHONE, fromPort, ack(block));
    expect(reports).toMatchObject([{ outcome: 'sent', bytes: 1_100 }]);
    expect(server.stats().wrongTransferId).toBe(2);
  });

  it('is foreign too on another port of ours', async () => {
    const { network } = await start();
    const { fromPort } = ask(network, PHONE, readRequest('a'));
    network.deliver(PHONE, fromPort + 1, ack(1));
    expect(network.take(PHONE)).toMatchObject([{ packet: { type: 'ERROR', code: 5 } }]);
  });

  it('if it is an error, is not answered and ends nothing', async () => {
    const { network, server } = await start();
    const { fromPort } = ask(network, PHONE, readRequest('a'));
    network.deliver(STRANGER, fromPort, { type: 'ERROR', code: 0, message: 'stop' });
    expect(network.take(STRANGER)).toEqual([]);
    expect(server.stats().transfers).toBe(1);
  });
});

describe('what is no request', () => {
  it.each([
    { name: 'an ACK', packet: ack(7), answered: true },
    { name: 'data', packet: { type: 'DATA', block: 1, data: fileOf(3) } as const, answered: true },
    { name: 'half a request', packet: Buffer.from('\0\x01name'), answered: true },
    {
      name: 'an error',
      packet: { type: 'ERROR', code: 1, message: 'no' } as const,
      answered: false,
    },
    { name: 'nothing', packet: Buffer.alloc(0), answered: false },
    { name: 'one byte', packet: Buffer.from('\0'), answered: false },
    { name: 'noise', packet: Buffer.alloc(65_507, 0xaa), answered: false },
  ])('$name: answered by error 4: $answered', async ({ packet, answered }) => {
    const { network, server } = await start();
    network.deliver(PHONE, SERVER_PORT, packet);
    expect(network.take(PHONE).map((each) => each.packet)).toMatchObject(
      answered ? [{ type: 'ERROR', code: 4 }] : [],
    );
    expect(server.stats()).toMatchObject({ malformed: 1, transfers: 0 });
  });

  it('within a transfer leaves it alone', async () => {
    const { network, server, reports } = await start();
    const { fromPort } = ask(network, PHONE, readRequest('a'));
    for (const noise of [Buffer.alloc(0), Buffer.from('\0'), Buffer.alloc(65_507, 1)]) {
      network.deliver(PHONE, fromPort, noise);
    }
    network.deliver(PHONE, fromPort, { type: 'DATA', block: 1, data: fileOf(4) });
    network.deliver(PHONE, fromPort, readRequest('b'));
    expect(network.take(PHONE)).toEqual([]);
    for (const block of [1, 2, 3]) network.deliver(PHONE, fromPort, ack(block));
    expect(reports).toMatchObject([{ outcome: 'sent' }]);
    expect(server.stats().malformed).toBe(3);
  });
});

describe('a client that complains', () => {
  it('ends the transfer, and what it said is kept', async () => {
    const { network, server, reports } = await start();
    const { fromPort } = ask(network, PHONE, readRequest('a'));
    network.deliver(PHONE, fromPort, { type: 'ERROR', code: 3, message: `full${'!'.repeat(400)}` });
    expect(reports).toMatchObject([{ outcome: 'client-error' }]);
    expect(reports[0]?.detail).toBe(`error 3: full${'!'.repeat(196)}`);
    expect(network.take(PHONE)).toEqual([]);
    expect(server.stats().transfers).toBe(0);
  });
});
