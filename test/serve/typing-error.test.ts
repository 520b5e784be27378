// A stranger that is a phone of the inventory with a MAC typed wrong, and one that is only the next of the same delivery.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import { isOneSlip, oneSlipFrom } from '../../src/serve/story/one-slip.js';
import { createTypingErrors } from '../../src/serve/story/typing-error.js';

const mac = (end: string) => `5c:fc:66:5d:${end}` as Mac;

/** Ends of MACs: phones of the inventory that were heard and that never were, and strangers. */
function typing(
  heard: readonly string[],
  unheard: readonly string[],
  strangers: readonly string[],
) {
  const [all, silent] = [new Set([...heard, ...unheard].map(mac)), new Set(unheard.map(mac))];
  const seen = new Map(strangers.map((end) => [mac(end), {}]));
  return createTypingErrors({
    strangers: () => seen,
    isPhone: (each) => all.has(each),
    isUnheard: (each) => silent.has(each),
  });
}

describe('a typing error is told', () => {
  it.each<[string, readonly string[], string, string]>([
    ['of a digit, where nothing else is near', [], '4f:9a', '4f:9b'],
    [
      'of a digit before the last two, beside others of the delivery',
      ['4f:98', '4f:99'],
      '4e:9a',
      '4f:9a',
    ],
    ['of two digits in the wrong order', ['11:22'], '4f:a9', '4f:9a'],
    ['of two that a colon parts', ['11:22'], '49:fa', '4f:9a'],
  ])('%s', (_, heard, unheard, stranger) => {
    const { strangerFor, phoneFor } = typing(heard, [unheard], [stranger]);
    expect(strangerFor(mac(unheard))).toBe(mac(stranger));
    expect(phoneFor(mac(stranger))).toBe(mac(unheard));
  });
});

describe('no typing error is told', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['of a delivery, two of which are not written down', [], ['4f:9a'], ['4f:9b', '4f:9c']],
    ['of a delivery, two of which were not plugged in', [], ['4f:9a', '4f:9b'], ['4f:9c']],
    ['of a delivery that is at work but for one', ['4f:98', '4f:99'], ['4f:9a'], ['4f:9b']],
    ['of a delivery with another stranger further on', [], ['4f:9a'], ['4f:9b', '4f:d4']],
    ['of what differs in two digits', [], ['4f:9a'], ['4e:9b']],
    ['of a stranger that may be each of two phones', [], ['4f:9a', '5f:9b'], ['5f:9a']],
    ['of a phone that may be each of two strangers', [], ['5f:9a'], ['4f:9a', '5f:9b']],
  ])('%s', (_, heard, unheard, strangers) => {
    const { strangerFor, phoneFor } = typing(heard, unheard, strangers);
    expect(unheard.map((end) => strangerFor(mac(end)))).toEqual(unheard.map(() => undefined));
    expect(strangers.map((end) => phoneFor(mac(end)))).toEqual(strangers.map(() => undefined));
  });
});

it('what is one slip away is so both ways', () => {
  const all = [...oneSlipFrom(mac('4f:9a'))];
  expect(all.filter((each) => !isOneSlip(each, mac('4f:9a')))).toEqual([]);
  expect(all.filter((each) => !isOneSlip(mac('4f:9a'), each))).toEqual([]);
  const others = ['4f:9a', '4e:9b', '9a:4f', '4a:f9'].map(mac);
  expect(others.filter((each) => isOneSlip(each, mac('4f:9a')))).toEqual([]);
});
