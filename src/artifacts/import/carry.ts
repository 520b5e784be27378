// Puts under `raw` what a phone's file says and the inventory, made into a file again, does not.

import type { Mac } from '../../core/mac.js';
import { isTree, type Tree } from '../../inventory/write/tree.js';
import type { Difference, ForeignFile } from '../../phones/importer.js';
import type { Packs } from '../../phones/packs/packs.js';
import type { Model } from '../../site/model.js';
import type { Importers } from './importers.js';
import type { Trial } from './trial.js';

export type Sources = ReadonlyMap<Mac, ForeignFile>;

/** By phone. */
export type Differences = ReadonlyMap<Mac, readonly Difference[]>;

interface Compared {
  readonly model: Model;
  readonly ours: string | undefined;
  readonly differences: readonly Difference[];
}

/** What the files that are made say otherwise. Of a file that was made as the last time the answer is the same. */
export function createComparing(
  sources: Sources,
  packs: Packs,
  importers: Importers,
): (trial: Trial) => Differences {
  const last = new Map<Mac, Compared>();
  return (trial) => {
    const found = new Map<Mac, readonly Difference[]>();
    for (const [mac, theirs] of sources) {
      const phone = trial.snapshot.phones.get(mac);
      const model = phone && packs.models.get(phone.model);
      const importer = model && importers.get(model.vendor);
      if (!importer) continue;
      const ours = trial.files.get(importer.nameOf(mac));
      const before = last.get(mac);
      const isSame = before?.ours === ours && before?.model === model;
      const differences = isSame ? before.differences : importer.compare(theirs, ours, model);
      last.set(mac, { model, ours, differences });
      found.set(mac, differences);
    }
    return found;
  };
}

/** A value that goes under `raw`. */
export interface Carried {
  readonly mac: Mac;
  readonly difference: Difference;
}

/** Changes `tree`. `banned`: by phone, paths that had to go before. */
export function carryToRaw(
  tree: Tree,
  differences: Differences,
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
