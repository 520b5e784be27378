import { expect, it } from 'vitest';
import { formatCsvRow } from '../../src/core/csv-row.js';

it.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-Lobby-', "'-Lobby-"],
  ["+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"],
  ['\t=1', '"\'\t=1"'],
  ['＝1', "'＝1"],
])('lets no spreadsheet take %j for a formula', (cell, written) => {
  expect(formatCsvRow([cell])).toBe(`${written}\r\n`);
});

it.each(['+7 (495) 123-45-67', '-3', '*97', 'Anna', 'a=b', ''])('leaves %j as it is', (cell) => {
  expect(formatCsvRow([cell, 'x'])).toBe(`${cell},x\r\n`);
});

it('quotes what other programs would part or trim', () => {
  expect(formatCsvRow(['a,b', 'say "a"', ' a', '1\n2'])).toBe('"a,b","say ""a"""," a","1\n2"\r\n');
});
