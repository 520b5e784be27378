// What a reply carries and where it goes: RFC 2131 table 3 and section 4.1, RFC 3046, RFC 6842.

import { describe, expect, it } from 'vitest';
import { createLeaseTable } from '../../../src/dhcp/leases/leases.js';
import { encodeMessage } from '../../../src/dhcp/message/message.js';
import { option } from '../../../src/dhcp/message/options.js';
import { hex, toHex } from '../bytes.js';
import {
  type Ask,
  decideOn,
  destinationText,
  everyoneAs,
  GUEST,
  ip,
  LAN,
  message,
  optionsInHex,
  PHONE_ADDRESS,
  PHONE_PROFILE,
  SERVER,
} from '../wire-under-test.js';

const asking = (...codes: readonly number[]) => new Map([[55, Uint8Array.from(codes)]]);
const codesOf = (ask: Ask) => [
  ...(decideOn(message('DISCOVER', ask)).reply?.message.options.keys() ?? []),
];

describe('an OFFER', () => {
  const request = message('DISCOVER', { flags: 0x8000, extra: asking(1, 66, 6, 3, 15, 150, 35) });

  it('is these bytes', () => {
    const reply = decideOn(request).reply;
    const expected = hex(`
      02 01 06 00  1234abcd  0000 8000
      00000000 0a140199 00000000 00000000
      5cfc665d4f9a 00000000000000000000
      ${'00'.repeat(192)} 63825363
      35 01 02
      36 04 0a140101
      33 04 00007080
      01 04 ffffff00
      42 09 31302e32302e312e31
      06 08 0a1401fd 0a1401fc
      03 04 0a1401fe
      0f 0b 6c61622e6578616d706c65
      96 08 0a140101 0a140102
      ff
    `);
    expect(reply && toHex(encodeMessage(reply.message))).toBe(toHex(expected));
  });

  it('is the same bytes each time', () => {
    const once = decideOn(request).reply;
    const again = decideOn(request).reply;
    expect(once && again && toHex(encodeMessage(once.message))).toBe(
      again && toHex(encodeMessage(again.message)),
    );
  });
});

describe('the options of a reply', () => {
  const fixed = [53, 54, 51, 1];

  it('come in the order in which they were asked for', () => {
    expect(codesOf({ extra: asking(150, 3, 66, 6) })).toEqual([...fixed, 150, 3, 66, 6]);
    expect(codesOf({ extra: asking(6, 66, 3, 150) })).toEqual([...fixed, 6, 66, 3, 150]);
  });

  it('of a phone have 66 and 150 unasked', () => {
    expect(codesOf({ extra: asking(3) })).toEqual([...fixed, 3, 66, 150]);
  });

  it('of others have 150 only where it is asked for', () => {
    expect(codesOf({ from: GUEST, extra: asking(3) })).toEqual([...fixed, 3]);
    expect(codesOf({ from: GUEST, extra: asking(3, 150) })).toEqual([...fixed, 3, 150]);
  });

  it('are all that there are, where the client names none', () => {
    expect(codesOf({})).toEqual([...fixed, 28, 58, 59, 3, 6, 15, 42, 66, 150]);
  });

  it('come once, however often they are asked for', () => {
    expect(codesOf({ extra: asking(3, 3, 1, 53, 51, 3) })).toEqual([...fixed, 3, 66, 150]);
  });

  it('have the times and the broadcast address where asked for', () => {
    const options = optionsInHex(decideOn(message('DISCOVER', { extra: asking(58, 59, 28) })));
    expect(options).toMatchObject({ 58: '00003840', 59: '00006270', 28: '0a1401ff' });
  });

  it("are the client's own before those of the network", () => {
    const own = { ...PHONE_PROFILE, options: [option('ntpServers', [ip('10.9.9.9')])] };
    const world = { policy: everyoneAs(own) };
    const decision = decideOn(message('DISCOVER', { extra: asking(42) }), world);
    expect(optionsInHex(decision)[42]).toBe('0a090909');
  });

  it('echo the client identifier (RFC 6842) and, last, the relay agent (RFC 3046)', () => {
    const extra = new Map([[82, hex('0106706f72743037')], ...asking(3)]);
    const decision = decideOn(
      message('DISCOVER', { clientId: '015cfc665d4f9a', giaddr: SERVER, extra }),
    );
    expect(optionsInHex(decision)).toMatchObject({ 61: '015cfc665d4f9a', 82: '0106706f72743037' });
    expect([...(decision.reply?.message.options.keys() ?? [])].slice(-2)).toEqual([61, 82]);
  });

  it('do not echo an empty client identifier as an identity', () => {
    const extra = new Map([[61, new Uint8Array()]]);
    const { changes } = decideOn(message('DISCOVER', { from: GUEST, extra }));
    expect(changes[0]?.client).toBe(`mac:${GUEST}`);
  });
});

