// What `defaults` and groups say of a vendor and of a model.

import { describe, expect, it } from 'vitest';
import { explainPhone } from '../../src/inventory/explain.js';
import { inventorySchema } from '../../src/inventory/shape/schema.js';
import { layerProperties } from '../../src/inventory/shape/schema-parts.js';
import type { Model } from '../../src/site/model.js';
import { told } from '../findings/names-said.js';
import { DESK, ROOM, readMarks, resolveText, SECTIONS } from './site-under-test.js';

const WALL: Model = {
  ...DESK,
  id: 'other-wall',
  vendor: 'other',
  name: 'Other Wall',
  csta: true,
  settings: {
    ...DESK.settings,
    properties: { ringer: { type: 'boolean', default: true, description: 'Ringer.' } },
  },
  folder: 'other/wall',
};
/** Of DESK's vendor: one of its settings in the same form with another default, one in another form. */
const BOOTH: Model = {
  ...DESK,
  id: 'test-booth',
  settings: {
    ...DESK.settings,
    properties: {
      webAccess: { type: 'boolean', default: true, description: 'The same in other words.' },
      volume: { type: 'string', default: 'loud', description: 'Volume.' },
    },
  },
};
const makers = [DESK, BOOTH, WALL];

const MARKED = [
  'pbx: { main: { host: pbx.example } }',
  'dialPlans: { office: [{ match: "7." }], wide: [{ match: "*" }] }',
  'lines: { "1": { shared: true } }',
  'defaults:',
  '  pbx: main',
  '  locale: de-DE',
  '  nat: { enabled: ①true }',
  '  keys: { 1: { line: "1" }, 2: { blf: "20" }, 3: { blf: "30", label: Three } }',
  '  models:',
  '    test:',
  '      dialPlan: ②office',
  '      locale: fr-FR',
  '      nat: { address: ③nat.example }',
  '      keys: { 3: { speedDial: "31" } }',
  '      settings: { webAccess: ④true }',
  '    test-desk:',
  '      keys: { 2: { speedDial: ⑤"21" } }',
  '      locale: ⑥nl-NL',
  '      firmware: ⑦LOAD-1',
  '    other: { csta: ⑧true }',
  'groups:',
  '  front: { dialPlan: ⑨wide, models: { test: { settings: { webAccess: false } } } }',
  'phones:',
  '  - { mac: "02:00:00:00:00:0a", model: test-desk }',
  '  - { mac: "02:00:00:00:00:0b", model: test-booth }',
  '  - { mac: "02:00:00:00:00:0c", model: other-wall }',
  '  - { mac: "02:00:00:00:00:0d", model: test-desk, groups: [front] }',
].join('\n');

