// Characters that no phone file can carry: one of them in a value could end a line and begin a setting.

import { type Diagnostic, diagnostic } from '../core/diagnostic.js';
import type { Path, Source } from './source.js';

/** C0 and C1 controls, Unicode line and paragraph separators, non-characters, lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
const BAD = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]|\p{Surrogate}/u;

export function hasBadCharacter(text: string): boolean {
  return BAD.test(text);
}

/** Every text in the source, names and values alike. */
export function checkCharacters(source: Source): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (typeof value === 'string' && hasBadCharacter(value)) found.push(badValue(source, path));
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (hasBadCharacter(name)) found.push(badName(source, [...path, name]));
      visit(inner, [...path, name]);
    }
  };
  visit(source.value, []);
  return found;
}

function badValue(source: Source, path: Path): Diagnostic {
  const message = `${String(path.at(-1))} contains a line break or another control character`;
  return diagnostic('inventory/bad-character', source.locate(path), message);
}

function badName(source: Source, path: Path): Diagnostic {
  const message = 'a name contains a line break or another control character';
  return diagnostic('inventory/bad-character', source.locate(path, 'key'), message);
}
