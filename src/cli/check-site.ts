// Every file of a site made and checked, on all cores: what `validate` and `generate` do alike.

import {
  type CheckedArtifacts,
  type CheckOptions,
  checkArtifacts,
} from '../artifacts/check-artifacts.js';
import { packSurroundings } from '../artifacts/packed-phone.js';
import type { Snapshot } from '../artifacts/snapshot.js';
import { printable } from '../core/printable.js';
import { type Crew, type CrewOptions, createCrew } from './check-crew.js';
import type { Io } from './io.js';

export type SiteCheckOptions = Omit<CheckOptions, 'helpersFor' | 'meanwhile'>;

export function createSiteCrew(options: Omit<CrewOptions, 'onLost'>, io: Pick<Io, 'err'>): Crew {
  const onLost = (why: string) =>
    io.err(
      `a thread that makes files is missing, and its work is done without it: ${printable(why)}\n`,
    );
  return createCrew({ ...options, onLost });
}

export async function checkSiteFiles(
  snapshot: Snapshot,
  options: SiteCheckOptions,
  crew: Crew,
): Promise<CheckedArtifacts> {
  const { artifacts, packs, site, allowances } = snapshot;
  // The site's own findings are found while the threads work.
  const meanwhile = () => void snapshot.diagnostics;
  const packed = () => ({ templates: packs.tree, surroundings: packSurroundings(site) });
  const helpersFor = (files: number) => crew.helpersFor(files, packed);
  const checked = await checkArtifacts(artifacts.values(), { ...options, helpersFor, meanwhile });
  // Only now is it known what of all that is allowed was needed.
  const diagnostics = allowances.apply(checked.diagnostics);
  return { ...checked, diagnostics: [...diagnostics, ...allowances.unused()] };
}
