// Where options end: the fields of a message, one behind the other, and what came in pieces.

import { describe, expect, it } from 'vitest';
import { decodeOptions } from '../../../src/dhcp/message/option-list.js';
import { hex, toHex } from '../bytes.js';

/** sname of 4 bytes, file of 6, then the options. */
const FIELDS = {
  sname: { offset: 0, length: 4 },
  file: { offset: 4, length: 6 },
  options: 10,
};

function decode(sname: string, file: string, options: string): string {
  const decoded = decodeOptions(hex(`${sname} ${file} ${options}`), FIELDS);
  if (!decoded.ok) return decoded.fault;
  return [...decoded.options].map(([code, value]) => `${code}=${toHex(value)}`).join(' ');
}

describe('options in the fields of names', () => {
  it.each([
    ['are left alone without an overload', '0c024142', '0c0141000000', '350101ff', '53=01'],
    ['may fill sname', '0c024142', '000000000000', '340102ff', '12=4142'],
    ['may fill file', '00000000', '0c0441424344', '340101ff', '12=41424344'],
    ['may not run out of sname into file', '0c034142', '43ff00000000', '340102ff', 'overrun'],
    ['may not run out of file into the options', '00000000', '0c0541424344', '340101ff', 'overrun'],
    ['need a length before the end of sname', '0000000c', '024142000000', '340102ff', 'overrun'],
    ['need a length before the end of file', '00000000', '00000000000c', '340101ff', 'overrun'],
  ])('%s', (_what, sname, file, options, expected) => {
    expect(decode(sname, file, options)).toBe(expected.replace(/^overrun$/, 'option-overrun'));
  });

  it('are nowhere, where the overload came twice', () => {
    expect(decode('0c024142', '000000000000', '340102 340102 ff')).toBe('bad-option');
  });
});

describe('options in pieces', () => {
  it('lie in the place of the first', () => {
    const options = '0c0141 350101 0c0142 0f0178 0c0143 0c00 ff';
    expect(decode('00000000', '000000000000', options)).toBe('12=414243 53=01 15=78');
  });

  it('are one, however many they are', () => {
    const pieces = 30_000;
    const decoded = decodeOptions(hex(`${'00'.repeat(10)} ${'0c0141'.repeat(pieces)}`), FIELDS);
    expect(decoded.ok && decoded.options.get(12)?.length).toBe(pieces);
  });
});
