// Files and folders that somebody names -> what is in them. What is too large for a file of a phone is told and left.

import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { codedError, codeOf } from '../../core/coded-error.js';
import { describeFileError, fileFault } from '../../core/file-error.js';
import { wholeFile } from '../../findings/finding.js';
import type { ForeignFile } from '../../phones/importer.js';
import { readContent } from '../../phones/recognise/content.js';
import { MAX_BYTES, readBrought } from '../lint/read-brought.js';
import { MAX_ENTRIES, walkFolder } from '../lint/walk.js';
import type { PlacedRemark } from './gather.js';

export interface ReadForeign {
  /** In the order of their names. */
  readonly files: readonly ForeignFile[];
  readonly remarks: readonly PlacedRemark[];
}

/** Known to be no text by their names: firmware, sounds, pictures, trust lists. */
const NO_TEXT = /\.(loads|sbn|sb2|sgn|bin|raw|wav|jar|png|jpe?g|gif|bmp|tlv|z|zip|gz|rom|img)$/i;

/** Throws the system's Error if one that was named cannot be read. */
export function readForeign(paths: readonly string[], cwd: string): ReadForeign {
  const files: ForeignFile[] = [];
  const remarks: PlacedRemark[] = [];
  const tell = (path: string, message: string) =>
    remarks.push({ code: 'import/unreadable', place: wholeFile(path), message });
  for (const path of paths) {
    const full = resolve(cwd, path);
    if (!statSync(full).isDirectory()) {
      add(path, full);
      continue;
    }
    const { entries, refused, cut } = walkFolder(full);
    for (const each of entries) if (!NO_TEXT.test(each.name)) add(join(path, each.name), each.path);
    for (const { name, code } of refused) {
      tell(join(path, name), fileFault(codedError(code, code), name)?.what ?? code);
    }
    if (cut) tell(path, `it holds more than ${MAX_ENTRIES} files, or deeper folders than are read`);
  }
  return { files, remarks };

  function add(path: string, full: string): void {
    try {
      const { bytes, size } = readBrought(full);
      if (size > MAX_BYTES) {
        tell(path, `it has ${size} bytes, more than any file of a phone`);
        return;
      }
      files.push({ path, name: basename(path), content: readContent(bytes) });
    } catch (error) {
      if (!(error instanceof Error) || codeOf(error) === undefined) throw error;
      tell(path, describeFileError(error));
    }
  }
}
