// Which version of a file one has, by what the system tells of it.

import type { Stats } from 'node:fs';

/** A file written again is another version, even with the same size in the same second. */
export function versionOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs, ctimeMs].join(' ');
}
