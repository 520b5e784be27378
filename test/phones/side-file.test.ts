// A side file that is made up here: its section, what it means, its rules and its file stand in one value, which one line
// gives to a driver. From the text of an inventory to the file, nothing else hears of it.

import { describe, expect, it } from 'vitest';
import {
  createPacker,
  createUnpacker,
  packSurroundings,
  unpackSurroundings,
} from '../../src/artifacts/packed-phone.js';
import { buildSnapshot, planPhone, type Snapshot } from '../../src/artifacts/snapshot.js';
import { listOf, named, text } from '../../src/core/json-schema.js';
import { macHex } from '../../src/core/mac.js';
import { rejected } from '../../src/findings/evidence.js';
import { findingsOf, formatPlace, type Place } from '../../src/findings/finding.js';
import { explainPhone } from '../../src/inventory/explain.js';
import { inventorySchema } from '../../src/inventory/shape/schema.js';
import { createCiscoDriver, SIDE_FILES } from '../../src/phones/cisco/driver.js';
import type { CiscoSideFile } from '../../src/phones/cisco/side-file.js';
import type { SideFile } from '../../src/phones/driver.js';
import type { ForeignFile, ImportMeans } from '../../src/phones/importer.js';
import { createPacks, type DriverFactory } from '../../src/phones/packs/packs.js';
import { readContent } from '../../src/phones/recognise/content.js';
import { createTemplates } from '../../src/render/template.js';
import { BUILT_IN_TEMPLATES, readTemplateTree } from '../../src/render/template-tree.js';
import { sipEarOf } from '../../src/site/notify.js';
import { chosenFrom, entriesOf, type Section } from '../../src/site/section.js';
import { namesSaid } from '../findings/names-said.js';

// The side file.

const CODES = { 'ours/too-long': rejected('A set of too many keys', 'shorten it') } as const;
const finding = findingsOf(CODES);

interface KeySet {
  readonly name: string;
  readonly keys: readonly string[];
  readonly place: Place;
}

const KEY_SETS: Section<readonly string[], KeySet> = {
  name: 'softKeys',
  schema: named(listOf(text('Name of a soft key.'), 'Soft keys.'), 'Sets of soft keys by name.'),
  choice: {
    field: 'softKeySet',
    schema: text('Name of a set under `softKeys`.'),
    noun: 'soft key set',
  },
  mayRepeat: ['office'],
  resolve: ({ name, input, placeOf }) => ({ name, keys: input, place: placeOf(0) }),
};

const KEY_SET_FILES: SideFile = {
  sections: [KEY_SETS],
  check: (site) =>
    entriesOf(site, KEY_SETS)
      .filter(({ keys }) => keys.length > 4)
      .map(({ name, place }) => finding('ours/too-long', place, `${name} is too long`)),
  plan: (site) =>
    entriesOf(site, KEY_SETS).map(({ name, keys, place }) => ({
      name: `keys-${name}.txt`,
      aliases: [],
      mediaType: 'text/plain',
      holdsSecrets: false,
      place,
      render: (templates) => templates.render('acme/soft-keys.hbs', 'line', { keys }),
    })),
};

// A made-up vendor, to which the side file is one word more, and another that knows nothing of it.

const makerOf =
  (vendor: string, sideFiles: readonly SideFile[]): DriverFactory =>
  () => ({
    vendor,
    sideFiles,
    checkFacts: () => [],
    check: () => [],
    phoneFiles: (phone, _model, site) => [
      {
        name: `${macHex(phone.mac)}.txt`,
        aliases: [],
        mediaType: 'text/plain',
        mac: phone.mac,
        holdsSecrets: false,
        place: phone.placeOf(),
        render: (templates) => {
          const set = chosenFrom(KEY_SETS, phone)?.name ?? 'none';
          const count = entriesOf(site, KEY_SETS).length;
          return templates.render('acme/phone.hbs', 'line', { set, count });
        },
      },
    ],
    siteFiles: () => [],
    lint: () => [],
    causeOf: () => undefined,
    maskSecrets: (_name, masked) => masked,
    readName: () => undefined,
    isExpectedMiss: () => false,
    boot: () => ({ first: [], next: () => [] }),
    notifyWays: () => [],
    sipEar: (phone) => sipEarOf(phone, 5060),
  });

const DESK = JSON.stringify({
  name: 'Desk',
  lines: 2,
  keys: 2,
  labelLength: { phone: 20, key: 20 },
  formats: ['txt'],
  csta: false,
  dhcp: { vendorClasses: ['desk'], ouis: [], option66: '{server}', option150: false },
  facts: {},
});
const NO_SETTINGS = JSON.stringify({ type: 'object', additionalProperties: false, properties: {} });

