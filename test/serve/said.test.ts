import { expect, it } from 'vitest';
import { strangeField } from '../../src/serve/said.js';

it('names the field that nobody knows, without what it may hide, and those that are known', () => {
  const known = ['mac', 'line'];
  expect(strangeField({ mac: 'x' }, known)).toBeUndefined();
  expect(strangeField({ mac: 'x', lines: '7001' }, known)).toBe(
    'there is no field "lines"; known are mac, line',
  );
  expect(strangeField({ '': 1 }, known)).toBe('there is no field ""; known are mac, line');
  expect(strangeField({ 'http://a:sesame@b\u001b[2J': 1 }, known)).toContain(
    '"http://a:********@b\\u{1b}[2J"',
  );
});
