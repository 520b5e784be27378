import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRequest } from '../../../src/dhcp/decide/request.js';
import { decodeMessage } from '../../../src/dhcp/message/message.js';
import { soak } from '../../soak.js';
import { hex } from '../bytes.js';
import { ip, message, PHONE, SERVER } from '../wire-under-test.js';

const withOption = (code: number, digits: string) =>
  parseRequest(message('REQUEST', { extra: new Map([[code, hex(digits)]]) }));

describe('a request', () => {
  it('is read once, with all that decisions need', () => {
    const extra = new Map([
      [60, hex('43697363 6f00')],
      [55, hex('0142 96')],
      [57, hex('05dc')],
    ]);
    const wire = message('REQUEST', {
      requested: ip('10.20.1.153'),
      server: SERVER,
      clientId: '01aa',
      extra,
    });
    expect(parseRequest(wire)).toEqual({
      ok: true,
      request: {
        type: 'REQUEST',
        mac: PHONE,
        message: wire,
        clientId: hex('01aa'),
        vendorClass: 'Cisco',
        requestedAddress: ip('10.20.1.153'),
        serverId: SERVER,
        parameterList: [1, 66, 150],
        maxMessageSize: 1500,
        subnetSelection: undefined,
        relayAgent: undefined,
      },
    });
  });

  it.each([
    ['network', '0504 0a1e0005', { linkSelection: ip('10.30.0.5') }],
    ['server', '0b04 0a1e0001', { serverIdOverride: ip('10.30.0.1') }],
    [
      'both, among others',
      '0106706f72743037 0b040a1e0001 0200 05040a1e0005 9703616263',
      { linkSelection: ip('10.30.0.5'), serverIdOverride: ip('10.30.0.1') },
    ],
    ['nothing that we act on', '0106706f72743037', {}],
    ['no address', '0504 00000000 0b04 00000000', {}],
    ['bytes without a structure', '05', {}],
    [
      'a piece that runs past the end',
      '0b04 0a1e0001 05 09 0a1e',
      { serverIdOverride: ip('10.30.0.1') },
    ],
  ])('hears from its relay agent of %s', (_what, digits, relayAgent) => {
    const extra = new Map([[82, hex(digits)]]);
    const giaddr = ip('10.30.0.1');
    expect(parseRequest(message('DISCOVER', { giaddr, extra }))).toMatchObject({
      ok: true,
      request: { relayAgent },
    });
  });

  it('hears of none by what a switch adds to a message that no relay agent brings', () => {
    expect(withOption(82, '0504 0a1e0005')).toMatchObject({ request: { relayAgent: undefined } });
  });

  it.each(['0503 0a1e00', '0500', '0b05 0a1e000100'])(
    'is not heard where its relay agent says %s, which is no address',
    (digits) => {
      const ask = { giaddr: ip('10.30.0.1'), extra: new Map([[82, hex(digits)]]) };
      expect(parseRequest(message('DISCOVER', ask))).toEqual({ ok: false, fault: 'bad-option' });
    },
  );

  it('says nothing of what it lacks', () => {
    const wire = message('DISCOVER');
    expect(parseRequest(wire)).toEqual({
      ok: true,
      request: { type: 'DISCOVER', mac: PHONE, message: wire },
    });
  });

  it.each([
    ['a reply', parseRequest({ ...message('DISCOVER'), op: 'reply' }), 'not-from-client'],
    ['an OFFER', withOption(53, '02'), 'not-from-client'],
    ['an ACK', withOption(53, '05'), 'not-from-client'],
    ['a lease query', withOption(53, '0a'), 'not-from-client'],
    ['a message type of two bytes', withOption(53, '0303'), 'bad-option'],
    [
      'no message type',
      parseRequest({ ...message('DISCOVER'), options: new Map() }),
      'no-message-type',
    ],
    ['token ring', parseRequest({ ...message('DISCOVER'), htype: 6 }), 'not-ethernet'],
    [
      'a hardware address of eight bytes',
      parseRequest({ ...message('DISCOVER'), chaddr: new Uint8Array(8) }),
      'not-ethernet',
    ],
    ['a server identifier of three bytes', withOption(54, '0a1401'), 'bad-option'],
    ['a requested address of five bytes', withOption(50, '0a14010101'), 'bad-option'],
    ['a message size of one byte', withOption(57, '05'), 'bad-option'],
    ['a client identifier of 256 bytes', withOption(61, 'aa'.repeat(256)), 'bad-option'],
    ['relay agent information of 256 bytes', withOption(82, 'aa'.repeat(256)), 'bad-option'],
    ['a class identifier of 256 bytes', withOption(60, 'aa'.repeat(256)), 'bad-option'],
  ] as const)('with %s is refused', (_name, parsed, fault) => {
    expect(parsed).toEqual({ ok: false, fault });
  });

  it('never throws, whatever bytes it came from', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat({ max: 255 }), (tail, first) => {
        const head = new Uint8Array(240);
        head.set([1, 1, 6, 0]);
        head.set(hex('63825363'), 236);
        const decoded = decodeMessage(Buffer.concat([head, Uint8Array.of(53, 1, first % 9), tail]));
        const parsed = decoded.ok ? parseRequest(decoded.message) : decoded;
        expect(parsed.ok ? parsed.request.mac : parsed.fault).toBeTypeOf('string');
      }),
      { numRuns: soak(400, 2000) },
    );
  });
});
