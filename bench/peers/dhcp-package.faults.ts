// Reproductions of faults of the npm package `dhcp`, for docs/decisions/0001. Each asserts the fault itself, so it
// fails when a release mends it: then that record is to be looked at again.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { hex } from '../../test/dhcp/bytes.js';
import {
  createWires,
  missingForNamespaces,
  type Wires,
} from '../../test/dhcp/namespaces-under-test.js';
import { openSocket, startPeer } from './reproduction.js';

interface Message {
  readonly chaddr: string;
  readonly yiaddr: string;
  readonly options: Readonly<Record<number, unknown>>;
}

/** What the package sends, and where to. */
interface Reply extends Message {
  readonly host: string;
  readonly port: number;
}

interface DhcpPackage {
  createServer(config: object): {
    handleRequest(request: Message): void;
    _selectAddress(mac: string): string | undefined;
  };
}

const SERVER = join(import.meta.dirname, 'dhcp-server.mjs');
const load = createRequire(import.meta.url);
const { parse }: { parse(bytes: Uint8Array): Message } = load('dhcp/lib/protocol.js');
const { createServer }: DhcpPackage = load('dhcp');

const CONFIG = {
  range: ['192.0.2.10', '192.0.2.12'],
  randomIP: false,
  netmask: '255.255.255.0',
  router: ['192.0.2.1'],
  server: '192.0.2.1',
  broadcast: '192.0.2.255',
};
const BROADCAST = { host: '192.0.2.255', port: 68 };

const DISCOVER = '350101 ff';
const REQUEST = '350103 ff';
const OFFERED = 2;
const ACKNOWLEDGED = 5;

/** It had none to write into its reply. */
const ENDED_WITHOUT_ADDRESS = { code: 1, errors: expect.stringContaining('SeqBuffer.addIP') };

interface Header {
  readonly ciaddr?: readonly number[];
  readonly giaddr?: readonly number[];
  readonly file?: string;
  readonly cookie?: string;
}

/** A message of one of our clients (RFC 2131 section 2), its options as they stand. */
function messageOf(client: number, options: string, header: Header = {}): Buffer {
  const fixed = Buffer.alloc(240);
  fixed.set([1, 1, 6]);
  fixed.set(header.ciaddr ?? [], 12);
  fixed.set(header.giaddr ?? [], 24);
  fixed.set([2, 0, 0, 0, 0, client], 28);
  fixed.set(hex(header.file ?? ''), 108);
  fixed.set(hex(header.cookie ?? '63825363'), 236);
  return Buffer.concat([fixed, hex(options)]);
}

async function serve(config: object = CONFIG) {
  const server = await startPeer(SERVER, ['loopback', JSON.stringify(config)]);
  const socket = await openSocket();
  const send = (...message: Parameters<typeof messageOf>): void =>
    socket.send(messageOf(...message), server.port, '127.0.0.1');
  return {
    ended: server.ended,
    send,
    /** Sends a message and gives the next reply, be it to this message or not. */
    async ask(...message: Parameters<typeof messageOf>): Promise<Reply> {
      send(...message);
      return JSON.parse(await server.nextLine());
    },
  };
}

const readOptions = (options: string, header?: Header): Message['options'] =>
  parse(messageOf(1, options, header)).options;

describe('the decoder of the npm package dhcp', () => {
  it('skips the byte behind a pad, and takes the rest for a netmask', () => {
    expect(readOptions('00 0c0141 350101 ff')).toEqual({ 1: '53.1.1.255' });
  });

  it('takes four bytes for an address, whatever length its option has', () => {
    expect(readOptions('3203 0a0000 ff')).toEqual({ 50: '10.0.0.255' });
  });

  it('cuts a client identifier at its first zero byte', () => {
    expect(readOptions('3d07 010200000000aa ff')).toEqual({ 61: '\x01\x02' });
  });

  it('keeps the last part of an option that comes in parts', () => {
    expect(readOptions('4202 6162 4202 6364 ff')).toEqual({ 66: 'cd' });
  });

  it('does not look for options in an overloaded file field', () => {
    expect(readOptions('340101 ff', { file: '350101 ff' })).toEqual({ 52: 1 });
  });

  it('accepts any magic cookie', () => {
    expect(readOptions(DISCOVER, { cookie: '00000000' })).toEqual({ 53: 1 });
  });
});

