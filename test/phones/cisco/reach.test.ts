import { expect, it } from 'vitest';
import { siteOf } from './cisco-under-test.js';

const siteWith = (settings: string) =>
  siteOf(`
site: { timeZone: Europe/Moscow }
network: { subnet: 10.20.1.0/24 }
pbx: { main: { host: 10.20.1.10 } }
defaults: { pbx: main }
lines: { "1": { password: { env: SIP } }, "2": { password: { env: SIP } } }
phones:
  - mac: "5c:fc:66:5d:4f:9a"
    model: cisco-7931g
    keys: { 1: { line: "1" }, 2: { line: "2" } }
    settings: { ${settings} }
`);

it.each([
  ['idleURL: "http://192.0.2.7/idle", idleTimeout: 60', '192.0.2.7'],
  ['loadServer: 192.0.2.8', '192.0.2.8'],
])('settings that name a host to which there is no way: %s', (settings, host) => {
  const { diagnostics } = siteWith(settings);
  const found = diagnostics.filter(({ code }) => code === 'inventory/no-way');
  expect(found).toHaveLength(1);
  expect(found[0]?.message).toContain(host);
  expect(found[0]?.related?.[0]?.place).toMatchObject({ line: 11 });
});

it.each([
  [
    'pages behind a proxy that is near',
    'servicesURL: "http://192.0.2.7/menu", proxyServerURL: "10.20.1.7:8080"',
  ],
  ['a host that is refused', 'loadServer: "192.0.2.8/path"'],
])('settings that send a phone nowhere else: %s', (_, settings) => {
  const codes = siteWith(settings).diagnostics.map(({ code }) => code);
  expect(codes).not.toContain('inventory/no-way');
});
