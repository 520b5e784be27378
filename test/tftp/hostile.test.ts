import { execFileSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { contentOf } from '../../src/core/file-content.js';
import { fetchTftp } from '../../src/tftp/client.js';
import { encodePacket } from '../../src/tftp/codec/packet.js';
import { createTftpServer, type TftpServer } from '../../src/tftp/server/server.js';
import { dgramSockets } from '../../src/udp/dgram-socket.js';
import { soak } from '../soak.js';
import { backends } from '../udp/koffi-backend.js';
import { fileOf } from './lossy-link.js';
import { createMemoryNetwork, readRequest, SERVER_PORT } from './memory-network.js';

let server: TftpServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
  vi.useRealTimers();
});

const source = {
  open: (name: string) =>
    name === 'a'
      ? ({ kind: 'file', content: contentOf(fileOf(2_000)) } as const)
      : ({ kind: 'not-found', expected: false } as const),
};

const PATTERNS = [
  encodePacket(readRequest('a')),
  encodePacket(readRequest('a', [{ name: 'blksize', value: '65464' }])),
  encodePacket({ type: 'WRQ', fileName: 'a', mode: 'octet', options: [] }),
  encodePacket({ type: 'ACK', block: 1 }),
  encodePacket({ type: 'DATA', block: 1, data: fileOf(512) }),
  encodePacket({ type: 'ERROR', code: 0, message: 'x' }),
  encodePacket({ type: 'OACK', options: [{ name: 'tsize', value: '1' }] }),
];

/** Random bytes, well-formed packets, and well-formed packets with some bytes changed or cut off. */
const datagram = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  fc.constantFrom(...PATTERNS),
  fc
    .tuple(
      fc.constantFrom(...PATTERNS),
      fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 255 })), { maxLength: 4 }),
      fc.nat({ max: 60 }),
    )
    .map(([pattern, changes, length]) => {
      const bytes = Uint8Array.from(pattern);
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      return bytes.subarray(0, length);
    }),
);
const samples = (seed: number, numRuns: number): readonly Uint8Array[] =>
  fc.sample(datagram, { seed, numRuns });

const IN_MEMORY = soak(2_000, 100_000);
const ON_WIRE = soak(800, 10_000);

describe(`${IN_MEMORY} hostile datagrams`, () => {
  it('in memory: end nothing and leave nothing behind', async () => {
    vi.useFakeTimers();
    const network = createMemoryNetwork();
    server = await createTftpServer({
      address: '10.20.1.1',
      port: SERVER_PORT,
      source,
      sockets: { ...dgramSockets, open: network.openSocket },
    });
    const ports = [SERVER_PORT, 40_000, 40_001, 40_007];
    samples(1, IN_MEMORY).forEach((bytes, n) => {
      const client = { address: `10.0.${n % 7}.1`, port: 1_000 + (n % 331) };
      network.deliver(client, ports[n % ports.length] ?? SERVER_PORT, bytes);
      if (n % 1_000 === 0) vi.advanceTimersByTime(20);
    });
    vi.advanceTimersByTime(60_000);
    expect(server.stats().malformed).toBeGreaterThan(IN_MEMORY / 10);
    expect(server.stats().requests).toBeGreaterThan(IN_MEMORY / 100);
    expect(server.stats().transfers).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe.each(await backends())('over real sockets by $name', ({ name, openSocket }) => {
  async function start(): Promise<TftpServer> {
    server = await createTftpServer({
      ...{ address: '127.0.0.1', port: 0, source },
      sockets: { ...dgramSockets, open: openSocket },
    });
    expect(server.backend).toBe(name);
    return server;
  }

  async function raw(): Promise<Socket> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.2');
    await once(socket, 'listening');
    return socket;
  }

  const sendTo = (socket: Socket, bytes: Uint8Array, port: number): Promise<void> =>
    new Promise((resolve) => socket.send(bytes, port, '127.0.0.1', () => resolve()));

  it(`${2 * ON_WIRE} of them, at every port, do not keep a phone from its file`, async () => {
    const { address } = await start();
    const { port } = address();
    const attacker = await raw();
    await sendTo(attacker, encodePacket(readRequest('a')), port);
    const [, transfer] = await once(attacker, 'message');
    for (const bytes of samples(2, ON_WIRE)) {
      await sendTo(attacker, bytes, port);
      await sendTo(attacker, bytes, transfer.port);
    }
    const result = await fetchTftp({ server: '127.0.0.1', port, name: 'a' });
    expect(result).toMatchObject({ kind: 'file', blocks: 4 });
    attacker.close();
  });

  it.each([0, 1, 65_507])('a datagram of %i bytes is harmless', async (length) => {
    const { address, stats } = await start();
    const { port } = address();
    const attacker = await raw();
    await sendTo(attacker, encodePacket(readRequest('a')), port);
    const [, transfer] = await once(attacker, 'message');
    await sendTo(attacker, Buffer.alloc(length), port);
    await sendTo(attacker, Buffer.alloc(length), transfer.port);
    expect(await fetchTftp({ server: '127.0.0.1', port, name: 'a' })).toMatchObject({ blocks: 4 });
    expect(stats()).toMatchObject({ malformed: 2 });
    attacker.close();
  });

  it('one that claims to come from port 0, to which nothing can be sent, is ignored', async ({
    skip,
  }) => {
    const { address, stats } = await start();
    const { port } = address();
    const forge = [
      'use Socket;',
      '# 17: UDP.',
      'socket(my $s, AF_INET, SOCK_RAW, 17) or die $!;',
      'my $body = "\\0\\1a\\0octet\\0";',
      'my $head = pack("n4", 0, $ARGV[0], 8 + length $body, 0);',
      'send($s, $head . $body, 0, pack_sockaddr_in(0, INADDR_LOOPBACK)) or die $!;',
    ].join('\n');
    try {
      execFileSync('perl', ['-e', forge, `${port}`], { stdio: 'pipe' });
    } catch {
      skip('needs perl and the right to open raw sockets');
    }
    expect(await fetchTftp({ server: '127.0.0.1', port, name: 'a' })).toMatchObject({ blocks: 4 });
    expect(stats().requests).toBe(1);
  });
});
