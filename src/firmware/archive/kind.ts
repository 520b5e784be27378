// What kind of archive a file is, by its first bytes.

export type ArchiveKind = 'zip' | 'tar' | 'gzip';

/** Enough for every kind. */
export const KIND_BYTES = 8192;

const TAR_BLOCK = 512;
const TAR_CHECKSUM = { at: 148, length: 8 };
const BLANK = 0x20;

/** Undefined: none of these. */
export function kindOf(start: Uint8Array): ArchiveKind | undefined {
  // An archive without files has its end alone.
  if (begins(start, [0x50, 0x4b, 3, 4]) || begins(start, [0x50, 0x4b, 5, 6])) return 'zip';
  if (begins(start, [0x1f, 0x8b, 8])) return 'gzip';
  return isTar(start) ? 'tar' : undefined;
}

function begins(start: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => start[index] === byte);
}

/** Old ones have no word that tells, but all have the sum of the first header in it. */
function isTar(start: Uint8Array): boolean {
  if (start.length < TAR_BLOCK) return false;
  const { at, length } = TAR_CHECKSUM;
  const told = new TextDecoder('latin1').decode(start.subarray(at, at + length));
  let sum = 0;
  for (let index = 0; index < TAR_BLOCK; index++) {
    const isSum = index >= at && index < at + length;
    sum += isSum ? BLANK : (start[index] ?? 0);
  }
  const [, digits] = /^ *([0-7]+)[ \0]*$/.exec(told) ?? [];
  return digits !== undefined && Number.parseInt(digits, 8) === sum;
}
