// What one model of several refuses, where all of them are told it: the finding names the model and a phone.

import { describe, expect, it } from 'vitest';
import { createFolder, offhook } from './cli-under-test.js';

const inventory = (defaults: string) => `site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }
pbx: { main: { host: pbx.lab.example } }
dialPlans: { office: [{ match: "7." }] }
lines: { "1": { shared: true } }
groups: { all: { pbx: main, keys: { 1: { line: "1" } }, codecs: [opus, g722] }, opus: { codecs: [opus] } }
defaults: { ${defaults} }
include: [phones.csv]
phones:
  - { mac: "5c:fc:66:00:00:01", model: cisco-7931g, groups: [all] }
  - { mac: "00:a8:59:00:00:01", model: fanvil-x5u, groups: [all] }
  - mac: "00:a8:59:00:00:02"
    model: fanvil-x5u
    groups: [all]
    dialPlan: office
  - { mac: "5c:fc:66:00:00:02", model: cisco-7931g, groups: [all], csta: true }
  - { mac: "5c:fc:66:00:00:03", model: cisco-7931g, groups: [all, opus] }
`;
const TABLE = [
  'mac,model,groups,dialPlan',
  '00:a8:59:00:00:03,fanvil-x5u,all,',
  '00:a8:59:00:00:04,fanvil-x5u,all,office',
].join('\n');

interface Finding {
  readonly severity: string;
  readonly place: { readonly file: string; readonly line: number };
  readonly message: string;
  readonly hint: string;
}

async function errorsOf(defaults: string): Promise<readonly string[]> {
  const folder = createFolder({ 'offhook.yaml': inventory(defaults), 'phones.csv': TABLE });
  const { out } = await offhook(folder, ['validate', '--no-secrets', '--format', 'json']);
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ place: { file, line }, message, hint }) => `${file}:${line}: ${message}; ${hint}`);
}

const CSTA = 'the Cisco Unified IP Phone 7931G has no uaCSTA';
const PLAN = 'dial plans are not written for these phones';
const OWN_PLAN = `${PLAN}; leave it out, or set the keys of the phone under \`raw\``;
const ALWAYS = [
  `offhook.yaml:14: ${OWN_PLAN}`,
  `offhook.yaml:15: ${CSTA}; remove it, or use another model`,
  `phones.csv:3: ${OWN_PLAN}`,
];
const OPUS =
  'offhook.yaml:5: the phone has no codec of these: opus (cisco-7931g, phone 5c:fc:66:00:00:03); add g711alaw, g711ulaw, g722, g729 or ilbc';

describe('an error at a place that phones share', () => {
  it.each([
    ['of a group', '', []],
    [
      'of the defaults, told by the inventory',
      'csta: true',
      [
        `offhook.yaml:6: ${CSTA} (cisco-7931g, phone 5c:fc:66:00:00:01 and 1 more); write it under \`models\`, for the phones that have it`,
      ],
    ],
    [
      'of the defaults, told by the vendor',
      'dialPlan: office',
      [
        `offhook.yaml:6: ${PLAN} (fanvil-x5u, phone 00:a8:59:00:00:01 and 1 more); write it under \`models\`, for the phones that take one`,
      ],
    ],
    [
      'is none under `models` of the others',
      'models: { fanvil: { csta: true }, cisco: { dialPlan: office } }',
      [],
    ],
  ])('%s', async (_, defaults, told) => {
    expect(await errorsOf(defaults)).toEqual([OPUS, ...told, ...ALWAYS]);
  });
});
