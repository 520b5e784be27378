// The last look at what is said of a file: nothing that is a secret, whoever says it and wherever it stands.

import { expect, it } from 'vitest';
import type { LintFinding } from '../../../src/phones/lint/lint-finding.js';
import { withoutSecrets } from '../../../src/phones/lint/unsaid.js';

const finding = (words: string): LintFinding => ({
  rule: 'cisco/empty',
  evidence: 'risky',
  severity: 'warning',
  message: words,
  hint: words,
  line: 1,
  col: 1,
  related: [{ line: 1, col: 1, message: words }],
});

it.each([
  ['in an address', 'x is http://me:opensesame@host/', 'x is http://me:********@host/'],
  ['in a query', 'x is http://host/?password=opensesame', 'x is http://host/?password=********'],
  ['in quotes', '"opensesame" is no number', '"********" is no number'],
  ['as the name of a tag', '<opensesame> has no end', '<********> has no end'],
  ['before a tag in quotes', '"opensesame<a>" is not known', '"********<a>" is not known'],
  ['behind a tag in quotes', '"<a>opensesame" is not known', '"<a>********" is not known'],
  ['that is none', '"volume" is no number', '"volume" is no number'],
])('a word %s', (_, words, said) => {
  const text = '<a><password>opensesame</password><b>volume</b></a>';
  const masked = () => text.replace('opensesame', '********');
  const [only] = withoutSecrets([finding(words)], text, masked);
  expect([only?.message, only?.hint, only?.related?.[0]?.message]).toEqual([said, said, said]);
});

it('a name that is misspelt in an end tag is none, and a part of a password in such a place is one', () => {
  const said = (word: string) => {
    const text = `<a><password>open</${word}></a>`;
    const words = `<password> ends as </${word}>: write </password>`;
    return withoutSecrets([finding(words)], text, () => '<a><password>********')[0]?.message;
  };
  expect(said('pasword')).toBe('<password> ends as </pasword>: write </password>');
  expect(said('sesame')).toBe('<password> ends as </********>: write </password>');
});
