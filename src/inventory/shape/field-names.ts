// Every name that the inventory's format gives a field: what may be shown of a text that cannot be parsed.

import { inventorySchema } from './schema.js';

/** Found when someone asks, which is seldom. */
export function fieldNames(): ReadonlySet<string> {
  return new Set(namesIn(inventorySchema([])));
}

function* namesIn(schema: unknown): Iterable<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, inner] of Object.entries(schema)) {
    if (key === 'properties') yield* Object.keys(Object(inner));
    yield* namesIn(inner);
  }
}
