import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coverSpots, createTextFinder } from '../../src/core/find-texts.js';

const word = (min: number) => fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: min });

it('finds each of many texts wherever it stands, as who looks for one after the other', () => {
  fc.assert(
    fc.property(fc.array(word(3)), word(0), (wanted, text) => {
      const one = [...new Set(wanted)].flatMap((each) =>
        Array.from(text, (_, from) => ({ from, text: each })).filter(({ from }) =>
          text.startsWith(each, from),
        ),
      );
      const found = createTextFinder(wanted)(text);
      expect(found.map(({ from }) => from)).toEqual(
        one.map(({ from }) => from).sort((a, b) => a - b),
      );
      expect(new Set(found.map((each) => JSON.stringify(each)))).toEqual(
        new Set(one.map((each) => JSON.stringify(each))),
      );
    }),
  );
});

it.each([
  ['of which one is a part of another', ['1234', '123456'], 'x 123456 y', 'x * y'],
  ['that overlap', ['abcd', 'cdefg'], 'x abcdefg y', 'x * y'],
  ['that overlap themselves', ['aaa'], 'aaaa', '*'],
  ['beside one another', ['abc', 'def'], 'abcdef', '**'],
  ['at the end', ['abc', 'abcd'], 'x abc', 'x *'],
  ['of none', [], 'x abc', 'x abc'],
])('covers texts %s whole', (_, wanted, text, covered) => {
  expect(coverSpots(text, createTextFinder(wanted)(text), '*')).toBe(covered);
});