describe('what is said of a vendor and of a model', () => {
  const { text, markAt } = readMarks(MARKED);
  const { site, findings } = resolveText(text, { makers });
  const [desk, booth, wall, front] = site.phones;

  it('is nothing to object to', () => expect(findings).toEqual([]));

  it('holds for its phones, the model before the vendor before all', () => {
    expect(desk).toMatchObject({
      chosen: { dialPlan: { name: 'office' } },
      locale: 'nl-NL',
      csta: false,
      nat: { enabled: true, address: 'nat.example' },
      firmware: 'LOAD-1',
      settings: { webAccess: true },
    });
    expect(desk?.keys.map(({ type, label }) => `${type} ${label}`)).toEqual([
      'line 1',
      'speedDial 21',
      'speedDial 31',
    ]);
    expect(booth).toMatchObject({
      chosen: { dialPlan: { name: 'office' } },
      locale: 'fr-FR',
    });
    expect(booth?.settings).toEqual({ webAccess: true, volume: 'loud' });
    expect(wall).toMatchObject({ locale: 'de-DE', csta: true, nat: { enabled: true } });
    expect(wall?.chosen).toEqual({});
    expect(wall?.keys.map(({ label }) => label)).toEqual(['1', '20', 'Three']);
  });

  it('gives way to a group, whatever the defaults say of the model', () => {
    expect(front).toMatchObject({
      chosen: { dialPlan: { name: 'wide' } },
      settings: { webAccess: false },
    });
  });

  it.each([
    { phone: desk, name: 'nat.enabled', mark: '①' },
    { phone: desk, name: 'dialPlan', mark: '②' },
    { phone: desk, name: 'nat.address', mark: '③' },
    { phone: booth, name: 'settings.webAccess', mark: '④' },
    { phone: desk, name: 'keys.2.speedDial', mark: '⑤' },
    { phone: desk, name: 'locale', mark: '⑥' },
    { phone: desk, name: 'firmware', mark: '⑦' },
    { phone: wall, name: 'csta', mark: '⑧' },
    { phone: front, name: 'dialPlan', mark: '⑨' },
  ])('is explained with its place: $name of $phone.mac', ({ phone, name, mark }) => {
    const values = phone ? explainPhone(phone, () => undefined) : [];
    const { place, layer } = values.find((value) => value.name === name) ?? {};
    expect(layer).toBe('inventory');
    expect(place && markAt(place)).toBe(mark);
  });

  it('is what phones hear of which nothing else is known', () => {
    expect(site.modelDefaults.get('test-desk')).toMatchObject({
      firmware: 'LOAD-1',
      settings: { webAccess: true },
    });
  });
});

const FIELDS = layerProperties({ dialPlan: {} });

/** A value for each field that `defaults` knows, other than what holds where nobody says it. */
const SAMPLES: Readonly<Record<string, string>> = {
  pbx: 'second',
  timeZone: 'Asia/Tokyo',
  locale: 'ja-JP',
  ntp: '[clock.example]',
  dateFormat: 'Y-M-D',
  codecs: '[g722]',
  dialPlan: 'wide',
  nat: '{ enabled: true, address: nat.example }',
  rtp: '{ first: 20000, last: 20100 }',
  adminPassword: '{ env: WEB }',
  csta: 'true',
  keys: '{ 2: { blf: "99" } }',
  options: '{ 160: { text: own } }',
};

describe('whatever `defaults` can say, it can say of a vendor and of a model, and so can a group', () => {
  const site = (more: string) =>
    resolveText(
      [
        'pbx: { main: { host: pbx.example }, second: { host: second.example } }',
        'dialPlans: { wide: [{ match: "7." }] }',
        'lines: { "1": { password: { env: A } } }',
        'phones: [{ mac: "02:00:00:00:00:0a", model: other-wall, groups: [all], keys: { 1: { line: "1" } } }]',
        more,
      ].join('\n'),
      { makers },
    );
  const explained = (more: string) => {
    const { site: read, findings } = site(more);
    const [phone] = read.phones;
    return { findings, values: phone ? explainPhone(phone, () => undefined) : [] };
  };
  const PLACES: readonly (readonly [name: string, wrap: (said: string) => string])[] = [
    [
      'a model',
      (said) => `defaults: { pbx: main, models: { other-wall: { ${said} } } }\ngroups: { all: {} }`,
    ],
    [
      'a vendor',
      (said) => `defaults: { pbx: main, models: { other: { ${said} } } }\ngroups: { all: {} }`,
    ],
    [
      'a model, in a group',
      (said) => `groups: { all: { models: { other-wall: { ${said} } } } }\ndefaults: { pbx: main }`,
    ],
    [
      'a vendor, in a group',
      (said) => `groups: { all: { models: { other: { ${said} } } } }\ndefaults: { pbx: main }`,
    ],
  ];
  const cases = PLACES.flatMap(([where, wrap]) =>
    Object.keys(FIELDS)
      // What findings may be is nothing that a phone has: test/cli/allow.test.ts.
      .filter((field) => field !== 'allow')
      .map((field) => ({ where, wrap, field })),
  );

  it.each(cases)('$field, of $where', ({ wrap, field }) => {
    const sample = SAMPLES[field];
    const plain = explained('defaults: { pbx: main }\ngroups: { all: {} }');
    const { findings, values } = explained(wrap(`${field}: ${sample}`));
    expect(findings).toEqual([]);
    const before = new Set(plain.values.map(({ name, value }) => `${name} ${value}`));
    const changed = values.filter(({ name, value }) => !before.has(`${name} ${value}`));
    expect(changed.length).toBeGreaterThan(0);
    // A PBX shows where the line is, which is on the phone.
    const line = field === 'pbx' ? 4 : 5;
    expect(new Set(changed.flatMap(({ place }) => place?.line ?? []))).toEqual(new Set([line]));
  });

  it('judges options also where no phone hears of them', () => {
    const bad = '{ options: { 53: { u8: 1 } } }';
    const { findings } = site(
      `defaults: { pbx: main, models: { test: ${bad} } }\ngroups: { all: {}, other: ${bad} }`,
    );
    expect(findings).toEqual(['inventory/reserved-option 5:53', 'inventory/reserved-option 6:40']);
  });
});