describe('the size of a reply', () => {
  const long = (code: number, length: number) => ({
    code,
    kind: 'text' as const,
    value: 'x'.repeat(length),
  });
  const size = (ask: Ask, ...values: readonly ReturnType<typeof long>[]) => {
    const profile = { ...PHONE_PROFILE, options: [option('serverName', 'tftp'), ...values] };
    const { reply } = decideOn(message('DISCOVER', ask), { policy: everyoneAs(profile) });
    const bytes = reply === undefined ? 0 : encodeMessage(reply.message).length;
    return { datagram: bytes + 28, codes: [...(reply?.message.options.keys() ?? [])] };
  };
  const maximum = (bytes: number) => new Map([[57, Uint8Array.of(bytes >> 8, bytes & 255)]]);

  // 240 bytes, the four fixed options (3 + 6 + 6 + 6), the name (6) and End (1) leave 280 of 548.
  it.each([
    [278, 576, true],
    [279, 576, false],
  ])('with an option of %i bytes (two more a piece) stays within 576', (length, _limit, fits) => {
    const { datagram, codes } = size({ extra: asking(66, 230) }, long(230, length - 2));
    expect(codes.includes(230)).toBe(fits);
    expect(datagram).toBeLessThanOrEqual(576);
    if (fits) expect(datagram).toBe(576);
  });

  it.each([
    [1000, 690, true],
    [1000, 700, false],
    [700, 700, false],
    [65535, 1100, true],
    [65535, 1300, false],
    [100, 200, true],
  ])('for a client that takes %i bytes has one of %i or not', (limit, length, fits) => {
    const extra = new Map([...asking(230), ...maximum(limit)]);
    const { datagram, codes } = size({ extra }, long(230, length));
    expect(codes.includes(230)).toBe(fits);
    expect(datagram).toBeLessThanOrEqual(Math.min(Math.max(limit, 576), 1500));
  });

  it('leaves out what is asked for before what is always sent', () => {
    const extra = asking(230, 231, 66);
    expect(size({ extra }, long(230, 200), long(231, 200)).codes).toEqual([53, 54, 51, 1, 230, 66]);
    const { codes } = size({ extra: asking(230) }, long(230, 200), long(150, 100));
    expect(codes).toEqual([53, 54, 51, 1, 66, 150]);
  });
});

describe('a NAK', () => {
  const refused: Ask = {
    requested: ip('10.20.1.154'),
    clientId: '01aa',
    extra: asking(3, 66, 150),
  };

  it('carries who says it and why, and nothing else', () => {
    const { reply } = decideOn(message('REQUEST', refused));
    expect([...(reply?.message.options.keys() ?? [])]).toEqual([53, 54, 56, 61]);
    expect(reply?.message).toMatchObject({
      ciaddr: 0,
      yiaddr: 0,
      siaddr: 0,
      secs: 0,
      xid: 0x1234abcd,
    });
    expect(Buffer.from(reply?.message.options.get(56) ?? []).toString()).toBe(
      'another address is set for this client',
    );
  });

  it('is broadcast, even to a client that has an address', () => {
    const { reply } = decideOn(message('REQUEST', { ciaddr: ip('10.20.1.154') }));
    expect(reply && destinationText(reply.destination)).toBe('255.255.255.255:68 from 10.20.1.1');
  });

  it('makes a relay agent broadcast', () => {
    const { reply } = decideOn(message('REQUEST', { ...refused, giaddr: ip('10.20.1.9') }));
    expect(reply && destinationText(reply.destination)).toBe('10.20.1.9:67 from 10.20.1.1');
    expect(reply?.message.flags).toBe(0x8000);
  });
});

describe('where a reply goes', () => {
  it.each([
    ['by broadcast to a client without an address', {}, '255.255.255.255:68'],
    ['by broadcast where the flag is set', { flags: 0x8000 }, '255.255.255.255:68'],
    ['to the address of a client that has one', { ciaddr: PHONE_ADDRESS }, '10.20.1.153:68'],
    [
      'to the relay agent first',
      { ciaddr: PHONE_ADDRESS, giaddr: ip('10.20.1.9') },
      '10.20.1.9:67',
    ],
  ])('%s', (_name, ask: Ask, to) => {
    const leases = createLeaseTable([LAN]);
    const { reply } = decideOn(message('REQUEST', { requested: PHONE_ADDRESS, ...ask }), {
      leases,
    });
    expect(reply?.type).toBe('ACK');
    expect(reply && destinationText(reply.destination)).toBe(`${to} from 10.20.1.1`);
  });

  it.each([
    ['to one that hears unicast', {}, true],
    ['not where the flag is set', { flags: 0x8000 }, false],
    ['not to one that has an address', { ciaddr: PHONE_ADDRESS }, false],
    ['not behind a relay agent', { giaddr: ip('10.20.1.9') }, false],
  ])('may be the hardware address of a client without an address: %s', (_name, ask: Ask, may) => {
    const leases = createLeaseTable([LAN]);
    const { reply } = decideOn(message('REQUEST', { requested: PHONE_ADDRESS, ...ask }), {
      leases,
    });
    expect(reply?.type).toBe('ACK');
    expect(reply?.destination.client?.address).toBe(may ? PHONE_ADDRESS : undefined);
    expect(reply?.destination.client?.hardware.length).toBe(may ? 6 : undefined);
  });

  it('is never the hardware address for a NAK', () => {
    const { reply } = decideOn(message('REQUEST', { requested: ip('10.20.1.154') }));
    expect(reply?.type).toBe('NAK');
    expect(reply?.destination.client).toBeUndefined();
  });

  it('has the flags and the ciaddr of the request', () => {
    const { reply } = decideOn(message('REQUEST', { ciaddr: PHONE_ADDRESS, flags: 0x8001 }));
    expect(reply?.message).toMatchObject({
      flags: 0x8001,
      ciaddr: PHONE_ADDRESS,
      yiaddr: PHONE_ADDRESS,
      hops: 0,
    });
  });
});
