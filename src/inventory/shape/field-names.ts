// Every name that the inventory's format gives a field: what may be shown of a text that cannot be parsed.

import type { Section } from '../../site/section.js';
import { inventorySchema } from './schema.js';

/** Found when someone asks, which is seldom. */
export type FieldNames = () => ReadonlySet<string>;

export function fieldNames(sections: readonly Section[]): FieldNames {
  return () => new Set(namesIn(inventorySchema([], sections)));
}

/** Those that do not depend on a vendor. */
export const COMMON_FIELD_NAMES = fieldNames([]);

function* namesIn(schema: unknown): Iterable<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, inner] of Object.entries(schema)) {
    if (key === 'properties') yield* Object.keys(Object(inner));
    yield* namesIn(inner);
  }
}
