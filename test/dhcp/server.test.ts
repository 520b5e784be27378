import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import { type DhcpMessage, encodeMessage } from '../../src/dhcp/message/message.js';
import { soak } from '../soak.js';
import { hex } from './bytes.js';
import { createServer, turn } from './server-under-test.js';
import {
  everyoneAs,
  GUEST,
  GUEST_PROFILE,
  ip,
  LAN,
  lease,
  message,
  NOW,
  OTHER_GUEST,
  PHONE,
  PHONE_ADDRESS,
  POLICY,
  SERVER,
  STRANGER,
} from './wire-under-test.js';

const HOSTILE = soak(2_000, 100_000);
const RUNS = soak(600, 3000);
const discover = encodeMessage(message('DISCOVER'));
const request = encodeMessage(message('REQUEST', { requested: PHONE_ADDRESS, server: SERVER }));
const types = (sent: readonly DhcpMessage[]) => sent.map(({ options }) => options.get(53)?.[0]);

describe('the server', () => {
  it('offers at once, and confirms when the lease is on the disk', async () => {
    const { wire, waiting, exchanges } = createServer();
    wire.receive(discover);
    expect(types(wire.sent)).toEqual([2]);
    wire.receive(request);
    await turn();
    expect(types(wire.sent)).toEqual([2]);
    expect(waiting.map(({ lease: each }) => each.address)).toEqual([PHONE_ADDRESS]);
    waiting[0]?.resolve();
    await turn();
    expect(types(wire.sent)).toEqual([2, 5]);
    await turn();
    expect(exchanges.map(({ type, reply }) => [type, reply])).toEqual([
      ['DISCOVER', 'OFFER'],
      ['REQUEST', 'ACK'],
    ]);
  });

  it('leaves a client alone that looks for other servers: no answer, no count, nothing told', async () => {
    const searching = new Set([PHONE]);
    const { server, wire, exchanges } = createServer({ searching });
    wire.receive(discover);
    await turn();
    expect([wire.sent, exchanges, server.stats().requests.DISCOVER]).toEqual([[], [], 0]);
    searching.delete(PHONE);
    wire.receive(discover);
    await turn();
    expect([types(wire.sent), server.stats().requests.DISCOVER]).toEqual([[2], 1]);
  });

  it('tells of each exchange who, what, which address, how long and why', async () => {
    const { wire, waiting, exchanges, time } = createServer();
    const extra = new Map([[60, hex('436973636f00')]]);
    wire.receive(encodeMessage(message('REQUEST', { requested: PHONE_ADDRESS, extra })));
    time.monotonicMs += 7;
    waiting[0]?.resolve();
    await turn();
    wire.receive(encodeMessage(message('DISCOVER', { from: STRANGER })));
    await turn();
    expect(exchanges).toEqual([
      {
        mac: PHONE,
        vendorClass: 'Cisco',
        type: 'REQUEST',
        request: expect.objectContaining({ requestedAddress: PHONE_ADDRESS }),
        reply: 'ACK',
        address: PHONE_ADDRESS,
        why: 'reserved',
        ms: 7,
      },
      {
        mac: STRANGER,
        type: 'DISCOVER',
        request: expect.objectContaining({ mac: STRANGER }),
        why: 'unknown-client',
        ms: 0,
      },
    ]);
  });

  it('tells of an exchange a turn later: no reply waits for a log line, nor is lost by one', async () => {
    const told: string[] = [];
    const { wire, said } = createServer({
      observe({ type }) {
        told.push(type);
        throw new Error('cannot log');
      },
    });
    wire.receive(discover);
    expect([types(wire.sent), told]).toEqual([[2], []]);
    await turn();
    expect(told).toEqual(['DISCOVER']);
    expect(said.at(-1)).toMatchObject({ level: 'error', text: expect.stringContaining('defect') });
    wire.receive(discover);
    expect(types(wire.sent)).toEqual([2, 2]);
  });

  it('writes releases and declines too, but no offers', async () => {
    const { wire, waiting } = createServer({ known: [lease('10.20.1.102', 'bound', GUEST)] });
    wire.receive(
      encodeMessage(message('RELEASE', { from: GUEST, ciaddr: ip('10.20.1.102'), server: SERVER })),
    );
    wire.receive(encodeMessage(message('DISCOVER', { from: GUEST })));
    wire.receive(
      encodeMessage(
        message('DECLINE', { from: GUEST, requested: ip('10.20.1.102'), server: SERVER }),
      ),
    );
    expect(waiting.map(({ lease: each }) => each.state)).toEqual(['free', 'resting']);
    expect(types(wire.sent)).toEqual([2]);
  });

  it('goes by the lease of a request whose answer still waits for the disk', async () => {
    const { wire, waiting } = createServer();
    const take = (clientId: string) =>
      encodeMessage(
        message('REQUEST', { from: GUEST, clientId, requested: ip('10.20.1.102'), server: SERVER }),
      );
    wire.receive(take('01'));
    wire.receive(take('02'));
    expect(waiting).toHaveLength(1);
    expect(types(wire.sent)).toEqual([6]);
  });

  it('knows the leases of its journal, and who holds an address', () => {
    const known = [lease('10.20.1.102', 'bound', GUEST, { untilMs: NOW + 10 })];
    const { server, time } = createServer({ known });
    expect(server.holderOf(ip('10.20.1.102'))).toBe(GUEST);
    expect(server.holderOf(ip('10.20.1.103'))).toBeUndefined();
    time.monotonicMs += 10;
    expect(server.holderOf(ip('10.20.1.102'))).toBeUndefined();
  });

  it('takes a new configuration and keeps the leases', async () => {
    const { server, wire } = createServer({ known: [lease('10.20.1.102', 'bound', GUEST)] });
    const commit = await server.prepare({
      policy: everyoneAs(GUEST_PROFILE),
      subnets: [{ ...LAN, leaseSeconds: 60 }],
    });
    commit();
    wire.receive(
      encodeMessage(message('DISCOVER', { from: STRANGER, requested: ip('10.20.1.102') })),
    );
    expect(wire.sent[0]?.yiaddr).toBe(ip('10.20.1.100'));
    expect(wire.sent[0]?.options.get(51)).toEqual(hex('0000003c'));
    expect(server.holderOf(ip('10.20.1.102'))).toBe(GUEST);
  });

  it('keeps what changes while another configuration is prepared, and is as it was until then', async () => {
    const known = Array.from({ length: 1200 }, (_, index) =>
      lease(`10.20.${9 + (index >> 8)}.${index & 255}`, 'bound', GUEST),
    );
    const { server, wire, waiting } = createServer({
      known: [...known, lease('10.20.1.102', 'bound', OTHER_GUEST)],
      policy: everyoneAs(GUEST_PROFILE),
      subnets: [LAN],
    });
    const longer = { ...LAN, leaseSeconds: 60 };
    const ask = () => wire.receive(encodeMessage(message('DISCOVER', { from: STRANGER })));
    const preparing = server.prepare({ policy: everyoneAs(GUEST_PROFILE), subnets: [longer] });
    ask();
    // Behind the first slice of leases, and before the last.
    const released = server.release(OTHER_GUEST);
    waiting[0]?.resolve();
    await released;
    const commit = await preparing;
    ask();
    commit();
    ask();
    const [first, second, third] = wire.sent.map(({ yiaddr, options }) => ({
      yiaddr,
      lease: options.get(51)?.length && Buffer.from(options.get(51) ?? []).readUInt32BE(),
    }));
    expect(first?.lease).not.toBe(60);
    expect(second).toEqual(first);
    expect(third).toEqual({ yiaddr: first?.yiaddr, lease: 60 });
    expect(server.holderOf(ip('10.20.1.102'))).toBeUndefined();
    expect(server.holderOf(ip('10.20.13.10'))).toBe(GUEST);
  });

  it('says how many leases it found and how much the socket holds', () => {
    const { said } = createServer({ known: [lease('10.20.1.102', 'bound', GUEST)] });
    expect(said[0]).toMatchObject({
      level: 'info',
      fields: { leases: 1, receiveBufferBytes: 8 << 20 },
    });
  });

  it('sends nothing once it is closed', async () => {
    const { server, wire, waiting } = createServer();
    wire.receive(request);
    await server.close();
    waiting[0]?.resolve();
    await turn();
    expect(wire.isClosed()).toBe(true);
    expect(wire.sent).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('in packets is counted by kind, and said once a minute with the number', () => {
    const { server, wire, said, time } = createServer();
    for (let n = 0; n < 1000; n += 1) wire.receive(new Uint8Array(n % 240));
    time.monotonicMs += 60_000;
    wire.receive(new Uint8Array(0));
    wire.receive(new Uint8Array(300));
    expect(server.stats().faults).toMatchObject({ 'too-short': 1001, 'bad-header': 1 });
    const warned = said
      .filter(({ level }) => level === 'warn')
      .map(({ fields }) => [fields.fault, fields.count]);
    expect(warned).toEqual([
      ['too-short', 1],
      ['too-short', 1000],
      ['bad-header', 1],
    ]);
  });

  it('in sending is counted and said once in a while, without a stack', () => {
    const { server, wire, said, time } = createServer();
    const before = said.length;
    const fail = (address: string) =>
      wire.fail(Object.assign(new Error('send'), { code: 'ENETUNREACH', address }));
    for (let n = 0; n < 100; n += 1) fail('203.0.113.7');
    time.monotonicMs += 60_000;
    fail('203.0.113.8');
    expect(server.stats().sendFailures).toBe(101);
    const text = 'a DHCP reply could not be sent';
    const code = 'ENETUNREACH';
    expect(said.slice(before)).toEqual([
      { level: 'warn', text, fields: { code, address: '203.0.113.7', count: 1 } },
      { level: 'warn', text, fields: { code, address: '203.0.113.8', count: 100 } },
    ]);
  });

  it('in ourselves or in what we were given ends nothing', async () => {
    const profile = {
      ...GUEST_PROFILE,
      options: [{ code: 26, kind: 'u16' as const, value: 70_000 }],
    };
    const { wire, said, server } = createServer({
      policy: {
        ...POLICY,
        clientFor: (client, subnet) =>
          client.mac === GUEST ? profile : POLICY.clientFor(client, subnet),
      },
    });
    wire.receive(encodeMessage(message('DISCOVER', { from: GUEST })));
    expect(said.at(-1)).toMatchObject({ level: 'error', text: expect.stringContaining('defect') });
    wire.receive(discover);
    expect(types(wire.sent)).toEqual([2]);
    expect(server.stats().replies.OFFER).toBe(1);
  });

  it(`${HOSTILE} hostile packets leave it as it was`, () => {
    const { server, wire, waiting, exchanges, time } = createServer();
    const seeds = [discover, request].map((bytes) => Buffer.from(bytes));
    const random = createRandom(20261121);
    for (let n = 0; n < HOSTILE; n += 1) {
      const bytes = Buffer.from(seeds[n % 2] ?? []);
      for (let flips = random(12); flips > 0; flips -= 1) bytes[random(bytes.length)] = random(256);
      wire.receive(bytes.subarray(0, n % 3 === 0 ? random(bytes.length + 1) : bytes.length));
      wire.sent.length = 0;
      waiting.length = 0;
      exchanges.length = 0;
    }
    const { faults, requests } = server.stats();
    const counted = [...Object.values(faults), ...Object.values(requests)].reduce(
      (a, b) => a + b,
      0,
    );
    expect(counted).toBe(HOSTILE);
    // One of them may have been a good DECLINE, after which the address rests.
    time.monotonicMs += 600_000;
    wire.receive(discover);
    expect(wire.sent[0]?.yiaddr).toBe(PHONE_ADDRESS);
  });

  it('any bytes after a good header are answered or left alone, and never thrown at us', () => {
    const { server, wire, said } = createServer();
    const head = discover.slice(0, 240);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (tail) => {
        wire.receive(Buffer.concat([head, tail]));
      }),
      { numRuns: RUNS },
    );
    const { faults, requests } = server.stats();
    const counted = [...Object.values(faults), ...Object.values(requests)].reduce(
      (a, b) => a + b,
      0,
    );
    expect(counted).toBe(RUNS);
    expect(said.filter(({ text }) => text.includes('defect'))).toEqual([]);
  });
});

