// Comments by which the owner of a file says what may be.

import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../../src/artifacts/known-codes.js';
import { applyAllowComments, readAllowComments } from '../../../src/phones/lint/allow-comments.js';
import { DRIVER, MODEL, SEP } from '../cisco/cisco-under-test.js';

const plan = (...lines: readonly string[]) =>
  ['<DIALTEMPLATE>', ...lines, '</DIALTEMPLATE>'].join('\n');
const rule = (seconds: string) => `<TEMPLATE MATCH="${seconds.charAt(0)}" Timeout="${seconds}"/>`;
const ALLOW = '<!-- offhook-allow cisco/dial-value: our phones take it -->';

/** `rule line` of what is left. */
function left(text: string, name = 'dialplan.xml') {
  const { comments, faults } = readAllowComments(text, KNOWN_CODES);
  const after = applyAllowComments(DRIVER.lint(name, text, MODEL), comments);
  return {
    told: after.findings.map(({ rule, line, severity }) => `${severity} ${rule} ${line}`),
    unused: after.unused.map(({ line }) => line),
    faults: faults.map(({ line, message }) => `${line} ${message}`),
  };
}

const ODD = 'warning cisco/dial-value';

describe('a comment allows', () => {
  it.each([
    {
      name: 'what stands in its line',
      text: plan(`${rule('2s')} ${ALLOW}`, rule('3s')),
      told: [`${ODD} 3`],
    },
    {
      name: 'what stands in the next line',
      text: plan(ALLOW, rule('2s'), rule('3s')),
      told: [`${ODD} 4`],
    },
    {
      name: 'what stands anywhere, at the head',
      text: `<?xml version="1.0"?>\n${ALLOW}\n${plan(rule('2s'), rule('3s'))}`,
      told: [],
    },
  ])('$name', ({ text, told }) => {
    expect(left(text)).toEqual({ told, unused: [], faults: [] });
  });

  it('what a phone refuses, aloud', () => {
    const text = '<!-- offhook-allow cisco/root: a test -->\n<Default/>';
    expect(left(text, SEP).told).toEqual(['info cisco/root 2']);
  });

  it('with a reason in which a password is not told', () => {
    const text =
      '<!-- offhook-allow cisco/root: see http://joe:s3cret@wiki.example/ -->\n<Default/>';
    const { comments } = readAllowComments(text, KNOWN_CODES);
    const { findings } = applyAllowComments(DRIVER.lint(SEP, text, MODEL), comments);
    expect(findings[0]?.message).toContain('(allowed: see http');
    expect(JSON.stringify(findings)).not.toContain('s3cret');
  });

  it('nothing, and is known for it', () => {
    expect(left(plan(ALLOW, rule('2')))).toEqual({ told: [], unused: [2], faults: [] });
  });
});

describe('a comment that cannot be', () => {
  it.each([
    [
      'cisco/dial-valu: x',
      '2 no rule is called "cisco/dial-valu" - did you mean "cisco/dial-value"?',
    ],
    ['cisco/dial-value', '2 cisco/dial-value is allowed without a reason'],
    ['cisco/dial-value:', '2 cisco/dial-value is allowed without a reason'],
    ['cisco/time-zone: x', '2 cisco/time-zone cannot be allowed'],
  ])('%s', (said, fault) => {
    const text = plan(`<!-- offhook-allow ${said} -->`, rule('2s'));
    expect(left(text)).toEqual({ told: [`${ODD} 3`], unused: [], faults: [fault] });
  });
});

it('a comment of a txt file is read as well', () => {
  const text = '<<VOIP CONFIG FILE>>Version:2.0002\n## offhook-allow fanvil/column: by hand\n';
  expect(readAllowComments(text, KNOWN_CODES).comments).toEqual([
    { rule: 'fanvil/column', reason: 'by hand', line: 2, lines: undefined },
  ]);
});
