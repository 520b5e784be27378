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

/** What is known of one file by now. */
interface Known {
  /** Somebody makes it, or is to be told of it. */
  isBegun: boolean;
  digest: string | undefined;
  text: FileText | undefined;
  found: readonly Finding[];
}

const NONE: readonly never[] = [];

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
  const sharing = createSharing({ here: checkHere, there: checkThere });
  const known = new Map<Artifact, Known>();
  /** Begun, and too few yet to be told of. */
  let few: Artifact[] = [];
  let room = maxKept;

  function knownOf(artifact: Artifact): Known {
    const before = known.get(artifact);
    if (before) return before;
    const first: Known = { isBegun: false, digest: undefined, text: undefined, found: NONE };
    known.set(artifact, first);
    return first;
  }
  /** Its phone as texts, of which the digest is noted. */
  function packAndNote(artifact: Artifact): PackedPhone | undefined {
    const packed = artifact.phone && pack(artifact.phone);
    if (packed && digestOf) knownOf(artifact).digest ??= digestOf(packed);
    return packed;
  }
  function findUnknown(all: readonly Artifact[]): readonly Artifact[] {
    if (!isMade) return all;
    const unknown: Artifact[] = [];
    for (const artifact of all) {
      packAndNote(artifact);
      const { digest } = knownOf(artifact);
      if (digest === undefined || !isMade(artifact.name, digest)) unknown.push(artifact);
    }
    return unknown;
  }
  function take(artifact: Artifact, { diagnostics, text }: CheckedFile): void {
    onMade?.(artifact.name);
    const file = knownOf(artifact);
    if (diagnostics.length > 0) file.found = diagnostics;
    if (!text) return;
    const length = ownLength(text);
    if (length > room) return;
    file.text = text;
    room -= length;
  }
  function checkHere(batch: readonly Artifact[]): void {
    for (const artifact of batch) {
      if (digestOf && knownOf(artifact).digest === undefined) packAndNote(artifact);
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
      const file = knownOf(artifact);
      if (file.isBegun) continue;
      file.isBegun = true;
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
        diagnostics: all.flatMap((artifact) => known.get(artifact)?.found ?? NONE),
        madeFrom(artifact) {
          const file = known.get(artifact);
          return file?.found.length === 0 ? file.digest : undefined;
        },
        takeText(artifact) {
          const file = knownOf(artifact);
          const text = file.text ?? toFileText(artifact.render());
          file.text = undefined;
          return text;
        },
      };
    },
  };
}
