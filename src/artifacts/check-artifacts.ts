// Every file of a site, checked before any is written, by whoever is there to do it: helpers can begin with the first while
// others are not known yet. What was rendered for that is written, as far as there is room.

import type { Finding } from '../findings/finding.js';
import { createArtifactCheck } from './check-artifact.js';
import { type FileText, ownLength, toFileText } from './file-text.js';
import { type CheckedFile, type PackedFiles, packFiles, unpackChecked } from './packed-files.js';
import { createPacker, type PackedPhone } from './packed-phone.js';
import { type Claim, createSharing } from './share-out.js';
import type { Artifact } from './snapshot.js';

export interface CheckedArtifacts {
  /** In the order of the files. */
  readonly diagnostics: readonly Finding[];
  /** Digest of what it is made from; undefined: it is not known, or what came of it has findings. */
  madeFrom(artifact: Artifact): string | undefined;
  /**
   * To be asked for once: the text that was checked, or rendered again where there was no room
   * to keep it, or where it was known. Throws TemplateError.
   */
  takeText(artifact: Artifact): FileText;
}

/** Makes and checks files beside us. */
export interface Helper {
  /** Rejects where it cannot: then it is done here. */
  check(files: PackedFiles): Promise<readonly CheckedFile[]>;
}

export interface CheckOptions {
  /** In UTF-16 units, of what is kept of texts, in all. */
  readonly maxKept: number;
  /** Absent: nobody asks what files are made from. */
  readonly digestOf?: (phone: PackedPhone) => string;
  /** Whether a file lies there that was made from this, and had no findings: it is not made again. */
  readonly isMade?: (name: string, madeFrom: string) => boolean;
  /** Hears of each file that was made, by whomever. */
  readonly onMade?: (name: string) => void;
}

export interface FinishOptions {
  /** Asked for once it is known that so many files have to be made. */
  readonly helpersFor?: (files: number) => readonly Helper[];
  /** Done once the helpers have been told of their first files: they take a while to start. */
  readonly meanwhile?: () => void;
}

export interface ArtifactsCheck {
  /** Who makes files of phones from now on. */
  join(helpers: readonly Helper[]): void;
  /** Helpers may make these already. */
  begin(artifacts: readonly Artifact[]): void;
  /** Of all that there are, those that were begun among them. Rejects with what a defect throws. */
  finish(artifacts: Iterable<Artifact>, options?: FinishOptions): Promise<CheckedArtifacts>;
}

/** So few that all are done at nearly the same time, so many that telling of them costs little. */
const FILES_AT_ONCE = 64;

/** Rejects with what a defect throws. */
export async function checkArtifacts(
  artifacts: Iterable<Artifact>,
  options: CheckOptions & FinishOptions,
): Promise<CheckedArtifacts> {
  return createArtifactsCheck(options).finish(artifacts, options);
}

export function createArtifactsCheck(options: CheckOptions): ArtifactsCheck {
  const { maxKept, digestOf, isMade, onMade } = options;
  const pack = createPacker();
  const check = createArtifactCheck();
  const digests = new Map<Artifact, string>();
  const found = new Map<Artifact, readonly Finding[]>();
  const kept = new Map<Artifact, FileText>();
  const sharing = createSharing({ here: checkHere, there: checkThere });
  const begun = new Set<Artifact>();
  /** Begun, and too few yet to be told of. */
  let few: Artifact[] = [];
  let room = maxKept;

  /** Its phone as texts, of which the digest is noted. */
  function packAndNote(artifact: Artifact): PackedPhone | undefined {
    const packed = artifact.phone && pack(artifact.phone);
    if (packed && digestOf && !digests.has(artifact)) digests.set(artifact, digestOf(packed));
    return packed;
  }
  function findUnknown(all: readonly Artifact[]): readonly Artifact[] {
    if (!isMade) return all;
    const unknown: Artifact[] = [];
    for (const artifact of all) {
      packAndNote(artifact);
      const digest = digests.get(artifact);
      if (digest === undefined || !isMade(artifact.name, digest)) unknown.push(artifact);
    }
    return unknown;
  }
  function take(artifact: Artifact, { diagnostics, text }: CheckedFile): void {
    onMade?.(artifact.name);
    if (diagnostics.length > 0) found.set(artifact, diagnostics);
    if (!text) return;
    const length = ownLength(text);
    if (length > room) return;
    kept.set(artifact, text);
    room -= length;
  }
  function checkHere(batch: readonly Artifact[]): void {
    for (const artifact of batch) {
      if (digestOf && !digests.has(artifact)) packAndNote(artifact);
      const { text, diagnostics } = check(artifact);
      const isKept = text !== undefined && room > 0;
      take(artifact, {
        diagnostics,
        ...(isKept && { text: toFileText(text) }),
      });
    }
  }
  async function checkThere(
    batch: readonly Artifact[],
    helper: Helper,
    claim: Claim,
  ): Promise<void> {
    const packed = batch.flatMap((artifact) => {
      const phone = packAndNote(artifact);
      return phone ? [{ name: artifact.name, phone }] : [];
    });
    const answer = await helper.check(packFiles(packed, maxKept > 0, claim));
    for (const [artifact, each] of unpackChecked(answer, batch)) take(artifact, each);
  }
  function begin(artifacts: readonly Artifact[]): void {
    for (const artifact of artifacts) {
      if (begun.has(artifact)) continue;
      begun.add(artifact);
      few.push(artifact);
      if (few.length === FILES_AT_ONCE) tellFew();
    }
  }
  function tellFew(): void {
    if (few.length > 0) sharing.add(few);
    few = [];
  }

  return {
    join: sharing.join,
    begin,
    async finish(artifacts, { helpersFor, meanwhile } = {}) {
      const all = [...artifacts];
      const toMake = findUnknown(all);
      sharing.join(helpersFor?.(toMake.length) ?? []);
      begin(toMake.filter(({ phone }) => phone !== undefined));
      tellFew();
      meanwhile?.();
      checkHere(toMake.filter(({ phone }) => phone === undefined));
      await sharing.finish();
      return {
        diagnostics: all.flatMap((artifact) => found.get(artifact) ?? []),
        madeFrom: (artifact) => (found.has(artifact) ? undefined : digests.get(artifact)),
        takeText(artifact) {
          const text = kept.get(artifact) ?? toFileText(artifact.render());
          kept.delete(artifact);
          return text;
        },
      };
    },
  };
}
