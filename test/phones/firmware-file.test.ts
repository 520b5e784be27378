// What files of firmware say of themselves: for which phones, what they name, and whether all of it is there.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FirmwareFile } from '../../src/site/firmware.js';
import { loadsFile, partFile } from './cisco/loads-file.js';
import { PACKS } from './shipped-models.js';

const MODELS = [...PACKS.models.values()];
const read = (vendor: string, name: string, bytes: Uint8Array, most = 16_384) =>
  PACKS.drivers
    .get(vendor)
    ?.readFirmware?.({ name, start: bytes.subarray(0, most), size: bytes.length }, MODELS);

const PARTS = ['jar31sip.8-5-3ES4.sbn', 'dsp31.8-5-3ES4.sbn'];
const list = (name: string, parts = PARTS) => loadsFile(name, parts.join('\r\n'));
const ofList = (name: string, more: Partial<FirmwareFile>) => ({
  ...{ role: 'list', signedAs: name, parts: PARTS },
  ...more,
});
const PART = 'dsp31.8-5-3ES4.sbn';
const part = partFile(PART, [100, 0, 2000]);
const OF_PART = { phones: 'Cisco 7931G', models: ['cisco-7931g'], version: '8.5.3ES4' };

describe('a file of Cisco firmware', () => {
  it.each<readonly [string, Uint8Array, object | undefined]>([
    [
      'SIP31.8-5-3SR1S.loads',
      list('SIP31.8-5-3SR1S.loads'),
      ofList('SIP31.8-5-3SR1S.loads', {
        of: { phones: 'Cisco 7931G', models: ['cisco-7931g'], version: 'SIP 8.5.3SR1S' },
      }),
    ],
    [
      'SCCP41.9-4-2SR3-1S.loads',
      list('SCCP41.9-4-2SR3-1S.loads'),
      ofList('SCCP41.9-4-2SR3-1S.loads', {
        of: { phones: 'Cisco 7941G/7961G', models: [], version: 'SCCP 9.4.2SR3-1S' },
      }),
    ],
    // Its own name tells no version: its parts do.
    [
      'term62.default.loads',
      list('term62.default.loads', ['cnu42.8-5-4.sbn', 'cvm42sip.8-5-4.sbn']),
      {
        role: 'list',
        signedAs: 'term62.default.loads',
        parts: ['cnu42.8-5-4.sbn', 'cvm42sip.8-5-4.sbn'],
        of: { phones: 'Cisco 7942G/7962G', models: ['cisco-7942g'], version: 'SIP 8.5.4' },
      },
    ],
    [
      'SIP31.8-5-3.loads',
      Buffer.from('<html>not found</html>'),
      {
        role: 'list',
        parts: [],
        fault: 'is no list of parts, or was cut short',
        of: { phones: 'Cisco 7931G', models: ['cisco-7931g'], version: 'SIP 8.5.3' },
      },
    ],
    [
      'custom.loads',
      list('x.loads'),
      ofList('x.loads', { of: { ...OF_PART, version: 'SIP 8.5.3ES4' } }),
    ],
    [PART, part, { role: 'part', signedAs: PART, parts: [], of: OF_PART }],
    [
      PART,
      part.subarray(0, 200),
      { role: 'part', parts: [], fault: 'is no firmware, or was cut short', of: OF_PART },
    ],
    [
      PART,
      part.subarray(0, part.length - 1),
      {
        ...{ role: 'part', signedAs: PART, parts: [], of: OF_PART },
        fault: `was cut short: it has ${part.length - 1} of ${part.length} bytes`,
      },
    ],
    // A form of which nothing is known: no size is made up.
    [
      PART,
      loadsFile(PART, 'another form'),
      { role: 'part', signedAs: PART, parts: [], of: OF_PART },
    ],
    // Of the 7940 and 7960, which have a form of their own.
    ['P0S3-8-12-00.loads', Buffer.alloc(458, 1), undefined],
    ['Ringlist.xml', list('Ringlist.xml'), undefined],
  ])('%s', (name, bytes, expected) => {
    expect(read('cisco', name, bytes)).toEqual(expected);
  });

  it('is judged by its beginning alone: of a table that does not end there no size is made up', () => {
    expect(read('cisco', PART, part, 1000)?.fault).toBeUndefined();
    const cut = part.subarray(0, part.length - 1);
    expect(read('cisco', PART, cut, 1000)?.fault).toContain('cut short');
    expect(read('cisco', PART, cut, 980)?.fault).toBeUndefined();
  });

  it('never throws, whatever is in it', () => {
    const head = part.subarray(0, 1000);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(999), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const bytes = Buffer.from(head);
        for (const [at, value] of changes) bytes[at] = value;
        expect(() => read('cisco', PART, bytes)).not.toThrow();
      }),
    );
  });
});

describe('a file of Fanvil firmware', () => {
  const X4 = { phones: 'Fanvil X4', models: ['fanvil-x4'] };
  const manifest =
    'Version=2.14.0.7386\r\nFirmware=http://10.0.0.1/fw/x42.14.0.z?a=1\r\nInfo=TXT\r\n';

  it.each<readonly [string, string, object | undefined]>([
    [
      'fanvil_x4_hw1_0.txt',
      manifest,
      { role: 'manifest', parts: ['x42.14.0.z'], of: { ...X4, version: '2.14.0.7386' } },
    ],
    [
      'fanvil_x4u_v2_hwv2_0.txt',
      manifest,
      {
        ...{ role: 'manifest', parts: ['x42.14.0.z'] },
        of: { phones: 'Fanvil X4U V2', models: [], version: '2.14.0.7386' },
      },
    ],
    [
      'fanvil_x4_hw1_0.txt',
      '<html>',
      { role: 'manifest', parts: [], fault: 'names no version, or no image', of: X4 },
    ],
    [
      'x42.14.0.7386T20210730173312.z',
      'image',
      { role: 'image', parts: [], of: { ...X4, version: '2.14.0.7386' } },
    ],
    // An X4U is no X4, and an X5U Pro no X5U.
    ['x4u2.14.0.z', 'image', { role: 'image', parts: [] }],
    ['x5upro-fanvil-release-2.12.22.2.z', 'image', { role: 'image', parts: [] }],
    ['readme.txt', manifest, undefined],
  ])('%s', (name, text, expected) => {
    expect(read('fanvil', name, Buffer.from(text))).toEqual(expected);
  });
});

describe('what a phone with an empty flash asks for', () => {
  it('is asked of the driver, and its name is read as that', () => {
    const cisco = PACKS.drivers.get('cisco');
    const own = MODELS.filter(({ vendor }) => vendor === 'cisco');
    const names = own.map((model) => cisco?.firstLoad?.(model) ?? '');
    expect(names).toEqual(expect.arrayContaining(['term31.default.loads', 'term75.default.loads']));
    // Models may share a load.
    const sharing = own.map(({ facts }) =>
      own.filter((other) => loadPrefixOf(other.facts) === loadPrefixOf(facts)).map(({ id }) => id),
    );
    expect(names.map((name) => cisco?.readName(name, MODELS)?.models)).toEqual(sharing);
  });
});

function loadPrefixOf(facts: unknown): unknown {
  return typeof facts === 'object' && facts !== null && 'loadPrefix' in facts
    ? facts.loadPrefix
    : undefined;
}
