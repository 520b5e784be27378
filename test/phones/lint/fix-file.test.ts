// Repairs: what has exactly one right answer, and nothing else of the file.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../../src/artifacts/known-codes.js';
import { fixFile } from '../../../src/phones/lint/fix-file.js';
import { lintBroughtFile, type Reading } from '../../../src/phones/lint/lint-file.js';
import { soak } from '../../soak.js';
import { PACKS } from '../shipped-models.js';

const READING: Reading = {
  drivers: [...PACKS.drivers.values()],
  models: [...PACKS.models.values()],
  codes: KNOWN_CODES,
};
const SEP = 'SEP001BD4ABCDEF.cnf.xml';

const fix = (text: string | Uint8Array, name = SEP) =>
  fixFile({ name, bytes: Buffer.from(text) }, READING);
const fixedText = (text: string) => Buffer.from(fix(text).bytes).toString();
const sep = (elements: string, head = '') =>
  `${head}<device>\r\n\t<deviceProtocol>SIP</deviceProtocol>\r\n${elements}\r\n</device>\r\n`;
const zone = (name: string) =>
  sep(`<devicePool><dateTimeSetting><timeZone>${name}</timeZone></dateTimeSetting></devicePool>`);
const profile = (elements: string) => sep(`<sipProfile>${elements}</sipProfile>`);
const load = (text: string) => sep(`<loadInformation model="x.loads">${text}</loadInformation>`);
const url = (text: string) => sep(`<directoryURL>${text}</directoryURL>`);

describe('a repair', () => {
  it.each([
    [
      'of a time zone',
      zone('W. Europe Standard/Daylight'),
      zone('W. Europe Standard/Daylight Time'),
    ],
    [
      'of a switch in words',
      profile('<natEnabled> On </natEnabled>'),
      profile('<natEnabled> true </natEnabled>'),
    ],
    [
      'of a switch in digits',
      profile('<natEnabled>0</natEnabled>'),
      profile('<natEnabled>false</natEnabled>'),
    ],
    ['of the ending of a load', load('SIP42.8-5-3S.loads'), load('SIP42.8-5-3S')],
    [
      'of ampersands',
      url('http://h/?a=1&b=2&amp;c=R&D'),
      url('http://h/?a=1&amp;b=2&amp;c=R&amp;D'),
    ],
    [
      'of what shows only then',
      sep('<directoryURL>a&b</directoryURL><sipProfile><natEnabled>no</natEnabled></sipProfile>'),
      sep(
        '<directoryURL>a&amp;b</directoryURL><sipProfile><natEnabled>false</natEnabled></sipProfile>',
      ),
    ],
  ])('%s', (_, before, after) => {
    expect(fixedText(before)).toBe(after);
    expect(fix(after).fixed).toEqual([]);
  });

  it('of the name of a file', () => {
    const { name, fixed, bytes } = fix(zone('UTC'), 'SEP001bd4abcdef.cnf.xml');
    expect(name).toBe(SEP);
    expect(fixed.map(({ rule }) => rule)).toEqual(['cisco/file-name']);
    expect(Buffer.from(bytes).toString()).toBe(zone('UTC'));
  });

  it.each([
    ['a zone that nobody knows', zone('Europe/Berlin')],
    ['a switch in a word that every object has', profile('<natEnabled>constructor</natEnabled>')],
    ['a switch of unknown sense', sep('<vendorConfig><garp>on</garp></vendorConfig>')],
    ['a value that is spelled by references', profile('<natEnabled>&#111;n</natEnabled>')],
    ['a value with a comment in it', profile('<natEnabled>o<!-- f -->n</natEnabled>')],
    ['an element without its end', '<device><x></device>'],
    ['what is no file of a phone', 'buy milk & honey'],
  ])('is not made of %s', (_, text) => {
    expect(fix(text)).toEqual({ name: SEP, bytes: Buffer.from(text), fixed: [] });
  });

  it.each([
    ['Latin-1', 'latin1', '<?xml version="1.0" encoding="ISO-8859-1"?>'],
    ['UTF-16', 'utf16le', '\ufeff<?xml version="1.0" encoding="UTF-16"?>'],
    ['UTF-8 with a mark', 'utf-8', '\ufeff'],
  ] as const)('keeps a file in %s', (_, encoding, head) => {
    const text = (end: string) =>
      Buffer.from(head + load(`SIP42.8-5-3S${end}`).replace('model="x', 'model="ü'), encoding);
    expect(Buffer.from(fix(text('.loads')).bytes)).toEqual(text(''));
  });

  it.each([
    { load: 'SIP42.8-5-3S.loads.loads', left: 'SIP42.8-5-3S' },
    { load: '.loads.loads', left: '.loads.loads' },
  ])('makes of the load $load $left', ({ load, left }) => {
    const text = (name: string) => sep(`<loadInformation>${name}</loadInformation>`);
    expect(Buffer.from(fix(text(load)).bytes).toString()).toBe(text(left));
  });

  it('changes nothing where nothing is found that it is for, and never makes it worse', () => {
    const pieces = fc.constantFrom(
      ...['&', 'on', '<natEnabled>', '</natEnabled>', '<sipProfile>', '</sipProfile>', ' ', '\n'],
      ...['.loads', '<loadInformation>', '</loadInformation>', '<!--', '-->', 'ü', '&amp;', 'x'],
    );
    const count = (bytes: Uint8Array, name: string) =>
      lintBroughtFile({ name, bytes }, READING).findings.filter((each) => each.fix).length;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const { bytes, fixed, name } = fix(sep(parts.join('')));
        if (fixed.length === 0) expect(Buffer.from(bytes).toString()).toBe(sep(parts.join('')));
        // What is left could not be placed; it is never made again.
        expect(fix(bytes, name).fixed).toEqual([]);
        expect(count(bytes, name)).toBeLessThanOrEqual(parts.length);
      }),
      { numRuns: soak(100, 300) },
    );
  });
});
