// The vendors' importers, which no other command needs.

import type { Driver } from '../../phones/driver.js';
import type { Importer } from '../../phones/importer.js';

/** By vendor. */
export type Importers = ReadonlyMap<string, Importer>;

export async function loadImporters(drivers: Iterable<Driver>): Promise<Importers> {
  const all = await Promise.all(
    [...drivers].map(async ({ vendor, loadImporter }) => {
      const importer = await loadImporter?.();
      return importer ? [[vendor, importer] as const] : [];
    }),
  );
  return new Map(all.flat());
}
