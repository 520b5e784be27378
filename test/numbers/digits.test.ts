import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsOf, keyOf, nationalDigits } from '../../src/numbers/digits.js';

const digits = fc.stringMatching(/^\d{1,15}$/);

describe('digits as one value', () => {
  it('come back, leading zeros and all', () => {
    fc.assert(
      fc.property(digits, (text) => {
        expect(digitsOf(keyOf(text))).toBe(text);
      }),
    );
  });

  it('are in order of length, then of digits', () => {
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        const before = a.length < b.length || (a.length === b.length && a < b);
        expect(keyOf(a) < keyOf(b)).toBe(before);
      }),
    );
  });
});

describe('a number as people write it', () => {
  const RUSSIA = { country: '7', trunk: '8' };
  const of10 = new Set([10]);

  it.each([
    ['4951234567', '4951234567'],
    ['84951234567', '4951234567'],
    ['74951234567', '4951234567'],
    ['+7 (495) 123-45-67', '4951234567'],
    ['+7\u00a0495\u202f123\u201145\u201167', '4951234567'],
    ['8 800 555-35-35', '8005553535'],
    // Ten digits that begin as the trunk does are whole.
    ['8005553535', '8005553535'],
    ['495', '495'],
  ])('%s is %s', (text, national) => {
    expect(nationalDigits(text, RUSSIA, of10)).toBe(national);
  });

  const inDigits = 'is no number: write it in digits';
  const another =
    'is no number of the country that this plan is of: write +7 and the number, or what is dialled within the country';

  it.each([
    ['+49 30 1234', another],
    ['+7', another],
    ['+', inDigits],
    ['', inDigits],
    ['495x', inDigits],
    [
      '1'.repeat(20),
      'has 20 digits, and no number has more than 15: write one number: several may have been run together',
    ],
  ])('%s is none: it %s', (text, why) => {
    const fault = nationalDigits(text, RUSSIA, of10);
    expect(typeof fault !== 'string' && `${fault.what}: ${fault.hint}`).toBe(why);
  });

  it('that names a country is none where nobody knows which one the plan is of', () => {
    expect(nationalDigits('+49 30 1234', {}, of10)).toEqual({
      what: 'names a country, and this plan does not say of which it is',
      hint: 'write it as it is dialled within the country, or import it with --country',
    });
  });

  it('may have digits of a trunk of its own where numbers differ in length', () => {
    const germany = { country: '49', trunk: '0' };
    const lengths = new Set([7, 10, 11]);
    expect(nationalDigits('030 1234567', germany, lengths)).toBe('0301234567');
    expect(nationalDigits('+49 30 12345678', germany, lengths)).toBe('3012345678');
  });
});
