// The models that come with offhook and their cases, found by listing. Shared by the tests beside it.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInputFiles, createSecretSource } from '../../src/artifacts/inventory-from-disk.js';
import { buildSnapshot, type Snapshot } from '../../src/artifacts/snapshot.js';
import { createPacks } from '../../src/phones/packs/packs.js';
import { DRIVERS } from '../../src/phones/registry.js';
import { BUILT_IN_TEMPLATES, readTemplateTree } from '../../src/render/template-tree.js';

export const PACKS = createPacks(readTemplateTree([BUILT_IN_TEMPLATES]), DRIVERS);

export interface ModelCase {
  /** `cisco/7931g minimal`. */
  readonly name: string;
  readonly model: string;
  /** The inventory. */
  readonly file: string;
  /** Folder of the files that it must make. */
  readonly expected: string;
}

export const CASES: readonly ModelCase[] = [...PACKS.models.values()].flatMap((model) => {
  const folder = join(BUILT_IN_TEMPLATES, model.folder, 'cases');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({
      name: `${model.folder} ${name.replace('.yaml', '')}`,
      model: model.id,
      file: join(folder, name),
      expected: join(folder, name.replace('.yaml', '')),
    }));
});

/** Cases keep their passwords in the open: they are no one's. */
export function buildCase(file: string): Snapshot {
  const cwd = dirname(file);
  return buildSnapshot({
    file,
    files: createInputFiles(cwd),
    secrets: createSecretSource({}, cwd),
    packs: PACKS,
  });
}

/** Every password that a case's inventory holds. */
export function secretsOf(snapshot: Snapshot): ReadonlySet<string> {
  const secrets = snapshot.site.phones.flatMap((phone) => [
    phone.adminPassword?.reveal(),
    ...phone.keys.map((key) => (key.type === 'line' ? key.line.password?.reveal() : undefined)),
  ]);
  return new Set(secrets.filter((secret) => secret !== undefined));
}

export function listExpected(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}

export function readExpected(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}
