// A model that nobody has heard of, as one folder of a user's own: its settings stand in the phone's file by themselves.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createPacks } from '../../../src/phones/packs/packs.js';
import { DRIVERS } from '../../../src/phones/registry.js';
import { readXml } from '../../../src/render/xml/check.js';
import type { XmlElement } from '../../../src/render/xml/tree.js';
import { createFolder, offhook } from '../../cli/cli-under-test.js';
import { namesSaid } from '../../findings/names-said.js';
import { found, PACKS } from './cisco-under-test.js';

const created: string[] = [];
afterAll(() => {
  for (const folder of created) rmSync(folder, { recursive: true });
});

const PHONE = JSON.stringify({
  name: 'Cisco Unified IP Phone 7999G',
  lines: 3,
  keys: 3,
  labelLength: { phone: 12, key: 30 },
  formats: ['xml'],
  csta: false,
  dhcp: {
    vendorClasses: ['Cisco Systems, Inc. IP Phone CP-7999G'],
    ouis: [],
    option66: '{server}',
    option150: true,
  },
  facts: { modelNumber: 7999, modelName: 'Cisco 7999', loadPrefix: 'SIP99.' },
});

/** By the place of each, one below each section and deeper: a type that holds its value. */
const SETTINGS = {
  chime: { type: 'boolean', default: true, 'x-element': 'vendorConfig/displayOnWhenIncomingCall' },
  join: { type: 'integer', default: 1, 'x-element': 'joinAcrossLines' },
  revert: { type: 'string', default: 'a&b', 'x-element': 'devicePool/revertPriority' },
  clockName: { type: 'string', default: '', 'x-element': 'devicePool/dateTimeSetting/name' },
  picture: { type: 'string', default: 'x.png', 'x-element': 'commonProfile/defaultBackground' },
  mask: { type: 'string', default: '55XX', 'x-element': 'sipProfile/externalNumberMask' },
  spareProxy: { type: 'string', default: 'p', 'x-element': 'sipProfile/sipProxies/spareProxy' },
  retain: {
    type: 'boolean',
    default: false,
    'x-element': 'sipProfile/sipCallFeatures/retainForwardInformation',
  },
  timerT9: { type: 'integer', default: 9, 'x-element': 'sipProfile/sipStack/timerT9' },
  secure: { type: 'boolean', default: false, 'x-element': 'devicePool/srstInfo/isSecure' },
  secondModule: {
    type: 'string',
    'x-element': 'addOnModules/addOnModule[@idx="2"]/loadInformation',
  },
  firstModule: {
    type: 'string',
    'x-element': 'addOnModules/addOnModule[@idx="1"]/loadInformation',
  },
  firstKind: { type: 'string', 'x-element': 'addOnModules/addOnModule[@idx="1"]/deviceType' },
  neverSaid: { type: 'string', 'x-element': 'versionStamp' },
  shell: {
    type: 'boolean',
    default: false,
    'x-wire': { true: '0', false: '1' },
    'x-element': 'vendorConfig/sshAccess',
  },
} as const;

function schemaOf(settings: Readonly<Record<string, object>>): string {
  const described = Object.entries(settings).map(([name, each]) => [
    name,
    { description: 'Made up.', ...each },
  ]);
  return JSON.stringify({
    extends: 'cisco/shared/schema.json',
    properties: Object.fromEntries(described),
  });
}

const ELEMENTS = JSON.stringify({
  ...JSON.parse(found(PACKS.tree.get('cisco/elements.json'), 'the table').text),
  'device/sipProfile/sipProxies/spareProxy': { type: 'text', source: ['files'] },
  'device/sipProfile/sipStack/timerT9': { type: 'integer', source: ['files'] },
  'device/addOnModules': { type: 'section', source: ['cisco'] },
  'device/vendorConfig/ofOthers': {
    type: 'text',
    only: { models: ['cisco-7931g'] },
    source: ['files'],
  },
});

