// What every link owes the server, on the loopback interface.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../../src/core/ipv4.js';
import type { ArpEntries } from '../../../src/dhcp/link/arp-entries.js';
import { openDeviceLink } from '../../../src/dhcp/link/device-link.js';
import { openDgramLink } from '../../../src/dhcp/link/dgram-link.js';
import { openInheritedLink } from '../../../src/dhcp/link/inherited-link.js';
import {
  type Arrival,
  type DhcpLink,
  earsOn,
  type LinkPlace,
  type MovableLink,
} from '../../../src/dhcp/link/link.js';
import { socketsOn } from '../../../src/dhcp/link/port-probe.js';
import { type LinkSocket, openSocketLink } from '../../../src/dhcp/link/socket-link.js';
import { type Libc, loadLibc } from '../../../src/udp/libc.js';
import { createNativeSockets } from '../../../src/udp/native-socket.js';
import { ip } from '../wire-under-test.js';

interface Backend {
  readonly open: (
    port: number,
    addresses: readonly Ipv4[],
    arp?: ArpEntries,
  ) => Promise<MovableLink>;
  readonly knowsWires: boolean;
  /** Whether it can send to a neighbour, whatever the routes say. */
  readonly sendsNear?: boolean;
}

const ANY = 0 as Ipv4;
const libc = await loadLibc().catch((error: unknown) => {
  process.stderr.write(`links that know their wires are not tested: ${error}\n`);
  return undefined;
});
const onLoopback = (addresses: readonly Ipv4[]) =>
  addresses.map((address) => ({ device: 'lo', address }));

/** As systemd would pass it. */
const boundToLoopback = (native: Libc, port: number): number =>
  createNativeSockets(native).bind({ address: ANY, port, device: 'lo', shared: true });

const BACKENDS: Readonly<Record<string, Backend>> = {
  'in plain Node': {
    open: (port, addresses, arp) => openDgramLink({ port, addresses, ...(arp && { arp }) }),
    knowsWires: false,
  },
  ...(libc && {
    'on device sockets': {
      open: (port, addresses, arp) =>
        openDeviceLink(
          { port, addresses, wires: onLoopback(addresses), ...(arp && { arp }) },
          libc,
        ),
      knowsWires: true,
      sendsNear: true,
    },
    'on inherited sockets': {
      open: (port, addresses, arp) =>
        openInheritedLink({
          ...(arp && { arp }),
          port,
          addresses,
          wires: onLoopback(addresses),
          inherited: new Map([['lo', boundToLoopback(libc, port)]]),
          coexist: false,
        }),
      knowsWires: true,
    },
  }),
};

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function openSocket(address: string, port = 0, reuseAddr = false): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', reuseAddr });
  opened.push(socket);
  const listening = once(socket, 'listening');
  socket.bind(port, address);
  await listening;
  socket.setBroadcast(true);
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

/** Resolves with the first `count` datagrams and how they came in. */
function heard(
  link: DhcpLink,
  count: number,
): Promise<ReadonlyMap<string, Arrival>> & { readonly so: ReadonlyMap<string, Arrival> } {
  const so = new Map<string, Arrival>();
  const all = new Promise<ReadonlyMap<string, Arrival>>((resolve) =>
    link.listen({
      request(datagram, arrival) {
        so.set(Buffer.from(datagram).toString(), arrival);
        if (so.size === count) resolve(so);
      },
      fault: (error) => expect.fail(error.message),
    }),
  );
  return Object.assign(all, { so });
}

const [TWO, THREE] = [ip('127.0.0.2'), ip('127.0.0.3')];
const LOOPBACK_BROADCAST = '127.255.255.255';

