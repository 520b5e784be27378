// Events as lines: each comes back as it went, and what is no event is none.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import { macFromNumber } from '../../src/core/mac.js';
import { FILE_ROLES, NAME_HINTS } from '../../src/site/boot-script.js';
import type { Told } from '../../src/timeline/events.js';
import {
  isRecordingHeader,
  readEvent,
  readRecordingEnd,
  recordEvent,
  recordingEnd,
  recordingHeader,
} from '../../src/timeline/recorded-events.js';
import { anyText } from '../any-text.js';

const text = anyText;
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0);
const address = fc.nat(0xffffffff).map((value) => value as Ipv4);
const mac = fc.nat(2 ** 47).map(macFromNumber);
const at = {
  atMs: fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true }).map((value) => value || 0),
};

const event = fc.oneof(
  fc.record(
    {
      ...{ kind: fc.constant('dhcp' as const), ...at, why: text, secs: number },
      type: fc.constantFrom('DISCOVER', 'REQUEST', 'DECLINE', 'RELEASE', 'INFORM'),
      reply: fc.constantFrom('OFFER', 'ACK', 'NAK'),
      ...{ address, network: text, leaseSeconds: number, relayAgent: address, serverId: address },
      ...{ requestedAddress: address, renews: fc.boolean(), vendorClass: text, hostName: text },
      asked: fc.array(number),
    },
    { requiredKeys: ['kind', 'atMs', 'type', 'why', 'secs'] },
  ),
  fc.record(
    {
      ...{ kind: fc.constant('file' as const), ...at, address: text, name: text, outcome: text },
      protocol: fc.constantFrom('tftp', 'http'),
      role: fc.constantFrom(...FILE_ROLES),
      ...{ bytes: number, ms: number, repeats: number },
      hint: fc.constantFrom(...NAME_HINTS),
      ...{
        models: fc.array(text),
        namedMac: mac,
        guessed: fc.boolean(),
        size: number,
        packets: number,
        meant: text,
      },
      ...{ agent: text, detail: text },
    },
    {
      requiredKeys: [
        ...(['kind', 'atMs', 'protocol', 'address', 'name', 'role', 'outcome', 'bytes'] as const),
        ...(['ms', 'repeats'] as const),
      ],
    },
  ),
  fc.record(
    {
      ...{ kind: fc.constant('sip' as const), ...at, line: text },
      state: fc.constantFrom('registered', 'unreachable', 'challenged', 'bad-password'),
      ...{ agent: text, address: text, asked: fc.constant(true as const) },
    },
    { requiredKeys: ['kind', 'atMs', 'line', 'state'] },
  ),
  fc.record({
    ...{ kind: fc.constant('action' as const), ...at, by: text, outcome: text },
    what: fc.constantFrom('release', 'adopt', 'ignore', 'resync', 'restart'),
  }),
  fc.record({
    ...{ kind: fc.constant('inventory' as const), ...at },
    what: fc.constantFrom('added', 'changed', 'removed'),
  }),
);

it('each event comes back as it went', () => {
  const told = fc.record({ mac, event }, { requiredKeys: ['event'] });
  fc.assert(
    fc.property(told, (each) => {
      const line = recordEvent(each as Told);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(readEvent(line)).toEqual(each);
    }),
  );
});

it('is written as people read it', () => {
  const told: Told = {
    mac: macFromNumber(0x001bd4000001),
    event: {
      ...{ kind: 'dhcp', atMs: 12.5, type: 'DISCOVER', why: 'pooled', secs: 3, reply: 'OFFER' },
      address: 0x0a140135 as Ipv4,
    },
  };
  expect(recordEvent(told)).toBe(
    '{"mac":"00:1b:d4:00:00:01","kind":"dhcp","atMs":12.5,"type":"DISCOVER","why":"pooled","secs":3,"reply":"OFFER","address":"10.20.1.53"}\n',
  );
});

describe('what is no event', () => {
  const sip = { kind: 'sip', atMs: 1, line: '7001', state: 'registered' };

  it('is read where all is right, whatever else stands there', () => {
    expect(readEvent(JSON.stringify({ ...sip, later: true }))).toEqual({ event: sip });
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['nothing', ''],
    ['a header', recordingHeader()],
    ['an unknown kind', JSON.stringify({ ...sip, kind: 'smoke' })],
    ['a kind that objects have anyway', JSON.stringify({ ...sip, kind: 'constructor' })],
    ['a missing field', JSON.stringify({ ...sip, line: undefined })],
    ['a number in letters', JSON.stringify({ ...sip, atMs: '1' })],
    ['a time that no clock has', JSON.stringify({ ...sip, atMs: 1e300 })],
    ['an unknown word', JSON.stringify({ ...sip, state: 'happy' })],
    ['an optional field of another type', JSON.stringify({ ...sip, agent: 1 })],
    ['a MAC that is none', JSON.stringify({ ...sip, mac: 'me' })],
  ])('is %s', (_, line) => {
    expect(readEvent(line)).toBeUndefined();
  });
});

it('a recording ends with a line of its own', () => {
  expect(readRecordingEnd(recordingEnd(12.5))).toBe(12.5);
  expect(readRecordingEnd('{"offhook":"end","atMs":1e300}')).toBeUndefined();
  expect(readRecordingEnd(recordingHeader())).toBeUndefined();
});

it('a recording begins with a line of its own', () => {
  expect(isRecordingHeader(recordingHeader())).toBe(true);
  expect(isRecordingHeader('{"offhook":"events","version":2}')).toBe(false);
  expect(isRecordingHeader('{"offhook":1}')).toBe(false);
});
