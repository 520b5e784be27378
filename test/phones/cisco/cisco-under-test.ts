// The vendor with its shipped tables and models, and sites made of a few lines of YAML. Shared by the tests beside it.

import { createSecretSource } from '../../../src/artifacts/inventory-from-disk.js';
import { buildSnapshot, type Snapshot } from '../../../src/artifacts/snapshot.js';
import type { Driver } from '../../../src/phones/driver.js';
import { createPacks } from '../../../src/phones/packs/packs.js';
import { DRIVERS } from '../../../src/phones/registry.js';
import { BUILT_IN_TEMPLATES, readTemplateTree } from '../../../src/render/template-tree.js';
import type { Model } from '../../../src/site/model.js';

export const PACKS = createPacks(readTemplateTree([BUILT_IN_TEMPLATES]), DRIVERS);

export const DRIVER: Driver = found(PACKS.drivers.get('cisco'), 'the driver');
export const MODEL: Model = found(PACKS.models.get('cisco-7931g'), 'the model');

export const MAC = '5c:fc:66:5d:4f:9a';
export const SEP = 'SEP5CFC665D4F9A.cnf.xml';

export function siteOf(yaml: string): Snapshot {
  return buildSnapshot({
    file: 'offhook.yaml',
    files: { read: () => yaml, list: () => [] },
    secrets: createSecretSource(
      { SIP: 's3cret', LONG: 'x'.repeat(13), ENDLESS: 'x'.repeat(32) },
      '.',
    ),
    packs: PACKS,
  });
}

/** A site of one phone with one line; `phone` is more of the phone's YAML, `rest` more of the site's. */
export function sitePhone(phone: string, rest = ''): Snapshot {
  return siteOf(`
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main }
lines: { "7896": { password: { env: SIP } }, "181": { password: { env: SIP } } }
${rest}
phones:
  - mac: "${MAC}"
    model: cisco-7931g
${phone.replace(/^/gm, '    ')}
`);
}

export function textOf(snapshot: Snapshot, name: string): string {
  return found(snapshot.artifacts.get(name), name).render();
}

export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not there`);
  return value;
}
