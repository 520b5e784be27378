// Bytes as text and back.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from '../../src/core/text-encoding.js';
import { soak } from '../soak.js';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('decodeText', () => {
  it.each([
    ['3c 61 2f 3e', '<a/>', 'utf-8', false],
    ['ef bb bf 3c 61', '<a', 'utf-8', true],
    ['c3 bc', 'ü', 'utf-8', false],
    ['fc 3c', 'ü<', 'latin1', false],
    ['ff fe 3c 00 fc 00', '<ü', 'utf-16le', true],
    ['fe ff 00 3c 00 fc', '<ü', 'utf-16be', true],
    ['ff fe 00 00 3c 00 00 00 0a f6 01 00', '<\u{1f60a}', 'utf-32le', true],
    ['00 00 fe ff 00 00 00 3c 00 01 f6 0a', '<\u{1f60a}', 'utf-32be', true],
    // Half of a pair is no character.
    ['00 00 fe ff 00 00 d8 3d', '\0\0þÿ\0\0Ø=', 'latin1', false],
    ['3c 00 61 00', '<a', 'utf-16le', false],
    ['00 3c 00 61', '<a', 'utf-16be', false],
    // A zero that somebody put before it.
    ['00 3c 61 2f 3e', '\0<a/>', 'utf-8', false],
    // A mark, and then half a character.
    ['ff fe 3c', 'ÿþ<', 'latin1', false],
    ['', '', 'utf-8', false],
  ] as const)('%s is %j in %s', (hex, text, encoding, marked) => {
    expect(decodeText(bytesOf(hex))).toEqual({ text, encoding, marked });
  });

  it('loses nothing, whatever the bytes are', () => {
    const starts = fc.constantFrom(
      '',
      'efbbbf',
      'fffe',
      'feff',
      'fffe0000',
      '0000feff',
      '3c006100',
      '003c0061',
      '003c',
      '3c',
    );
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 60 }), (start, rest) => {
        const bytes = Buffer.concat([bytesOf(start), rest]);
        const { text, ...as } = decodeText(bytes);
        expect(Buffer.from(encodeText(text, as))).toEqual(bytes);
      }),
      { numRuns: soak(150, 500) },
    );
  });
});
