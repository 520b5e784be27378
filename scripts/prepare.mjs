// Writes dist/prepared/: what a start would otherwise compile, as code. Part of `npm run build`.

import { fileURLToPath } from 'node:url';
import { _ } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { rolldown } from 'rolldown';
import { readPacks } from '../dist/artifacts/read-snapshot.js';
import { checkedSchema } from '../dist/inventory/shape/checked-schema.js';
import { createInventoryAjv } from '../dist/inventory/shape/compile-schema.js';
import { inventorySchema } from '../dist/inventory/shape/schema.js';
import { createShapeAjv, declaredShapes, fittingPair } from '../dist/phones/packs/shape.js';
import { precompile } from '../dist/render/compile.js';

const FOLDER = fileURLToPath(new URL('../dist/prepared/', import.meta.url));
/** Code that can be written down; formats are ours, and are called by this name. */
const CODE = { source: true, esm: true, formats: _`FORMAT_CHECKS` };

/** How the code names a schema or a part of one. */
const CONSTANT = 'const schema';

// Reading them has loaded every module that declares a shape.
const packs = readPacks('/', []);
const schema = inventorySchema([...packs.models.values()], packs.sections);
const checked = checkedSchema(schema);

/** The same twice is one. */
const shapeTexts = [...new Set(declaredShapes().map((shape) => JSON.stringify(shape)))];
const shapeName = (index) => `shape${index}`;
const shapeAjv = createShapeAjv(CODE);
for (const [index, text] of shapeTexts.entries()) {
  shapeAjv.addSchema(JSON.parse(text), shapeName(index));
}

await Promise.all([
  write('shapes', shapes()),
  write('fitting', fitting()),
  write('inventory-typed', inventory('typed')),
  write('inventory-untyped', inventory('untyped')),
  write('templates', templates()),
]);

function shapes() {
  const entries = shapeTexts.map((text, index) => `[${JSON.stringify(text)}, ${shapeName(index)}]`);
  const names = shapeTexts.map((_text, index) => shapeName(index));
  return `${codeOf(shapeAjv, Object.fromEntries(names.map((name) => [name, name])))}
export const byText = new Map([${entries.join(',\n')}]);`;
}

/** Which of our own tables, and of the parts of them that are looked at alone, fit which shapes. */
function fitting() {
  const files = [...packs.tree].filter(([name]) => name.endsWith('.json'));
  const values = files.map(([, { text }]) => JSON.parse(text));
  const parts = [...packs.models.values()].flatMap(({ facts, settings }) => [facts, settings]);
  const pairs = shapeTexts.flatMap((text, index) => {
    const shape = JSON.parse(text);
    const fits = shapeAjv.getSchema(shapeName(index));
    return [...values, ...parts]
      .filter((value) => fits(value))
      .map((value) => fittingPair(shape, value));
  });
  return `export const pairs = new Set(${JSON.stringify([...new Set(pairs)])});`;
}

function inventory(kind) {
  const ajv = createInventoryAjv(kind, CODE);
  ajv.addSchema(checked, 'check');
  return `import { FORMAT_CHECKS } from '../inventory/shape/formats.js';
export const schema = ${JSON.stringify(JSON.stringify(schema))};
const root = JSON.parse(${JSON.stringify(JSON.stringify(checked))});
${withoutCopies(codeOf(ajv, { check: 'check' }))}`;
}

/** The code holds the schema, and each definition once more, for what errors say: JSON is read faster, and once. */
function withoutCopies(code) {
  const definitions = Object.entries(checked.$defs).map(([name, value]) => [
    `${JSON.stringify(value)};`,
    `root.$defs['${name}'];`,
  ]);
  const copies = [[`${JSON.stringify(checked)};`, 'root;'], ...definitions];
  // One of them is looked for only where a constant begins: the code is long, and so are they.
  const [first, ...others] = code.split(CONSTANT);
  return [first, ...others.map((text) => withoutCopy(text, copies))].join(CONSTANT);
}

function withoutCopy(text, copies) {
  const [name = ''] = /^\d+ = /.exec(text) ?? [];
  const copy = copies.find(([json]) => text.startsWith(json, name.length));
  return copy === undefined ? text : `${name}${copy[1]}${text.slice(name.length + copy[0].length)}`;
}

function templates() {
  const entries = [...packs.tree]
    .filter(([name]) => name.endsWith('.hbs'))
    .map(([name, file]) => {
      const code = precompile(name, file);
      return `[${JSON.stringify(name)}, { text: ${JSON.stringify(file.text)}, code: ${code} }]`;
    });
  return `export const byName = new Map([${entries.join(',\n')}]);`;
}

function codeOf(ajv, names) {
  return standalone.default(ajv, names);
}

/** In one file each, for they are loaded one by one, and in the same turn. */
async function write(name, code) {
  const entry = `${FOLDER}${name}.mjs`;
  const source = {
    name: 'prepared',
    resolveId: (id) => (id === entry ? id : null),
    load: (id) => (id === entry ? code : null),
  };
  const bundle = await rolldown({ input: entry, platform: 'node', plugins: [source] });
  await bundle.write({ file: `${FOLDER}${name}.cjs`, format: 'cjs', minify: true });
  await bundle.close();
}
