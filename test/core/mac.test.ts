import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isGroupMac,
  macFromBytes,
  macHex,
  macOui,
  macToBytes,
  parseMac,
} from '../../src/core/mac.js';

describe('parseMac', () => {
  it.each([
    '5c:fc:66:5d:4f:9a',
    '5C:FC:66:5D:4F:9A',
    '5c-fc-66-5d-4f-9a',
    '5c fc 66 5d 4f 9a',
    '5cfc.665d.4f9a',
    '5cfc66-5d4f9a',
    '5CFC665D4F9A',
    ' 5cfc665d4f9a ',
  ])('reads %s', (text) => {
    expect(parseMac(text)).toBe('5c:fc:66:5d:4f:9a');
  });

  it.each([
    '',
    '5c:fc:66:5d:4f',
    '5c:fc:66:5d:4f:9a:00',
    '5c:fc-66:5d:4f:9a',
    '5cfc665d4f9g',
    '1.23E+11',
  ])('refuses %j', (text) => {
    expect(parseMac(text)).toBeUndefined();
  });
});

it('bytes and text of a MAC are two forms of one value', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
      const mac = macFromBytes(bytes);
      expect([...macToBytes(mac)]).toEqual([...bytes]);
      expect(parseMac(mac)).toBe(mac);
      expect(parseMac(macHex(mac))).toBe(mac);
      expect(mac.startsWith(macOui(mac))).toBe(true);
    }),
  );
});

it('a MAC is read at the offset of its bytes', () => {
  const packet = Uint8Array.of(9, 9, 0x5c, 0xfc, 0x66, 0x5d, 0x4f, 0x9a, 9);
  expect(macFromBytes(packet.subarray(2))).toBe('5c:fc:66:5d:4f:9a');
});

it.each([
  ['ff:ff:ff:ff:ff:ff', true],
  ['01:00:5e:00:00:fb', true],
  ['00:00:00:00:00:00', true],
  ['00:00:00:00:00:01', false],
  ['02:00:00:00:00:00', false],
  ['fe:00:00:00:00:00', false],
])('%s is no single device: %s', (text, group) => {
  const mac = parseMac(text);
  expect(mac && isGroupMac(mac)).toBe(group);
});
