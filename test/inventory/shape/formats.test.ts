// What has a form of its own says so, wherever it stands.

import { describe, expect, it } from 'vitest';
import { readPacks } from '../../../src/artifacts/read-snapshot.js';
import { isFormatName } from '../../../src/inventory/shape/formats.js';
import { resolveText } from '../site-under-test.js';

const MODELS = [...readPacks('/', []).models.values()];

const beforeValue = (vendor: string, setting: string) =>
  `defaults: { models: { ${vendor}: { settings: { ${setting}: `;

/** What is wrong with one setting of a maker's models. */
function judged(vendor: string, setting: string, text: string) {
  const inventory = `${beforeValue(vendor, setting)}${JSON.stringify(text)} } } } }\n`;
  return resolveText(inventory, { makers: MODELS });
}

const HOSTS = { good: ['', '10.20.1.1', 'pbx.example'], bad: ['10.20.1.999', '10.20.1.1:5060'] };
const NAMES = { good: ['', 'German_Germany', 'keys.xml'], bad: ['../x', 'a/b', 'a b', '.x'] };

const SETTINGS: readonly {
  readonly setting: string;
  readonly vendor?: string;
  readonly good: readonly string[];
  readonly bad: readonly string[];
}[] = [
  { setting: 'emergencyProxy', ...HOSTS },
  { setting: 'loadServer', ...HOSTS },
  { setting: 'userLocale', ...NAMES },
  { setting: 'networkLocale', ...NAMES },
  { setting: 'softKeyFile', ...NAMES },
  {
    setting: 'proxyServerURL',
    good: ['', 'proxy.example:8080', '10.20.1.1'],
    bad: ['http://10.20.1.1', '10.20.1.1:70000', '10.20.1.300:80'],
  },
  {
    setting: 'provisioningServer',
    vendor: 'fanvil',
    good: ['', '10.20.1.1', '10.20.1.1:69', 'tftp://a.example', 'https://10.20.1.1:443/a/$mac.cfg'],
    bad: ['10.20.1.300', 'http://10.20.1.300/', 'sip://10.20.1.1', 'file:///etc', 'http://', 'a b'],
  },
];

describe.each(SETTINGS)('$setting', ({ setting, vendor = 'cisco', good, bad }) => {
  it.each(good)('may be "%s"', (text) =>
    expect(judged(vendor, setting, text).findings).toEqual([]),
  );

  it.each(bad)('is not "%s"', (text) => {
    const column = beforeValue(vendor, setting).length + 1;
    expect(judged(vendor, setting, text).findings).toEqual([`inventory/bad-value 1:${column}`]);
  });
});

it('a password in what has not its form is not shown', () => {
  const { diagnostics } = judged('fanvil', 'provisioningServer', 'http://me:sesame@10.20.1.300/');
  expect(diagnostics.map(({ code }) => code)).toContain('inventory/bad-value');
  expect(JSON.stringify(diagnostics)).not.toContain('sesame');
});

it('every form that a model names is one', () => {
  const named = MODELS.flatMap(({ settings }) => Object.values(settings.properties)).flatMap(
    (property) => ('format' in property ? String(property.format) : []),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !isFormatName(name))).toEqual([]);
});

describe('a network', () => {
  const said = (field: string, text: string) =>
    resolveText(`network: { subnet: 10.20.1.0/24, ${field}: ${JSON.stringify(text)} }`).findings;

  it.each(['eth 1', 'eth1/../x', '10.20.1.1', 'a-name-too-long1', '..', 'eth1:0'])(
    'has no interface "%s"',
    (text) => expect(said('interface', text)).toEqual(['inventory/bad-value 1:45']),
  );

  it.each(['eth1', 'enp3s0.100', 'br-lan', 'fifteen-letters'])('may be on %s', (text) =>
    expect(said('interface', text)).toEqual([]),
  );

  it.each(['ex ample', '.x.', '10.20.1.1'])('has no domain "%s"', (text) =>
    expect(said('domain', text)).toEqual(['inventory/bad-value 1:42']),
  );
});

it.each([
  ['bell.raw', undefined],
  ['rings/bell 2.raw', undefined],
  ['../bell.raw', 'write bell.raw, and put the file into firmware/ beside the inventory'],
  ['a/../../bell.raw', 'write bell.raw, and put the file into firmware/ beside the inventory'],
  ['/tftpboot/bell.raw', 'write bell.raw, and put the file into firmware/ beside the inventory'],
  ['C:\\rings\\bell.raw', 'write bell.raw, and put the file into firmware/ beside the inventory'],
  ['.bell.raw', 'write the name of a file in firmware/ beside the inventory'],
  ['..', 'write the name of a file in firmware/ beside the inventory'],
])('a file that phones fetch, %s', (name, hint) => {
  const text = JSON.stringify(name);
  const inventory = `rings: [{ name: Bell, file: ${text} }]\ndefaults: { models: { cisco-7931g: { firmware: ${text} } } }\n`;
  const { diagnostics } = resolveText(inventory, { makers: MODELS });
  const found = diagnostics.filter(({ code }) => code === 'inventory/bad-value');
  expect(found.map((each) => each.hint)).toEqual(hint === undefined ? [] : [hint, hint]);
});
