// `offhook schema`: the inventory's JSON Schema, for editors.

import { inventorySchema } from '../../inventory/shape/schema.js';
import type { Packs } from '../../phones/packs/packs.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { openPacks, type SiteOptions } from '../open-snapshot.js';

export function schema(options: SiteOptions, io: Io): number {
  io.out(formatSchema(openPacks(options, io)));
  return EXIT.ok;
}

export function formatSchema({ models, sections }: Packs): string {
  return `${JSON.stringify(inventorySchema([...models.values()], sections), null, 2)}\n`;
}
