// Every file of a site made and checked, on all cores: what `validate` and `generate` do alike.

import {
  type ArtifactsCheck,
  type CheckedArtifacts,
  type CheckOptions,
  createArtifactsCheck,
} from '../artifacts/check-artifacts.js';
import { packSurroundings } from '../artifacts/packed-phone.js';
import type { Snapshot, SnapshotInputs } from '../artifacts/snapshot.js';
import { printable } from '../core/printable.js';
import type { Packs } from '../phones/packs/packs.js';
import type { PhoneSurroundings } from '../site/site.js';
import { type Crew, type CrewOptions, createCrew } from './check-crew.js';
import type { Io } from './io.js';

export function createSiteCrew(options: Omit<CrewOptions, 'onLost'>, io: Pick<Io, 'err'>): Crew {
  const onLost = (why: string) =>
    io.err(
      `a thread that makes files is missing, and its work is done without it: ${printable(why)}\n`,
    );
  return createCrew({ ...options, onLost });
}

/** A check that threads begin while the inventory is still read, where that is large enough for any. */
export interface EarlyCheck {
  /** To be called by who reads. */
  readonly hearing: Required<Pick<SnapshotInputs, 'onPhones' | 'onFiles'>>;
  /** Undefined: it has not begun. */
  begun(): ArtifactsCheck | undefined;
}

export function createEarlyCheck(
  crew: Crew,
  optionsFor: (surroundings: PhoneSurroundings, packs: Packs) => CheckOptions,
): EarlyCheck {
  let phones = 0;
  let check: ArtifactsCheck | undefined;
  function begin(surroundings: PhoneSurroundings, packs: Packs): ArtifactsCheck {
    const begun = createArtifactsCheck(optionsFor(surroundings, packs));
    begun.join(crew.helpersFor(phones, () => packedSite(packs, surroundings)));
    return begun;
  }
  return {
    hearing: {
      onPhones(count, packs) {
        phones = count;
        crew.prepare(count, packs.tree);
      },
      onFiles(files, surroundings, packs) {
        if (crew.writers().length === 0) return;
        check ??= begin(surroundings, packs);
        check.begin(files);
      },
    },
    begun: () => check,
  };
}

/** `optionsFor`: of a check that has not begun. */
export async function checkSiteFiles(
  snapshot: Snapshot,
  optionsFor: () => CheckOptions,
  crew: Crew,
  begun: ArtifactsCheck | undefined,
): Promise<CheckedArtifacts> {
  const { artifacts, packs, site, allowances } = snapshot;
  // The site's own findings are found while the threads work.
  const meanwhile = () => void snapshot.diagnostics;
  const helpersFor = (files: number) => crew.helpersFor(files, () => packedSite(packs, site));
  const check = begun ?? createArtifactsCheck(optionsFor());
  const checked = await check.finish(artifacts.values(), {
    meanwhile,
    ...(!begun && { helpersFor }),
  });
  // Only now is it known what of all that is allowed was needed.
  const diagnostics = allowances.apply(checked.diagnostics);
  return { ...checked, diagnostics: [...diagnostics, ...allowances.unused()] };
}

function packedSite({ tree }: Packs, surroundings: PhoneSurroundings) {
  return { templates: tree, surroundings: packSurroundings(surroundings) };
}