const INVENTORY = [
  'offhook: 1',
  'site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }',
  'pbx: { main: { host: pbx.lab.example } }',
  'defaults: { pbx: main }',
  'lines: { "7001": { password: { env: SIP_7001 } } }',
  'phones:',
  '  - mac: "02:00:00:00:00:01"',
  '    model: cisco-7999g',
  '    keys: { 1: { line: "7001" } }',
  '    settings: { firstModule: S1, firstKind: "227", secondModule: S2 }',
].join('\n');

function siteFolder(more: string): string {
  const folder = createFolder({
    'offhook.yaml': `${INVENTORY}\n${more}\n`,
    'templates/cisco/elements.json': ELEMENTS,
    'templates/cisco/7999g/phone.json': PHONE,
    'templates/cisco/7999g/schema.json': schemaOf(SETTINGS),
    'templates/cisco/7999g/SEP.cnf.xml.hbs': '{{> cisco/shared/device}}\n',
  });
  created.push(folder);
  return folder;
}

async function generate(more: string) {
  const folder = siteFolder(more);
  const ran = await offhook(folder, ['generate', '--output', 'out'], {
    env: { SIP_7001: 'hunter22' },
  });
  expect(ran).toMatchObject({ code: 0 });
  const text = readFileSync(join(folder, 'out/SEP020000000001.cnf.xml'), 'utf8');
  return { root: found(readXml(text), 'a well-formed file'), told: ran.err + ran.out };
}

/** `parent/child@attribute=text` of every element without children. */
function leavesOf(element: XmlElement, path = ''): readonly string[] {
  const attributes = element.attributes.map(({ name, value }) => `@${name}=${value}`).join('');
  const here = `${path}${path && '/'}${element.name}${attributes}`;
  if (element.children.length === 0) return [`${here}: ${element.text}`];
  return element.children.flatMap((child) => leavesOf(child, here));
}

