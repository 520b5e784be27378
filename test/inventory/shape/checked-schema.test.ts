// What ajv is asked tells what the whole schema would, of every value: only echoes are missing.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readPacks } from '../../../src/artifacts/read-snapshot.js';
import { oncePerKey } from '../../../src/core/once-per.js';
import { checkedSchema } from '../../../src/inventory/shape/checked-schema.js';
import {
  type Check,
  type CheckKind,
  createInventoryAjv,
} from '../../../src/inventory/shape/compile-schema.js';
import { inventorySchema, RULE_CHECKED } from '../../../src/inventory/shape/schema.js';
import { isEcho } from '../../../src/inventory/shape/schema-repairs.js';
import { BUILT_IN_TEMPLATES } from '../../../src/render/template-tree.js';
import { soak } from '../../soak.js';
import { some, variants } from '../variants.js';

const { models, sections } = readPacks('/', []);
const schema = inventorySchema([...models.values()], sections);

const leanCheck = oncePerKey((kind: CheckKind): Check => {
  return createInventoryAjv(kind, { optimize: false }).compile(checkedSchema(schema));
});

/** With ajv's own code of `oneOf`. */
const wholeCheck = oncePerKey((kind: CheckKind): Check => {
  const ajv = createInventoryAjv(kind, { optimize: false });
  const own = new Ajv2020().getKeyword('oneOf');
  if (typeof own !== 'object') throw new Error('ajv has no oneOf');
  ajv.removeKeyword('oneOf').addKeyword(own);
  return ajv.compile(schema);
});

function told(check: Check, value: unknown): readonly string[] {
  const own = structuredClone(value);
  check(own);
  const errors = (check.errors ?? []).filter((error) => !isEcho(error)).map(wordOf);
  return [...errors.toSorted(), JSON.stringify(own)];
}

/** Which branches of a `oneOf` fit is nobody's to ask. */
function wordOf({ instancePath, keyword, params: { passingSchemas: _, ...params } }: ErrorObject) {
  return `${instancePath} ${keyword} ${JSON.stringify(params)}`;
}

/** Wherever they stand: those of models, and those that all models of a vendor have. */
function settingsIn(part: unknown, name = ''): readonly unknown[] {
  if (name.startsWith('settings')) return [part];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([inner, value]) => settingsIn(value, inner));
}

const inventories = readdirSync(BUILT_IN_TEMPLATES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /cases\/full\.yaml$/.test(path))
  .map((path) => ({ path, value: parse(readFileSync(join(BUILT_IN_TEMPLATES, path), 'utf8')) }));

describe('the schema that values are checked by', () => {
  it.each(['typed', 'untyped'] as const)('tells what the whole one tells: %s', (kind) => {
    let wrong = 0;
    for (const { path, value } of inventories) {
      for (const variant of some([value, ...variants(value)], soak(29, 3))) {
        const expected = told(wholeCheck(kind), variant);
        expect(told(leanCheck(kind), variant), path).toEqual(expected);
        if (expected.length > 1) wrong++;
      }
    }
    expect(wrong).toBeGreaterThan(50);
  });

  it.each([
    ['no kind', { label: 'Desk' }],
    ['two kinds', { line: '7001', blf: '7002' }],
    ['a pickup without a number to watch', { line: '7001', pickup: '*8' }],
    ['a text', '7001'],
    ['a list', ['7001']],
  ])('a key with %s', (_, key) => {
    const value = {
      phones: [{ mac: '00:1b:d4:00:00:01', model: 'cisco-7931g', keys: { 1: key } }],
    };
    const expected = told(wholeCheck('typed'), value);
    expect(expected.length).toBeGreaterThan(1);
    expect(told(leanCheck('typed'), value)).toEqual(expected);
  });

  it.each([
    ['a condition without an end', '{ "allOf": [{ "if": {}, "then": { "properties": {} } }] }'],
    ['an end without a condition', '{ "allOf": [{ "then": { "properties": { "a": {} } } }] }'],
    ['values with names of keywords', '{ "const": { "pattern": "a", "format": "b" } }'],
    ['a pattern beside a format', '{ "type": "string", "format": "host", "pattern": "^a" }'],
    ['a comment of ours', `{ "properties": { "a": { "$comment": "${RULE_CHECKED}" } } }`],
  ])("leaves alone what a user's own model says of its settings: %s", (_, odd) => {
    const [model] = models.values();
    if (!model) throw new Error('there is no model');
    const settings = {
      ...model.settings,
      properties: { odd: { description: 'Odd.', ...JSON.parse(odd) } },
    };
    const own = inventorySchema([{ ...model, settings }], sections);
    expect(settingsIn(checkedSchema(own))).toEqual(settingsIn(own));
    expect(JSON.stringify(settingsIn(own))).toContain('Odd.');
  });

  it('holds nothing that is for editors alone', () => {
    expect(JSON.stringify(schema)).toContain(RULE_CHECKED);
    expect(JSON.stringify(checkedSchema(schema))).not.toContain(RULE_CHECKED);
  });
});
