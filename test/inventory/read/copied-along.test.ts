// A file copied out of a page, a mail, a terminal or a word processor: what came along is told where it stands.

import { expect, it } from 'vitest';
import { resolveText } from '../site-under-test.js';

const LINES = [
  'pbx:',
  '  main: { host: "pbx.lab" }',
  'phones:',
  '  - mac: "02:00:00:00:00:0a"',
  '    model: test-desk',
];
const TEXT = `${LINES.join('\n')}\n`;
const each = (before: (line: number) => string) =>
  LINES.map((line, index) => `${before(index + 1)}${line}\n`).join('');

it.each([
  [`\`\`\`yaml\n${TEXT}\`\`\`\n`, '1:1', '``` is how a page marks'],
  [`${TEXT}~~~\n`, '6:1', '~~~ is how a page marks'],
  [`<pre>\n${TEXT}</pre>\n`, '1:1', '<pre> is the tag'],
  [`<syntaxhighlight lang="yaml">\n${TEXT}</syntaxhighlight>\n`, '1:1', 'is the tag'],
  [each(() => '> '), '1:1', 'begins each line, as in a mail'],
  [each((line) => `${`${line}`.padStart(3)}  `), '1:1', 'a number begins each line'],
  [each((line) => `${line}: `), '1:1', 'a number begins each line'],
  [`--- a/x.yaml\n+++ b/x.yaml\n@@ -1,2 +1,3 @@\n${each(() => ' ')}`, '1:1', 'a patch'],
  [TEXT.replace('- mac', '\u2013 mac'), '4:3', '"\u2013" begins this line'],
  [TEXT.replace('- mac', '\u2022 mac'), '4:3', '"\u2022" begins this line'],
  [TEXT.replaceAll('"', '&quot;'), '2:17', '&quot; is how a page writes'],
])('%j', (text, at, what) => {
  const [only, ...others] = resolveText(text).diagnostics;
  expect(others).toEqual([]);
  expect(only).toMatchObject({ code: 'source/syntax', message: expect.stringContaining(what) });
  expect(`${only?.place.line}:${only?.place.col}`).toBe(at);
});

it.each(['"2 > 1"', '"A &quot;B&quot;"', '"\u2022 x"', '|\n      ```\n      1 a'])(
  'what YAML can read is no such thing: %j',
  (label) => {
    const { diagnostics } = resolveText(`${TEXT}    label: ${label}\n`);
    expect(diagnostics.filter(({ code }) => code === 'source/syntax')).toEqual([]);
  },
);

it('a line that is too long to be looked at is not shown', () => {
  const [only] = resolveText(`${TEXT}${'\0'.repeat(4096)}`).diagnostics;
  expect(only).toMatchObject({ code: 'source/syntax', place: { line: 6 } });
  expect(JSON.stringify(only).length).toBeLessThan(1000);
});
