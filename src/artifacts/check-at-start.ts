// What is wrong with what would be served: an error among it, and `serve` does not start.

import type { Finding } from '../findings/finding.js';
import { createArtifactCheck } from './check-artifact.js';
import type { Snapshot } from './snapshot.js';

/** Larger sites start with what they have; each further file is checked when it is first asked for. */
const FILES_CHECKED_AT_START = 1000;

export interface CheckedAtStart {
  readonly diagnostics: readonly Finding[];
  /** The first files in the snapshot's order, as they were checked; undefined: one that cannot be rendered. */
  readonly texts: readonly (string | undefined)[];
}

type Judged = Pick<Snapshot, 'artifacts' | 'diagnostics' | 'allowances'>;

export function checkAtStart({ artifacts, diagnostics, allowances }: Judged): CheckedAtStart {
  const first = [...artifacts.values()].slice(0, FILES_CHECKED_AT_START);
  const checked = first.map(createArtifactCheck());
  const ofFiles = checked.flatMap((file) => allowances.apply(file.diagnostics));
  // A file that was not looked at may need what is allowed: findUnneeded looks.
  const unused = checked.length < artifacts.size ? [] : allowances.unused();
  return {
    diagnostics: [...diagnostics, ...ofFiles, ...unused],
    texts: checked.map(({ text }) => text),
  };
}

/** What is allowed and needed by no file of a larger site: what has looked at nothing yet but the first files looks at more, one a step. */
export function* findUnneeded({
  artifacts,
  allowances,
}: Pick<Judged, 'artifacts' | 'allowances'>): Generator<void, readonly Finding[]> {
  const others = [...artifacts.values()].slice(FILES_CHECKED_AT_START);
  const check = createArtifactCheck();
  for (const artifact of others) {
    if (!allowances.awaits(artifact.mac)) continue;
    allowances.apply(check(artifact).diagnostics);
    yield;
  }
  return others.length > 0 ? allowances.unused() : [];
}
