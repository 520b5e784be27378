// One reading of an inventory, wherever it is done: what would be served, what is wrong, and what the disk said.

import { resolve } from 'node:path';
import { createArtifactCheck } from '../artifacts/check-artifact.js';
import { type CheckedAtStart, checkAtStart, findUnneeded } from '../artifacts/check-at-start.js';
import { createDisk, type Disk, joinObservations, type Observations } from '../artifacts/disk.js';
import { storedFirmware } from '../artifacts/firmware/look.js';
import { packFileIds } from '../artifacts/known-files.js';
import { plainFolders, readSnapshot, type SnapshotSource } from '../artifacts/read-snapshot.js';
import type { Snapshot } from '../artifacts/snapshot.js';
import { codeOf } from '../core/coded-error.js';
import type { Severity } from '../findings/evidence.js';
import { type Finding, hasErrors, sortFindings } from '../findings/finding.js';
import { describeFirmware, setParts } from '../firmware/sets.js';
import { vendorsOf } from '../phones/packs/known-models.js';
import type { FilesBehind } from './plain-files.js';
import type { Rendered } from './served-site.js';
import { type FirmwareData, type SiteData, siteDataOf } from './site-data.js';

/** Plain data. */
export interface SiteReading {
  /** Absent: there is an error, or it failed. */
  readonly data?: SiteData;
  /** Errors first, and no more than anyone reads. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
  /** The same by severity. */
  readonly severities: Readonly<Record<Severity, number>>;
  /** Also where there is no data: it may hold secrets. */
  readonly filesBehind: FilesBehind;
  /** Why there was nothing to find anything in. */
  readonly failure?: Failure;
  /** An error at the very end of a file: someone may still be writing it. */
  readonly endsInError: boolean;
  /** Of all texts together, in characters. */
  readonly length: number;
  /** Also of a reading that failed: what it asked and what it was told. */
  readonly observations: Observations;
}

export interface Failure {
  readonly message: string;
  /** Of the system's refusals, and ours in its manner; absent: a defect. */
  readonly code?: string;
  readonly stack?: string;
}

export interface ReadSite {
  readonly reading: SiteReading;
  /** A file by its row. */
  render(row: number): Rendered;
  /** What is allowed and not needed, as far as the reading does not say it: a file a step. Absent: nothing was read. */
  findUnneeded?(): Generator<void, readonly Finding[]>;
}

const NO_FINDINGS: SiteReading['severities'] = { error: 0, warning: 0, info: 0 };
/** More are counted: `validate` tells them all. */
const FINDINGS_TOLD = 100;

/** Throws TooLarge where the texts are longer than `maxLength` characters; nothing else. */
export function readSite(
  source: SnapshotSource,
  maxLength: number = Number.POSITIVE_INFINITY,
): ReadSite {
  const disk = createMeasuredDisk(maxLength);
  try {
    const snapshot = readSnapshot(source, disk);
    const checked = checkAtStart(snapshot);
    // To look at all others takes a thread.
    if (Number.isFinite(maxLength) && isLeftOpen(snapshot, checked)) throw new TooLarge();
    return sum(snapshot, checked, disk, source);
  } catch (error) {
    if (error instanceof TooLarge) throw error;
    const filesBehind = behindOf([...disk.lastLines.keys()], [], disk, source.cwd);
    const reading = { ...failedSiteReading(error), ...measuresOf(disk), filesBehind };
    return { reading, render: () => ({ kind: 'unreadable', why: 'nothing was read' }) };
  }
}

export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** Nobody knows yet what is needed of all that is allowed. */
function isLeftOpen({ artifacts, allowances }: Snapshot, { texts }: CheckedAtStart): boolean {
  return texts.length < artifacts.size && allowances.unused().length > 0;
}

