// A password where nobody looks for one: what is told of the place never shows it.

import { expect, it } from 'vitest';
import { resolveText } from './site-under-test.js';

it.each([
  'lines: { "7001": sesame }',
  'lines: { "7001": Anna sesame }',
  'lines: { "7001": [Anna, sesame] }',
  'lines: { "7001:sesame": {} }',
  'lines: { "7001 = sesame": {} }',
  'lines: { "7001=sesame": {} }',
  'lines: { "7001 sesame": {} }',
  `lines: { "7001=sesame": {} }
phones: [{ mac: "02:00:00:00:00:01", model: test-desk, label: A, keys: { 1: { line: "7001=sesame", label: A } } }]`,
  'lines: { "anna:sesame": {} }',
  'lines:\n  anna:sesame\n',
  'lines:\n  "anna" = sesame\n',
  'lines:\n  - anna = sesame\n  x\n',
  'lines:\n  7001:sesame\n',
  'lines:\n  7001 sesame\n  7002: {}\n',
  'lines:\n  "7001"\n  7002 = sesame\n',
  'lines:\n  "7001":\n    name: A\n    пароль sesame\n',
  'lines:\n  "7001":\n    name: A\n    Kennwort sesame\n',
  'pbx: { main: { host: 10.0.0.1, ami: sesame } }',
  'pbx: { main: { host: 10.0.0.1, ami: [admin, sesame] } }',
  'pbx: { main: { host: 10.0.0.1, ari: sesame } }',
])('is not shown: %s', (text) => {
  const { diagnostics } = resolveText(text);
  expect(diagnostics).not.toEqual([]);
  expect(JSON.stringify(diagnostics)).not.toContain('sesame');
});

it.each([
  ['lines: { "7001": sesame }', 'write { password: { env: NAME } }'],
  ['pbx: { main: { host: 10.0.0.1, ami: sesame } }', 'write { secret: { env: NAME } }'],
  ['pbx: { main: { host: a, ami: { username: x } } }', 'write user, which is the word for it'],
  ['pbx: { main: { host: a, ami: { password: x } } }', 'write secret, which is the word for it'],
  ['pbx: { main: { server: a } }', 'write host, which is the word for it'],
  ['pbx: { main: { address: a } }', 'write host, which is the word for it'],
])('the hint has the word that is right there: %s', (text, hint) => {
  const hints = resolveText(text).diagnostics.map((each) => each.hint ?? '');
  expect(hints.join('\n')).toContain(hint);
});

it('an account that only has its form wrong is shown as it is', () => {
  const written = ['sip:7001', '7002@pbx', '10 03', '+49 30 12 ext. 5', '7004 x12'];
  const lines = written.map((each) => `"${each}": {}`).join(', ');
  const shown = JSON.stringify(resolveText(`lines: { ${lines} }`).diagnostics);
  for (const each of written) expect(shown).toContain(each);
});
