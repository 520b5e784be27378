// `offhook schema`: the inventory's JSON Schema, for editors.

import { inventorySchema } from '../../inventory/shape/schema.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { openPacks, type SiteOptions } from '../open-snapshot.js';

export function schema(options: SiteOptions, io: Io): number {
  const { models } = openPacks(options, io);
  io.out(formatSchema([...models.values()]));
  return EXIT.ok;
}

export function formatSchema(models: Parameters<typeof inventorySchema>[0]): string {
  return `${JSON.stringify(inventorySchema(models), null, 2)}\n`;
}
