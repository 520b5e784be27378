// A value that stands twice in a list: the second does nothing, and another may have been meant.

import { ignored } from '../../findings/evidence.js';
import type { Path } from '../read/source.js';
import type { SiteRules } from './subject.js';

export const LISTED_TWICE_RULES = {
  'inventory/listed-twice': {
    ...ignored('A value twice in one list', 'remove one, or write what is meant'),
    run({ inventory: { sources, sections } }) {
      const mayRepeat = new Set(sections.flatMap(({ section }) => section.mayRepeat ?? []));
      return sources.flatMap(({ value, locate, written }) =>
        repeated(value, mayRepeat).map((path) => ({
          at: locate(path),
          message: `"${written(path)}" stands twice in \`${path.at(-2)}\``,
        })),
      );
    },
  },
} as const satisfies SiteRules;

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
      for (const name of Object.keys(value)) visitAt(name, Reflect.get(value, name));
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
