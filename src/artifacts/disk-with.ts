// The disk as it would be with one file more, or with another text in one: what is asked before it is written.

import type { Dirent } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Disk } from './disk.js';

/** `path` is absolute, and its folder is there. */
export function diskWith(disk: Disk, path: string, text: string): Disk {
  const name = basename(path);
  return {
    ...disk,
    readText: (each) => (each === path ? text : disk.readText(each)),
    isFileLike: (each) => each === path || disk.isFileLike(each),
    list(folder, wanted) {
      const entries = disk.list(folder, wanted);
      const isNew = folder === dirname(path) && wanted.test(name);
      if (entries === undefined || !isNew || entries.some((each) => each.name === name))
        return entries;
      return [...entries, { name, isDirectory: () => false, isFile: () => true } as Dirent];
    },
  };
}
