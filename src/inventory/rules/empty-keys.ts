// A key with nothing behind its colon: a slip, for whoever takes a key away writes null.

import { childOf, placeOf } from '../read/source.js';
import { writtenLayers } from '../resolve/layers.js';
import { SHAPE_CODES } from '../shape/codes.js';
import type { SiteRules } from './subject.js';

const HINT =
  'write what it does, as { speedDial: … }, or null to take away what `defaults` or a group say of it';

export const EMPTY_KEY_RULES = {
  'inventory/wrong-type': {
    ...SHAPE_CODES['inventory/wrong-type'],
    run: ({ inventory }) =>
      writtenLayers(inventory).flatMap(({ input, origin }) =>
        Object.entries(input.keys ?? {}).flatMap(([name, key]) => {
          if (key !== null) return [];
          const at = childOf(origin, 'keys', name);
          if (at.source.written(at.path)) return [];
          return [{ at: placeOf(at, 'key'), message: `key ${name} is empty`, hint: HINT }];
        }),
      ),
  },
} as const satisfies SiteRules;