describe('a sibling in one folder', () => {
  it('has each setting at its place, and none without a value', async () => {
    const { root, told } = await generate('    firmware: SIP99.8-5-3S');
    const leaves = leavesOf(root).map((leaf) => leaf.replace(/^device\//, ''));
    expect(leaves).toEqual(
      expect.arrayContaining([
        'vendorConfig/displayOnWhenIncomingCall: true',
        'joinAcrossLines: 1',
        'devicePool/revertPriority: a&b',
        'devicePool/dateTimeSetting/name: ',
        'commonProfile/defaultBackground: x.png',
        'sipProfile/externalNumberMask: 55XX',
        'sipProfile/sipProxies/spareProxy: p',
        'sipProfile/sipCallFeatures/retainForwardInformation: false',
        'sipProfile/sipStack/timerT9: 9',
        'devicePool/srstInfo/isSecure: false',
      ]),
    );
    expect(leaves.filter((leaf) => leaf.startsWith('addOnModules'))).toEqual([
      'addOnModules/addOnModule@idx=1/deviceType: 227',
      'addOnModules/addOnModule@idx=1/loadInformation: S1',
      'addOnModules/addOnModule@idx=2/loadInformation: S2',
    ]);
    expect(leaves.join('\n')).not.toMatch(/versionStamp|sshAccess/);
    expect(told).not.toMatch(/twice|left out/);
  });

  it('has those of a section in the order of the element tree', async () => {
    const { root } = await generate('');
    const section = root.children.find(({ name }) => name === 'vendorConfig');
    const names = section?.children.map(({ name }) => name) ?? [];
    expect(names.slice(names.indexOf('displayIdleTimeout')).slice(0, 3)).toEqual([
      'displayIdleTimeout',
      'displayOnWhenIncomingCall',
      'webAccess',
    ]);
  });

  it('has the elements of its firmware', async () => {
    const { root } = await generate('    firmware: SIP99.9-4-2SR3-1S');
    expect(leavesOf(root)).toContain('device/vendorConfig/sshAccess: 1');
  });

  it.each([
    { firmware: 'SIP99.8-5-3S', names: ['9.x', 'SIP99.8-5-3S'] },
    { firmware: '', names: ['9.x'] },
  ])('says that a setting is left out for firmware "$firmware"', async ({ firmware, names }) => {
    const load = firmware === '' ? '' : `    firmware: ${firmware}`;
    const folder = siteFolder(load);
    const chosen = INVENTORY.replace('settings: {', 'settings: { shell: true,');
    const site = createFolder({ 'offhook.yaml': `${chosen}\n${load}\n` });
    created.push(site);
    const args = ['validate', '--no-secrets', '--templates', join(folder, 'templates'), '--format'];
    const { out } = await offhook(site, [...args, 'json']);
    const findings: { code: string; message: string }[] = JSON.parse(out).findings;
    const leftOut = findings.filter(({ code }) => code === 'inventory/left-out');
    expect(leftOut.map(({ message }) => namesSaid(message))).toEqual([names]);
  });
});

describe('keys above those of the phone itself', () => {
  const ownKeys = JSON.stringify({
    ...JSON.parse(PHONE),
    facts: { ...JSON.parse(PHONE).facts, ownKeys: 1 },
  });
  const warned = expect.objectContaining({
    code: 'cisco/no-module',
    hint: expect.stringMatching(/: firstKind, secondModule, firstModule$/),
    place: expect.objectContaining({ line: 9 }),
  });

  it.each([
    { name: 'without a module', settings: '{}', raw: '', says: [warned] },
    { name: 'with a module', settings: '{ secondModule: S2 }', raw: '', says: [] },
    {
      name: 'with a module by raw',
      settings: '{}',
      raw: `    raw: { 'addOnModules/addOnModule[@idx="3"]/loadInformation': S3 }`,
      says: [],
    },
  ])('$name', async ({ settings, raw, says }) => {
    const keys = INVENTORY.replace('{ 1: {', '{ 2: { speedDial: "0" }, 1: {');
    const text = keys.replace(/settings: .*/, `settings: ${settings}`);
    const folder = siteFolder('');
    writeFileSync(join(folder, 'offhook.yaml'), `${text}\n${raw}\n`);
    writeFileSync(join(folder, 'templates/cisco/7999g/phone.json'), ownKeys);
    const { out } = await offhook(folder, ['validate', '--no-secrets', '--format', 'json']);
    const findings: { code: string }[] = JSON.parse(out).findings;
    expect(findings.filter(({ code }) => code === 'cisco/no-module')).toEqual(says);
  });
});

describe('a place that cannot be', () => {
  it.each([
    ['that no phone knows', 'vendorConfig/noSuch', 'cisco/elements.json has no noSuch there'],
    ['of other models', 'vendorConfig/ofOthers', 'cisco/elements.json has it for cisco-7931g only'],
    ['in a section of the templates', 'userLocale/uid', 'userLocale is made by templates alone'],
    ['of an attribute', 'devicePool/@uuid', 'a setting makes an element, not an attribute'],
    ['of a section', 'vendorConfig', '<vendorConfig> holds elements, not a text'],
    ['of one of many', 'addOnModules/addOnModule/deviceType', 'there may be several <addOnModule>'],
    ['that is no path', 'vendorConfig//x', 'a slash stands only between two names'],
  ])('%s is a finding, and the model is none', (_, place, why) => {
    const file = (path: string, text: string) => [path, { path, text }] as const;
    const { models, diagnostics } = createPacks(
      new Map([
        ...PACKS.tree,
        file('cisco/elements.json', ELEMENTS),
        file('cisco/7999g/phone.json', PHONE),
        file('cisco/7999g/schema.json', schemaOf({ odd: { type: 'string', 'x-element': place } })),
      ]),
      DRIVERS,
    );
    expect(models.has('cisco-7999g')).toBe(false);
    expect(diagnostics.map(({ code, place: { file } }) => `${code} ${file}`)).toEqual([
      'model/invalid cisco/7999g/schema.json',
    ]);
    expect(diagnostics[0]?.message).toContain(`odd cannot stand at ${place}: ${why}`);
  });
});