const TREE = new Map(
  Object.entries({
    'acme/desk/phone.json': DESK,
    'acme/desk/schema.json': NO_SETTINGS,
    'other/desk/phone.json': DESK,
    'other/desk/schema.json': NO_SETTINGS,
    'acme/phone.hbs': 'set {{set}} of {{count}}\n',
    'acme/soft-keys.hbs': '{{#each keys}}{{this}}\n{{/each}}',
  }).map(([path, content]) => [path, { path, text: content }]),
);
const PACKS = createPacks(TREE, {
  acme: makerOf('acme', [KEY_SET_FILES]),
  other: makerOf('other', []),
});

const REST = [
  'site: { timeZone: Europe/Moscow }',
  'pbx: { main: { host: pbx.lab.example } }',
  'lines: { "1": { password: { env: SIP }, shared: true } }',
  'defaults: { pbx: main, keys: { 1: { line: "1" } }, models: { acme: { softKeySet: office } } }',
];
const PHONE = 'phones: [{ mac: "02:00:00:00:00:0a", model: acme-desk }]';

function snapshotOf(lines: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const files: Readonly<Record<string, string>> = { 'offhook.yaml': lines.join('\n'), ...more };
  return buildSnapshot({
    file: 'offhook.yaml',
    files: {
      read: (path) => files[path] ?? '',
      list: (pattern) => Object.keys(files).filter((path) => path === pattern),
    },
    secrets: { lookUp: () => ({ found: true, text: 'sesame' }) },
    packs: PACKS,
  });
}

const told = ({ diagnostics }: Snapshot) =>
  diagnostics
    // Of two sets the phone chooses one.
    .filter(({ code }) => code !== 'inventory/unused-entry')
    .map(({ code, place, message }) =>
      [`${formatPlace(place)} ${code}`, ...namesSaid(message)].join(' '),
    );

const OFFICE = 'softKeys: { office: [redial, redial], home: [hold] }';
const SNAPSHOT = snapshotOf([OFFICE, ...REST, PHONE]);

describe('a side file of a made-up vendor', () => {
  it('goes from the inventory to its file, and to the file of the phone that chooses it', () => {
    expect(told(SNAPSHOT)).toEqual([]);
    const texts = [...SNAPSHOT.artifacts.values()].map((each) => [each.name, each.render()]);
    expect(texts).toEqual([
      ['keys-office.txt', 'redial\nredial\n'],
      ['keys-home.txt', 'hold\n'],
      ['02000000000a.txt', 'set office of 2\n'],
    ]);
  });

  it('is in the schema for editors, as a section and as a field of each layer', () => {
    const models = [...PACKS.models.values()];
    const { properties, $defs }: { properties?: object; $defs?: { layer?: object } } =
      inventorySchema(models, PACKS.sections);
    expect(properties).toHaveProperty('softKeys.description', 'Sets of soft keys by name.');
    expect($defs?.layer).toHaveProperty('properties.softKeySet');
  });

  it('is explained with the place that chooses it', () => {
    const [phone] = SNAPSHOT.site.phones;
    const values = phone ? explainPhone(phone, () => undefined) : [];
    expect(values.find(({ name }) => name === 'softKeySet')).toMatchObject({
      value: 'office',
      place: { line: 5, col: 82 },
    });
  });

  it.each([
    {
      name: 'a name that no entry has',
      lines: ['softKeys: { ofice: [hold] }', ...REST, PHONE],
      says: 'offhook.yaml:5:82 inventory/unknown-entry "office" "ofice"',
    },
    {
      name: 'a value of another shape, and nothing of what chooses it',
      lines: ['softKeys: { office: 5 }', ...REST, PHONE],
      says: 'offhook.yaml:1:21 inventory/wrong-type 5',
    },
    {
      name: 'what its own rules find, at the place',
      lines: ['softKeys: { office: [a, b, c, d, e] }', ...REST, PHONE],
      says: 'offhook.yaml:1:22 ours/too-long',
    },
    {
      name: 'a phone of a vendor that does not bring it',
      lines: [
        OFFICE,
        ...REST,
        'phones:',
        '  - { mac: "02:00:00:00:00:0a", model: acme-desk }',
        '  - { mac: "02:00:00:00:00:0b", model: other-desk, softKeySet: home }',
      ],
      says: 'offhook.yaml:8:64 inventory/unsupported',
    },
    {
      name: 'a field near its name',
      lines: [OFFICE.replace('softKeys', 'softKey'), ...REST.slice(0, 3), PHONE],
      says: 'offhook.yaml:1:1 inventory/unknown-key "softKey" "softKeys"',
    },
    {
      name: 'a value that stands twice, but where it may',
      lines: [OFFICE.replace('[hold]', '[hold, hold]'), ...REST, PHONE],
      says: 'offhook.yaml:1:52 inventory/listed-twice "hold"',
    },
  ])('is told of: $name', ({ lines, says }) => {
    const [first, ...others] = told(snapshotOf(lines)).filter((each) => !each.includes('no-line'));
    expect(first).toBe(says);
    expect(others.filter((each) => !/no-pbx|unknown-line/.test(each))).toEqual([]);
  });

  it('is told of twice under one name, in two files, and read of a table', () => {
    const more = {
      'more.yaml': 'softKeys: { office: [hold] }',
      'phones.csv': 'mac,model,softKeySet\n02:00:00:00:00:0c,acme-desk,home\n',
    };
    const snapshot = snapshotOf(['include: [more.yaml, phones.csv]', OFFICE, ...REST, PHONE], more);
    expect(told(snapshot)).toEqual(['more.yaml:1:13 inventory/duplicate-name "office"']);
    expect(snapshot.artifacts.get('02000000000c.txt')?.render()).toBe('set home of 2\n');
  });

  it('goes to another thread as text, and makes the same file there', () => {
    const [phone] = SNAPSHOT.site.phones;
    if (!phone) throw new Error('the inventory has no phone');
    const there = createUnpacker()(createPacker()(phone));
    const surroundings = unpackSurroundings(packSurroundings(SNAPSHOT.site));
    const [file] = planPhone(there, PACKS, surroundings);
    expect(file?.render()).toBe('set office of 2\n');
  });
});

