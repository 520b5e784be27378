// A line break or control character in any value is an error, never an injection.

import { hasBadCharacter, withoutBadCharacters } from '../../core/characters.js';
import { type Diagnostic, diagnostic } from '../../core/diagnostic.js';
import type { Path, Source } from '../source.js';

/** Every text in the source, names and values alike. */
export function checkCharacters(source: Source): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const path: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && hasBadCharacter(value)) {
      found.push(badValue(source, [...path]));
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      path.push(name);
      if (hasBadCharacter(name)) found.push(badName(source, [...path]));
      visit(inner);
      path.pop();
    }
  };
  visit(source.value);
  return found;
}

/** The same value without them, so that what is made of it needs no second finding. */
export function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return withoutBadCharacters(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [withoutBadCharacters(name), cleanValue(inner)]),
  );
}

function badValue(source: Source, path: Path): Diagnostic {
  const message = `${String(path.at(-1))} contains a line break or another control character`;
  return diagnostic('inventory/bad-character', source.locate(path), message);
}

function badName(source: Source, path: Path): Diagnostic {
  const message = 'a name contains a line break or another control character';
  return diagnostic('inventory/bad-character', source.locate(path, 'key'), message);
}
