// Every file of a site, checked before any is written, by whoever is there to do it. What was rendered for that is written,
// as far as there is room.

import type { Finding } from '../findings/finding.js';
import { createArtifactCheck } from './check-artifact.js';
import { type CheckedFile, type PackedFiles, packFiles, unpackChecked } from './packed-files.js';
import { createPacker, type PackedPhone } from './packed-phone.js';
import { createSharedBytes } from './shared-bytes.js';
import type { Artifact } from './snapshot.js';

export interface CheckedArtifacts {
  /** In the order of the files. */
  readonly diagnostics: readonly Finding[];
  /** Digest of what it is made from; undefined: it is not known, or what came of it has findings. */
  madeFrom(artifact: Artifact): string | undefined;
  /**
   * UTF-8, to be asked for once: the bytes that were checked, or rendered again where there was no room
   * to keep them, or where they were known. Throws TemplateError.
   */
  takeBytes(artifact: Artifact): Uint8Array;
}

/** Makes and checks files beside us. */
export interface Helper {
  /** Rejects where it cannot: then it is done here. */
  check(files: PackedFiles): Promise<readonly CheckedFile[]>;
}

export interface CheckOptions {
  /** Of what is kept, in all. */
  readonly maxBytes: number;
  /** Absent: nobody asks what files are made from. */
  readonly digestOf?: (phone: PackedPhone) => string;
  /** Whether a file lies there that was made from this, and had no findings: it is not made again. */
  readonly isMade?: (name: string, madeFrom: string) => boolean;
  /** Asked for once it is known that so many files have to be made. */
  readonly helpersFor?: (files: number) => readonly Helper[];
  /** Done once the helpers have been told of their first files: they take a while to start. */
  readonly meanwhile?: () => void;
  /** Hears of each file that was made, by whomever. */
  readonly onMade?: (name: string) => void;
}

/** So few that all are done at nearly the same time, so many that telling of them costs little. */
const FILES_AT_ONCE = 64;
/** One that a helper works on, and one that it finds when it is done. */
const WAITING = 2;
/** As much of all files as one helper makes while we do what is done meanwhile, which is some three tenths, and a little more. */
const DONE_MEANWHILE = 0.4;

/** Rejects with what a defect throws. */
export async function checkArtifacts(
  artifacts: Iterable<Artifact>,
  options: CheckOptions,
): Promise<CheckedArtifacts> {
  const { maxBytes, digestOf, isMade, helpersFor, meanwhile, onMade } = options;
  const all = [...artifacts];
  const pack = createPacker();
  const check = createArtifactCheck();
  const bytesOf = createSharedBytes();
  const digests = new Map<Artifact, string>();
  const found = new Map<Artifact, readonly Finding[]>();
  const kept = new Map<Artifact, Uint8Array>();
  let room = maxBytes;

  /** Its phone as texts, of which the digest is noted. */
  function packAndNote(artifact: Artifact): PackedPhone | undefined {
    const packed = artifact.phone && pack(artifact.phone);
    if (packed && digestOf && !digests.has(artifact)) digests.set(artifact, digestOf(packed));
    return packed;
  }
  function findUnknown(): readonly Artifact[] {
    if (!isMade) return all;
    const unknown: Artifact[] = [];
    for (const artifact of all) {
      packAndNote(artifact);
      const digest = digests.get(artifact);
      if (digest === undefined || !isMade(artifact.name, digest)) unknown.push(artifact);
    }
    return unknown;
  }
  function take(artifact: Artifact, { diagnostics, bytes }: CheckedFile): void {
    onMade?.(artifact.name);
    if (diagnostics.length > 0) found.set(artifact, diagnostics);
    if (!bytes || bytes.length > room) return;
    kept.set(artifact, bytes);
    room -= bytes.length;
  }
  function checkHere(batch: readonly Artifact[]): void {
    for (const artifact of batch) {
      if (digestOf && !digests.has(artifact)) packAndNote(artifact);
      const { text, diagnostics } = check(artifact);
      const hasRoom = text !== undefined && text.length <= room;
      take(artifact, hasRoom ? { diagnostics, bytes: bytesOf(text) } : { diagnostics });
    }
  }
  /** Returns whether the helper helped. */
  async function checkThere(batch: readonly Artifact[], helper: Helper): Promise<boolean> {
    const packed = batch.flatMap((artifact) => {
      const phone = packAndNote(artifact);
      return phone ? [{ name: artifact.name, phone }] : [];
    });
    try {
      const answer = await helper.check(packFiles(packed, maxBytes > 0));
      const checked = unpackChecked(answer, batch);
      for (const [artifact, each] of checked) take(artifact, each);
      return true;
    } catch {
      // What is the matter with it shows here, where it can be told.
      checkHere(batch);
      return false;
    }
  }

  const toMake = findUnknown();
  const batches = batchesOf(toMake.filter(({ phone }) => phone !== undefined));
  const next = (): readonly Artifact[] | undefined => batches.shift();
  async function workHere(): Promise<void> {
    meanwhile?.();
    checkHere(toMake.filter(({ phone }) => phone === undefined));
    for (let batch = next(); batch; batch = next()) {
      checkHere(batch);
      await nextTurn();
    }
  }
  async function workThere(helper: Helper): Promise<void> {
    for (let batch = next(); batch; batch = next()) {
      if (!(await checkThere(batch, helper))) return;
    }
  }
  const helpers = helpersFor?.(toMake.length) ?? [];
  // Nobody is heard, and given more to do, before what is done meanwhile is done. What is not told yet goes to whoever is free.
  const share = meanwhile ? Math.min(DONE_MEANWHILE, 2 / (2 * helpers.length + 1)) : 0;
  const atFirst = Math.floor(share * batches.length);
  await Promise.all([
    ...helpers.flatMap((helper) => [
      ...Array.from({ length: WAITING }, () => workThere(helper)),
      ...batches.splice(0, atFirst).map((batch) => checkThere(batch, helper)),
    ]),
    workHere(),
  ]);

  return {
    diagnostics: all.flatMap((artifact) => found.get(artifact) ?? []),
    madeFrom: (artifact) => (found.has(artifact) ? undefined : digests.get(artifact)),
    takeBytes(artifact) {
      const bytes = kept.get(artifact) ?? bytesOf(artifact.render());
      kept.delete(artifact);
      return bytes;
    },
  };
}

/** Helpers are heard, and given more to do. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

function batchesOf(artifacts: readonly Artifact[]): (readonly Artifact[])[] {
  const batches: Artifact[][] = [];
  for (const artifact of artifacts) {
    const last = batches.at(-1);
    if (last && last.length < FILES_AT_ONCE) last.push(artifact);
    else batches.push([artifact]);
  }
  return batches;
}
