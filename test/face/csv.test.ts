// The list of phones as a table for other programs, whatever phones say.

import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { csvOf } from '../../src/face/views/csv.js';
import { HOSTILE, pretendPhone } from './pretend-site.js';

const row = { ...pretendPhone(0, 0), lines: ['7001', '7002'] };

it('a table has a line for each phone, and what is hostile as a text', () => {
  const label = `${HOSTILE}, "\n`;
  const [first, ...more] = parse(csvOf([{ ...row, label }]), { columns: true });
  expect(more).toEqual([]);
  expect(first).toMatchObject({ mac: row.mac, label, lines: '7001 7002', word: 'stuck' });
});

it.each([
  ...['=1+1', '@SUM(1)', '\t=1', '\r=1', '-Lobby-', '＝1', '+1+cmd'].map((label) => [
    label,
    `'${label}`,
  ]),
  ['+7 495 123-45-67', '+7 495 123-45-67'],
])('no cell is a formula, and a number stays one, as in an export: %j', (label, read) => {
  const [first] = parse(csvOf([{ ...row, label: `${label}` }]), { columns: true });
  expect(first).toMatchObject({ label: read });
});
