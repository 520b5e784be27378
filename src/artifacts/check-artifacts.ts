// Every file of a site, checked before any is written. What was rendered for that is written, as far as there is room.

import type { Diagnostic } from '../core/diagnostic.js';
import { checkArtifact } from './check-artifact.js';
import type { Artifact } from './snapshot.js';

export interface CheckedArtifacts {
  readonly diagnostics: readonly Diagnostic[];
  /**
   * UTF-8, to be asked for once: the bytes that were checked, or rendered again where there was no room
   * to keep them. Throws TemplateError.
   */
  takeBytes(artifact: Artifact): Uint8Array;
}

/** Keeps at most `maxBytes`. */
export function checkArtifacts(artifacts: Iterable<Artifact>, maxBytes: number): CheckedArtifacts {
  const diagnostics: Diagnostic[] = [];
  const kept = new Map<Artifact, Uint8Array>();
  let room = maxBytes;
  for (const artifact of artifacts) {
    const checked = checkArtifact(artifact);
    diagnostics.push(...checked.diagnostics);
    const bytes = checked.text === undefined ? undefined : Buffer.from(checked.text);
    if (!bytes || bytes.length > room) continue;
    kept.set(artifact, bytes);
    room -= bytes.length;
  }
  return {
    diagnostics,
    takeBytes(artifact) {
      const bytes = kept.get(artifact) ?? Buffer.from(artifact.render());
      kept.delete(artifact);
      return bytes;
    },
  };
}
