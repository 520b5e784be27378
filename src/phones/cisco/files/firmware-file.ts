// A file of firmware: what it is, whom it is for, what it names, and whether all of it is there.

import type { FirmwareBytes, FirmwareFile } from '../../../site/firmware.js';
import type { Model } from '../../../site/model.js';
import { firmwareOf } from './load-names.js';
import { decodeLoads } from './loads.js';
import { archiveLength } from './part-archive.js';

export const LIST_NAME = /\.loads$/i;
export const PART_NAME = /\.(sbn|sb2|sbin|zz)$/i;
/** Firmware of the 7940 and 7960 has a form of its own. */
const OTHER_GENERATION = /^P0/i;

/** Undefined: it is called like none, or is one of other phones. */
export function readFirmware(
  file: FirmwareBytes,
  models: readonly Model[],
): FirmwareFile | undefined {
  if (OTHER_GENERATION.test(file.name)) return undefined;
  if (LIST_NAME.test(file.name)) return readList(file, models);
  return PART_NAME.test(file.name) ? readPart(file, models) : undefined;
}

function readList({ name, start }: FirmwareBytes, models: readonly Model[]): FirmwareFile {
  const { name: signedAs, parts = [] } = decodeLoads(start) ?? {};
  const of = firmwareOf(name, parts, models);
  return {
    role: 'list',
    parts,
    ...(signedAs !== undefined && { signedAs }),
    ...(parts.length === 0 && { fault: 'is no list of parts, or was cut short' }),
    ...(of && { of }),
  };
}

function readPart(file: FirmwareBytes, models: readonly Model[]): FirmwareFile {
  const signedAs = decodeLoads(file.start)?.name;
  const of = firmwareOf(file.name, [], models);
  const fault = partFault(file);
  return {
    role: 'part',
    parts: [],
    ...(signedAs !== undefined && { signedAs }),
    ...(fault !== undefined && { fault }),
    ...(of && { of }),
  };
}

function partFault(file: FirmwareBytes): string | undefined {
  if (!decodeLoads(file.start)) return 'is no firmware, or was cut short';
  const whole = missingEnd(file);
  return whole === undefined ? undefined : `was cut short: it has ${file.size} of ${whole} bytes`;
}

/** How many bytes a part must have that has fewer; undefined: all that it must have, or nothing tells. */
export function missingEnd({ start, size }: Pick<FirmwareBytes, 'start' | 'size'>) {
  const { headerLength = 0 } = decodeLoads(start) ?? {};
  const length = archiveLength(start.subarray(headerLength));
  const whole = length === undefined ? 0 : headerLength + length;
  return whole > size ? whole : undefined;
}
