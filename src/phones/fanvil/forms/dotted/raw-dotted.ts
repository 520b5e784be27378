// Settings that the user gives by the vendor's own dotted names.

import type { RawProblem } from '../form.js';

export function findDottedProblem(raw: string): RawProblem | undefined {
  if (/^[A-Za-z]\w*(\.\w+)+$/.test(raw)) return undefined;
  const hint = 'write it as "sip.line.1.RingType"';
  return { problem: 'it is no dotted name, and the file is to be dotted', hint };
}
