// Models found by listing: every `<vendor>/<folder>/phone.json` of the template tree is one.

import { messageOf } from '../../core/coded-error.js';
import { oncePer, oncePerKey } from '../../core/once-per.js';
import { type CodeTable, impossible } from '../../findings/evidence.js';
import { type Finding, findingsOf, type Place, wholeFile } from '../../findings/finding.js';
import { didYouMean } from '../../findings/near.js';
import type { TemplateTree } from '../../render/template-tree.js';
import type { MakerOf, Model } from '../../site/model.js';
import type { Section } from '../../site/section.js';
import type { Driver } from '../driver.js';
import { inheritSettings } from './inherit-settings.js';
import { readMakers } from './mac-blocks.js';
import { checkModelFiles } from './model-schema.js';

export const PACK_CODES = {
  'model/invalid': impossible('A model folder that cannot be used', 'see docs/adding-a-phone.md'),
} as const satisfies CodeTable;

const finding = findingsOf(PACK_CODES);

export interface Packs {
  /** By id. */
  readonly models: ReadonlyMap<string, Model>;
  readonly drivers: ReadonlyMap<string, Driver>;
  /** What the drivers bring into the inventory, each once. */
  readonly sections: readonly Section[];
  readonly makerOf: MakerOf;
  readonly tree: TemplateTree;
  readonly diagnostics: readonly Finding[];
}

/** Makes a vendor's driver from the data files that lie beside its model folders. */
export type DriverFactory = (data: VendorData) => Driver;

/**
 * Parsed `templates/<vendor>/<name>.json`, or `templates/<name>.json`, which is for all vendors. Throws if the file is
 * missing or not JSON.
 */
export type VendorData = (name: string) => unknown;

const MODEL_FILE = /^([a-z0-9-]+)\/([a-z0-9-]+)\/phone\.json$/;

/** `factories` by vendor folder. */
export function createPacks(
  tree: TemplateTree,
  factories: Readonly<Record<string, DriverFactory>>,
): Packs {
  const drivers = new Map(
    Object.entries(factories).map(([vendor, create]) => [vendor, create(vendorData(tree, vendor))]),
  );
  const models = new Map<string, Model>();
  const diagnostics: Finding[] = [];
  for (const name of [...tree.keys()].toSorted()) {
    const [, vendor, folder = ''] = MODEL_FILE.exec(name) ?? [];
    if (vendor === undefined) continue;
    const driver = drivers.get(vendor);
    if (!driver) {
      const message = `no vendor is named "${vendor}"${didYouMean(vendor, drivers.keys())}`;
      diagnostics.push(finding('model/invalid', startOf(tree, name), message));
      continue;
    }
    const problems: Finding[] = [];
    const model = readModel(tree, vendor, folder, driver, problems);
    if (model) models.set(model.id, model);
    diagnostics.push(...problems);
  }
  return {
    models,
    drivers,
    sections: sectionsOf(drivers),
    makerOf: readMakers(tree),
    tree,
    diagnostics,
  };
}

/** Two vendors may bring the same one. */
function sectionsOf(drivers: Packs['drivers']): readonly Section[] {
  const brought = [...drivers.values()].flatMap(({ sideFiles = [] }) => sideFiles);
  return [...new Set(brought.flatMap(({ sections }) => sections))];
}

function readModel(
  tree: TemplateTree,
  vendor: string,
  folder: string,
  driver: Driver,
  problems: Finding[],
): Model | undefined {
  const base = `${vendor}/${folder}`;
  const blame = (file: string, message: string) =>
    problems.push(finding('model/invalid', startOf(tree, `${base}/${file}`), message));
  try {
    const facts = parseData(tree, `${base}/phone.json`);
    const settings = inheritSettings(parseData(tree, `${base}/schema.json`), (name) =>
      parseData(tree, name),
    );
    const checked = checkModelFiles(facts, settings);
    for (const { file, message } of checked.problems) blame(file, message);
    if (!checked.files) return undefined;
    const { phone, schema } = checked.files;
    const model = { ...phone, id: `${vendor}-${folder}`, vendor, settings: schema, folder: base };
    for (const message of driver.checkFacts(model.facts)) blame('phone.json', message);
    for (const message of driver.checkSettings?.(model) ?? []) blame('schema.json', message);
    return problems.length === 0 ? model : undefined;
  } catch (cause) {
    blame('phone.json', messageOf(cause));
    return undefined;
  }
}

export function vendorData(tree: TemplateTree, vendor: string): VendorData {
  return (name) => {
    const [own, shared] = [`${vendor}/${name}.json`, `${name}.json`];
    return parseData(tree, tree.has(own) || !tree.has(shared) ? own : shared);
  };
}

/** Several look at the same file, each for its own part; nobody changes it. */
function parseData(tree: TemplateTree, name: string): unknown {
  return parserOf(tree)(name);
}

const parserOf = oncePer((tree: TemplateTree) =>
  oncePerKey((name: string) => parseFile(tree, name)),
);

function parseFile(tree: TemplateTree, name: string): unknown {
  const file = tree.get(name);
  if (!file) throw new Error(`${name} is missing`);
  try {
    return JSON.parse(file.text);
  } catch (cause) {
    throw new Error(`${file.path} is not JSON`, { cause });
  }
}

function startOf(tree: TemplateTree, name: string): Place {
  return wholeFile(tree.get(name)?.path ?? name);
}
