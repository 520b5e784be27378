import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIpv4 } from '../../src/core/ipv4.js';
import { headerOf } from '../../src/sip/message/headers.js';
import { parseSip } from '../../src/sip/message/parse.js';
import { writeSip } from '../../src/sip/message/write.js';
import { composePnp } from '../../src/sip/pnp/compose-pnp.js';
import { type PnpAsked, readPnp } from '../../src/sip/pnp/read-pnp.js';
import { soak } from '../soak.js';
import { type Asks, FANVIL_EVENT, subscribe } from './pnp-under-test.js';

const FANVIL = '00:a8:59:db:04:62';

describe('what a phone asks by multicast', () => {
  it.each<[string, Asks, string | undefined]>([
    ['Fanvil', {}, FANVIL],
    ['an escaped colon', { user: 'MAC%3A00A859DB0462' }, FANVIL],
    ['a bare colon', { user: 'mac:00a859db0462' }, FANVIL],
    ['the MAC alone', { user: '00a859db0462' }, FANVIL],
    ['no profile type', { event: 'ua-profile' }, FANVIL],
    ['a Contact without a port', { contact: 'sip:10.20.1.50' }, FANVIL],
    ['another event', { event: 'message-summary' }, undefined],
    ['the profile of a user', { event: 'ua-profile;profile-type=user' }, undefined],
    ['another method', { method: 'OPTIONS' }, undefined],
    ['a dialog that goes on', { to: '<sip:x@224.0.1.75>;tag=1' }, undefined],
    ['no MAC', { user: '00000001' }, undefined],
    ['a MAC of a group', { user: 'MAC=01005e000001' }, undefined],
    ['a Contact by name', { contact: '<sip:phone.example>' }, undefined],
    ['a Contact by TCP', { contact: '<sip:10.20.1.50;transport=tcp>' }, undefined],
    ['a Contact with TLS', { contact: '<sips:10.20.1.50>' }, undefined],
    ['a Contact that is every one', { contact: '*' }, undefined],
    ['too much', { event: `ua-profile;a=${'x'.repeat(600)}` }, undefined],
  ])('%s', (_, asks, mac) => {
    const read = readPnp(subscribe(asks));
    expect(read.kind === 'asked' ? read.mac : undefined).toBe(mac);
  });

  it('says where it is and what it is', () => {
    const { contact, event, agent } = readPnp(subscribe()) as PnpAsked;
    expect([formatIpv4(contact.address), contact.port, event, agent]).toEqual([
      ...['10.20.1.50', 5060, FANVIL_EVENT, 'Fanvil X4 2.4.0'],
    ]);
  });

  it('knows a repetition, and no other request for one', () => {
    const keyOf = (asks: Asks = {}) => (readPnp(subscribe(asks)) as PnpAsked).key;
    expect(keyOf()).toBe(keyOf());
    const others = [keyOf({ callId: 'a2' }), keyOf({ contact: '<sip:10.20.1.51>' })];
    expect(new Set([keyOf(), ...others]).size).toBe(3);
  });
});

const PARTS = {
  url: 'tftp://10.20.1.1/$mac.cfg',
  at: { address: '10.20.1.1', port: 40_000 },
  source: { address: '10.20.1.50', port: 5060 },
  ...{ tag: 'ours', branch: 'z9hG4bKnotify', product: 'offhook' },
};

it('answers in the dialog of the SUBSCRIBE, with the URL as it is', () => {
  const { ok, notify } = composePnp(readPnp(subscribe()) as PnpAsked, PARTS);
  const answer = parseSip(ok);
  const told = parseSip(writeSip(notify));
  if (answer.kind !== 'response' || told.kind !== 'request') throw new Error('malformed');
  expect(answer.status).toBe(200);
  expect(headerOf(answer, 'To')).toBe('<sip:MAC=00a859db0462@224.0.1.75>;tag=ours');
  expect(headerOf(answer, 'CSeq')).toBe('1 SUBSCRIBE');
  expect(headerOf(answer, 'Expires')).toBe('0');
  expect([told.method, told.uri]).toEqual(['NOTIFY', 'sip:10.20.1.50:5060']);
  const header = (name: string) => headerOf(told, name);
  expect(header('From')).toBe('<sip:MAC=00a859db0462@224.0.1.75>;tag=ours');
  expect(header('To')).toBe('<sip:MAC=00a859db0462@224.0.1.75>;tag=77');
  expect(header('Call-ID')).toBe('a1@10.20.1.50');
  expect(header('Event')).toBe(FANVIL_EVENT);
  expect(header('Subscription-State')).toBe('terminated;reason=timeout');
  expect(header('Content-Type')).toBe('application/url');
  expect(header('Via')).toBe('SIP/2.0/UDP 10.20.1.1:40000;branch=z9hG4bKnotify');
  expect(Buffer.from(told.body).toString()).toBe('tftp://10.20.1.1/$mac.cfg');
});

it('throws at nothing, and answers no more than it may', () => {
  const seed = subscribe();
  const edit = fc.record({
    at: fc.nat(seed.length),
    drops: fc.nat(20),
    what: fc.constantFrom('\r\n', '\n', '\0', '<', '>', '"', ';', '@', '%', '\\', 'ÿ', '=', ''),
  });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 5 }), (edits) => {
      const bytes = edits.reduce(
        (all, { at, drops, what }) =>
          Buffer.concat([
            all.subarray(0, at),
            Buffer.from(what, 'latin1'),
            all.subarray(at + drops),
          ]),
        seed,
      );
      const read = readPnp(bytes);
      if (read.kind !== 'asked') return;
      const { ok, notify } = composePnp(read, PARTS);
      expect(parseSip(ok).kind).toBe('response');
      const written = writeSip(notify);
      const told = parseSip(written);
      expect(told.kind === 'request' && Buffer.from(told.body).toString()).toBe(PARTS.url);
      expect(ok.length + written.length).toBeLessThan(2 * bytes.length + 1_000);
    }),
    { numRuns: soak(300, 100_000) },
  );
});
