import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNetascii, encodeNetascii } from '../../../src/tftp/codec/netascii.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const text = (from: Uint8Array): string => Buffer.from(from).toString('latin1');

describe('netascii', () => {
  it.each([
    { name: 'nothing', host: '', wire: '' },
    { name: 'no line end', host: 'abc', wire: 'abc' },
    { name: 'lines', host: 'a\nb\n', wire: 'a\r\nb\r\n' },
    { name: 'a bare CR', host: 'a\rb', wire: 'a\r\0b' },
    { name: 'CR LF of the host', host: 'a\r\nb', wire: 'a\r\0\r\nb' },
    { name: 'only line ends', host: '\n\n\r', wire: '\r\n\r\n\r\0' },
    { name: 'a NUL', host: 'a\0b', wire: 'a\0b' },
    { name: 'the upper half', host: '\xff\x80\n', wire: '\xff\x80\r\n' },
  ])('both ways: $name', ({ host, wire }) => {
    expect(text(encodeNetascii(bytes(host)))).toBe(wire);
    expect(text(decodeNetascii(bytes(wire)))).toBe(host);
  });

  it.each([
    { name: 'a CR at the very end', wire: 'a\r', host: 'a\r' },
    { name: 'a CR before something else', wire: 'a\rb', host: 'a\rb' },
    { name: 'two CRs and LF', wire: '\r\r\n', host: '\r\n' },
  ])('reads what is not legal: $name', ({ wire, host }) => {
    expect(text(decodeNetascii(bytes(wire)))).toBe(host);
  });

  it('comes back as it was, whatever the bytes', () => {
    const lineEndsAreFrequent = fc
      .uint8Array({ maxLength: 200 })
      .map((each) => each.map((b) => b % 20));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), lineEndsAreFrequent), (original) => {
        expect([...decodeNetascii(encodeNetascii(original))]).toEqual([...original]);
      }),
    );
  });
});