describe('a side file more of Cisco phones', () => {
  const MORE: CiscoSideFile = {
    sections: [],
    names: /^menu.*\.xml$/,
    kinds: [
      {
        id: 'menu',
        what: 'a menu',
        name: /^menu\.xml$/,
        roots: ['CiscoIPPhoneMenu'],
        lint: () => [],
      },
    ],
    tell: ({ label }) => ({ menu: `menu-${label}.xml` }),
    asks: (textAt) => [{ name: textAt('menu'), required: false, purpose: 'menu' }],
    mayMiss: [/^menu-.*\.xml$/],
    loadReader: async () => ({
      kind: 'menu',
      read: ({ line }, { name }) => ({ sections: { menus: { [name]: line } }, remarks: [] }),
      chosen: (said, find) => ({ menuOf: find(said('menu'))?.path ?? 'nobody' }),
    }),
  };
  const tree = new Map(readTemplateTree([BUILT_IN_TEMPLATES]));
  const path = 'cisco/7931g/SEP.cnf.xml.hbs';
  tree.set(path, { path, text: '<device><menu>{{menu}}</menu></device>' });
  const packs = createPacks(tree, {
    cisco: (read) => createCiscoDriver(read, [...SIDE_FILES, MORE]),
  });
  const cisco = packs.drivers.get('cisco');
  const model = packs.models.get('cisco-7931g');
  const snapshot = buildSnapshot({
    file: 'offhook.yaml',
    files: {
      read: () =>
        'phones: [{ mac: "5c:fc:66:5d:4f:9a", model: cisco-7931g, label: hall, keys: { 1: { line: "1" } } }]',
      list: () => [],
    },
    packs,
  });
  const body = snapshot.artifacts.get('SEP5CFC665D4F9A.cnf.xml')?.render() ?? '';

  it('is told to the file of the phone, and asked for when the phone has read that', () => {
    expect(body).toBe('<device><menu>menu-hall.xml</menu></device>');
    const [phone] = snapshot.site.phones;
    const script = phone && model && cisco?.boot(phone.mac, model);
    const sep = { name: 'SEP5CFC665D4F9A.cnf.xml', required: true, purpose: '' };
    const asked = script?.next(sep, Buffer.from(body)).map(({ name }) => name);
    expect(asked?.at(-1)).toBe('menu-hall.xml');
  });

  it('is linted under its name, and may be missing', () => {
    expect(cisco?.lint('menu.xml', '<CiscoIPPhoneText/>', undefined)).toMatchObject([
      { rule: 'cisco/root', line: 1, col: 1 },
    ]);
    expect(cisco?.isExpectedMiss('menu-hall.xml')).toBe(true);
    expect(cisco?.isExpectedMiss('other.xml')).toBe(false);
  });

  it('is imported by its own reader, and so is what a phone says of it', async () => {
    const importer = await cisco?.loadImporter?.();
    const fileOf = (name: string, text: string): ForeignFile => ({
      ...{ name, path: `tftp/${name}`, content: readContent(Buffer.from(text)) },
    });
    const menu = fileOf('menu-hall.xml', '<CiscoIPPhoneMenu/>');
    const means: ImportMeans = {
      models: packs.models,
      templates: createTemplates(tree),
      named: model ? [model] : [],
      find: (name) => (name === menu.name ? menu : undefined),
    };
    expect(importer?.read(menu, 'menu', means)?.sections).toEqual({
      menus: { 'menu-hall.xml': 1 },
    });
    const sep = fileOf('SEP5CFC665D4F9A.cnf.xml', body.replace('<menu>', '<sipProfile/><menu>'));
    expect(importer?.read(sep, 'sep', means)?.phone?.fields).toMatchObject({
      menuOf: 'tftp/menu-hall.xml',
    });
  });
});
