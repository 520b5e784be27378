// A client drops answers from another address than it asked. Every address in 127.0.0.0/8 is this machine's, and
// what goes to 127.0.0.1 leaves from 127.0.0.1 unless someone says otherwise.

import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import { createBothFamiliesOpener } from '../../src/udp/both-families.js';
import type { DatagramSocket, Endpoint, OpenSocket, Outgoing } from '../../src/udp/datagram.js';
import { dgramSockets, openDgramSocket } from '../../src/udp/dgram-socket.js';
import { createEachAddressOpener } from '../../src/udp/each-address.js';
import { createKoffiSockets } from '../../src/udp/koffi-socket.js';
import { loadLibc } from '../../src/udp/libc.js';
import { createNativeSockets } from '../../src/udp/native-socket.js';
import { koffiBackend } from './koffi-backend.js';

const ASKED = '127.0.0.5';
const CLIENT: Endpoint = { address: '127.0.0.1', port: 0 };
const openByKoffi = await koffiBackend();

describe('sockets on all addresses of ours', () => {
  let ours = ['127.0.0.1', ASKED];
  const openOnEach = createEachAddressOpener({
    addresses: (family) => (family === 4 ? ours : ['::1']),
    followEveryMs: 20,
  });
  const ways = [
    { name: 'dgram', open: openOnEach, any: '0.0.0.0' },
    { name: 'dgram', open: createBothFamiliesOpener(openOnEach, openOnEach), any: '::' },
    ...(openByKoffi
      ? [
          { name: 'koffi', open: openByKoffi, any: '0.0.0.0' },
          { name: 'koffi', open: createBothFamiliesOpener(openByKoffi, openOnEach), any: '::' },
        ]
      : []),
  ];

  /** Where the answers to one packet come from. */
  async function sourcesOf(
    open: OpenSocket,
    any: string,
    answers: number,
    answer: (at: DatagramSocket, from: Endpoint, other: DatagramSocket) => void,
    asked = ASKED,
  ): Promise<readonly string[]> {
    const other = await open({ address: any, port: 0 }, () => {});
    const server = await open({ address: any, port: 0 }, (_packet, from, at) => {
      answer(at, from, other);
    });
    const sources: string[] = [];
    const local = asked === '::1' ? { address: asked, port: 0 } : CLIENT;
    const client = await openDgramSocket(local, (_packet, from) => sources.push(from.address));
    client.send(Buffer.from('?'), { address: asked, port: server.local.port });
    await expect.poll(() => sources.length).toBe(answers);
    await Promise.all([client, server, other].map((each) => each.close()));
    return sources;
  }

  describe.each(ways)('by $name on $any', ({ open, any }) => {
    it('answer from the one that was asked, with each packet of a row', async () => {
      const body = Buffer.alloc(4_000, 7);
      const parts: readonly Outgoing[] = [
        Buffer.alloc(516),
        Buffer.alloc(516),
        { head: 1, body, start: 0, end: 512 },
        { head: 2, body, start: 512, end: 1_024 },
      ];
      const sources = await sourcesOf(open, any, 4, (at, from) => {
        for (const part of parts) at.send(part, from);
      });
      expect(sources).toEqual([ASKED, ASKED, ASKED, ASKED]);
    });

    it('say which it was, and another socket answers from there, too', async () => {
      const told: string[] = [];
      const sources = await sourcesOf(open, any, 2, (at, from, other) => {
        told.push(at.local.address);
        at.send(Buffer.from('x'), from);
        other.from(at.local.address).send(Buffer.from('x'), from);
      });
      expect(told).toEqual([ASKED]);
      expect(sources).toEqual([ASKED, ASKED]);
    });

    it('may serve several at once', async () => {
      const server = await open({ address: any, port: 0 }, (_packet, from, at) => {
        for (let n = 0; n < 3; n++) at.send(Buffer.alloc(100), from);
      });
      const heard: string[] = [];
      const client = await openDgramSocket(CLIENT, (_packet, { address }) => heard.push(address));
      for (let n = 0; n < 4; n++) {
        for (const address of ours) client.send(Buffer.from('?'), { ...server.local, address });
      }
      await expect.poll(() => heard.length).toBe(24);
      expect(heard.filter((address) => address === ASKED)).toHaveLength(12);
      await client.close();
      await server.close();
    });

    it('refuse a port that another program has, on whatever address', async () => {
      const taken = await openDgramSocket({ address: ASKED, port: 0 }, () => {});
      const place = { address: any, port: taken.local.port };
      await expect(open(place, () => {})).rejects.toMatchObject({ code: 'EADDRINUSE' });
      await taken.close();
    });

    it('leave nobody else the port', async () => {
      const server = await open({ address: any, port: 0 }, () => {});
      const place = { address: any, port: server.local.port };
      await expect(open(place, () => {})).rejects.toMatchObject({ code: 'EADDRINUSE' });
      await server.close();
      await (await open(place, () => {})).close();
    });
  });

  it.each(ways.filter(({ any }) => any === '::'))(
    'are of both families on ::, each client with its own address, by $name',
    async ({ open }) => {
      const clients: string[] = [];
      const note = (at: DatagramSocket, from: Endpoint) => {
        clients.push(from.address);
        at.send(Buffer.from('!'), from);
      };
      expect(await sourcesOf(open, '::', 1, note, '::1')).toEqual(['::1']);
      expect(await sourcesOf(open, '::', 1, note)).toEqual([ASKED]);
      expect(clients).toEqual(['::1', CLIENT.address]);
    },
  );

  it.skipIf(!openByKoffi)('answer from the one that was asked if another opened them', async () => {
    const libc = await loadLibc();
    const fd = createNativeSockets(libc).bind({ address: 0 as Ipv4, port: 0 });
    const ways = createKoffiSockets(libc, dgramSockets);
    const server = await ways.adopt(fd, (_packet, from, at) => at.send(Buffer.from('!'), from));
    const sources: string[] = [];
    const client = await openDgramSocket(CLIENT, (_packet, { address }) => sources.push(address));
    client.send(Buffer.from('?'), { address: ASKED, port: server.local.port });
    await expect.poll(() => sources).toEqual([ASKED]);
    await client.close();
    await server.close();
  });

  it.skipIf(!openByKoffi)(
    'of IPv6 that another opened call an IPv4 client by its own address',
    async () => {
      const libc = await loadLibc();
      const [AF_INET6, SOCK_DGRAM, SOCKADDR_IN6_BYTES] = [10, 2, 28];
      const fd = libc.socket(AF_INET6, SOCK_DGRAM, 0);
      const any = new Uint8Array(SOCKADDR_IN6_BYTES);
      any[0] = AF_INET6;
      expect(libc.bind(fd, any, any.length)).toBe(0);
      const ways = createKoffiSockets(libc, dgramSockets);
      const clients: string[] = [];
      const server = await ways.adopt(fd, (_packet, from, at) => {
        clients.push(from.address);
        at.send(Buffer.from('!'), from);
      });
      let answers = 0;
      const client = await openDgramSocket(CLIENT, () => answers++);
      client.send(Buffer.from('?'), { address: CLIENT.address, port: server.local.port });
      await expect.poll(() => answers).toBe(1);
      expect(clients).toEqual([CLIENT.address]);
      await client.close();
      await server.close();
    },
  );

  it('follow addresses that come and go, where the system does not tell', async () => {
    const before = ours;
    ours = ['127.0.0.1'];
    const asked: string[] = [];
    const server = await openOnEach({ address: '0.0.0.0', port: 0 }, (_packet, from, at) => {
      asked.push(at.local.address);
      at.send(Buffer.from('!'), from);
    });
    const sources: string[] = [];
    const client = await openDgramSocket(CLIENT, (_packet, { address }) => sources.push(address));
    const ask = () => client.send(Buffer.from('?'), { ...server.local, address: ASKED });
    const lastAfterAsking = () => {
      ask();
      return sources.at(-1);
    };
    // Heard all the same, by the socket for all.
    await expect.poll(lastAfterAsking).toBe('127.0.0.1');
    ours = ['127.0.0.1', ASKED];
    await expect.poll(lastAfterAsking).toBe(ASKED);
    ours = ['127.0.0.1'];
    await expect.poll(lastAfterAsking).toBe('127.0.0.1');
    expect(new Set(asked)).toEqual(new Set(['0.0.0.0', ASKED]));
    ours = before;
    await client.close();
    await server.close();
  });

  it('stay as they are while the system cannot be asked', async () => {
    let looks = 0;
    const said: unknown[] = [];
    const note = (fields: object) => said.push(fields);
    const open = createEachAddressOpener({
      log: { debug: note, info: note, warn: note, error: note },
      addresses() {
        if (looks++ > 0) throw new Error('EMFILE');
        return [ASKED];
      },
      followEveryMs: 5,
    });
    const server = await open({ address: '0.0.0.0', port: 0 }, () => {});
    await expect.poll(() => looks).toBeGreaterThan(2);
    await server.close();
    expect(said).toEqual([{ port: server.local.port, why: 'EMFILE' }]);
  });

  it('say once which address could not be had', async () => {
    const said: unknown[] = [];
    const note = (fields: object, message: string) => said.push({ ...fields, message });
    const open = createEachAddressOpener({
      log: { debug: note, info: note, warn: note, error: note },
      addresses: () => ['192.0.2.1'],
      followEveryMs: 5,
    });
    const server = await open({ address: '0.0.0.0', port: 0 }, () => {});
    const { port } = server.local;
    await server.close();
    expect(said).toEqual([
      {
        ...{ address: '192.0.2.1', port, why: 'EADDRNOTAVAIL' },
        message: 'what is asked of this address may be answered from another',
      },
    ]);
  });
});
