// Files and folders that somebody names -> what is in them. What is too large for a file of a phone is told and left.

import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { codedError, codeOf } from '../../core/coded-error.js';
import { describeFileError, fileFault } from '../../core/file-error.js';
import { wholeFile } from '../../findings/finding.js';
import type { ForeignFile } from '../../phones/importer.js';
import { readContent } from '../../phones/recognise/content.js';
import type { ImportCode } from '../../site/import-codes.js';
import { MAX_BYTES, readBrought } from '../lint/read-brought.js';
import { MAX_ENTRIES, walkFolder } from '../lint/walk.js';
import type { PlacedRemark } from './import-inputs.js';

export interface ReadForeign {
  /** In the order of their names. */
  readonly files: readonly ForeignFile[];
  readonly remarks: readonly PlacedRemark[];
}

/** Known to be no text by their names: firmware, sounds, pictures, trust lists. */
const NO_TEXT = /\.(loads|sbn|sb2|sgn|bin|raw|wav|jar|png|jpe?g|gif|bmp|tlv|z|zip|gz|rom|img)$/i;

/** Of these even a large one may be of a server of theirs. */
const MAY_BE_LARGE = /\.(csv|conf|json)$/i;
/** A link to nothing, and what is no regular file. */
const NO_FILE = ['ENOENT', 'EFTYPE'];

/**
 * `isOurs`: whether a file of this name is for a phone: of others that are met in a folder nothing is missing when they
 * cannot be read. Throws the system's Error if one that was named cannot be read.
 */
export function readForeign(
  paths: readonly string[],
  cwd: string,
  isOurs: (name: string) => boolean,
): ReadForeign {
  const files: ForeignFile[] = [];
  const remarks: PlacedRemark[] = [];
  const tell = (path: string, message: string, code: ImportCode = 'import/unreadable') =>
    remarks.push({ code, place: wholeFile(path), message });
  for (const path of paths) {
    const full = resolve(cwd, path);
    if (!statSync(full).isDirectory()) {
      add(path, full);
      continue;
    }
    const { entries, refused, cut } = walkFolder(full);
    for (const each of entries)
      if (!NO_TEXT.test(each.name)) add(join(path, each.name), each.path, true);
    for (const { name, code } of refused) {
      const what = fileFault(codedError(code, code), name)?.what ?? code;
      const isNobodys = NO_FILE.includes(code) && !isOurs(basename(name));
      tell(join(path, name), what, isNobodys ? 'import/unknown-file' : 'import/unreadable');
    }
    if (cut) tell(path, `it holds more than ${MAX_ENTRIES} files, or deeper folders than are read`);
  }
  return { files, remarks };

  function add(path: string, full: string, met = false): void {
    try {
      const { bytes, size } = readBrought(full);
      if (size > MAX_BYTES) {
        const isNobodys = met && !isOurs(basename(path)) && !MAY_BE_LARGE.test(path);
        const code = isNobodys ? 'import/unknown-file' : 'import/unreadable';
        tell(path, `it has ${size} bytes, more than any file of a phone`, code);
        return;
      }
      const content = readContent(bytes);
      files.push({ path, name: basename(path), content, ...(met && { met }) });
    } catch (error) {
      if (!(error instanceof Error) || codeOf(error) === undefined) throw error;
      tell(path, describeFileError(error));
    }
  }
}
