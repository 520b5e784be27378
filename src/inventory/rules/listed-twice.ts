// A value that stands twice in a list: the second does nothing, and another may have been meant.

import { type Diagnostic, diagnostic } from '../../findings/finding.js';
import type { Inventory } from '../inventory.js';
import type { Path, Source } from '../read/source.js';

export function checkListedTwice({ sources, sections }: Inventory): readonly Diagnostic[] {
  const mayRepeat = new Set(sections.flatMap(({ section }) => section.mayRepeat ?? []));
  return sources.flatMap((source) =>
    repeated(source.value, [], mayRepeat).map((path) => report(source, path)),
  );
}

function repeated(value: unknown, path: Path, mayRepeat: ReadonlySet<string>): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, inner]) =>
      repeated(inner, [...path, name], mayRepeat),
    );
  }
  if (mayRepeat.has(String(path.at(-1)))) return [];
  const seen = new Set<unknown>();
  return value.flatMap((item, index): readonly Path[] => {
    if (typeof item === 'object') return repeated(item, [...path, index], mayRepeat);
    if (seen.has(item)) return [[...path, index]];
    seen.add(item);
    return [];
  });
}

function report(source: Source, path: Path): Diagnostic {
  const message = `"${source.written(path)}" stands twice in \`${path.at(-2)}\``;
  return diagnostic('inventory/listed-twice', source.locate(path), message);
}
