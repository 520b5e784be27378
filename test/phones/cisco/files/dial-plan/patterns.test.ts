import { expect, it } from 'vitest';
import {
  inOurWords,
  isRewrittenNumber,
  isStarKeyMeant,
  withStarKeys,
} from '../../../../../src/phones/cisco/files/dial-plan/patterns.js';

it.each([
  ['_70XX', '70..'],
  ['70xx', '70..'],
  ['^70..$', '70..'],
  ['_NXXXXXX', '.......'],
  ['_0Z.', '0.*'],
  ['_9!', '9*'],
  ['0T', '0*'],
  ['[2-9]11', '.11'],
  ['70 ..', '70..'],
  ['^0.*$', '0*'],
])('%s of another program is %s here', (theirs, ours) => {
  expect(inOurWords(theirs)).toBe(ours);
});

it.each(['+49*', '(70|71)', 'Anna', '', '_7A'])('what %s would be here is not known', (text) => {
  expect(inOurWords(text)).toBeUndefined();
});

it.each([
  ['*97', '\\*97'],
  ['**7', '\\*\\*7'],
  ['70**', '70\\**'],
  ['9,*8', '9,\\*8'],
])('%s is %s where the key is meant', (match, keys) => {
  expect([isStarKeyMeant(match), withStarKeys(match)]).toEqual([true, keys]);
});

it.each(['*', '9,*', '*,*', '\\*97', '70..', '\\*\\*7*'])('%s needs no key', (match) => {
  expect(isStarKeyMeant(match)).toBe(false);
});

it('a call is sent to a number, around which the phone puts the rest', () => {
  expect(['7000', '%1', '\\*97', '+4930'].filter(isRewrittenNumber)).toHaveLength(4);
  expect(['sip:7000', '7000@pbx', '70 00', '7000;x'].filter(isRewrittenNumber)).toEqual([]);
});
