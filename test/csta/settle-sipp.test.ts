// `offhook csta --settle`: what a phone answers with each value in its file is written down beside the inventory, and two answers
// settle which of them switches uaCSTA on.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, offhook } from '../cli/cli-under-test.js';
import { reasonToSkip } from '../e2e/programs.js';
import { ON as SYSTEM_STATUS } from './played.js';
import { answers, hears, NET, playPhone, replies, type SippStep } from './sipp.js';

const skipped = reasonToSkip(['sipp']);
const MAC = '00:a8:59:db:04:62';
const inventory = (more: string, include = '') => `
offhook: 1
${include}
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx: { main: { host: 10.20.1.2 } }
defaults: { pbx: main, adminPassword: word }
lines: { "181": { password: word } }
phones:
  - { mac: "${MAC}", model: fanvil-x4, csta: true, keys: { 1: { line: "181" } }${more} }
`;
const INCLUDE = 'include: [csta-findings.yaml]';
const OTHER = ', settings: { cstaPolarity: 0-is-on }';
const ON: readonly SippStep[] = [
  hears('INVITE'),
  answers('200 OK', { body: SYSTEM_STATUS }),
  hears('ACK'),
  hears('INFO', '<MonitorStart'),
  replies('501 Not Implemented'),
  hears('INFO', '<SnapshotDevice'),
  replies('501 Not Implemented'),
  hears('BYE'),
  replies('200 OK'),
];
const OFF: readonly SippStep[] = [
  hears('INVITE'),
  answers('415 Unsupported Media Type'),
  hears('ACK'),
];
const FILE = 'csta-findings.yaml';

async function settle(
  folder: string,
  address: string,
  steps: readonly SippStep[],
  ...args: readonly string[]
) {
  const phone = await playPhone(address, ...steps);
  const ran = await offhook(folder, [
    ...[
      'csta',
      MAC,
      '--settle',
      '--address',
      address,
      '--state-dir',
      'state',
      ...args,
      '--timeout',
      '100',
    ],
  ]);
  expect(await phone.ended).toEqual({ code: 0, said: '' });
  return ran;
}

describe.skipIf(skipped !== undefined)('the switch of uaCSTA', () => {
  it('is settled by both values in turn', async () => {
    const folder = createFolder({ 'offhook.yaml': inventory('') });
    const first = await settle(folder, `${NET}.2.1`, ON, '--fetched');
    expect(first.out).toContain(
      'recorded in csta-findings.yaml: fanvil-x4 with 2.4.0.5486, the value 1: on\n' +
        'write include: [csta-findings.yaml] in offhook.yaml\n' +
        `now the other value: write for ${MAC}: csta: true, settings: { cstaPolarity: 0-is-on }\n` +
        `let the phone fetch its file, and say again: offhook csta ${MAC} --settle\n`,
    );
    expect(first.code).toBe(0);

    writeFileSync(join(folder, 'offhook.yaml'), inventory(OTHER, INCLUDE));
    const second = await settle(folder, `${NET}.2.2`, OFF, '--fetched');
    expect(second.out).toContain(
      'recorded in csta-findings.yaml: fanvil-x4 with 2.4.0.5486, the value 0: off\n' +
        'settled: 1 switches uaCSTA on at a fanvil-x4 with 2.4.0.5486\n' +
        `keep for ${MAC}: csta: true, settings: { cstaPolarity: 1-is-on }\n`,
    );
    const written = readFileSync(join(folder, FILE), 'utf8');
    expect(written.match(/^#/gm)).toHaveLength(2);
    expect(written.slice(written.indexOf('cstaFindings'))).toBe(
      [
        'cstaFindings:',
        '  - { model: fanvil-x4, firmware: "2.4.0.5486", value: "1", answer: "on" }',
        '  - { model: fanvil-x4, firmware: "2.4.0.5486", value: "0", answer: "off" }',
        '',
      ].join('\n'),
    );

    writeFileSync(join(folder, 'offhook.yaml'), inventory('', INCLUDE));
    const checked = await offhook(folder, ['validate']);
    expect(checked.out).toContain('showed that 1 switches uaCSTA on [fanvil/csta-settled]');
    expect(checked.out).not.toContain('fanvil/unproven');
    expect(checked.code).toBe(0);
    const explained = await offhook(folder, ['explain', MAC]);
    expect(explained.out).toMatch(
      /cstaFindings +1 switches uaCSTA on: shown by a phone with 2\.4\.0\.5486 +csta-findings\.yaml:\d/,
    );
  });

  it('is said to be known where the same was shown before', async () => {
    const folder = createFolder({ 'offhook.yaml': inventory('', INCLUDE) });
    writeFileSync(
      join(folder, FILE),
      '# mine\ncstaFindings: [{ model: fanvil-x4, firmware: 2.4.0.5486, value: "1", answer: off }]\n',
    );
    const before = readFileSync(join(folder, FILE), 'utf8');
    const { out, code } = await settle(folder, `${NET}.2.3`, OFF, '--fetched');
    expect(out).toContain(
      'known already in csta-findings.yaml: fanvil-x4 with 2.4.0.5486, the value 1: off\n',
    );
    expect(readFileSync(join(folder, FILE), 'utf8')).toBe(before);
    expect(code).toBe(0);
  });

  it('is not recorded while nobody knows what the phone has', async () => {
    const folder = createFolder({ 'offhook.yaml': inventory('') });
    const { out, code } = await settle(folder, `${NET}.2.4`, OFF);
    expect(out).toContain(
      'nothing is recorded: nobody saw whether the phone has its present file, in which the value is 1',
    );
    expect(readdirSync(folder)).toEqual(['offhook.yaml']);
    expect(code).toBe(1);
  });
});
