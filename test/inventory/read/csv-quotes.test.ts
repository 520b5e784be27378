// Quotes of a table that go wrong are told where they open, however far below a reader of CSV notices it.

import { expect, it } from 'vitest';
import { resolveText } from '../site-under-test.js';

const MAIN =
  'include: [phones.csv]\npbx: { main: { host: pbx.example } }\ndefaults: { pbx: main }\n';
const HEADER = 'mac,model,label,line,line.name';
const FRONT = '02:00:00:00:00:0a,test-desk,Front,1,A';
const BACK = '02:00:00:00:00:0b,test-desk,Back,2,B';

function told(rows: readonly string[], lineBreak = '\n'): readonly string[] {
  const text = `${rows.join(lineBreak)}${lineBreak}`;
  const { diagnostics } = resolveText(MAIN, { files: { 'phones.csv': text } });
  return diagnostics.map(
    ({ code, message, place: { line, col } }) => `${code} ${line}:${col} ${message}`,
  );
}

const OPEN = 'a quote opens a cell here and is never closed';

it.each([
  ['of a phone', [HEADER, FRONT.replace('Fro', '"Fro'), BACK, ''], '2:29', `${OPEN}: .*to line 3,`],
  [
    'behind a blank',
    [HEADER, FRONT.replace('Fro', ' "Fro'), BACK],
    '2:30',
    `${OPEN}: .*to line 3,`,
  ],
  ['of the last row', [HEADER, FRONT, BACK.replace('Back', '"Back')], '3:29', `${OPEN}$`],
  ['among the names', [HEADER.replace('label', '"label'), FRONT], '1:11', `${OPEN}: .*to line 2,`],
  [
    'before a cell in quotes',
    [HEADER, FRONT.replace('Fro', '"Fro'), FRONT, BACK.replace('Back', '"Back"')],
    '2:29',
    'a quote opens a cell here, and the next one, in line 4, does not end it',
  ],
  [
    'that ends with a row below',
    [HEADER, FRONT.replace('Fro', '"Fro'), BACK.replace('Back', 'Back"'), FRONT],
    '2:29',
    'closed in line 3 only: the rows between count as this cell',
  ],
  ['behind a cell in quotes', [HEADER, FRONT.replace('Front', '"Front" "x')], '2:35', 'goes on'],
  ['inside a cell', [HEADER, FRONT, BACK.replace('ck', '"ck')], '3:31', 'a quote inside'],
])('a quote %s', (_, rows, place, message) => {
  for (const lineBreak of ['\n', '\r\n']) {
    const found = told(rows, lineBreak);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^source/csv ${place} .*${message}`));
  }
});

it.each([
  ['with a line break', '"Fro\nnt"', ['inventory/bad-character 2:29']],
  ['with a separator and a line break', '"Fro,\n,nt"', ['inventory/bad-character 2:29']],
  ['with quotes', '"""a"",b"', []],
])('a cell in quotes %s is one cell', (_, cell, codes) => {
  const found = told([HEADER, FRONT.replace('Front', cell)]);
  expect(found.map((each) => each.split(' ', 2).join(' '))).toEqual(codes);
});

it('shows nothing of a cell', () => {
  const rows = ['mac,model,line,line.password', '02:00:00:00:00:0a,test-desk,1,"sesame', BACK];
  expect(told(rows).join()).not.toContain('sesame');
});
