// A model's `schema.json` may build on a shared one, and that on another, and say only what is different. Knows JSON, not
// JSON Schema.

import { isJsonObject } from '../../core/json.js';

/**
 * `{ "extends": "cisco/shared/schema.json", "properties": { … } }` -> the whole schema: what the model says
 * of a property stands over what the shared one says. `read` gives a file below the templates. Anything
 * else comes back as it is; whether it is a schema is for others to judge. Throws if a file builds on itself.
 */
export function inheritSettings(
  schema: unknown,
  read: (name: string) => unknown,
  from: readonly string[] = [],
): unknown {
  if (!isJsonObject(schema) || typeof schema.extends !== 'string') return schema;
  if (from.includes(schema.extends)) throw new Error(`${schema.extends} builds on itself`);
  const base = inheritSettings(read(schema.extends), read, [...from, schema.extends]);
  if (!isJsonObject(base)) return base;
  const { extends: _, properties, ...own } = schema;
  return { ...base, ...own, properties: mergeProperties(base.properties, properties) };
}

function mergeProperties(base: unknown, own: unknown): unknown {
  if (!isJsonObject(base) || !isJsonObject(own)) return own ?? base;
  const merged = Object.entries(own).map(([name, property]) => {
    const below = base[name];
    return [
      name,
      isJsonObject(below) && isJsonObject(property) ? { ...below, ...property } : property,
    ];
  });
  return { ...base, ...Object.fromEntries(merged) };
}
