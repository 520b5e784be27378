// The schema as values are checked by it, which takes half the time: what is written for editors alone is not asked, and
// what only few phones have is asked of those.

import { isJsonObject, type Json } from '../../core/json.js';
import { RULE_CHECKED, SETTINGS_OF } from './schema.js';

/** Keywords that hold a schema, those that hold some by name, and those that hold a list of some. */
const ONE = new Set(['additionalProperties', 'propertyNames', 'items', 'if', 'then', 'else']);
const NAMED = new Set(['properties', '$defs']);
const SEVERAL = new Set(['allOf', 'anyOf', 'oneOf']);

/** Of a schema of inventories: tells the same of every value, but for errors that are echoes (`isEcho`) and their paths in the schema. */
export function checkedSchema(schema: object): object {
  return lean(schema as Json);
}

function lean(schema: Json): Json {
  if (schema.$comment === RULE_CHECKED) return {};
  const parts = Object.entries(schema)
    // The judge of a format says better what is wrong.
    .filter(([keyword]) => keyword !== 'pattern' || typeof schema.format !== 'string')
    .map(([keyword, value]) => [keyword, leanPart(keyword, value)] as const);
  const left: Json = Object.fromEntries(parts);
  return asksNothing(left) ? {} : whereNamed(left);
}

function leanPart(keyword: string, value: unknown): unknown {
  if (NAMED.has(keyword) && isJsonObject(value)) {
    const named = Object.entries(value).map(([name, each]) => [
      name,
      isOfModel(name) ? each : leanOne(each),
    ]);
    return Object.fromEntries(named);
  }
  if (SEVERAL.has(keyword) && Array.isArray(value)) return value.map(leanOne);
  return ONE.has(keyword) ? leanOne(value) : value;
}

function leanOne(value: unknown): unknown {
  return isJsonObject(value) ? lean(value) : value;
}

/** Whoever writes a model writes these, in any form that JSON Schema has. */
function isOfModel(name: string): boolean {
  return name === 'settings' || name.startsWith(SETTINGS_OF);
}

/** It was about what is for editors alone, and nobody has to go through the names of a map for it. */
function asksNothing(schema: Json): boolean {
  return Object.entries(schema).every(([keyword, value]) => {
    if (keyword === 'properties') return isJsonObject(value) && Object.values(value).every(isEmpty);
    return ONE.has(keyword) && isEmpty(value);
  });
}

/** Conditions that end in what is to hold of some properties: nobody asks them where there is none of these. */
function whereNamed(schema: Json): Json {
  const { allOf, ...others } = schema;
  if (!Array.isArray(allOf) || 'if' in others || 'then' in others || 'else' in others) {
    return schema;
  }
  const names = allOf.map(namesOf);
  const all = new Set(names.flatMap((each) => each ?? []));
  if (all.size === 0 || names.includes(undefined)) return schema;
  return {
    ...others,
    if: { anyOf: [...all].map((name) => ({ required: [name] })) },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
    then: { allOf },
  };
}

/** Undefined: it says something of others, too. */
function namesOf(condition: unknown): readonly string[] | undefined {
  if (!isJsonObject(condition)) return undefined;
  const { if: _asked, then: following, ...others } = condition;
  if (!isJsonObject(following) || !isEmpty(others)) return undefined;
  const { properties, ...more } = following;
  if (!isJsonObject(properties) || !isEmpty(more)) return undefined;
  return Object.keys(properties).filter((name) => !isEmpty(properties[name]));
}

function isEmpty(value: unknown): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}
