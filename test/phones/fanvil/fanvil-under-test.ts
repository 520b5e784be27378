// The vendor with its shipped tables and models, and sites made of a few lines of YAML. Shared by the tests beside it.

import { createSecretSource } from '../../../src/artifacts/inventory-from-disk.js';
import { buildSnapshot, type Snapshot } from '../../../src/artifacts/snapshot.js';
import type { Driver } from '../../../src/phones/driver.js';
import { FORMS } from '../../../src/phones/fanvil/forms/registry.js';
import { txtTablesOf } from '../../../src/phones/fanvil/forms/txt/txt-tables.js';
import { createTables } from '../../../src/phones/fanvil/settings/contexts.js';
import { readFanvilData } from '../../../src/phones/fanvil/tables/data.js';
import { createPacks, type Packs, vendorData } from '../../../src/phones/packs/packs.js';
import { DRIVERS } from '../../../src/phones/registry.js';
import { BUILT_IN_TEMPLATES, readTemplateTree } from '../../../src/render/template-tree.js';
import type { Model } from '../../../src/site/model.js';

export const PACKS = createPacks(readTemplateTree([BUILT_IN_TEMPLATES]), DRIVERS);
export const DRIVER: Driver = found(PACKS.drivers.get('fanvil'), 'the driver');
export const X4: Model = found(PACKS.models.get('fanvil-x4'), 'the X4');
export const X5U: Model = found(PACKS.models.get('fanvil-x5u'), 'the X5U');

export const read = vendorData(PACKS.tree, 'fanvil');
export const DATA = readFanvilData(
  read,
  FORMS.flatMap(({ spellings }) => spellings),
);
export const TABLES = createTables(read, FORMS);
export const ROWS = TABLES.names.rows;
/** Those of the txt form. */
export const TXT = txtTablesOf(TABLES.names)(read);

export const X4_FILE = '00a859db0462.cfg';
export const X5U_FILE = '0c383e32342e.cfg';

export function siteOf(yaml: string, packs: Packs = PACKS): Snapshot {
  return buildSnapshot({
    file: 'offhook.yaml',
    files: { read: () => yaml, list: () => [] },
    secrets: createSecretSource(
      { SIP: 's3cret-word', ADMIN: 'Adm1nPass', ODD: 'odd pass-word' },
      '.',
    ),
    packs,
  });
}

const INDENT = 4;

/**
 * A site of one phone; `phone` is more of the phone's YAML, from line 10 and column 5 on, `rest` the
 * sixth line.
 */
export function sitePhone(
  model: 'x4' | 'x5u',
  phone: string,
  rest = '',
  packs: Packs = PACKS,
): Snapshot {
  const mac = model === 'x4' ? '00:a8:59:db:04:62' : '0c:38:3e:32:34:2e';
  return siteOf(
    `pbx: { main: { host: pbx.lab.example }, tcp: { host: pbx.lab.example, transport: tcp } }
lines:
  "181": { password: { env: SIP }, pbx: main }
  "182": { password: { env: SIP }, pbx: main }
  "183": { password: { env: SIP }, pbx: tcp }
${rest}
phones:
  - mac: "${mac}"
${`model: fanvil-${model}\n${phone.trim()}`.replace(/^/gm, ' '.repeat(INDENT))}
`,
    packs,
  );
}

export function textOf(snapshot: Snapshot, name: string): string {
  return found(snapshot.find(name), name).render();
}

/** Every line that begins so, without its line end. */
export function linesOf(text: string, start: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.startsWith(start));
}

export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not there`);
  return value;
}
