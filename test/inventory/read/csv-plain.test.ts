// A table is the same whether it is cut at its separators or read as CSV.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvTable } from '../../../src/inventory/read/csv-table.js';

const cell = fc.constantFrom(
  '',
  'mac',
  '7001',
  'Anna Berg',
  'Жук',
  '\u00a0',
  '=1',
  'a\u2028b',
  "'",
);

describe('a table without quotes', () => {
  it.each([
    { form: 'a row for each line', text: 'mac,label\n1,2\n3,4\n', lines: [2, 3] },
    { form: 'lines of Windows', text: 'mac,label\r\n1,2\r\n\r\n3,4', lines: [2, 4] },
    {
      form: 'rows that are empty',
      text: '\ufeffmac,label\n,\n1,2\n\n\u00a0,\n3,4\n',
      lines: [3, 6],
    },
    { form: 'a separator that is named', text: 'sep=;\nmac;label\n1;2\n3;4', lines: [3, 4] },
    { form: 'blanks beside separators', text: 'mac, label\n1, 2\n\n3, 4\n', lines: [2, 4] },
    { form: 'line breaks of two kinds', text: 'mac,label\r\n1,2\r\n3,4\r\n,\n', lines: [2, 3] },
  ])('keeps its lines: $form', ({ text, lines }) => {
    const { header, rows } = readCsvTable('phones.csv', text);
    expect(header).toEqual(['mac', 'label']);
    expect(rows.slice(0, 2)).toEqual([
      { cells: ['1', '2'], line: lines[0] },
      { cells: ['3', '4'], line: lines[1] },
    ]);
  });

  it('is read as with a quote behind it', () => {
    const row = fc.array(cell, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('', '\ufeff'),
        (rows, delimiter, lineBreak, mark) => {
          const lines = [['mac', 'label'], ...rows].map((cells) => cells.join(delimiter));
          const text = mark + lines.map((line) => line + lineBreak).join('');
          const plain = readCsvTable('phones.csv', text);
          // A quote is read by the library.
          const whole = readCsvTable('phones.csv', `${text}"last"`);
          expect(plain.header).toEqual(whole.header);
          expect(plain.rows).toEqual(whole.rows.slice(0, -1));
        },
      ),
    );
  });
});