describe('the server of the npm package dhcp', () => {
  it('ends when a phone asks for option 150', async () => {
    const server = await serve();
    server.send(1, '350101 370196 ff');
    expect(await server.ended).toMatchObject({
      code: 1,
      errors: expect.stringContaining('Unknown option 150'),
    });
  });

  it('ends when a pad comes before the message type', async () => {
    const server = await serve();
    server.send(1, `00 ${DISCOVER}`);
    expect(await server.ended).toMatchObject({
      code: 1,
      errors: expect.stringContaining('ERR_OUT_OF_RANGE'),
    });
  });

  it('draws forever when the third client asks a pool of three', async () => {
    const server = await serve({ ...CONFIG, randomIP: true });
    await server.ask(1, DISCOVER);
    await server.ask(2, DISCOVER);
    server.send(3, DISCOVER);
    expect(await server.ended).toEqual({ code: 3, errors: 'still drawing\n' });
  });

  it('ends when, without randomIP, the fourth client asks a pool of three', async () => {
    const server = await serve();
    for (const client of [1, 2, 3]) await server.ask(client, DISCOVER);
    server.send(4, DISCOVER);
    expect(await server.ended).toMatchObject(ENDED_WITHOUT_ADDRESS);
  });

  it.each([
    ['that is for another server', '350103 3604 c0000263 3204 c000020a ff', {}],
    ['for an address of another network', '350103 3204 0a090909 ff', {}],
    ['to renew a lease it never gave', REQUEST, { ciaddr: [10, 9, 9, 9] }],
  ])('acknowledges a REQUEST %s', async (_, options, header) => {
    const server = await serve();
    const { yiaddr, options: replied } = await server.ask(1, options, header);
    expect({ yiaddr, type: replied[53] }).toEqual({ yiaddr: '192.0.2.10', type: ACKNOWLEDGED });
  });

  it.each([
    ['a renewal', { ciaddr: [192, 0, 2, 10] }],
    ['a relay', { giaddr: [198, 51, 100, 1] }],
  ])('answers %s by broadcast to the clients', async (_, header) => {
    const server = await serve();
    expect(await server.ask(1, REQUEST, header)).toMatchObject(BROADCAST);
  });

  it('does not answer INFORM', async () => {
    const server = await serve();
    server.send(1, '350108 ff', { ciaddr: [192, 0, 2, 99] });
    const next = await server.ask(2, DISCOVER);
    expect(next).toMatchObject({ chaddr: '02-00-00-00-00-02', options: { 53: OFFERED } });
  });

  it('offers an address again to the client that declined it', async () => {
    const server = await serve();
    const { yiaddr } = await server.ask(1, REQUEST);
    server.send(1, '350104 3204 c000020a 3604 c0000201 ff');
    expect(await server.ask(1, DISCOVER)).toMatchObject({ yiaddr, options: { 53: OFFERED } });
  });

  it('does not take back a released address, and ends for want of it', async () => {
    const server = await serve();
    for (const client of [1, 2, 3]) await server.ask(client, REQUEST);
    server.send(1, '350107 3604 c0000201 ff', { ciaddr: [192, 0, 2, 10] });
    server.send(4, DISCOVER);
    expect(await server.ended).toMatchObject(ENDED_WITHOUT_ADDRESS);
  });

  it('gives a leased address to another client after a restart', async () => {
    const { yiaddr } = await (await serve()).ask(1, REQUEST);
    expect(await (await serve()).ask(2, REQUEST)).toMatchObject({ yiaddr });
  });

  it('still holds a lease of a minute a day later', () => {
    onTestFinished(() => {
      vi.useRealTimers();
    });
    vi.useFakeTimers();
    const server = Object.assign(createServer({ ...CONFIG, leaseTime: 60 }), { _send: () => {} });
    for (const client of [1, 2, 3]) server.handleRequest(parse(messageOf(client, REQUEST)));
    vi.advanceTimersByTime(24 * 60 * 60 * 1_000);
    expect(server._selectAddress('02-00-00-00-00-04')).toBeUndefined();
  });

  it('never finds a reservation under a MAC with colons, as its README writes them', async () => {
    const server = await serve({ ...CONFIG, static: { '02:00:00:00:00:01': '192.0.2.77' } });
    expect(await server.ask(1, DISCOVER)).toMatchObject({ yiaddr: '192.0.2.10' });
  });
});

const missing = await missingForNamespaces('udhcpc');
if (missing !== undefined) {
  process.stderr.write(`skipped: the npm package dhcp on two wires: ${missing}\n`);
}

describe.skipIf(missing !== undefined)('its server with two interfaces', () => {
  let wires: Wires;

  beforeEach(async () => {
    wires = await createWires();
  });

  afterEach(() => wires.takeDown());

  async function start() {
    const config = { ...CONFIG, server: '10.77.0.1', broadcast: '255.255.255.255' };
    const command = [process.execPath, SERVER, 'wire', JSON.stringify(config)];
    const server = wires.start(wires.server, command);
    await server.said('listening');
    return server;
  }

  async function hasLease(client: 0 | 1): Promise<boolean> {
    const command = 'udhcpc -i wire -f -n -q -t 2 -T 1 -s /bin/true'.split(' ');
    const lease = wires.inside(wires.clients[client], command);
    return lease.then(
      () => true,
      () => false,
    );
  }

  it('reaches no client without a default route', async () => {
    const server = await start();
    expect(await hasLease(0)).toBe(false);
    expect(await server.said('ENETUNREACH')).toContain('255.255.255.255:68');
  });

  it('answers by the interface of the default route alone', async () => {
    await wires.inside(wires.server, 'ip route add default dev wire0'.split(' '));
    await start();
    expect([await hasLease(0), await hasLease(1)]).toEqual([true, false]);
  });
});
