import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/cli/report/formats.js';
import { duplicateMac, plainSecret, report, syntax } from './findings.js';

describe.each(Object.entries(FORMATS))('every format: %s', (_name, format) => {
  it.each([duplicateMac, plainSecret, syntax])(
    'tells $code, its message and its hint',
    (finding) => {
      const output = format(report(finding), false).replaceAll(/\\"|&quot;/g, '"');
      expect(output).toContain(finding.code);
      expect(
        output.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
      ).toContain(finding.message);
      expect(output).toContain(finding.hint);
    },
  );

  it('ends in one line break', () => {
    expect(format(report(duplicateMac, syntax), false)).toMatch(/[^\n]\n$/);
  });
});
