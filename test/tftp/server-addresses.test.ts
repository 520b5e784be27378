// Which address and which port a server answers from, by the system's own sockets: every address in 127.0.0.0/8 is
// this machine's.

import { describe, expect, it } from 'vitest';
import { fetchTftp } from '../../src/tftp/client.js';
import { encodePacket, type Packet } from '../../src/tftp/codec/packet.js';
import { openDataSockets } from '../../src/tftp/server/data-sockets.js';
import type { FileSource } from '../../src/tftp/server/file-source.js';
import { createTftpServer, type TftpServerOptions } from '../../src/tftp/server/server.js';
import type { DatagramSocket, Endpoint } from '../../src/udp/datagram.js';
import { dgramSockets, openDgramSocket } from '../../src/udp/dgram-socket.js';
import { createEachAddressOpener } from '../../src/udp/each-address.js';
import { koffiBackend } from '../udp/koffi-backend.js';
import { fileOf } from './lossy-link.js';
import { ack, readRequest } from './memory-network.js';
import { found } from './server-bench.js';

const CLIENT = '127.0.0.1';
const ASKED = '127.0.0.5';
const FILE = fileOf(5_000);
const source: FileSource = {
  open: (name) => (name === 'there' ? found(FILE) : { kind: 'not-found', expected: false }),
};
const openByKoffi = await koffiBackend();
const WAYS = [
  { name: 'dgram', openSocket: createEachAddressOpener({ addresses: () => [CLIENT, ASKED] }) },
  ...(openByKoffi ? [{ name: 'koffi', openSocket: openByKoffi }] : []),
];

describe.each(WAYS)('a server on all addresses, by $name', ({ openSocket }) => {
  async function using<T>(
    options: Partial<TftpServerOptions>,
    use: (port: number) => Promise<T>,
  ): Promise<T> {
    const server = await createTftpServer({
      ...{ address: '0.0.0.0', port: 0, source },
      sockets: { ...dgramSockets, open: openSocket },
      ...options,
    });
    try {
      return await use(server.address().port);
    } finally {
      await server.close();
    }
  }
  const fetchFrom = (port: number, more = {}) =>
    fetchTftp({
      ...{ server: ASKED, localAddress: CLIENT, port, name: 'there', timeoutMs: 60_000 },
      ...more,
    });
  /** Where the answer to each packet comes from; one is sent after the other has been answered. */
  async function sourcesOf(port: number, packets: readonly (Packet | Uint8Array)[]) {
    const heard: Endpoint[] = [];
    const client = await openDgramSocket({ address: CLIENT, port: 0 }, (_packet, from) =>
      heard.push({ ...from }),
    );
    for (const packet of packets) {
      const count = heard.length;
      const to = packet instanceof Uint8Array || packet.type === 'RRQ' ? port : heard.at(-1)?.port;
      const bytes = packet instanceof Uint8Array ? packet : encodePacket(packet);
      client.send(bytes, { address: ASKED, port: to ?? port });
      await expect.poll(() => heard.length).toBeGreaterThan(count);
    }
    await client.close();
    return heard;
  }

  it.each([
    { what: 'blocks', options: [] },
    { what: 'options and windows of blocks', options: [{ name: 'windowsize', value: '4' }] },
  ])('sends $what from the one that was asked', async ({ options }) => {
    const result = await using({}, (port) => fetchFrom(port, { options }));
    expect(result.kind === 'file' && Buffer.compare(result.bytes, FILE)).toBe(0);
  });

  it('sends each kind of error from there', async () => {
    const asked = [
      readRequest('missing'),
      Uint8Array.of(0, 1, 65),
      // To the port of the answer before, where there is no transfer of this client.
      ack(7),
    ];
    const sources = await using({}, (port) => sourcesOf(port, asked));
    expect(sources.map(({ address }) => address)).toEqual([ASKED, ASKED, ASKED]);
  });

  describe('with ports for its data', () => {
    it.each([2, 1])('uses those, of which there are %i', async (count) => {
      const first = await freePorts(2);
      const dataPorts = { first, last: first + count - 1 };
      const sources = await using({ dataPorts }, (port) =>
        sourcesOf(port, [readRequest('there'), readRequest('missing'), Uint8Array.of(0, 1, 65)]),
      );
      const used = new Set(sources.map(({ port }) => port));
      expect([...used].filter((port) => port < first || port > dataPorts.last)).toEqual([]);
      expect(used.size).toBe(count);
    });

    it('passes over those that another program has', async () => {
      const first = await freePorts(2);
      const taken = await openDgramSocket({ address: CLIENT, port: first }, () => {});
      const dataPorts = { first, last: first + 1 };
      const [answer] = await using({ dataPorts }, (port) =>
        sourcesOf(port, [readRequest('there')]),
      );
      expect(answer?.port).toBe(first + 1);
      await taken.close();
    });

    it('says what to do if none can be had, and opens nothing', async () => {
      const first = await freePorts(2);
      const taken = await openDgramSocket({ address: CLIENT, port: first }, () => {});
      const dataPorts = { first, last: first };
      const port = first + 1;
      await expect(using({ dataPorts, port }, async () => {})).rejects.toThrow(
        new RegExp(
          `cannot listen on UDP 0\\.0\\.0\\.0:${first} for TFTP's data.*--tftp-data-ports`,
        ),
      );
      await taken.close();
      await (await openDgramSocket({ address: CLIENT, port }, () => {})).close();
    });

    it('leaves out the one that requests come to', async () => {
      const port = await freePorts(2);
      const dataPorts = { first: port, last: port + 1 };
      const [answer] = await using({ port, dataPorts }, () =>
        sourcesOf(port, [readRequest('there')]),
      );
      expect(answer?.port).toBe(port + 1);
    });

    it('or that one alone carries everything', async () => {
      const port = await freePorts(1);
      const dataPorts = { first: port, last: port };
      await using({ port, dataPorts }, async () => {
        const asked = [readRequest('there'), ack(1), readRequest('missing'), ack(9)];
        const sources = await sourcesOf(port, asked);
        expect(sources).toEqual(asked.map(() => ({ address: ASKED, port })));
        const results = await Promise.all([fetchFrom(port), fetchFrom(port)]);
        for (const result of results) {
          expect(result.kind === 'file' && Buffer.compare(result.bytes, FILE)).toBe(0);
        }
      });
    });
  });
});