function sum(
  snapshot: Snapshot,
  checked: CheckedAtStart,
  disk: MeasuredDisk,
  source: SnapshotSource,
): ReadSite {
  const { cwd } = source;
  const { diagnostics } = checked;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const rest = diagnostics.filter(({ severity }) => severity !== 'error');
  const told = [...sortFindings(errors), ...sortFindings(rest)].slice(0, FINDINGS_TOLD);
  return {
    reading: {
      ...(errors.length === 0 && {
        data: siteDataOf(snapshot, checked, wholeSets(snapshot, source)),
      }),
      filesBehind: behindOf(snapshot.sources, snapshot.secretFiles, disk, cwd),
      findings: told,
      findingCount: diagnostics.length,
      severities: countSeverities(diagnostics),
      endsInError: errors.some((finding) => isAtEnd(finding, cwd, disk.lastLines)),
      ...measuresOf(disk),
    },
    render: renderingOf(snapshot),
    findUnneeded: () => findUnneeded(snapshot),
  };
}

function countSeverities(diagnostics: readonly Finding[]): SiteReading['severities'] {
  const counts = { ...NO_FINDINGS };
  for (const { severity } of diagnostics) counts[severity] += 1;
  return counts;
}

/** Of which it can be said how far a phone is. A folder that cannot be listed has none. */
export function wholeSets(snapshot: Snapshot, source: SnapshotSource): readonly FirmwareData[] {
  try {
    const stored = storedFirmware(plainFolders(source), vendorsOf(snapshot.packs));
    const { sets } = describeFirmware(NOTHING_WANTED, stored);
    return sets.flatMap((set) => {
      const parts = setParts(set);
      return parts ? [{ name: set.name, parts }] : [];
    });
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return [];
  }
}

const NOTHING_WANTED = { needs: [], asked: new Set<string>(), models: new Set<string>() };

function behindOf(
  sources: readonly string[],
  secretFiles: readonly string[],
  disk: Disk,
  cwd: string,
): FilesBehind {
  const paths = [...sources, ...secretFiles].map((path) => resolve(cwd, path));
  return { sources, secretFiles, ids: packFileIds(paths.map(disk.idOf)) };
}

/** A file by its row, as it would be generated; one that its phone could not read is not made. */
export function renderingOf(snapshot: Snapshot): (row: number) => Rendered {
  const artifacts = [...snapshot.artifacts.values()];
  const check = createArtifactCheck();
  return (row) => {
    const artifact = artifacts[row];
    if (artifact === undefined) return { kind: 'unreadable', why: 'there is no such file' };
    const { text, diagnostics } = check(artifact);
    const wrong = snapshot.allowances.apply(diagnostics);
    if (text === undefined || hasErrors(wrong)) {
      return { kind: 'unreadable', why: `${wrong[0]?.code}: ${wrong[0]?.message}` };
    }
    return { kind: 'file', bytes: new TextEncoder().encode(text) };
  };
}

/** With a look at how much it gives and where its texts end. */
interface MeasuredDisk extends Disk {
  /** By path. */
  readonly lastLines: ReadonlyMap<string, number>;
  length(): number;
}

function createMeasuredDisk(maxLength: number): MeasuredDisk {
  const disk = createDisk();
  const lastLines = new Map<string, number>();
  let length = 0;
  return {
    ...disk,
    lastLines,
    length: () => length,
    readText(path) {
      const text = disk.readText(path);
      length += text.length;
      if (length > maxLength) throw new TooLarge();
      lastLines.set(path, countLines(text.trimEnd()));
      return text;
    },
  };
}

function measuresOf(disk: MeasuredDisk): Pick<SiteReading, 'length' | 'observations'> {
  return { length: disk.length(), observations: disk.observations() };
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function isAtEnd({ place }: Finding, cwd: string, lastLines: ReadonlyMap<string, number>): boolean {
  const last = lastLines.get(resolve(cwd, place.file));
  return last !== undefined && place.line >= last;
}

/** Of which nothing is known but why. */
export function failedSiteReading(error: unknown): SiteReading {
  return {
    findings: [],
    findingCount: 0,
    severities: NO_FINDINGS,
    failure: failureOf(error),
    endsInError: false,
    length: 0,
    filesBehind: { sources: [], secretFiles: [], ids: packFileIds([]) },
    observations: joinObservations([]),
  };
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, stack } = error;
  const code = codeOf(error);
  return { message, ...(code !== undefined && { code }), ...(stack !== undefined && { stack }) };
}
