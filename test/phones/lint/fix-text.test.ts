// One round of repairs: each at its place, and of two that meet one only.

import { expect, it } from 'vitest';
import { fixText } from '../../../src/phones/lint/fix-text.js';
import type { LintFinding } from '../../../src/phones/lint/lint-finding.js';

const finding = (col: number, from: string, to: string): LintFinding => ({
  rule: 'cisco/empty',
  evidence: 'risky',
  severity: 'warning',
  message: '',
  hint: '',
  line: 1,
  col,
  fix: { from, to },
});

it.each([
  {
    what: 'beside one another',
    fixes: [finding(1, 'ab', 'x'), finding(3, 'cd', 'y')],
    text: 'xyef',
    times: 2,
  },
  {
    what: 'of the same place',
    fixes: [finding(3, 'cd', 'y'), finding(3, 'cd', 'y')],
    text: 'abyef',
    times: 1,
  },
  {
    what: 'one over the other',
    fixes: [finding(1, 'abcd', 'x'), finding(3, 'cdef', 'y')],
    text: 'aby',
    times: 1,
  },
  {
    what: 'one within the other',
    fixes: [finding(1, 'abcdef', 'x'), finding(3, 'cd', 'y')],
    text: 'abyef',
    times: 1,
  },
])('two repairs, $what', ({ fixes, text, times }) => {
  const done = fixText('abcdef', fixes);
  expect(done.text).toBe(text);
  expect(done.fixed).toHaveLength(times);
});