it('ports for its data are not tried one by one where the system gives none', async () => {
  const tried: number[] = [];
  const refuse = async ({ port }: { readonly port: number }) => {
    tried.push(port);
    throw Object.assign(new Error('not here'), { code: 'EACCES' });
  };
  const place = { address: CLIENT, ports: { first: 1, last: 65_535 }, listeningPort: 69 };
  await expect(openDataSockets(refuse, place, () => {})).rejects.toMatchObject({ code: 'EACCES' });
  expect(tried).toEqual([1]);
});

it('a client says that another address has answered', async () => {
  const server = await createTftpServer({
    ...{ address: '0.0.0.0', port: 0, source },
    // As a server does that leaves the choice to the system.
    sockets: dgramSockets,
  });
  const place = { server: ASKED, localAddress: CLIENT, port: server.address().port };
  const result = await fetchTftp({ ...place, name: 'there', timeoutMs: 1_000, resendMs: 50 });
  expect(result).toEqual({ kind: 'timeout', answeredFrom: CLIENT });
  await server.close();
});

/** Where the system gives no ports by itself, so that none is taken meanwhile. */
const [LOWEST, HIGHEST] = [20_000, 30_000];

/** The first of so many in a row that nobody has at this moment. */
async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    const opened: DatagramSocket[] = [];
    try {
      while (opened.length < count) {
        const port = first + opened.length;
        opened.push(await openDgramSocket({ address: '0.0.0.0', port }, () => {}));
      }
      return first;
    } catch {
      // One is taken: from elsewhere, then.
    } finally {
      await Promise.all(opened.map((socket) => socket.close()));
    }
  }
}
