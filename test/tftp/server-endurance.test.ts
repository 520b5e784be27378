import { describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../src/core/clock.js';
import { type LogFields, silentLog } from '../../src/core/log.js';
import type { Endpoint, OpenSocket } from '../../src/udp/datagram.js';
import { dgramSockets } from '../../src/udp/dgram-socket.js';
import { soak } from '../soak.js';
import { fileOf } from './lossy-link.js';
import { ack, createMemoryNetwork, readRequest, SERVER_PORT } from './memory-network.js';
import { ask, fetchAll, found, PHONE, STRANGER, start, useFakeTime } from './server-bench.js';

useFakeTime();

describe('a client that vanishes', () => {
  it('before its first ACK costs three packets and six seconds', async () => {
    const { network, server, reports } = await start();
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    vi.advanceTimersByTime(6_000);
    expect(network.take(PHONE)).toHaveLength(3);
    expect(reports).toMatchObject([{ outcome: 'timeout', bytes: 0, retransmits: 2 }]);
    expect(server.stats().transfers).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is noticed also after the server had nothing to do', async () => {
    const { network, reports } = await start();
    for (const fileName of ['a', 'b']) {
      network.deliver(PHONE, SERVER_PORT, readRequest(fileName));
      vi.advanceTimersByTime(10_000);
    }
    expect(reports).toMatchObject([{ retransmits: 2 }, { retransmits: 2 }]);
  });

  it('in the middle is waited for, then forgotten', async () => {
    const { network, server, reports } = await start();
    const { fromPort } = ask(network, PHONE, readRequest('a'));
    network.deliver(PHONE, fromPort, ack(1));
    vi.advanceTimersByTime(15_000);
    expect(server.stats().transfers).toBe(1);
    vi.advanceTimersByTime(15_000);
    expect(reports).toMatchObject([{ outcome: 'timeout', bytes: 512, blocks: 1, retransmits: 8 }]);
    expect(server.stats().transfers).toBe(0);
    network.take(PHONE);
    network.deliver(PHONE, fromPort, ack(2));
    expect(network.take(PHONE)).toMatchObject([{ packet: { type: 'ERROR', code: 5 } }]);
  });

  it('only after the last block has all the same', async () => {
    const { network, reports } = await start();
    const { fromPort } = ask(network, PHONE, readRequest('a'));
    for (const block of [1, 2]) network.deliver(PHONE, fromPort, ack(block));
    vi.advanceTimersByTime(30_000);
    expect(reports).toMatchObject([{ outcome: 'unconfirmed', bytes: 1_024 }]);
  });
});

describe('a process that was busy', () => {
  it('first reads what has come meanwhile', async () => {
    let busyMs = 0;
    const clock: Clock = { wallMs: () => 0, monotonicMs: () => performance.now() + busyMs };
    const { network } = await start({ clock });
    ask(network, PHONE, readRequest('a'));
    busyMs = 60_000;
    vi.advanceTimersByTime(200);
    expect(network.take(PHONE)).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(network.take(PHONE)).toHaveLength(1);
  });
});

describe('a system that does not send', () => {
  it('for a while (ENOBUFS) delays the transfer', async () => {
    const { network, reports } = await start();
    network.failWith('ENOBUFS');
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    vi.advanceTimersByTime(100);
    network.failWith(undefined);
    vi.advanceTimersByTime(200);
    const [first] = network.take(PHONE);
    for (const block of [1, 2, 3]) network.deliver(PHONE, first?.fromPort ?? 0, ack(block));
    expect(reports).toMatchObject([{ outcome: 'sent', retransmits: 1 }]);
    expect(reports[0]?.detail).toBeUndefined();
  });

  it('at first, and then does, is no matter for the report', async () => {
    const { network, reports } = await start();
    network.failWith('ENOBUFS');
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    network.failWith(undefined);
    // The block that was not sent is acknowledged all the same, so that nothing clears the error.
    for (const block of [1, 2, 3]) {
      for (const port of [40_000, 40_001]) network.deliver(PHONE, port, ack(block));
    }
    expect(reports).toMatchObject([{ outcome: 'sent' }]);
    expect(reports[0]?.detail).toBeUndefined();
  });

  it.each(['EPERM', 'ENETUNREACH'])(
    'at all (%s) ends the transfer, and the report says why',
    async (code) => {
      const { network, server, reports } = await start();
      network.failWith(code);
      network.deliver(PHONE, SERVER_PORT, readRequest('a'));
      vi.advanceTimersByTime(6_000);
      expect(reports).toMatchObject([
        { outcome: 'timeout', detail: `packets could not be sent: ${code}` },
      ]);
      expect(server.stats().transfers).toBe(0);
    },
  );
});

describe('limits', () => {
  const client = (n: number): Endpoint => ({
    address: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
    port: 1_024 + (n % 50_000),
  });

  const halfOpen = soak(400, 5_000);
  it('thousands of half-open requests draw three packets each and leave nothing behind', async () => {
    const { network, server, reports } = await start();
    for (let n = 0; n < halfOpen; n++) network.deliver(client(n), SERVER_PORT, readRequest('a'));
    expect(server.stats().transfers).toBe(halfOpen);
    expect(fetchAll(network, PHONE, 'a')).toHaveLength(1_100);
    vi.advanceTimersByTime(6_000);
    expect(server.stats().transfers).toBe(0);
    expect(reports.filter(({ outcome }) => outcome === 'timeout')).toHaveLength(halfOpen);
    expect(network.sent).toHaveLength(3 * halfOpen + 3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a forged request is amplified 43 times at worst, headers of IP and UDP included', async () => {
    const { network } = await start();
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    vi.advanceTimersByTime(60_000);
    const headers = 28;
    const request = headers + '00a0octet0'.length;
    const answers = network.sent.reduce((sum, { bytes }) => sum + headers + bytes.length, 0);
    expect(answers / request).toBeLessThanOrEqual(43);
  });

  it('1,000 honest phones behind one address are all served', async () => {
    const { network, server } = await start();
    for (let n = 0; n < 1_000; n++) {
      network.deliver({ address: '10.0.0.1', port: 2_000 + n }, SERVER_PORT, readRequest('a'));
    }
    for (const { to, fromPort } of [...network.sent]) network.deliver(to, fromPort, ack(1));
    for (let n = 0; n < 1_000; n++) {
      expect(fetchAll(network, { address: '10.0.0.1', port: 4_000 + n }, 'a')).toHaveLength(1_100);
    }
    expect(server.stats()).toMatchObject({ throttled: 0, overLimit: 0, requests: 2_000 });
  });

  it('a burst of one address beyond the limit is left unanswered, others are not', async () => {
    const { network, server } = await start({
      limits: { requestBurst: 3, requestsPerSecond: 1 },
    });
    for (let n = 0; n < 5; n++) network.deliver(PHONE, SERVER_PORT, readRequest(`a${n}`));
    expect(network.take(PHONE)).toHaveLength(3);
    expect(server.stats().throttled).toBe(2);
    ask(network, STRANGER, readRequest('a'));
    vi.advanceTimersByTime(1_000);
    network.take(PHONE);
    ask(network, { ...PHONE, port: 7 }, readRequest('a'));
  });

  it('what is no request counts as one', async () => {
    const { network, server } = await start({ limits: { requestBurst: 1 } });
    network.deliver(PHONE, SERVER_PORT, ack(1));
    network.deliver(PHONE, SERVER_PORT, ack(1));
    expect(network.take(PHONE)).toHaveLength(1);
    expect(server.stats()).toMatchObject({ malformed: 2, throttled: 1 });
  });

  it('a thousand phones behind one address may each ask for five files that are not there', async () => {
    const { network, server } = await start();
    for (let n = 0; n < 5_000; n++) {
      ask(network, { address: '10.0.0.1', port: 2_000 + n }, readRequest('missing'));
    }
    expect(server.stats()).toMatchObject({ throttled: 0, requests: 5_000 });
  });

  it('but not without end', async () => {
    const { network, server } = await start();
    for (let n = 0; n < 20_000; n++) network.deliver(PHONE, SERVER_PORT, readRequest('missing'));
    expect(server.stats().throttled).toBeGreaterThan(9_000);
  });

  it('a request whose client answered costs nothing', async () => {
    const { network, server } = await start({
      limits: { requestBurst: 1, requestsPerSecond: 0.001 },
    });
    for (let n = 0; n < 100; n++) expect(fetchAll(network, PHONE, 'a')).toHaveLength(1_100);
    expect(server.stats().throttled).toBe(0);
  });

  it('transfers are limited in all, and for one address', async () => {
    const { network, server } = await start({ limits: { transfers: 3, transfersPerClient: 2 } });
    for (const port of [1, 2, 3])
      network.deliver({ ...PHONE, port }, SERVER_PORT, readRequest('a'));
    expect(server.stats()).toMatchObject({ transfers: 2, overLimit: 1 });
    for (const port of [1, 2])
      network.deliver({ ...STRANGER, port }, SERVER_PORT, readRequest('a'));
    expect(server.stats()).toMatchObject({ transfers: 3, overLimit: 1, gaveWay: 1 });
    vi.advanceTimersByTime(6_000);
    ask(network, { ...PHONE, port: 3 }, readRequest('a'));
  });

  it('says once in ten seconds that requests go unanswered', async () => {
    const warnings: LogFields[] = [];
    const log = { ...silentLog, warn: (fields: LogFields) => warnings.push(fields) };
    const { network } = await start({ log, limits: { requestBurst: 1, requestsPerSecond: 0.001 } });
    for (let n = 0; n < 50; n++) network.deliver(PHONE, SERVER_PORT, ack(1));
    expect(warnings).toEqual([{ address: PHONE.address, throttled: 1, overLimit: 0, gaveWay: 0 }]);
    vi.advanceTimersByTime(10_000);
    network.deliver(PHONE, SERVER_PORT, ack(1));
    expect(warnings).toHaveLength(2);
  });
});

describe('closing', () => {
  it('tells the clients, reports what was running, and closes every socket', async () => {
    const { network, server, reports } = await start();
    ask(network, PHONE, readRequest('a'));
    await server.close();
    expect(network.take(PHONE)).toMatchObject([{ packet: { type: 'ERROR', code: 0 } }]);
    expect(reports).toMatchObject([{ outcome: 'stopped' }]);
    expect(network.openSockets()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends a request whose file is still being looked for', async () => {
    const { network, server, reports } = await start({
      source: { open: () => Promise.resolve(found(fileOf(10))) },
    });
    network.deliver(PHONE, SERVER_PORT, readRequest('a'));
    await server.close();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reports).toMatchObject([{ outcome: 'stopped' }]);
    expect(network.take(PHONE)).toHaveLength(1);
  });
});

describe('a small receive buffer', () => {
  it.each([
    { grantedBytes: 425_984, warns: true },
    { grantedBytes: 8_388_608, warns: false },
  ])('of $grantedBytes bytes is worth a warning: $warns', async ({ grantedBytes, warns }) => {
    const seen: string[] = [];
    const log = {
      ...silentLog,
      info: (fields: LogFields) => seen.push(`info ${fields.receiveBufferBytes}`),
      warn: (fields: LogFields) => seen.push(`warn ${fields.receiveBufferBytes}`),
    };
    await start({
      log,
      sockets: { ...dgramSockets, open: createMemoryNetwork(grantedBytes).openSocket },
    });
    expect(seen).toEqual([`info ${grantedBytes}`, ...(warns ? [`warn ${grantedBytes}`] : [])]);
  });
});

describe('a socket that cannot be had', () => {
  it('rejects with the system’s error and closes the others', async () => {
    const network = createMemoryNetwork();
    const taken = Object.assign(new Error('in use'), { code: 'EADDRINUSE' });
    const open: OpenSocket = (local, receive) =>
      local.port === SERVER_PORT ? Promise.reject(taken) : network.openSocket(local, receive);
    const starting = start({ sockets: { ...dgramSockets, open } });
    await expect(starting).rejects.toBe(taken);
    expect(network.openSockets()).toBe(0);
  });
});
