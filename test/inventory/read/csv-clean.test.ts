// A table that is said to hold nothing but clean texts has none in it that a look at each of them would find.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsvSource } from '../../../src/inventory/read/source-csv.js';
import { checkCharacters } from '../../../src/inventory/shape/characters.js';

const HEADERS = ['mac', 'label', 'groups', 'line', 'line.password', 'ha lb', 'raw.a b', '\u200b'];
const PIECES = ['7001', 'Anna', 'Err:502', '=1', '#N/A', "'", ' ', '\t', '|', '\u00a0', '\u200b'];

const cell = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 3 })
  .map((pieces) => pieces.join(''));

function readTable(text: string) {
  return parseCsvSource('phones.csv', text, () => new Set());
}

describe('a clean table', () => {
  it('is one of letters, digits and signs of a keyboard', () => {
    const text = 'mac,label,groups,line\n001bd4000001,Anna Berg & Co.,a|b,7001\n';
    expect(readTable(text).isClean).toBe(true);
    expect(readTable(`\ufeff${text.replaceAll('\n', '\r\n')}`).isClean).toBe(true);
  });

  it.each([
    { form: 'a letter that is not on each keyboard', text: 'mac,label\n1,Жук\n' },
    { form: 'a name behind an apostrophe', text: "mac,label\n1,'=1+1\n" },
    { form: 'a name in a list', text: 'mac;groups\n1;a, #N/A\n' },
    { form: 'quotes', text: 'mac,label\n1,"Anna "\n' },
    { form: 'a blank in the name of a column', text: 'mac,raw.a. b\n1,2\n' },
  ])('is not one with $form', ({ text }) => {
    expect(readTable(text).isClean).toBe(false);
  });

  it('says what is found where each text is looked at', () => {
    let clean = 0;
    fc.assert(
      fc.property(
        fc.shuffledSubarray(HEADERS, { minLength: 1, maxLength: 5 }),
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 3 }),
        fc.constantFrom(',', ';', '\t'),
        (header, rows, delimiter) => {
          const text = [header, ...rows].map((cells) => cells.join(delimiter)).join('\n');
          const source = readTable(text);
          if (!source.isClean) return;
          clean++;
          expect(checkCharacters({ ...source, isClean: false }), text).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
    expect(clean).toBeGreaterThan(20);
  });
});
