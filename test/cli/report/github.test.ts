import { describe, expect, it } from 'vitest';
import { formatGithub } from '../../../src/cli/report/github.js';
import { duplicateMac, plainSecret, remark, report, syntax } from './findings.js';

describe('the GitHub format', () => {
  it.each([
    {
      name: 'an error with a related place',
      finding: duplicateMac,
      line:
        '::error file=offhook.yaml,line=30,col=10,title=inventory/duplicate-mac::' +
        'two phones have the MAC "5c:fc:66:5d:4f:9a"%0Ahint: remove or correct one of them' +
        '%0Anote: phones.csv:4:1: the other one',
    },
    {
      name: 'a warning',
      finding: plainSecret,
      line:
        '::warning file=offhook.yaml,line=7,col=22,title=inventory/plain-secret::' +
        'a password in plain text%0Ahint: write { env: NAME }',
    },
    {
      name: 'a remark',
      finding: remark,
      line:
        '::notice file=offhook.yaml,line=7,col=22,title=inventory/plain-secret::' +
        'a password in plain text%0Ahint: write { env: NAME }',
    },
    {
      name: 'a file name of special characters',
      finding: syntax,
      line:
        '::error file=groups%2C 50%25%3A a/b.yaml,line=1,col=2,title=source/syntax::' +
        'expected <key> & "value"%0Ahint: fix the syntax at this place',
    },
    {
      name: 'a message that would begin another command',
      finding: { ...syntax, message: '100%0A\r\n::stop-commands::x', place: duplicateMac.place },
      line:
        '::error file=offhook.yaml,line=30,col=10,title=source/syntax::' +
        '100%250A\\u{d}%0A::stop-commands::x%0Ahint: fix the syntax at this place',
    },
    {
      name: 'a file name that would colour the log',
      finding: { ...syntax, place: { file: 'a\x1b[31mb\u202e.yaml', line: 1, col: 2 } },
      line:
        '::error file=a\\u{1b}[31mb\\u{202e}.yaml,line=1,col=2,title=source/syntax::' +
        'expected <key> & "value"%0Ahint: fix the syntax at this place',
    },
  ])('writes $name', ({ finding, line }) => {
    expect(formatGithub(report(finding))).toBe(`${line}\n`);
  });

  it('is silent about a clean site', () => {
    expect(formatGithub(report())).toBe('');
  });
});
