// Puts under `raw` what a phone's file says and the inventory, made into a file again, does not.

import type { Mac } from '../../core/mac.js';
import { isTree, type Tree } from '../../inventory/write/tree.js';
import type { Difference, ForeignFile } from '../../phones/importer.js';
import type { Packs } from '../../phones/packs/packs.js';
import type { Importers } from './importers.js';
import type { Trial } from './trial.js';

export type Sources = ReadonlyMap<Mac, ForeignFile>;

/** By phone. */
export function compareAll(
  trial: Trial,
  sources: Sources,
  packs: Packs,
  importers: Importers,
): ReadonlyMap<Mac, readonly Difference[]> {
  return new Map(
    [...sources].flatMap(([mac, theirs]) => {
      const phone = trial.snapshot.phones.get(mac);
      const model = phone && packs.models.get(phone.model);
      const importer = model && importers.get(model.vendor);
      return importer ? [[mac, importer.compare(theirs, trial.files, model)] as const] : [];
    }),
  );
}

/** A value that goes under `raw`. */
export interface Carried {
  readonly mac: Mac;
  readonly difference: Difference;
}

/** Changes `tree`. `banned`: by phone, paths that had to go before. */
export function carryToRaw(
  tree: Tree,
  differences: ReadonlyMap<Mac, readonly Difference[]>,
  banned: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Carried[] {
  const carried: Carried[] = [];
  for (const phone of Array.isArray(tree.phones) ? tree.phones : []) {
    if (!isTree(phone)) continue;
    const mac = String(phone.mac);
    const found = differences.get(mac as Mac) ?? [];
    const more = found.filter(({ kind, path, theirs, why }) => {
      const isLost = kind === 'lacking' || kind === 'other';
      return isLost && theirs && why === undefined && !banned.get(mac)?.has(path);
    });
    if (more.length === 0) continue;
    carried.push(...more.map((difference) => ({ mac: mac as Mac, difference })));
    const entries = more.map(({ path, theirs }) => [path, theirs?.text ?? '']);
    phone.raw = { ...(isTree(phone.raw) ? phone.raw : {}), ...Object.fromEntries(entries) };
  }
  return carried;
}
