// What is wrong in a file that was made is told where the inventory says it, and once.

import { describe, expect, it } from 'vitest';
import { checkArtifacts } from '../../src/artifacts/check-artifacts.js';
import { createPackedCheck } from '../../src/artifacts/check-packed.js';
import { packSurroundings } from '../../src/artifacts/packed-phone.js';
import { withoutConsequences } from '../../src/artifacts/without-consequences.js';
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

const ALLOWED = '    allow: [{ rule: cisco/odd-media-port, reason: tried }]\n';

/** Everything but what is not proven, as `place code`; `afar`: the files are made elsewhere. */
async function told(text: string, afar: boolean): Promise<readonly string[]> {
  const snapshot = snapshotOf(HEAD + text);
  const { site, packs } = snapshot;
  const work = createPackedCheck(packs.tree)(packSurroundings(site));
  const helper = {
    check: async (files: Parameters<typeof work>[0]) => structuredClone(work(files)),
  };
  const checked = await checkArtifacts(snapshot.artifacts.values(), {
    maxKept: 0,
    ...(afar && { helpersFor: () => [helper] }),
  });
  return sortFindings(
    withoutConsequences([
      ...snapshot.diagnostics,
      ...snapshot.allowances.apply(checked.diagnostics),
    ]),
  )
    .filter(({ code }) => !code.endsWith('/unproven'))
    .map(({ place, code }) => `${formatPlace(place)} ${code}`);
}

describe.each([
  ['here', false],
  ['in a thread', true],
])('a finding in a file that is made %s', (_, afar) => {
  it.each<[name: string, text: string, found: readonly string[]]>([
    [
      'what the section says itself of a file that phones share',
      `dialPlans: { a: [{ match: "*97" }] }\nrings: [{ name: Bell, file: Bell.au }]\ndefaults: { pbx: main, dialPlan: a }\nphones:\n${cisco('')}`,
      ['offhook.yaml:4:27 cisco/star-key', 'offhook.yaml:5:29 cisco/ring-sound'],
    ],
    [
      'an address that the inventory doubts itself, alone and in a URL',
      `defaults: { pbx: main, nat: { enabled: true, address: 169.254.3.9 } }\nphones:\n${cisco('    raw:\n      directoryURL: "http://169.254.3.9/x"\n')}`,
      ['offhook.yaml:4:55 inventory/link-local-server'],
    ],
    [
      'another such address under raw',
      `defaults: { pbx: main, nat: { enabled: true, address: 169.254.3.9 } }\nphones:\n${cisco('    raw:\n      directoryURL: "http://169.254.3.90/x"\n')}`,
      [
        'offhook.yaml:4:55 inventory/link-local-server',
        'offhook.yaml:10:7 cisco/link-local-server',
      ],
    ],
    [
      'a value under raw',
      `defaults: { pbx: main }\nphones:\n${cisco('    raw:\n      vendorConfig/webAccess: "7"\n')}`,
      ['offhook.yaml:10:7 cisco/out-of-range'],
    ],
    [
      'a value under raw over several lines',
      `defaults: { pbx: main }\nphones:\n${cisco('    raw:\n      vendorConfig/webAccess: >-\n        7\n')}`,
      ['offhook.yaml:10:7 cisco/out-of-range'],
    ],
    [
      'an element that raw makes on its way',
      `defaults: { pbx: main }\nphones:\n${cisco('    raw: { brand/new: x }\n')}`,
      ['offhook.yaml:9:12 cisco/unknown-element'],
    ],
    [
      'what two phones share, once',
      `defaults: { pbx: main, models: { cisco: { raw: { vendorConfig/webAccess: "7" } } } }\nphones:\n${cisco('')}${cisco('', '00:1b:d4:00:00:02')}`,
      ['offhook.yaml:4:50 cisco/out-of-range'],
    ],
    [
      'an odd port, once',
      `defaults: { pbx: main, rtp: { first: 16385 } }\nphones:\n${cisco('')}`,
      ['offhook.yaml:4:38 cisco/odd-media-port'],
    ],
    [
      'an odd port of two vendors, once',
      `defaults: { pbx: main, rtp: { first: 16385 } }\nphones:\n${cisco('')}${fanvil('')}`,
      ['offhook.yaml:4:38 cisco/odd-media-port'],
    ],
    [
      'an odd port of two vendors that is allowed of one',
      `defaults: { pbx: main, rtp: { first: 16385 } }\nphones:\n${cisco(ALLOWED)}${fanvil('')}`,
      ['offhook.yaml:4:38 fanvil/odd-media-port'],
    ],
    [
      'an odd port that raw says',
      `defaults: { pbx: main }\nphones:\n${cisco('    raw: { sipProfile/startMediaPort: "16387" }\n')}`,
      ['offhook.yaml:9:12 cisco/odd-media-port'],
    ],
    [
      "a key of another maker's file under raw",
      `defaults: { pbx: main }\nphones:\n${fanvil('    raw:\n      SIP CONFIG MODULE/SIP1 Rings Type: "1"\n')}`,
      ['offhook.yaml:11:7 fanvil/unknown-key'],
    ],
    [
      'a dotted key under raw',
      `defaults: { pbx: main }\nphones:\n${fanvil('    format: dotted\n    raw:\n      sip.line.1.PhoneNumbr: "1"\n')}`,
      ['offhook.yaml:12:7 fanvil/unknown-key'],
    ],
  ])('%s', async (_name, text, found) => {
    expect(await told(text, afar)).toEqual(found);
  });
});
