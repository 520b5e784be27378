import { describe, expect, it } from 'vitest';
import { type Mac, parseMac } from '../../src/core/mac.js';
import { impossible, risky } from '../../src/findings/evidence.js';
import { aboutDevice, findingsOf, hasErrors, sortFindings } from '../../src/findings/finding.js';

const CODES = {
  'ours/doubt': risky('Something odd', 'look at it'),
  'ours/fault': impossible('Something wrong', 'mend it'),
} as const;
const finding = findingsOf(CODES);

const at = (file: string, line: number, col: number) => ({ file, line, col });

describe('diagnostics', () => {
  it('take severity and hint from their row, unless the finding knows better', () => {
    const place = at('a', 1, 1);
    expect(finding('ours/doubt', place, 'm')).toMatchObject({
      severity: 'warning',
      hint: 'look at it',
    });
    expect(finding('ours/doubt', place, 'm', { hint: 'h' }).hint).toBe('h');
  });

  it('are sorted by place, numbers as numbers, and said once', () => {
    const findings = [
      finding('ours/fault', at('b', 1, 1), 'x'),
      finding('ours/fault', at('a', 10, 1), 'x'),
      finding('ours/fault', at('a', 9, 12), 'x'),
      finding('ours/fault', at('a', 9, 2), 'y'),
      finding('ours/fault', at('a', 9, 2), 'y'),
      finding('ours/fault', at('a', 9, 2), 'x'),
    ];
    const sorted = sortFindings(findings);
    expect(
      sorted.map(({ place, message }) => `${place.file}${place.line}:${place.col}${message}`),
    ).toEqual(['a9:2x', 'a9:2y', 'a9:12x', 'a10:1x', 'b1:1x']);
  });

  it('are about the phone at hand unless they name another', () => {
    const [one, two] = ['02:00:00:00:00:01', '02:00:00:00:00:02'].map(
      (text) => parseMac(text) as Mac,
    );
    const place = at('a', 1, 1);
    const findings = [
      finding('ours/doubt', place, 'x'),
      finding('ours/doubt', place, 'y', { device: two as Mac }),
    ];
    expect(aboutDevice(one as Mac, findings).map(({ device }) => device)).toEqual([one, two]);
  });

  it('are reason to stop only as errors', () => {
    const place = at('a', 1, 1);
    expect(hasErrors([finding('ours/doubt', place, '')])).toBe(false);
    expect(hasErrors([finding('ours/fault', place, '')])).toBe(true);
  });
});
