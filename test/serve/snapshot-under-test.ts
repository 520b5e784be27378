// A snapshot of the shipped models from an inventory text, as `serve` would have it.

import { buildSnapshot, type Snapshot } from '../../src/artifacts/snapshot.js';
import { oncePerKey } from '../../src/core/once-per.js';
import { createPacks } from '../../src/phones/packs/packs.js';
import { DRIVERS } from '../../src/phones/registry.js';
import { BUILT_IN_TEMPLATES, readTemplateTree } from '../../src/render/template-tree.js';
import { renderingOf } from '../../src/serve/read-site.js';
import { createServedSite, type ServedSite } from '../../src/serve/served-site.js';
import { siteDataOf } from '../../src/serve/site-data.js';

const BUILT_IN = readTemplateTree([BUILT_IN_TEMPLATES]);

/** Made once for all that lie over the built-in templates in the same words: it takes longer than a small site. */
const packsWith = oncePerKey((extra: string) => {
  const own = Object.entries<string>(JSON.parse(extra));
  const files = own.map(([name, text]) => [name, { path: name, text }] as const);
  return createPacks(new Map([...BUILT_IN, ...files]), DRIVERS);
});

/** `extra` holds template files that lie over the built-in ones. */
export function snapshotOf(text: string, extra: Readonly<Record<string, string>> = {}): Snapshot {
  return buildSnapshot({
    file: 'offhook.yaml',
    files: { read: () => text, list: () => [] },
    secrets: { lookUp: () => ({ found: true, text: 'sesame' }) },
    packs: packsWith(JSON.stringify(extra)),
  });
}

/** The same as the servers see it; each file is made when it is asked for. */
export function servedSiteOf(
  text: string,
  extra: Readonly<Record<string, string>> = {},
): ServedSite {
  const snapshot = snapshotOf(text, extra);
  return createServedSite(siteDataOf(snapshot, { diagnostics: [], texts: [] }), {
    render: renderingOf(snapshot),
    lost: new Promise(() => {}),
    close() {},
  });
}

export const LAB = [
  'site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }',
  'network: { subnet: 10.20.1.0/24, router: 10.20.1.254, pool: 10.20.1.100-10.20.1.199, dns: [10.20.1.2], domain: lab.example }',
  'pbx: { main: { host: pbx.lab.example } }',
  'defaults: { pbx: main }',
  'lines: { "1": { password: { env: A } }, "2": { password: { env: A } } }',
  'phones:',
  '  - { mac: "5c:fc:66:5d:4f:9a", model: cisco-7931g, address: 10.20.1.53, keys: { 1: { line: "1" } } }',
  '  - { mac: "00:a8:59:db:04:62", model: fanvil-x4, keys: { 1: { line: "2" } } }',
].join('\n');
