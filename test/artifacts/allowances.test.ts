// What an inventory allows is not told, and what phones refuse is told quietly, with the reason.

import { describe, expect, it } from 'vitest';
import { createAllowances } from '../../src/artifacts/allowances.js';
import { checkAtStart, findUnneeded } from '../../src/artifacts/check-at-start.js';
import type { Artifact } from '../../src/artifacts/snapshot.js';
import { namesSaid } from '../findings/names-said.js';
import { snapshotOf } from '../serve/snapshot-under-test.js';

const MACS = ['5c:fc:66:00:00:01', '5c:fc:66:00:00:02'] as const;
const ODD = 'cisco/odd-media-port';

interface Said {
  readonly site?: string;
  readonly defaults?: string;
  readonly cisco?: string;
  readonly group?: string;
  readonly phone?: string;
  /** Of the first phone. */
  readonly own?: string;
  readonly shared?: string;
}

const allow = (rule: string | undefined) =>
  rule === undefined ? '' : `, allow: [{ rule: "${rule}", reason: "we know" }]`;

function siteOf({ site, defaults, cisco, group, phone, own = '', shared = '' }: Said) {
  return snapshotOf(`site: { timeZone: Europe/Moscow, servers: [10.20.1.1]${allow(site)} }
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main${shared}, models: { cisco: { codecs: [g711alaw]${allow(cisco)} } }${allow(defaults)} }
groups: { desk: { locale: en-US${allow(group)} } }
lines: { "1": { password: { env: A }, shared: true } }
phones:
  - { mac: "${MACS[0]}", model: cisco-7942g, groups: [desk], keys: { 1: { line: "1" } }${own}${allow(phone)} }
  - { mac: "${MACS[1]}", model: cisco-7942g, keys: { 1: { line: "1" } } }
`);
}

const told = (said: Said) =>
  siteOf(said).diagnostics.map(({ severity, code, place }) => `${severity} ${code} ${place.line}`);

const OWN = { own: ', rtp: { first: 16385 }' };
const SHARED = { shared: ', rtp: { first: 16385 }' };

describe('a finding about one phone', () => {
  it('is told', () => {
    expect(told(OWN)).toEqual([`warning ${ODD} 7`]);
  });

  it.each(['site', 'defaults', 'cisco', 'group', 'phone'] as const)(
    'is allowed by its %s',
    (by) => {
      expect(told({ ...OWN, [by]: ODD })).toEqual([]);
      expect(siteOf({ ...OWN, [by]: ODD }).allowances.unused()).toEqual([]);
    },
  );
});

it('what is allowed of an inventory is allowed of the file that is made of it', () => {
  const idle = { own: ', nat: { fromReceived: true }' };
  const codes = (said: Said) => checkAtStart(siteOf(said)).diagnostics.map(({ code }) => code);
  expect(codes(idle)).toEqual(['inventory/nat-not-enabled', 'cisco/idle-nat']);
  expect(codes({ ...idle, phone: 'inventory/nat-not-enabled' })).toEqual([]);
});

describe('a finding about two phones', () => {
  it.each(['site', 'defaults', 'cisco'] as const)('is allowed by their %s', (by) => {
    expect(told({ ...SHARED, [by]: ODD })).toEqual([]);
  });

  it.each(['group', 'phone'] as const)(
    'is told if only one of them has it allowed by its %s',
    (by) => {
      const snapshot = siteOf({ ...SHARED, [by]: ODD });
      expect(snapshot.diagnostics.map(({ code }) => code)).toEqual([ODD]);
      expect(snapshot.allowances.unused().map(({ code }) => code)).toEqual([
        'inventory/allows-nothing',
      ]);
    },
  );
});

describe('nobody says that something is allowed for nothing', () => {
  it.each<readonly [string, Said, string]>([
    ['where a zone is wrong', { own: ', timeZone: Europe/Berlinx' }, 'cisco/time-zone'],
    ['where an entry is wrong', { own: ', labl: x' }, 'inventory/unknown-key'],
    ['where a firmware is none', { own: ', firmware: SIP42.8-5-3S.loads' }, 'cisco/load-ending'],
  ])('%s', (_, said, code) => {
    const { diagnostics } = checkAtStart(siteOf({ ...said, site: ODD }));
    expect([...new Set(diagnostics.map((each) => each.code))]).toEqual([code]);
  });
});