describe('what cannot be said of a model', () => {
  const said = (models: string, at = 'defaults') =>
    resolveText(`${at}: { models: { ${models} } }`, { makers });

  it.each([
    [
      "another vendor's setting",
      'other-wall: { settings: { volume: 5 } }',
      'test-desk, test-booth',
    ],
    ["another vendor's, of the whole vendor", 'other: { settings: { volume: 5 } }', 'test-desk'],
    [
      'a setting of which a model has no such form',
      'test: { settings: { volume: 5 } }',
      'test-desk',
    ],
  ])('%s', (_, models, owner) => {
    const { findings, diagnostics } = said(models);
    expect(findings).toEqual([expect.stringMatching(/^inventory\/unknown-key 1:/)]);
    expect(diagnostics[0]?.message).toContain(`is a setting of ${owner}`);
    expect(diagnostics[0]?.hint).toContain('for test-desk');
  });

  it("a phone's own setting of another vendor's model", () => {
    const { diagnostics } = resolveText(
      'phones: [{ mac: "02:00:00:00:00:0a", model: other-wall, settings: { webAccess: true } }]',
      { makers },
    );
    const unknown = diagnostics.filter(({ code }) => code === 'inventory/unknown-key');
    expect(unknown.map(told)).toEqual(['inventory/unknown-key 1:69 "webAccess"']);
    expect(unknown[0]?.message).toContain('test-desk, test-booth');
  });

  it.each([
    [
      'a firmware of a whole vendor',
      'test: { firmware: LOAD-1 }',
      'unknown key "firmware"; a firmware is of one model: write it under that model',
    ],
  ])('%s', (_, models, told) => {
    expect(said(models).diagnostics.map(({ message, hint }) => `${message}; ${hint}`)).toEqual([
      told,
    ]);
  });

  it('an address that only this machine understands, and a password in plain text', () => {
    const { findings } = said('test: { ntp: [127.0.0.1], adminPassword: sesame }');
    expect(findings).toEqual(['inventory/unreachable-server 1:37', 'inventory/plain-secret 1:64']);
  });
});

it('the schema for editors knows models and vendors', () => {
  const {
    $defs,
  }: { $defs?: Record<string, { properties: Record<string, { properties: object }> }> } =
    inventorySchema([DESK, ROOM, WALL], SECTIONS);
  const { test, other, ...models } = $defs?.models?.properties ?? {};
  expect(Object.keys(models)).toEqual(['test-desk', 'test-room', 'other-wall']);
  for (const each of [test, other, ...Object.values(models)]) {
    expect(Object.keys(each?.properties ?? {})).toEqual(
      expect.arrayContaining(['dialPlan', 'csta', 'keys', 'nat', 'settings', 'raw']),
    );
  }
});
