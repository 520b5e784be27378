// A key with nothing behind its colon: a slip, for whoever takes a key away writes null.

import type { Finding } from '../../findings/finding.js';
import type { Inventory } from '../inventory.js';
import { childOf, placeOf } from '../read/source.js';
import { writtenLayers } from '../resolve/layers.js';
import { finding } from '../shape/codes.js';

const HINT =
  'write what it does, as { speedDial: … }, or null to take away what `defaults` or a group say of it';

export function checkEmptyKeys(inventory: Inventory): readonly Finding[] {
  return writtenLayers(inventory).flatMap(({ input, origin }) =>
    Object.entries(input.keys ?? {}).flatMap(([name, key]) => {
      const at = childOf(origin, 'keys', name);
      if (key !== null || at.source.written(at.path)) return [];
      const message = `key ${name} is empty`;
      return [finding('inventory/wrong-type', placeOf(at, 'key'), message, { hint: HINT })];
    }),
  );
}
