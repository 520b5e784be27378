import { describe, expect, it, vi } from 'vitest';
import type { Endpoint } from '../../src/udp/datagram.js';
import { fileOf } from './lossy-link.js';
import { ack, type MemoryNetwork, readRequest, SERVER_PORT } from './memory-network.js';
import { ask, fetchAll, found, PHONE, STRANGER, start, useFakeTime } from './server-bench.js';

useFakeTime();

const asks = (network: MemoryNetwork, client: Endpoint) =>
  network.deliver(client, SERVER_PORT, readRequest('a'));

/** Asks, answers the first block, and says no more. */
function hoard(network: MemoryNetwork, client: Endpoint): void {
  const { fromPort } = ask(network, client, readRequest('a'));
  network.deliver(client, fromPort, ack(1));
  network.take(client);
}

const forged = (n: number): Endpoint => ({ address: `203.0.113.${n}`, port: 1_024 + n });

describe('when all places are taken', () => {
  it('by requests that nobody answered for, a phone is served', async () => {
    const { network, server, reports } = await start({ limits: { transfers: 8 } });
    for (let n = 0; n < 8; n++) asks(network, forged(n));
    expect(fetchAll(network, PHONE, 'a')).toHaveLength(1_100);
    expect(server.stats()).toMatchObject({ gaveWay: 1, overLimit: 0 });
    expect(reports[0]).toMatchObject({ client: forged(0), outcome: 'timeout' });
    // Nobody is told: it may not have been this address that asked.
    expect(network.take(forged(0))).toHaveLength(1);
  });

  it('while forged requests go on, a transfer under way goes on', async () => {
    const { network, server } = await start({ limits: { transfers: 8 } });
    const { fromPort } = ask(network, PHONE, readRequest('a'));
    network.deliver(PHONE, fromPort, ack(1));
    for (let n = 0; n < 100; n++) asks(network, forged(n));
    network.deliver(PHONE, fromPort, ack(2));
    expect(network.take(PHONE).map(({ packet }) => packet)).toMatchObject([
      { block: 2 },
      { block: 3 },
    ]);
    expect(server.stats().transfers).toBe(8);
  });

  it('by one address, another takes a place of it, and is not displaced itself', async () => {
    const { network, reports, server } = await start({ limits: { transfers: 8 } });
    for (let port = 1; port <= 8; port++) hoard(network, { ...STRANGER, port });
    hoard(network, PHONE);
    expect(network.take({ ...STRANGER, port: 1 })).toMatchObject([
      { packet: { type: 'ERROR', code: 0, message: 'server is busy, ask again' } },
    ]);
    expect(reports).toMatchObject([{ client: { port: 1 }, outcome: 'busy' }]);
    for (let port = 9; port <= 12; port++) asks(network, { ...STRANGER, port });
    expect(server.stats()).toMatchObject({ gaveWay: 1, overLimit: 4, transfers: 8 });
  });

  it('several phones at once each find one, though none has answered yet', async () => {
    const { network } = await start({ limits: { transfers: 12 } });
    for (let port = 1; port <= 12; port++) hoard(network, { ...STRANGER, port });
    const phones = [1, 2, 3].map((n) => ({ address: `10.20.1.${n}`, port: 5_000 }));
    for (const phone of phones) asks(network, phone);
    for (const phone of phones) {
      const [first] = network.take(phone);
      network.deliver(phone, first?.fromPort ?? 0, ack(1));
      expect(network.take(phone)).toMatchObject([{ packet: { type: 'DATA', block: 2 } }]);
    }
  });

  it('each by another address, nobody is displaced', async () => {
    const { network, server } = await start({ limits: { transfers: 4 } });
    for (let n = 1; n <= 4; n++) hoard(network, { address: `10.20.1.${n}`, port: 5_000 });
    asks(network, PHONE);
    expect(network.take(PHONE)).toEqual([]);
    expect(server.stats()).toMatchObject({ gaveWay: 0, overLimit: 1 });
  });
});

describe('a place has an end', () => {
  const silenceOf = async (seconds: number) => {
    const { network, reports } = await start();
    const options = [{ name: 'timeout', value: `${seconds}` }];
    const { packet, fromPort } = ask(network, PHONE, readRequest('a', options));
    network.deliver(PHONE, fromPort, ack(packet.type === 'OACK' ? 0 : 1));
    vi.advanceTimersByTime(3_600_000);
    return { agreed: packet.type === 'OACK', ms: reports[0]?.durationMs ?? 0 };
  };

  it.each([1, 3, 7, 10, 30])(
    'after a minute of silence, with a timeout of %i s',
    async (seconds) => {
      const { agreed, ms } = await silenceOf(seconds);
      expect(agreed).toBe(true);
      expect(ms).toBeLessThan(61_000);
    },
  );

  it.each([31, 255])(
    'sooner where %i s were asked for, which are not agreed to',
    async (seconds) => {
      const { agreed, ms } = await silenceOf(seconds);
      expect(agreed).toBe(false);
      expect(ms).toBeLessThan(30_000);
    },
  );

  it('however slowly it goes on: at a second a block, after ten minutes', async () => {
    const blocks = 600;
    const source = { open: () => found(fileOf(blocks * 512 - 1)) };
    const { network, reports } = await start({ source });
    const { fromPort } = ask(network, PHONE, readRequest('a'));
    for (let block = 1; block < 200 && reports.length === 0; block++) {
      network.deliver(PHONE, fromPort, ack(block));
      vi.advanceTimersByTime(12_000);
    }
    expect(reports).toMatchObject([{ outcome: 'timeout', detail: 'less than a block a second' }]);
    expect(reports[0]?.blocks).toBe(100);
  });
});
