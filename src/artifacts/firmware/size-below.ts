// How many bytes a file has, or all files of a folder.

import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Links count for nothing. Throws the system's Error. */
export async function sizeBelow(path: string): Promise<number> {
  const stat = await lstat(path);
  if (stat.isFile()) return stat.size;
  if (!stat.isDirectory()) return 0;
  let bytes = 0;
  for (const name of await readdir(path)) bytes += await sizeBelow(join(path, name));
  return bytes;
}
