// Every file of a site made and checked, on all cores: what `validate` and `generate` do alike.

import {
  type CheckedArtifacts,
  type CheckOptions,
  checkArtifacts,
} from '../artifacts/check-artifacts.js';
import { packSurroundings } from '../artifacts/packed-phone.js';
import type { Snapshot } from '../artifacts/snapshot.js';
import type { Writer } from '../artifacts/write-together.js';
import { printable } from '../core/printable.js';
import { type CrewOptions, createCrew } from './check-crew.js';
import type { Io } from './io.js';

export type SiteCheckOptions = Omit<CheckOptions, 'helpersFor' | 'meanwhile'> &
  Omit<CrewOptions, 'onLost'>;

/** `use`: what is done with it while the threads are there, who write as well. */
export async function checkSiteFiles<T>(
  snapshot: Snapshot,
  options: SiteCheckOptions,
  io: Pick<Io, 'err'>,
  use: (checked: CheckedArtifacts, writers: readonly Writer[]) => T | Promise<T>,
): Promise<T> {
  const { artifacts, packs, site, allowances } = snapshot;
  // The site's own findings are found while the threads start.
  const meanwhile = () => void snapshot.diagnostics;
  const packed = () => ({ templates: packs.tree, surroundings: packSurroundings(site) });
  const onLost = (why: string) =>
    io.err(
      `a thread that makes files is missing, and its work is done without it: ${printable(why)}\n`,
    );
  const crew = createCrew(packed, { ...options, onLost });
  try {
    const { helpersFor } = crew;
    const checked = await checkArtifacts(artifacts.values(), { ...options, helpersFor, meanwhile });
    // Only now is it known what of all that is allowed was needed.
    const found = allowances.apply(checked.diagnostics);
    const diagnostics = [...found, ...allowances.unused()];
    return await use({ ...checked, diagnostics }, crew.writers());
  } finally {
    crew.close();
  }
}
