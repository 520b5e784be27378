// What is wrong in a file that was made is told where the inventory says it, and once.

import { describe, expect, it } from 'vitest';
import { checkArtifacts } from '../../src/artifacts/check-artifacts.js';
import { createPackedCheck } from '../../src/artifacts/check-packed.js';
import { packSurroundings } from '../../src/artifacts/packed-phone.js';
import { withoutConsequences } from '../../src/cli/write-report.js';
import { formatPlace, sortFindings } from '../../src/findings/finding.js';
import { snapshotOf } from '../serve/snapshot-under-test.js';

const HEAD = `site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }
pbx: { main: { host: pbx.lab.example } }
lines: { "1": { password: { env: A }, shared: true } }
`;
const cisco = (more: string, mac = '00:1b:d4:00:00:01') =>
  `  - mac: "${mac}"\n    model: cisco-7942g\n    keys: { 1: { line: "1" } }\n${more}`;
const fanvil = (more: string) =>
  `  - mac: "00:a8:59:00:00:01"\n    model: fanvil-x4\n    adminPassword: { env: A }\n    keys: { 1: { line: "1" } }\n${more}`;

/** Everything but what is not proven, as `place: message`; `afar`: the files are made elsewhere. */
async function told(text: string, afar: boolean): Promise<readonly string[]> {
  const snapshot = snapshotOf(HEAD + text);
  const { site, packs } = snapshot;
  const work = createPackedCheck(packs.tree)(packSurroundings(site));
  const helper = {
    check: async (files: Parameters<typeof work>[0]) => structuredClone(work(files)),
  };
  const checked = await checkArtifacts(snapshot.artifacts.values(), {
    maxBytes: 0,
    ...(afar && { helpersFor: () => [helper] }),
  });
  return sortFindings(withoutConsequences([...snapshot.diagnostics, ...checked.diagnostics]))
    .filter(({ code }) => !code.endsWith('/unproven'))
    .map(({ place, message }) => `${formatPlace(place)}: ${message}`);
}

describe.each([
  ['here', false],
  ['in a thread', true],
])('a finding in a file that is made %s', (_, afar) => {
  it.each<[name: string, text: string, found: readonly string[]]>([
    [
      'what the section says itself of a file that phones share',
      `dialPlans: { a: [{ match: "*97" }] }\nrings: [{ name: Bell, file: Bell.au }]\ndefaults: { pbx: main, dialPlan: a }\nphones:\n${cisco('')}`,
      [
        'offhook.yaml:4:27: "*97" means any digits and then 97, for * stands for digits',
        'offhook.yaml:5:29: "Bell.au" is no .raw file',
      ],
    ],
    [
      'a value under raw',
      `defaults: { pbx: main }\nphones:\n${cisco('    raw:\n      vendorConfig/webAccess: "7"\n')}`,
      ['offhook.yaml:10:7: webAccess "7" is outside 0..2'],
    ],
    [
      'a value under raw over several lines',
      `defaults: { pbx: main }\nphones:\n${cisco('    raw:\n      vendorConfig/webAccess: >-\n        7\n')}`,
      ['offhook.yaml:10:7: webAccess "7" is outside 0..2'],
    ],
    [
      'an element that raw makes on its way',
      `defaults: { pbx: main }\nphones:\n${cisco('    raw: { brand/new: x }\n')}`,
      ['offhook.yaml:9:12: the phone knows no <brand> in <device>'],
    ],
    [
      'what two phones share, once',
      `defaults: { pbx: main, models: { cisco: { raw: { vendorConfig/webAccess: "7" } } } }\nphones:\n${cisco('')}${cisco('', '00:1b:d4:00:00:02')}`,
      ['offhook.yaml:4:50: webAccess "7" is outside 0..2'],
    ],
    [
      'an odd port, once',
      `defaults: { pbx: main, rtp: { first: 16385 } }\nphones:\n${cisco('')}`,
      [
        'offhook.yaml:4:38: the first port for media, 16385, is odd (cisco-7942g, phone 00:1b:d4:00:00:01)',
      ],
    ],
    [
      'an odd port that raw says',
      `defaults: { pbx: main }\nphones:\n${cisco('    raw: { sipProfile/startMediaPort: "16387" }\n')}`,
      ['offhook.yaml:9:12: startMediaPort 16387 is odd'],
    ],
    [
      "a key of another maker's file under raw",
      `defaults: { pbx: main }\nphones:\n${fanvil('    raw:\n      SIP CONFIG MODULE/SIP1 Rings Type: "1"\n')}`,
      ['offhook.yaml:11:7: "SIP1 Rings Type" is not known here - did you mean "SIP1 Ring Type"?'],
    ],
    [
      'a dotted key under raw',
      `defaults: { pbx: main }\nphones:\n${fanvil('    format: dotted\n    raw:\n      sip.line.1.PhoneNumbr: "1"\n')}`,
      [
        'offhook.yaml:12:7: "sip.line.1.PhoneNumbr" is not known - did you mean "sip.line.1.PhoneNumber"?',
      ],
    ],
  ])('%s', async (_name, text, found) => {
    const all = await told(text, afar);
    expect(all.map((each) => found.find((start) => each.startsWith(start)) ?? each)).toEqual(found);
  });
});
