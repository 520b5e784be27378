import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLoads } from '../../../../src/phones/cisco/files/loads.js';
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
    expect(decodeLoads(loadsFile('SIP31.8-5-3SR1S.loads', body.join('\r\n')))).toEqual({
      name: 'SIP31.8-5-3SR1S.loads',
      parts: ['jar31sip.8-5-3ES4.sbn', 'cnu31.8-5-3ES4.sbn', 'apps31.8-5-3ES4.sbn'],
    });
  });

  it('reads a list that lies inside a larger buffer', () => {
    const file = loadsFile('a.loads', 'b.sbn\n');
    const larger = Buffer.concat([Buffer.alloc(3, 0xff), file]);
    expect(decodeLoads(larger.subarray(3))).toEqual({ name: 'a.loads', parts: ['b.sbn'] });
  });

  it('reads a list without its own name', () => {
    expect(decodeLoads(loadsFile(undefined, 'b.sbn'))).toEqual({ parts: ['b.sbn'] });
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
