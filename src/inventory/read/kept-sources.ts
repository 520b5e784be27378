// Files of an inventory that are read again and again while little of it changes: each is taken apart once, as long as it says the
// same.

import type { Finding } from '../../findings/finding.js';
import type { InventoryValidator, Validated } from '../shape/validate.js';
import type { Source } from './source.js';

/** A file that was taken apart and checked for its shape. Nobody changes it. */
export interface ReadSource {
  /** With the names that are meant. */
  readonly source: Source;
  readonly checked: Validated;
  readonly diagnostics: readonly Finding[];
  /** How many phones are written down. */
  readonly phones: number;
}

/** What a file says, and who judges that: templates of another kind allow other things. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly validate: InventoryValidator;
}

/** A file as it was read before; `read` is called where it says something else by now. */
export type KeptSources = (asked: SourceText, read: () => ReadSource) => ReadSource;

/** Of more files all are forgotten. */
const FILES_MAX = 2_000;

export function createKeptSources(): KeptSources {
  const kept = new Map<string, SourceText & { readonly made: ReadSource }>();
  return (asked, read) => {
    const before = kept.get(asked.path);
    if (before?.text === asked.text && before.validate === asked.validate) return before.made;
    const made = read();
    if (kept.size >= FILES_MAX) kept.clear();
    kept.set(asked.path, { ...asked, made });
    return made;
  };
}
