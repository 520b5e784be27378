import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { openDgramLink } from '../../src/dhcp/dgram-link.js';
import type { Arrival, DhcpLink } from '../../src/dhcp/link.js';
import { ip } from './wire-under-test.js';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function openClient(address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  opened.push(socket);
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket;
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

async function openLink(port: number): Promise<DhcpLink> {
  const link = await openDgramLink({ addresses: [ip('127.0.0.2'), ip('127.0.0.3')], port });
  opened.push(link);
  return link;
}

describe('the link in plain Node', () => {
  it('tells which of our addresses a packet was sent to, where it was one of ours', async () => {
    const port = await freePort();
    const link = await openLink(port);
    const client = await openClient('127.0.0.9');
    const arrivals: (readonly [string, Arrival])[] = [];
    const three = new Promise<void>((resolve) =>
      link.listen({
        request(datagram, arrival) {
          arrivals.push([Buffer.from(datagram).toString(), arrival]);
          if (arrivals.length === 3) resolve();
        },
        fault: (error) => expect.fail(error.message),
      }),
    );
    client.send('a', port, '127.0.0.2');
    client.send('b', port, '127.0.0.3');
    client.send('c', port, '127.0.0.4');
    await three;
    expect(new Map(arrivals)).toEqual(
      new Map<string, Arrival>([
        ['a', { unicast: true, local: ip('127.0.0.2') }],
        ['b', { unicast: true, local: ip('127.0.0.3') }],
        ['c', { unicast: false }],
      ]),
    );
  });

  it('sends from the address that it is told to', async () => {
    const port = await freePort();
    const link = await openLink(port);
    const client = await openClient('127.0.0.9');
    for (const from of ['127.0.0.2', '127.0.0.3']) {
      const received = once(client, 'message');
      link.send(Buffer.from('reply'), {
        address: ip('127.0.0.9'),
        port: client.address().port,
        from: ip(from),
      });
      const [datagram, source] = await received;
      expect(String(datagram)).toBe('reply');
      expect(source).toMatchObject({ address: from, port });
    }
  });

  it('reports a datagram that could not be sent', async () => {
    const link = await openLink(await freePort());
    const fault = new Promise<Error>((resolve) => link.listen({ request() {}, fault: resolve }));
    link.send(new Uint8Array(70_000), {
      address: ip('127.0.0.9'),
      port: 68,
      from: ip('127.0.0.2'),
    });
    expect(await fault).toMatchObject({ code: 'EMSGSIZE' });
  });

  it('asks for a receive buffer that holds the burst of a whole site', async () => {
    const link = await openLink(await freePort());
    expect(link.receiveBufferBytes).toBeGreaterThan(400_000);
  });

  it('does not hide behind another server on the port', async () => {
    const other = createSocket({ type: 'udp4', reuseAddr: true });
    opened.push(other);
    other.bind(0, '0.0.0.0');
    await once(other, 'listening');
    const { port } = other.address();
    await expect(openLink(port)).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: expect.stringMatching(/another server has the port.*ss -ulpn/),
      cause: { code: 'EADDRINUSE' },
    });
  });

  it('says that an address is not of this machine, and lets go of the port', async () => {
    const port = await freePort();
    const opening = openDgramLink({ addresses: [ip('127.0.0.2'), ip('192.0.2.250')], port });
    await expect(opening).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
      message: expect.stringContaining('192.0.2.250'),
    });
    await openLink(port);
  });

  it('lets go of the port when it is closed', async () => {
    const port = await freePort();
    await (await openDgramLink({ addresses: [ip('127.0.0.2')], port })).close();
    await openLink(port);
  });
});
