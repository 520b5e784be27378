// A value that stands twice in a list: the second does nothing, and another may have been meant.

import { type CodeTable, ignored } from '../../findings/evidence.js';
import { type Finding, findingsOf } from '../../findings/finding.js';
import type { Inventory } from '../inventory.js';
import type { Path, Source } from '../read/source.js';

export const LISTED_TWICE_CODES = {
  'inventory/listed-twice': ignored(
    'A value twice in one list',
    'remove one, or write what is meant',
  ),
} as const satisfies CodeTable;

const finding = findingsOf(LISTED_TWICE_CODES);

export function checkListedTwice({ sources, sections }: Inventory): readonly Finding[] {
  const mayRepeat = new Set(sections.flatMap(({ section }) => section.mayRepeat ?? []));
  return sources.flatMap((source) =>
    repeated(source.value, mayRepeat).map((path) => report(source, path)),
  );
}

function repeated(root: unknown, mayRepeat: ReadonlySet<string>): readonly Path[] {
  const found: Path[] = [];
  const path: (string | number)[] = [];
  const visitAt = (step: string | number, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    path.push(step);
    visit(value);
    path.pop();
  };
  const visit = (value: object): void => {
    if (!Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) visitAt(name, inner);
      return;
    }
    if (mayRepeat.has(String(path.at(-1)))) return;
    const seen = new Set<unknown>();
    for (const [index, item] of value.entries()) {
      if (typeof item === 'object') visitAt(index, item);
      else if (seen.has(item)) found.push([...path, index]);
      else seen.add(item);
    }
  };
  if (typeof root === 'object' && root !== null) visit(root);
  return found;
}

function report(source: Source, path: Path): Finding {
  const message = `"${source.written(path)}" stands twice in \`${path.at(-2)}\``;
  return finding('inventory/listed-twice', source.locate(path), message);
}
