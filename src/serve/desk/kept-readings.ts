// What questions about one inventory have in common is read once, and again as soon as the disk would answer otherwise.

import { createDisk, type Disk } from '../../artifacts/disk.js';
import { readSnapshot, type SnapshotSource } from '../../artifacts/read-snapshot.js';
import type { Snapshot } from '../../artifacts/snapshot.js';
import { createKeptSources, type KeptSources } from '../../inventory/read/kept-sources.js';
import { hasChanged } from '../watch.js';

export interface KeptReadings {
  /** As it is on the disk now, without secrets. Rejects as readSnapshot throws. */
  snapshot(source: SnapshotSource): Promise<Snapshot>;
  /** For whoever reads it otherwise. */
  readonly sources: KeptSources;
}

export function createKeptReadings(): KeptReadings {
  const sources = createKeptSources();
  let kept: { readonly key: string; readonly disk: Disk; readonly snapshot: Snapshot } | undefined;
  return {
    sources,
    async snapshot(source) {
      const asked = withoutSecrets(source);
      const key = JSON.stringify(asked);
      // What was asked of the disk since, by whoever looked closer, counts as well.
      if (kept?.key === key && !(await hasChanged(kept.disk.observations()))) return kept.snapshot;
      kept = undefined;
      const disk = createDisk();
      const snapshot = readSnapshot(asked, disk, { keptSources: sources });
      kept = { key, disk, snapshot };
      return snapshot;
    },
  };
}

/** What is not read cannot be told. */
function withoutSecrets({ env: _, ...source }: SnapshotSource): SnapshotSource {
  return source;
}
