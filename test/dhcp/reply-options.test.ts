// What a configuration says is encoded once: it must be said to those whom it was meant for, and no longer than it holds.

import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../../src/dhcp/message/message.js';
import { option } from '../../src/dhcp/message/options.js';
import { hex, toHex } from './bytes.js';
import { createServer } from './server-under-test.js';
import {
  ANNEX,
  type Ask,
  BRANCH,
  decideOn,
  everyoneAs,
  GUEST,
  GUEST_PROFILE,
  ip,
  LAN,
  message,
  optionsInHex,
  PHONE_ADDRESS,
  PHONE_PROFILE,
  SERVER,
  type World,
} from './wire-under-test.js';

const asking = (codes: string) => new Map([[55, hex(codes)]]);
const ASKING: Ask = { from: GUEST, extra: asking('03 06 3a 96') };
const told = (world: World) => optionsInHex(decideOn(message('DISCOVER', ASKING), world));

describe('a server that was told anew', () => {
  const request = encodeMessage(message('DISCOVER', ASKING));
  const policy = everyoneAs(GUEST_PROFILE);

  it.each([
    [
      'what a subnet says',
      { policy, subnets: [{ ...LAN, options: [option('router', [ip('10.20.1.7')])] }] },
      { 3: '0a140107', 6: undefined, 58: '00003840', 150: '0a140101' },
    ],
    [
      'how long a lease runs',
      { policy, subnets: [{ ...LAN, leaseSeconds: 60 }] },
      { 3: '0a1401fe', 51: '0000003c', 58: '0000001e' },
    ],
    [
      'its own address',
      { policy, subnets: [{ ...LAN, serverAddress: ip('10.20.1.5') }] },
      { 3: '0a1401fe', 54: '0a140105' },
    ],
    [
      'what a client is told, in a subnet that stays',
      {
        policy: everyoneAs({ ...GUEST_PROFILE, options: [option('router', [ip('10.20.1.6')])] }),
        subnets: [LAN],
      },
      { 3: '0a140106', 6: '0a1401fd0a1401fc', 150: undefined },
    ],
  ])('of %s says it from the next packet on', async (_what, configuration, expected) => {
    const { server, wire } = createServer({ policy, subnets: [LAN] });
    wire.receive(request);
    const commit = await server.prepare(configuration);
    commit();
    wire.receive(request);
    const [before, after] = wire.sent.map(({ options }) => inHex(options));
    expect(before).toMatchObject({ 3: '0a1401fe', 51: '00007080', 54: '0a140101' });
    expect(Object.keys(expected).map((code) => after?.[Number(code)])).toEqual(
      Object.values(expected),
    );
  });
});

describe('what is remembered', () => {
  it('of one subnet is not said in another', () => {
    const there = { subnets: [ANNEX], policy: everyoneAs(GUEST_PROFILE) };
    expect(told({})[54]).toBe('0a140101');
    expect(told(there)[54]).toBe('0a280001');
    expect(told({})[54]).toBe('0a140101');
  });

  it('of a branch is not said on the wire, where one address of ours serves both', () => {
    const arrival = { unicast: false, local: SERVER };
    const request = message('DISCOVER', { from: GUEST, extra: asking('1c') });
    const decision = decideOn(request, { subnets: [BRANCH, LAN], arrival });
    expect(optionsInHex(decision)[28]).toBe('0a1401ff');
  });

  it('of one kind of reply is not said in another', () => {
    const types = (['OFFER', 'ACK', 'informed', 'OFFER'] as const).map((kind) => {
      const ask = kind === 'informed' ? { ciaddr: PHONE_ADDRESS } : { requested: PHONE_ADDRESS };
      const type = { OFFER: 'DISCOVER', ACK: 'REQUEST', informed: 'INFORM' } as const;
      return optionsInHex(decideOn(message(type[kind], ask)));
    });
    expect(types.map((options) => [options[53], options[51], options[58]])).toEqual([
      ['02', '00007080', '00003840'],
      ['05', '00007080', '00003840'],
      ['05', undefined, undefined],
      ['02', '00007080', '00003840'],
    ]);
  });

  it('cannot be changed through a packet that was sent', () => {
    const { reply } = decideOn(message('DISCOVER', ASKING));
    const once = reply && encodeMessage(reply.message);
    const before = toHex(once ?? hex(''));
    once?.fill(0xee);
    const again = decideOn(message('DISCOVER', ASKING)).reply;
    expect(again && toHex(encodeMessage(again.message))).toBe(before);
  });
});

describe('where there is too little room', () => {
  const long = (code: number, length: number) => ({
    code,
    kind: 'text' as const,
    value: 'x'.repeat(length),
  });
  const codes = (ask: Ask, ...options: readonly ReturnType<typeof long>[]) => {
    const policy = everyoneAs({ ...PHONE_PROFILE, options, always: [230] });
    return Object.keys(optionsInHex(decideOn(message('DISCOVER', ask), { policy }))).map(Number);
  };

  it('what goes back as it came stays', () => {
    const relay = hex('02'.repeat(100));
    const extra = new Map([...asking('e6'), [82, relay] as const]);
    const ask = { clientId: '01'.repeat(100), giaddr: SERVER, extra };
    expect(codes(ask, long(230, 255))).toEqual([1, 51, 53, 54, 61, 82]);
  });

  // 548 bytes, less 240, the four that each reply has (21) and End: 286, less two for each piece.
  it.each([
    [100, 182, [230, 231]],
    [100, 183, [230]],
    [183, 100, [230]],
  ])(
    'options of %i and %i bytes, the first of which is always sent, are %j',
    (sent, asked, kept) => {
      const given = codes(
        { extra: asking('e7 e8') },
        long(230, sent),
        long(231, asked),
        long(232, 200),
      );
      expect(given.filter((code) => code > 200)).toEqual(kept);
    },
  );
});

function inHex(options: ReadonlyMap<number, Uint8Array>): Readonly<Record<number, string>> {
  return Object.fromEntries([...options].map(([code, value]) => [code, toHex(value)]));
}
