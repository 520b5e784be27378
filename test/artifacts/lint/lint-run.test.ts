// What a run tells of a file with secrets in it: nothing of them, neither in words nor in the line that is shown.

import { expect, it } from 'vitest';
import { createLintRun } from '../../../src/artifacts/lint/lint-run.js';
import { READING } from './rule-examples.js';

const SECRET = 'Sesame7001';

const tell = (element: string) => {
  const bytes = Buffer.from(
    `<device>\n<deviceProtocol>SIP</deviceProtocol>\n${element}\n</device>\n`,
  );
  const run = createLintRun(READING);
  run.lint('SEP001BD4000001.cnf.xml', { bytes, size: bytes.length });
  return run.results();
};

it.each([
  ['in a broken element', `<sshPassword>${SECRET}</sshpassword>`, 'xml/end-tag'],
  [
    'in a broken address',
    `<directoryURL>http://u:${SECRET}@10.20.1.1/?a&b</directoryURL>`,
    'xml/bare-ampersand',
  ],
  [
    'in an address that is told',
    `<directoryURL>http://u:${SECRET}@127.0.0.1/</directoryURL>`,
    'cisco/unreachable-server',
  ],
  [
    'in a query that is told',
    `<directoryURL>http://127.0.0.1/?password=${SECRET}</directoryURL>`,
    'cisco/unreachable-server',
  ],
])('of a secret %s nothing is told', (_, element, rule) => {
  const results = tell(element);
  expect(results.findings.map(({ code }) => code)).toContain(rule);
  expect(JSON.stringify(results)).not.toContain(SECRET);
});

it('shows a broken line without a secret', () => {
  expect(tell('<phoneLabel>Hall</phonelabel>').findings[0]?.excerpt).toBe(
    '<phoneLabel>Hall</phonelabel>',
  );
});
