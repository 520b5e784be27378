// How much an archive may hold: so much that all firmware fits, and a bomb does not.

import { archiveFault } from './fault.js';

export interface ArchiveLimits {
  /** Things in it, whether they are taken or not, those of archives inside it too. */
  readonly entries: number;
  /** Of one file, and of all. */
  readonly fileBytes: number;
  readonly totalBytes: number;
  /** Unpacked bytes for each of the archive's own, beyond `freeBytes`. Firmware is packed already, and has nearly one. */
  readonly ratio: number;
  readonly freeBytes: number;
  /** An archive, one inside it, one inside that. */
  readonly depth: number;
}

const MIB = 1 << 20;

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 5_000,
  fileBytes: 512 * MIB,
  totalBytes: 2_048 * MIB,
  ratio: 100,
  freeBytes: 16 * MIB,
  depth: 3,
};

export interface Meter {
  /** Throws an archive's fault, as all of these. */
  entry(): void;
  /** Bytes that came out, of a file of which `before` came out already. */
  bytes(count: number, before: number, path: string): void;
  /** `depth`: 1 for the archive itself. */
  archive(depth: number, path: string): void;
}

/** `packedBytes`: of what was brought. */
export function createMeter(limits: ArchiveLimits, packedBytes: number): Meter {
  const most = Math.min(limits.totalBytes, Math.max(limits.freeBytes, packedBytes * limits.ratio));
  let entries = 0;
  let total = 0;
  return {
    entry() {
      entries++;
      if (entries > limits.entries) {
        throw archiveFault(`there are more than ${limits.entries} files and folders in it`);
      }
    },
    bytes(count, before, path) {
      total += count;
      if (before + count > limits.fileBytes) {
        throw archiveFault(`${path} has more than ${limits.fileBytes} bytes`);
      }
      if (total > most) {
        throw archiveFault(`it grows to more than ${most} bytes when it is unpacked`);
      }
    },
    archive(depth, path) {
      if (depth > limits.depth) {
        throw archiveFault(`${path} lies in an archive in an archive, deeper than firmware does`);
      }
    },
  };
}
