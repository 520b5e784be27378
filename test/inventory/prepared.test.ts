// What the build prepares says the same as what is compiled here, and is what a start asks for.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readPacks } from '../../src/artifacts/read-snapshot.js';
import { oncePerKey } from '../../src/core/once-per.js';
import { checkedSchema } from '../../src/inventory/shape/checked-schema.js';
import {
  type Check,
  type CheckKind,
  createInventoryAjv,
} from '../../src/inventory/shape/compile-schema.js';
import { inventorySchema } from '../../src/inventory/shape/schema.js';
import { createShapeAjv, declaredShapes, fittingPair } from '../../src/phones/packs/shape.js';
import { BUILT_IN_TEMPLATES, type TemplateTree } from '../../src/render/template-tree.js';
import { SOAKING, soak } from '../soak.js';
import { some, variants } from './variants.js';

const FOLDER = join(import.meta.dirname, '../../dist/prepared');
const isBuilt = existsSync(FOLDER);
if (!isBuilt) console.log('what the build prepares is not tested: the build is missing');

const load = createRequire(import.meta.url);
const { models, sections, tree } = readPacks('/', []);
const schema = inventorySchema([...models.values()], sections);

/** Untyped it does what typed it does, and makes values of texts; all that runs on the build holds the other. */
const KINDS: readonly CheckKind[] = SOAKING ? ['typed', 'untyped'] : ['untyped'];
/** Of the variants, in the order above: each kind of them in some places, or all in all. */
const EVERY = soak(97, 1);
const EVERY_OF_SHAPES = soak(5, 1);

/** What it says, and what it makes of the value. */
function verdict(check: Check, value: unknown): string {
  const own = structuredClone(value);
  const fits = check(own);
  return JSON.stringify({ fits, errors: check.errors, own });
}

function differences(one: Check, other: Check, values: Iterable<unknown>): readonly unknown[] {
  const seen = { fits: 0, wrong: 0, different: [] as unknown[] };
  for (const value of some(values, EVERY)) {
    const said = verdict(one, value);
    if (said.startsWith('{"fits":true')) seen.fits++;
    else seen.wrong++;
    if (verdict(other, value) !== said) seen.different.push(value);
  }
  expect(seen.fits).toBeGreaterThan(0);
  expect(seen.wrong).toBeGreaterThan(0);
  return seen.different;
}

const inventories = readdirSync(BUILT_IN_TEMPLATES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /cases\/full\.yaml$/.test(path))
  .map((path) => ({ path, value: parse(readFileSync(join(BUILT_IN_TEMPLATES, path), 'utf8')) }));

describe.skipIf(!isBuilt)('the prepared check of inventories', () => {
  it.each(KINDS)('is the one that ajv makes here: %s', (kind) => {
    const ready = load(join(FOLDER, `inventory-${kind}.cjs`));
    expect(ready.schema).toBe(JSON.stringify(schema));
    const check = createInventoryAjv(kind, { optimize: false }).compile(checkedSchema(schema));
    expect(inventories.length).toBeGreaterThan(1);
    for (const { path, value } of inventories) {
      expect(differences(check, ready.check, [value, ...variants(value)]), path).toEqual([]);
    }
  });
});

const shapeAjv = createShapeAjv({ optimize: false });
/** By the text of the shape. */
const checkOf = oncePerKey((text: string): Check => shapeAjv.compile(JSON.parse(text)));

describe.skipIf(!isBuilt)('the prepared shapes', () => {
  const { byText }: { readonly byText: ReadonlyMap<string, Check> } = load(
    join(FOLDER, 'shapes.cjs'),
  );

  it('are all that are declared', () => {
    const texts = declaredShapes().map((shape) => JSON.stringify(shape));
    expect(new Set(texts)).toEqual(new Set(byText.keys()));
  });

  it('say what ajv says', () => {
    const folder = join(BUILT_IN_TEMPLATES, 'cisco/7931g');
    const phone = JSON.parse(readFileSync(join(folder, 'phone.json'), 'utf8'));
    const values = [phone, phone.facts];
    for (const [text, ready] of byText) {
      const check = checkOf(text);
      const different = values.flatMap((value) =>
        [value, ...some(variants(value), EVERY_OF_SHAPES)].filter(
          (each) => verdict(check, each) !== verdict(ready, each),
        ),
      );
      expect(different, text).toEqual([]);
    }
  });
});

describe.skipIf(!isBuilt)('tables that the build held to their shapes', () => {
  const tables = [...tree].filter(([name]) => name.endsWith('.json'));

  it('are told for those that fit, and for no other', () => {
    const { pairs }: { readonly pairs: ReadonlySet<string> } = load(join(FOLDER, 'fitting.cjs'));
    const values: readonly object[] = [
      ...tables.map(([, { text }]) => JSON.parse(text)),
      ...[...models.values()].flatMap(({ facts, settings }) => [facts, settings]),
    ];
    const fitting = declaredShapes().flatMap((shape) => {
      const check = checkOf(JSON.stringify(shape));
      return values.filter((value) => check(value)).map((value) => fittingPair(shape, value));
    });
    expect(new Set(fitting)).toEqual(pairs);
  });

  it('are judged where a user has others', async () => {
    const { createPacks } = await built.packs();
    const { DRIVERS } = await built.registry();
    const isTaken = (own: TemplateTree) => {
      try {
        return createPacks(own, DRIVERS).diagnostics.length === 0;
      } catch {
        return false;
      }
    };
    expect(isTaken(tree)).toBe(true);
    // A model's colours are properties of settings, of which any says what it likes; blocks, side
    // files, soft keys and names of Windows are read when one is asked for.
    const judged = tables.filter(
      ([name]) =>
        !/schema\.json$|^mac-blocks|^windows-zones|^cisco\/(?:side-elements|soft-keys)/.test(name),
    );
    expect(judged.length).toBeGreaterThan(10);
    const taken = judged.filter(([name]) => isTaken(spoilt(name))).map(([name]) => name);
    expect(taken).toEqual([]);
  });
});

/** Built modules find what the build prepared. */
const built = {
  packs: (): Promise<typeof import('../../src/phones/packs/packs.js')> =>
    import(join(FOLDER, '../phones/packs/packs.js')),
  registry: (): Promise<typeof import('../../src/phones/registry.js')> =>
    import(join(FOLDER, '../phones/registry.js')),
};

/** With a number in place of the last thing in the last list or object of the last …, which fits nowhere. */
function spoilt(name: string): TemplateTree {
  const file = tree.get(name);
  if (!file) throw new Error(`there is no ${name}`);
  const text = JSON.stringify(spoil(JSON.parse(file.text)));
  return new Map([...tree, [name, { ...file, text }]]);
}

function spoil(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return -0.5;
  const [last, inner] = Object.entries(value).at(-1) ?? [];
  if (last === undefined) return -0.5;
  const spoiled = spoil(inner);
  return Array.isArray(value) ? value.with(Number(last), spoiled) : { ...value, [last]: spoiled };
}