describe.each(Object.entries(BACKENDS))(
  'the link %s',
  (_, { open, knowsWires, sendsNear = false }) => {
    async function openLink(
      port: number,
      addresses: readonly Ipv4[] = [TWO, THREE],
    ): Promise<MovableLink> {
      const link = await open(port, addresses);
      opened.push(link);
      return link;
    }

    it('tells which of our addresses a packet was sent to', async () => {
      const port = await freePort();
      const link = await openLink(port);
      const client = await openSocket('127.0.0.9');
      const arrivals = heard(link, 2);
      client.send('a', port, '127.0.0.2');
      client.send('b', port, '127.0.0.3');
      expect(await arrivals).toEqual(
        new Map<string, Arrival>([
          ['a', { unicast: true, local: TWO, asked: TWO }],
          ['b', { unicast: true, local: THREE, asked: THREE }],
        ]),
      );
    });

    it('hears a broadcast once, and tells the wire if it can', async () => {
      const port = await freePort();
      const link = await openLink(port, [TWO]);
      const client = await openSocket('127.0.0.9');
      const arrivals = heard(link, 2);
      client.send('everyone', port, LOOPBACK_BROADCAST);
      client.send('last', port, '127.0.0.2');
      expect(await arrivals).toEqual(
        new Map<string, Arrival>([
          ['everyone', { unicast: false, ...(knowsWires && { local: TWO }) }],
          ['last', { unicast: true, local: TWO, asked: TWO }],
        ]),
      );
    });

    it('leaves it open which of two networks on one wire a broadcast is from', async () => {
      const port = await freePort();
      const link = await openLink(port);
      const client = await openSocket('127.0.0.9');
      const arrivals = heard(link, 1);
      client.send('everyone', port, LOOPBACK_BROADCAST);
      expect(await arrivals).toEqual(new Map([['everyone', { unicast: false }]]));
    });

    it('sends from the address that it is told to', async () => {
      const port = await freePort();
      const link = await openLink(port);
      const client = await openSocket('127.0.0.9');
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

    it('says where it could not send to', async () => {
      const link = await openLink(await freePort());
      const fault = new Promise((resolve) => link.listen({ request() {}, fault: resolve }));
      // What leaves this machine cannot come from a loopback address.
      link.send(Buffer.from('reply'), { address: ip('192.0.2.1'), port: 67, from: TWO });
      expect(await fault).toMatchObject({
        code: expect.stringMatching(/^E[A-Z]+$/),
        address: '192.0.2.1',
      });
    });

    it('sends to a client without an address where the ARP table takes it, else to everyone', async () => {
      const port = await freePort();
      const put: unknown[] = [];
      let takes = true;
      const arp: ArpEntries = {
        put(address, hardware, device) {
          put.push([address, hardware, device]);
          return takes;
        },
        close() {},
      };
      const link = await open(port, [TWO], arp);
      opened.push(link);
      const client = await openSocket('127.0.0.9');
      const hardware = Buffer.from('020000000009', 'hex');
      const send = (bytes: string) =>
        link.send(Buffer.from(bytes), {
          address: ip('127.0.0.8'),
          port: client.address().port,
          from: TWO,
          client: { address: ip('127.0.0.9'), hardware },
        });
      const broad = await openSocket('127.0.0.8', client.address().port);
      const first = once(sendsNear ? client : broad, 'message');
      send('one');
      const [bytes, { address }] = await first;
      expect([String(bytes), address]).toEqual(['one', '127.0.0.2']);
      takes = false;
      const second = once(broad, 'message');
      send('two');
      expect(String((await second)[0])).toBe('two');
      const asked = [ip('127.0.0.9'), hardware, 'lo'];
      expect(put).toEqual(sendsNear ? [asked, asked] : []);
    });

    it('moves to other addresses while it is used, as far as they can be had', async () => {
      const port = await freePort();
      const link = await openLink(port, [TWO]);
      const place = (...addresses: readonly Ipv4[]): LinkPlace => ({
        wires: onLoopback(addresses.slice(0, 1)),
        addresses: addresses.slice(0, 1),
        further: onLoopback(addresses.slice(1)),
      });
      const client = await openSocket('127.0.0.9');
      const arrivals = heard(link, 3);
      expect(await link.open(place(THREE, ip('127.0.0.4'), ip('192.0.2.250')))).toMatchObject([
        { address: ip('192.0.2.250'), error: { code: 'EADDRNOTAVAIL' } },
      ]);
      client.send('before', port, '127.0.0.2');
      await expect.poll(() => arrivals.so.size).toBe(1);
      link.keep(place(THREE, ip('127.0.0.4')));
      client.send('a', port, '127.0.0.4');
      client.send('everyone', port, LOOPBACK_BROADCAST);
      expect(await arrivals).toEqual(
        new Map<string, Arrival>([
          ['before', { unicast: true, asked: TWO, local: TWO }],
          ['a', { unicast: true, asked: ip('127.0.0.4'), local: THREE }],
          ['everyone', { unicast: false, ...(knowsWires && { local: THREE }) }],
        ]),
      );
    });

    it.each([
      ['is too large', 70_000, '127.0.0.2', 'EMSGSIZE'],
      ['is to leave from an address that is not served', 300, '127.0.0.4', 'EADDRNOTAVAIL'],
    ])('reports a datagram that %s', async (_, bytes, from, code) => {
      const link = await openLink(await freePort());
      const fault = new Promise<Error>((resolve) => link.listen({ request() {}, fault: resolve }));
      link.send(new Uint8Array(bytes), { address: ip('127.0.0.9'), port: 68, from: ip(from) });
      expect(await fault).toMatchObject({ code });
    });

    it('says what receive buffer it was granted', async () => {
      const link = await openLink(await freePort());
      expect(link.receiveBufferBytes).toBeGreaterThan(100_000);
    });

    it('does not hide beside another server on the port', async () => {
      const other = await openSocket('0.0.0.0', 0, true);
      await expect(openLink(other.address().port)).rejects.toMatchObject({
        code: 'EADDRINUSE',
        message: expect.stringMatching(/another program has it.*ss -lnp.*--dhcp off/),
        cause: { code: 'EADDRINUSE' },
      });
    });

    it('says that an address is not of this machine, and lets go of the port', async () => {
      const port = await freePort();
      await expect(openLink(port, [TWO, ip('192.0.2.250')])).rejects.toMatchObject({
        code: 'EADDRNOTAVAIL',
        message: expect.stringContaining('192.0.2.250'),
      });
      await openLink(port);
    });

    it('lets go of the port when it is closed', async () => {
      const port = await freePort();
      await (await open(port, [TWO])).close();
      await expect(openLink(port)).resolves.toBeDefined();
    });
  },
);

describe.skipIf(libc === undefined)('sockets of one interface', () => {
  const native = libc as Libc;

  it('have the buffer that was asked for, as far as the system grants it', async () => {
    const port = await freePort();
    const link = await openDeviceLink({ port, addresses: [TWO], wires: onLoopback([TWO]) }, native);
    opened.push(link);
    // Linux counts twice what was asked for; root gets it whatever net.core.rmem_max says.
    const forced = process.getuid?.() === 0;
    expect(link.receiveBufferBytes).toBeGreaterThanOrEqual(forced ? 8 << 20 : 100_000);
  });

  it('keep the port from a server that starts later, though it would share', async () => {
    const port = await freePort();
    opened.push(await openDeviceLink({ port, addresses: [TWO], wires: onLoopback([TWO]) }, native));
    await expect(openSocket('0.0.0.0', port, true)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('are refused for an interface that is not there', async () => {
    const bind = () =>
      createNativeSockets(native).bind({ address: ANY, port: 6767, device: 'nowhere0' });
    expect(bind).toThrow(expect.objectContaining({ code: 'ENODEV' }));
  });
});

describe.skipIf(libc === undefined)('sockets from systemd', () => {
  const native = libc as Libc;
  const openWith = (port: number, inherited: ReadonlyMap<string, number>) =>
    openInheritedLink({
      port,
      addresses: [TWO],
      wires: onLoopback([TWO]),
      inherited,
      coexist: false,
    });

  it('are asked for by the name of their unit where one is missing', async () => {
    await expect(openWith(6767, new Map())).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
      message: expect.stringContaining('offhook-dhcp-lo.socket'),
    });
  });

  it('are refused on another port', async () => {
    const [port, other] = [await freePort(), await freePort()];
    const inherited = new Map([['lo', boundToLoopback(native, other)]]);
    await expect(openWith(port, inherited)).rejects.toThrow(`ListenDatagram=0.0.0.0:${port}`);
  });

  it('start beside another program on the port where the inventory allows it', async () => {
    const port = await freePort();
    const inherited = new Map([['lo', boundToLoopback(native, port)]]);
    await openSocket('0.0.0.0', port, true);
    const options = { port, addresses: [TWO], wires: onLoopback([TWO]), inherited };
    const link = await openInheritedLink({ ...options, coexist: true });
    opened.push(link);
    expect(link.receiveBufferBytes).toBeGreaterThan(0);
  });
});

describe("Linux's table of UDP sockets", () => {
  const TABLE = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  345: 00000000:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 41001 2 0000000000000000 0
  346: 0101A8C0:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000   112        0 41002 2 0000000000000000 0
  347: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 41003 2 0000000000000000 0
`;

  it.each([
    [67, ['41001', '41002']],
    [68, ['41003']],
    [69, []],
  ])('tells the sockets on port %i', (port, inodes) => {
    expect(socketsOn(port, TABLE)).toEqual(inodes);
  });
});

it('a reply to a client without an address goes to everyone where the system refuses it', async () => {
  const sent: string[] = [];
  const socketOf = (name: string): LinkSocket => ({
    receiveBufferBytes: 0,
    listen() {},
    send: (_, port, address) => void sent.push(`${name} ${address}:${port}`),
    sendNear(_, port, address, from, failed) {
      sent.push(`${name} ${address}:${port} from ${from}`);
      failed();
    },
    close: async () => undefined,
  });
  const link = await openSocketLink(
    {
      earsFor: earsOn,
      open: async (ears, addresses) => ({
        ears: new Map(ears.map(({ key }) => [key, socketOf('ear')])),
        own: new Map(addresses.map((address) => [address, socketOf('own')])),
        refusals: [],
      }),
    },
    { addresses: [TWO], wires: onLoopback([TWO]), arp: { put: () => true, close() {} } },
  );
  link.send(Buffer.from('offer'), {
    address: ip('255.255.255.255'),
    port: 68,
    from: TWO,
    client: { address: ip('127.0.0.9'), hardware: Buffer.alloc(6) },
  });
  expect(sent).toEqual(['ear 127.0.0.9:68 from 127.0.0.2', 'own 255.255.255.255:68']);
});