describe('what cannot be allowed', () => {
  it.each([
    [
      'cisco/odd-media-prot',
      'inventory/unknown-rule',
      ['"cisco/odd-media-prot"', '"cisco/odd-media-port"'],
    ],
    ['cisco/time-zone', 'inventory/not-allowable', ['cisco/time-zone']],
  ])('%s', (rule, code, names) => {
    const [found, ...more] = siteOf({ defaults: rule }).diagnostics;
    expect(more).toEqual([]);
    expect(found).toMatchObject({ code, severity: 'error', place: { line: 3 } });
    expect(namesSaid(found?.message ?? '')).toEqual(names);
  });

  it.each([
    ['{ rule: cisco/odd-media-port }', 'inventory/missing-key'],
    ['{ rule: cisco/odd-media-port, reason: "" }', 'inventory/bad-value'],
  ])('something without a reason: %s', (entry, code) => {
    const { diagnostics } = siteOf({ own: `, allow: [${entry}]` });
    expect(diagnostics.map((each) => `${each.severity} ${each.code}`)).toContain(`error ${code}`);
  });
});

it('what a phone refuses is told with the reason, and no error any more', () => {
  const { diagnostics } = siteOf({
    own: ', firmware: SIP42.8-5-3S.loads',
    phone: 'cisco/load-ending',
  });
  const found = diagnostics.filter(({ code }) => code === 'cisco/load-ending');
  expect(found).toMatchObject([{ severity: 'info' }]);
  expect(found[0]?.message).toMatch(/\(allowed: we know\)$/);
});

it.each([
  ['that nothing can be made of', 'cisco/time-zone', 'timeZone: Asia/Kathmandu'],
  ['of another rule', 'cisco/line-gap', 'timeZone: Asia/Kathmandu'],
])('a fault %s stays an error', (_, rule, own) => {
  const { diagnostics } = siteOf({ own: `, ${own}`, phone: rule });
  expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toContain(
    'error cisco/time-zone',
  );
});

describe('what is allowed and not needed', () => {
  const startOf = (files: number) => {
    const snapshot = siteOf({ site: ODD });
    const [artifact] = [...snapshot.artifacts.values()];
    const artifacts = new Map(
      Array.from({ length: files }, (_, index) => [`${index}`, artifact as Artifact] as const),
    );
    const { diagnostics, allowances } = snapshot;
    return checkAtStart({ artifacts, diagnostics, allowances }).diagnostics;
  };

  it('is told at the start of a server', () => {
    expect(startOf(1)).toMatchObject([{ code: 'inventory/allows-nothing', severity: 'info' }]);
  });

  it('is not, where a file that was not looked at may need it', () => {
    expect(startOf(1001)).toEqual([]);
  });

  /** Behind a thousand files those of the two phones: how many were looked at, and what is told then. */
  const later = (said: Said) => {
    const { artifacts, allowances } = siteOf(said);
    const own = [...artifacts].filter(([, { mac }]) => mac !== undefined);
    const many = Array.from({ length: 1000 }, (_, index) => [`${index}`, own[0]?.[1]] as const);
    const looking = findUnneeded({
      artifacts: new Map([...many, ...own] as [string, Artifact][]),
      allowances,
    });
    let looked = 0;
    let step = looking.next();
    for (; !step.done; step = looking.next()) looked++;
    return { looked, codes: step.value.map(({ code }) => code) };
  };
  const RAW = { own: ', raw: { vendorConfig/webAccess: "7" }' };

  it.each<[name: string, said: Said, looked: number, codes: readonly string[]]>([
    ['after all have been looked at', { site: ODD }, 2, ['inventory/allows-nothing']],
    ['of one phone after its own', { phone: ODD }, 1, ['inventory/allows-nothing']],
    ['unless one of them needs it', { ...RAW, site: 'cisco/out-of-range' }, 1, []],
    ['and nobody looks for what nobody allows', {}, 0, []],
  ])('of a larger site is told later: %s', (_, said, looked, codes) => {
    expect(later(said)).toEqual({ looked, codes });
  });
});

it('the command line allows for all', () => {
  const { diagnostics } = siteOf(SHARED);
  expect(diagnostics).not.toEqual([]);
  expect(createAllowances([], [ODD]).apply(diagnostics)).toEqual([]);
});

it('the command line is named where no reason is, and is not told of what it allows for nothing', () => {
  const { diagnostics } = siteOf({ own: ', firmware: SIP42.8-5-3S.loads' });
  const allowances = createAllowances([], ['cisco/load-ending', ODD]);
  const [found, ...more] = allowances
    .apply(diagnostics)
    .filter(({ code }) => code === 'cisco/load-ending');
  expect(more).toEqual([]);
  expect(found?.message).toMatch(/\(allowed: by --allow\)$/);
  expect(allowances.unused()).toEqual([]);
});

it('a password in a reason is not told', () => {
  const place = { file: 'offhook.yaml', line: 1, col: 1 };
  const { diagnostics } = siteOf({ own: ', firmware: SIP42.8-5-3S.loads' });
  const reason = 'see http://joe:s3cret@wiki.example/';
  const said = createAllowances([{ rule: 'cisco/load-ending', reason, place }]).apply(diagnostics);
  expect(JSON.stringify(said)).toContain('(allowed: see http');
  expect(JSON.stringify(said)).not.toContain('s3cret');
});
