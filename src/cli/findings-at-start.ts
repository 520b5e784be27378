// What is wrong with what would be served: an error among it, and `serve` does not start.

import { checkArtifact } from '../artifacts/check-artifact.js';
import type { Snapshot } from '../artifacts/snapshot.js';
import type { Diagnostic } from '../core/diagnostic.js';

/** Larger sites start with what they have; each further file is checked when it is first asked for. */
const FILES_CHECKED_AT_START = 1000;

export function findingsAtStart(snapshot: Snapshot): readonly Diagnostic[] {
  const files = [...snapshot.artifacts.values()].slice(0, FILES_CHECKED_AT_START);
  return [...snapshot.diagnostics, ...files.flatMap((file) => checkArtifact(file).diagnostics)];
}
