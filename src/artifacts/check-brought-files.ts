// Files that phones are told of and that somebody has to bring: are they in the folders that are served?

import { join } from 'node:path';
import { type Diagnostic, diagnostic, formatPlace } from '../findings/finding.js';
import type { BroughtFile } from '../phones/driver.js';
import type { Disk } from './disk.js';
import type { Snapshot } from './snapshot.js';

/** `folders` are asked in their order; `shown` is the first as people name it. Each missing file is told once. */
export function checkBroughtFiles(
  snapshot: Snapshot,
  folders: readonly string[],
  shown: string,
  disk: Pick<Disk, 'isFileLike'>,
): readonly Diagnostic[] {
  const once = new Map(
    broughtFiles(snapshot)
      .toReversed()
      .map((file) => [file.name, file]),
  );
  const refused = new Set(
    snapshot.diagnostics
      .filter(({ severity }) => severity === 'error')
      .map((each) => formatPlace(each.place)),
  );
  return [...once.values()].toReversed().flatMap(({ name, what, place }) => {
    // Whoever is to write another name needs no file of this one.
    if (refused.has(formatPlace(place))) return [];
    if (snapshot.find(name) || folders.some((folder) => disk.isFileLike(join(folder, name)))) {
      return [];
    }
    const message = `the ${what} ${name} is not there`;
    const hint = `put it into ${shown}, or name its folder with --firmware`;
    return [diagnostic('inventory/no-such-file', place, message, { hint })];
  });
}

function broughtFiles({ site, packs }: Snapshot): readonly BroughtFile[] {
  return [...packs.drivers.values()].flatMap((driver) => {
    const models = [...packs.models.values()].filter(
      ({ vendor, id }) => vendor === driver.vendor && site.modelDefaults.has(id),
    );
    return models.length > 0 ? (driver.broughtFiles?.(site, models) ?? []) : [];
  });
}
