// What is told to a thread that makes files of phones, and what it answers: plain data, the names of files in both.

import type { Finding } from '../findings/finding.js';
import type { FileText } from './file-text.js';
import type { PackedPhone } from './packed-phone.js';
import { isToFind, NOWHERE } from './plain-text.js';
import type { Claim } from './share-out.js';
import type { Artifact } from './snapshot.js';

export interface PackedFiles {
  /** Texts that phones have in common, each once. */
  readonly shared: readonly string[];
  readonly rows: readonly PackedFile[];
  /** False: nobody wants the texts. */
  readonly keep: boolean;
  /** Whoever takes it makes these files. */
  readonly claim: Claim;
}

export interface PackedFile {
  readonly name: string;
  readonly own: string;
  /** Indexes into the texts. */
  readonly shared: readonly number[];
}

export interface CheckedFile {
  /** Absent: it could not be made, or nobody wants it. */
  readonly text?: FileText;
  /** At NOWHERE where they are at the phone's own place, or at one that only the phone knows. */
  readonly diagnostics: readonly Finding[];
}

export function packFiles(
  files: readonly { readonly name: string; readonly phone: PackedPhone }[],
  keep: boolean,
  claim: Claim,
): PackedFiles {
  const indexes = new Map<string, number>();
  const indexOf = (text: string): number => {
    const index = indexes.get(text) ?? indexes.size;
    indexes.set(text, index);
    return index;
  };
  const rows = files.map(({ name, phone: { own, shared } }) => {
    return { name, own, shared: shared.map(indexOf) };
  });
  return { shared: [...indexes.keys()], rows, keep, claim };
}

/** `artifacts`: those that were packed, in the same order. Throws where the answer is not about them. */
export function unpackChecked(
  checked: readonly CheckedFile[],
  artifacts: readonly Artifact[],
): readonly (readonly [Artifact, CheckedFile])[] {
  if (checked.length !== artifacts.length) throw new Error('not every file was spoken of');
  return artifacts.map((artifact, index) => {
    const { diagnostics, ...own } = checked[index] ?? { diagnostics: [] };
    return [
      artifact,
      { ...own, diagnostics: diagnostics.map((each) => putInPlace(each, artifact)) },
    ];
  });
}

function putInPlace(finding: Finding, { place, phone }: Artifact): Finding {
  if (finding.place.line !== NOWHERE.line) return finding;
  const { place: found } = finding;
  return { ...finding, place: phone && isToFind(found) ? phone.placeOf(...found.path) : place };
}
