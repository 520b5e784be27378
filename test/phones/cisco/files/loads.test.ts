import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveStart, decodeLoads } from '../../../../src/phones/cisco/files/loads.js';
import { loadsFile } from '../loads-file.js';

describe('decodeLoads', () => {
  it('reads the name and the parts of a signed list', () => {
    const body = [
      '# RELEASE load version 8-5-3SR1',
      'jar31sip.8-5-3ES4.sbn   ',
      '',
      'cnu31.8-5-3ES4.sbn',
      '#apps31.8-5-2.sbn',
      'apps31.8-5-3ES4.sbn',
    ];
    const text = body.join('\r\n');
    const file = loadsFile('SIP31.8-5-3SR1S.loads', text);
    expect(decodeLoads(file)).toEqual({
      headerLength: file.length - text.length,
      name: 'SIP31.8-5-3SR1S.loads',
      parts: ['jar31sip.8-5-3ES4.sbn', 'cnu31.8-5-3ES4.sbn', 'apps31.8-5-3ES4.sbn'],
    });
  });

  it('reads a list that lies inside a larger buffer', () => {
    const file = loadsFile('a.loads', 'b.sbn\n');
    const larger = Buffer.concat([Buffer.alloc(3, 0xff), file]);
    expect(decodeLoads(larger.subarray(3))).toMatchObject({ name: 'a.loads', parts: ['b.sbn'] });
  });

  it('reads a list without its own name', () => {
    const file = loadsFile(undefined, 'b.sbn');
    expect(decodeLoads(file)).toEqual({ headerLength: file.length - 5, parts: ['b.sbn'] });
  });

  it('takes nothing from a header that is longer than the file', () => {
    const file = loadsFile('a.loads', '');
    expect(decodeLoads(file.subarray(0, file.length - 1))).toBeUndefined();
  });

  it.each([
    { name: 'an empty file', bytes: [] },
    { name: 'half a header', bytes: [1, 0, 2, 1, 1, 2, 0, 2, 0] },
    { name: 'a text', bytes: [...Buffer.from('# RELEASE load version')] },
    { name: 'another second tag', bytes: [1, 0, 2, 1, 1, 3, 0, 2, 0, 10, 0] },
  ])('is not fooled by $name', ({ bytes }) => {
    expect(decodeLoads(Uint8Array.from(bytes))).toBeUndefined();
  });

  it('never throws', () => {
    const head = [1, 0, 2, 1, 1, 2, 0, 2];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const texts = [bytes, Uint8Array.from([...head, ...bytes])];
        expect(() => texts.map(decodeLoads)).not.toThrow();
      }),
    );
  });
});

describe('archiveStart', () => {
  const gzip = Buffer.from('1f8b0800', 'hex');
  const signed = loadsFile('a.cop.sgn', gzip.toString('latin1'));

  it.each<readonly [string, Uint8Array, number | undefined]>([
    ['behind the header that its length tells', signed, signed.length - gzip.length],
    ['behind a header of another form', Buffer.concat([Buffer.alloc(500, 7), gzip]), 500],
    ['nowhere: it was not signed', gzip, undefined],
    ['nowhere: it stands too far behind', Buffer.concat([Buffer.alloc(5000, 7), gzip]), undefined],
    [
      'nowhere: its beginning is cut',
      Buffer.concat([Buffer.alloc(10), gzip.subarray(0, 2)]),
      undefined,
    ],
    ['nowhere: there is nothing', new Uint8Array(), undefined],
  ])('finds the archive %s', (_, bytes, at) => {
    expect(archiveStart(bytes)).toBe(at);
  });

  it('believes the header before it looks around', () => {
    // The signature may hold such bytes by chance.
    const misleading = Buffer.from(signed);
    gzip.copy(misleading, 30);
    expect(archiveStart(misleading)).toBe(signed.length - gzip.length);
  });
});
