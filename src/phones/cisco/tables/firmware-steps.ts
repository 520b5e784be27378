// Jumps between two firmwares that owners saw refused: which one to load on the way. Rows of firmware-steps.json.

import type { FirmwareStep } from '../../../site/firmware.js';
import type { SourceKey } from './sources.js';

export interface FirmwareStepRow extends FirmwareStep {
  /** Who saw it. */
  readonly sources: readonly SourceKey[];
}

/** `8.3.2`, `8-5-3SR1S`, and the same behind a prefix, `SIP31.8-5-3SR1S`; undefined: it is no version. */
const VERSION = /^(?:[A-Z]+\d*\.)?(\d{1,3})[.-](\d{1,3})(?:[.(-](\d{1,3}))?/i;

/**
 * The first step that a phone which has `have` needs on its way to `want`; without `have`, one that some phone would need.
 * Both are versions or names of loads. Undefined: none is known, or one of them is no version.
 */
export function firmwareStep(
  rows: readonly FirmwareStepRow[],
  have: string | undefined,
  want: string,
): FirmwareStepRow | undefined {
  const from = have === undefined ? [0] : versionOf(have);
  const to = versionOf(want);
  if (!from || !to) return undefined;
  return rows.find(({ below, beyond }) => isBelow(from, below) && isBelow(beyond, to));
}

type Version = readonly number[];

function versionOf(text: string): Version | undefined {
  const [, ...numbers] = VERSION.exec(text) ?? [];
  return numbers.length === 0 ? undefined : numbers.map((each) => Number(each ?? 0));
}

function isBelow(one: Version | string, other: Version | string): boolean {
  const [a = [], b = []] = [one, other].map((each) =>
    typeof each === 'string' ? versionOf(each) : each,
  );
  const first = Array.from({ length: 3 }, (_, index) => (a[index] ?? 0) - (b[index] ?? 0)).find(
    (difference) => difference !== 0,
  );
  return first !== undefined && first < 0;
}
