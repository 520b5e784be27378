// The accounts of a phone, in the order of its keys.

import type { Line, LineKey, Phone } from '../site/site.js';

/** Each once, with the first key that it is on. */
export function lineKeysOf({ keys }: Pick<Phone, 'keys'>): readonly LineKey[] {
  const found = new Map<Line, LineKey>();
  for (const key of keys) {
    if (key.type === 'line' && !found.has(key.line)) found.set(key.line, key);
  }
  return [...found.values()];
}
