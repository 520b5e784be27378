// What every way to send and receive datagrams must do. Each back-end's test calls this with its opener.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { DatagramSocket, Endpoint, OpenSocket, Receive } from '../../src/udp/datagram.js';

const LOOPBACK: Endpoint = { address: '127.0.0.1', port: 0 };

export function describeDatagramSocket(name: string, openSocket: OpenSocket): void {
  async function using(
    receive: Receive,
    use: (socket: DatagramSocket) => Promise<void>,
  ): Promise<void> {
    const socket = await openSocket(LOOPBACK, receive);
    try {
      await use(socket);
    } finally {
      await socket.close();
    }
  }
  const ignore: Receive = () => {};
  const outcome = (socket: DatagramSocket, bytes: Uint8Array, to: Endpoint) =>
    new Promise<string | undefined>((resolve) => socket.send(bytes, to, resolve));

  describe(`datagrams by ${name}`, () => {
    it('binds a free port and says which, and the buffer it got', async () => {
      await using(ignore, async (socket) => {
        expect(socket.local.address).toBe('127.0.0.1');
        expect(socket.local.port).toBeGreaterThan(0);
        expect(socket.receiveBufferBytes).toBeGreaterThan(100_000);
      });
    });

    it.each([0, 1, 516, 1_472, 65_507])('carries %i bytes there and back', async (length) => {
      const bytes = Buffer.alloc(length, 7);
      const echo: Receive = (packet, from, at) => at.send(Buffer.from(packet), from);
      await using(echo, async (far) => {
        const arrived = resolvers<Buffer>();
        await using(
          (packet, from) => {
            expect(from).toMatchObject(far.local);
            arrived.resolve(Buffer.from(packet));
          },
          async (near) => {
            near.send(bytes, far.local);
            expect(Buffer.compare(await arrived.promise, bytes)).toBe(0);
          },
        );
      });
    });

    it.each([
      { start: 0, end: 512 },
      { start: 1_024, end: 1_100 },
      { start: 1_100, end: 1_100 },
      { start: 0, end: 60_000 },
    ])('carries a head and a part of a body: $start to $end', async ({ start, end }) => {
      const body = Buffer.from(
        Array.from({ length: end < 2_000 ? 1_100 : end }, (_, n) => n % 251),
      );
      const arrived = resolvers<Buffer>();
      await using(
        (packet) => arrived.resolve(Buffer.from(packet)),
        async (far) => {
          await using(ignore, async (near) => {
            near.send({ head: 0x0003_fffe, body, start, end }, far.local);
            const expected = [Buffer.from([0, 3, 0xff, 0xfe]), body.subarray(start, end)];
            expect(Buffer.compare(await arrived.promise, Buffer.concat(expected))).toBe(0);
          });
        },
      );
    });

    it('says why something was not sent, to whoever asks, and goes on', async () => {
      await using(ignore, async (socket) => {
        const tooLong = new Uint8Array(65_508);
        socket.send(tooLong, socket.local);
        expect(await outcome(socket, tooLong, socket.local)).toBe('EMSGSIZE');
        // Without permission to broadcast.
        const everyone = { address: '255.255.255.255', port: 9 };
        socket.send(Buffer.from('x'), everyone);
        expect(await outcome(socket, Buffer.from('x'), everyone)).toMatch(/^E[A-Z]+$/);
        expect(await outcome(socket, Buffer.from('x'), socket.local)).toBeUndefined();
      });
    });

    it('does not mind that nobody is there', async () => {
      const gone = createSocket('udp4');
      gone.bind(0, '127.0.0.1');
      await once(gone, 'listening');
      const { address, port } = gone.address();
      gone.close();
      await using(ignore, async (socket) => {
        for (let n = 0; n < 10; n++) socket.send(Buffer.from('x'), { address, port });
        expect(await outcome(socket, Buffer.from('x'), socket.local)).toBeUndefined();
      });
    });

    it('rejects where the port is taken', async () => {
      await using(ignore, async (socket) => {
        await expect(openSocket(socket.local, ignore)).rejects.toMatchObject({
          code: 'EADDRINUSE',
        });
      });
    });

    it('rejects where the address is not ours', async () => {
      await expect(openSocket({ address: '192.0.2.1', port: 0 }, ignore)).rejects.toMatchObject({
        code: 'EADDRNOTAVAIL',
      });
    });

    it('receives nothing more once it is closed, not even what has come', async () => {
      let received = 0;
      const once: Receive = (_packet, _from, at) => {
        received++;
        void at.close();
      };
      const far = await openSocket(LOOPBACK, once);
      const arrived = resolvers<void>();
      await using(
        () => arrived.resolve(),
        async (near) => {
          for (let n = 0; n < 3; n++) near.send(Buffer.from('x'), far.local);
          await expect.poll(() => received).toBe(1);
          near.send(Buffer.from('x'), near.local);
          await arrived.promise;
        },
      );
      expect(received).toBe(1);
    });

    it('can be closed twice, and sends nothing afterwards', async () => {
      const socket = await openSocket(LOOPBACK, ignore);
      await socket.close();
      await socket.close();
      expect(() => socket.send(Buffer.from('x'), socket.local)).not.toThrow();
    });
  });
}

function resolvers<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
