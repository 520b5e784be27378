// Rows of a table that are no phone give one finding, and rows in which somebody may have meant one keep what is wrong in them.

import { expect, it } from 'vitest';
import { resolveText } from '../site-under-test.js';

const MAIN =
  'include: [phones.csv]\npbx: { main: { host: pbx.example } }\ndefaults: { pbx: main }\n';
const HEADER = 'mac,model,label,line,line.name';
const FRONT = '02:00:00:00:00:0a,test-desk,Front,1,A';
const BACK = '02:00:00:00:00:0b,test-desk,Back,2,B';

function told(rows: readonly string[], header = HEADER): readonly string[] {
  const text = [header, FRONT, ...rows, BACK].join('\n');
  const { diagnostics } = resolveText(MAIN, { files: { 'phones.csv': text } });
  return diagnostics.map(
    ({ code, message, hint, place: { line, col } }) =>
      `${code} ${line}:${col} ${message} | ${hint}`,
  );
}

it.each([
  ['Sales department,,,,', '3:1', '"Sales department" stands alone', 'group'],
  ['Sales department', '3:1', '"Sales department" stands alone', 'group'],
  ['Abteilung 3 (Etage 2),,,,', '3:1', 'stands alone', 'remove the row'],
  ['Отдел 2 Её,,,,', '3:1', 'stands alone', 'remove the row'],
  ['24.12.2026,,,,', '3:1', 'stands alone', 'remove the row'],
  ['Total: 24,,,,', '3:1', '"Total: 24" stands alone', 'remove the row'],
  [',,Ground floor,,', '3:3', 'a text stands alone', 'remove the row'],
  ['Total:,24,,,', '3:1', 'no phone stands in this row', 'a sum'],
  [',,Sum,24,', '3:3', 'no phone stands in this row', 'a sum'],
  ['Total,=SUM(B2:B3),,,', '3:1', 'no phone stands in this row', 'a sum'],
  [',,Spare,7009,Anna', '3:3', 'an account without a phone', '`lines`'],
])('%s', (row, place, message, hint) => {
  const found = told([row]);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(new RegExp(`^source/csv ${place} .*${message}.* \\| .*${hint}`));
});

it('is told once of each kind, with its count', () => {
  const found = told(['Sales,,,,', 'Total,2,,,', 'Support,,,,', 'Total,2,,,', 'Stock,,,,']);
  expect(found.map((each) => each.split(' ', 2)[1])).toEqual(['3:1', '4:1']);
  expect(found[0]).toContain('2 more');
  expect(found[1]).toContain('1 more');
});

it.each([
  ['02:00:00:00:00:0c,,Hall,,', ['missing-key']],
  ['02:00:00:00:00,,Hall,,', ['bad-mac', 'missing-key']],
  ['"2,23E+11",,Hall,,', ['excel-mac', 'missing-key']],
  ['O2OOOOOOOOOc,,,,', ['bad-mac', 'missing-key']],
  [',7931,Hall,,', ['missing-key', 'unknown-model']],
  ['Hall,test-desk,,,', ['bad-mac']],
  ['#N/A,,Hall,,', ['spreadsheet-error']],
])('a phone may be meant by %s', (row, codes) => {
  const found = told([row]).map((each) => each.replace(/^\w+\/([\w-]+) .*/s, '$1'));
  expect(found.toSorted()).toEqual(codes);
});

it('an account of such a row is known to phones that have it', () => {
  const shared = `${HEADER},keys.2.line`;
  expect(
    told([',,Spare,7009,Anna,', '02:00:00:00:00:0c,test-desk,,3,C,7009'], shared),
  ).toHaveLength(1);
});

it('shows no password that stands alone', () => {
  const header = 'mac,model,line,line.password';
  expect(told([',,,sesame'], header).join()).not.toContain('sesame');
});