describe('a site after a power cut', () => {
  it('of a thousand phones gets a thousand addresses, each its own', async () => {
    const pool = { first: ip('10.20.0.2'), last: ip('10.20.7.254') };
    const subnet = { ...LAN, subnet: { network: ip('10.20.0.0'), prefix: 16 }, pool, excluded: [] };
    const { wire, waiting } = createServer({
      subnets: [subnet],
      policy: everyoneAs(GUEST_PROFILE),
    });
    const given = new Set<Ipv4>();
    for (let n = 0; n < 1000; n += 1) {
      const from = {
        ...message('DISCOVER'),
        chaddr: hex((0x020000000000 + n).toString(16).padStart(12, '0')),
      };
      wire.receive(encodeMessage(from));
      const offered = wire.sent.at(-1)?.yiaddr ?? (0 as Ipv4);
      const take = message('REQUEST', { requested: offered, server: SERVER });
      wire.receive(encodeMessage({ ...take, chaddr: from.chaddr }));
      waiting[n]?.resolve();
      await turn();
      given.add(wire.sent.at(-1)?.yiaddr ?? (0 as Ipv4));
    }
    expect(given.size).toBe(1000);
    expect(types(wire.sent).filter((type) => type === 5)).toHaveLength(1000);
  });
});

/** xorshift32: the same numbers on every machine. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
