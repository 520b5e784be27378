import { describe, expect, it } from 'vitest';
import { formatText } from '../../../src/cli/report/text.js';
import { duplicateMac, plainSecret, remark, report, syntax } from './findings.js';

describe('the text format', () => {
  it('prints a compiler line, a hint and a note for each finding, and a summary', () => {
    expect(formatText(report(duplicateMac, plainSecret, syntax), false)).toBe(
      [
        'offhook.yaml:30:10: error: two phones have the MAC "5c:fc:66:5d:4f:9a" [inventory/duplicate-mac]',
        '  hint: remove or correct one of them',
        '  note: phones.csv:4:1: the other one',
        'offhook.yaml:7:22: warning: a password in plain text [inventory/plain-secret]',
        '  hint: write { env: NAME }',
        'groups, 50%: a/b.yaml:1:2: error: expected <key> & "value" [source/syntax]',
        '  hint: fix the syntax at this place',
        '2 phones: 2 errors, 1 warning',
        '',
      ].join('\n'),
    );
  });

  it.each([
    { name: 'a clean site', given: report(), summary: '2 phones: nothing to report\n' },
    {
      name: 'no phone known',
      given: { ...report(), devices: [] },
      summary: 'nothing to report\n',
    },
    {
      name: 'one phone',
      given: { ...report(), devices: report().devices.slice(0, 1) },
      summary: '1 phone: nothing to report\n',
    },
    {
      name: 'several of a kind',
      given: report(plainSecret, plainSecret, remark),
      summary: '2 phones: 2 warnings, 1 remark\n',
    },
  ])('sums up $name', ({ given, summary }) => {
    const lines = formatText(given, false).split('\n');
    expect(`${lines.at(-2)}\n`).toBe(summary);
  });

  it('colours only when asked, whatever the stream', () => {
    const coloured = formatText(report(duplicateMac), true).split('\n')[0];
    expect(coloured).toBe(
      '\u001b[1moffhook.yaml:30:10\u001b[22m: \u001b[1m\u001b[31merror\u001b[39m\u001b[22m: ' +
        'two phones have the MAC "5c:fc:66:5d:4f:9a" \u001b[2m[inventory/duplicate-mac]\u001b[22m',
    );
    expect(formatText(report(duplicateMac), false)).not.toContain('\u001b');
  });

  it.each([
    { name: 'an escape sequence', text: 'a\u001b[2Jb', shown: 'a\\u{1b}[2Jb' },
    {
      name: 'a line break',
      text: 'a\nb:1:1: error: invented',
      shown: 'a\\u{a}b:1:1: error: invented',
    },
    { name: 'a right-to-left override', text: 'a\u202eb', shown: 'a\\u{202e}b' },
    { name: 'half a surrogate pair', text: 'a\ud800b', shown: 'a\\u{d800}b' },
    { name: 'a Cyrillic name, untouched', text: 'Приёмная 📞', shown: 'Приёмная 📞' },
  ])('shows $name', ({ text, shown }) => {
    const [first] = formatText(report({ ...syntax, message: text }), false).split('\n');
    expect(first).toBe(`groups, 50%: a/b.yaml:1:2: error: ${shown} [source/syntax]`);
  });
});
