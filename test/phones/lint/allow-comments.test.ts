// Comments by which the owner of a file says what may be.

import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../../src/artifacts/known-codes.js';
import { applyAllowComments, readAllowComments } from '../../../src/phones/lint/allow-comments.js';
import { DRIVER, MODEL, SEP } from '../cisco/cisco-under-test.js';

const rings = (...lines: readonly string[]) =>
  ['<CiscoIPPhoneRingList>', ...lines, '</CiscoIPPhoneRingList>'].join('\n');
const ring = (file: string) =>
  `<Ring><DisplayName>x</DisplayName><FileName>${file}</FileName></Ring>`;
const ALLOW = '<!-- offhook-allow cisco/ring-file: our phones play it -->';

/** `rule line` of what is left. */
function left(text: string, name = 'ringlist.xml') {
  const { comments, faults } = readAllowComments(text, KNOWN_CODES);
  const after = applyAllowComments(DRIVER.lint(name, text, MODEL), comments);
  return {
    told: after.findings.map(({ rule, line, severity }) => `${severity} ${rule} ${line}`),
    unused: after.unused.map(({ line }) => line),
    faults: faults.map(({ line, message }) => `${line} ${message}`),
  };
}

const ODD = 'warning cisco/ring-file';

describe('a comment allows', () => {
  it.each([
    {
      name: 'what stands in its line',
      text: rings(`${ring('a.wav')} ${ALLOW}`, ring('b.wav')),
      told: [`${ODD} 3`],
    },
    {
      name: 'what stands in the next line',
      text: rings(ALLOW, ring('a.wav'), ring('b.wav')),
      told: [`${ODD} 4`],
    },
    {
      name: 'what stands anywhere, at the head',
      text: `<?xml version="1.0"?>\n${ALLOW}\n${rings(ring('a.wav'), ring('b.wav'))}`,
      told: [],
    },
  ])('$name', ({ text, told }) => {
    expect(left(text)).toEqual({ told, unused: [], faults: [] });
  });

  it('what a phone refuses, aloud', () => {
    const text = '<!-- offhook-allow cisco/root: a test -->\n<Default/>';
    expect(left(text, SEP).told).toEqual(['info cisco/root 2']);
  });

  it('nothing, and is known for it', () => {
    expect(left(rings(ALLOW, ring('a.raw')))).toEqual({ told: [], unused: [2], faults: [] });
  });
});

describe('a comment that cannot be', () => {
  it.each([
    ['cisco/ring-fil: x', '2 no rule is called "cisco/ring-fil" - did you mean "cisco/ring-file"?'],
    ['cisco/ring-file', '2 cisco/ring-file is allowed without a reason'],
    ['cisco/ring-file:', '2 cisco/ring-file is allowed without a reason'],
    ['cisco/time-zone: x', '2 cisco/time-zone cannot be allowed'],
  ])('%s', (said, fault) => {
    const text = rings(`<!-- offhook-allow ${said} -->`, ring('a.wav'));
    expect(left(text)).toEqual({ told: [`${ODD} 3`], unused: [], faults: [fault] });
  });
});

it('a comment of a txt file is read as well', () => {
  const text = '<<VOIP CONFIG FILE>>Version:2.0002\n## offhook-allow fanvil/column: by hand\n';
  expect(readAllowComments(text, KNOWN_CODES).comments).toEqual([
    { rule: 'fanvil/column', reason: 'by hand', line: 2, lines: undefined },
  ]);
});
