// Findings for the tests of the formats: one of each kind, with the characters that formats trip over.

import type { Device, Report } from '../../../src/cli/report/report.js';
import { type Mac, parseMac } from '../../../src/core/mac.js';
import type { Finding } from '../../../src/findings/finding.js';

export function mac(text: string): Mac {
  const parsed = parseMac(text);
  if (parsed === undefined) throw new Error(`not a MAC: ${text}`);
  return parsed;
}

const lobby = mac('5c:fc:66:5d:4f:9a');
const office = mac('00:a8:59:db:04:62');

export const devices: readonly Device[] = [
  { mac: lobby, label: 'Lobby', place: { file: 'offhook.yaml', line: 10, col: 5 } },
  { mac: office, label: '', place: { file: 'phones.csv', line: 2, col: 1 } },
];

export const duplicateMac: Finding = {
  code: 'inventory/duplicate-mac',
  severity: 'error',
  message: 'two phones have the MAC "5c:fc:66:5d:4f:9a"',
  hint: 'remove or correct one of them',
  place: { file: 'offhook.yaml', line: 30, col: 10 },
  related: [{ place: { file: 'phones.csv', line: 4, col: 1 }, message: 'the other one' }],
  device: lobby,
};

export const plainSecret: Finding = {
  code: 'inventory/plain-secret',
  severity: 'warning',
  message: 'a password in plain text',
  hint: 'write { env: NAME }',
  place: { file: 'offhook.yaml', line: 7, col: 22 },
  related: [],
  device: office,
};

export const syntax: Finding = {
  code: 'source/syntax',
  severity: 'error',
  message: 'expected <key> & "value"',
  hint: 'fix the syntax at this place',
  place: { file: 'groups, 50%: a/b.yaml', line: 1, col: 2 },
  related: [],
};

export const remark: Finding = { ...plainSecret, severity: 'info' };

export function report(...diagnostics: readonly Finding[]): Report {
  return { diagnostics, devices, toolVersion: '1.2.3' };
}
