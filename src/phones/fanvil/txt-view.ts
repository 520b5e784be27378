// A txt file as its template sees it: first line, modules, sections, padded keys, trailer.

import type { Assignment } from './assignment.js';
import type { ModuleLayout, TxtForm } from './data.js';
import { headingOf, type KeyNames, type KeyPath, sectionOrder } from './key-names.js';
import type { KnownKeys } from './known-keys.js';
import { resolveTxtPath } from './raw.js';

export interface TxtView {
  readonly header: string;
  readonly modules: readonly {
    readonly name: string;
    readonly sections: readonly {
      /** Empty at the head of a module. */
      readonly heading: string;
      readonly entries: readonly { readonly key: string; readonly value: string }[];
    }[];
  }[];
  readonly trailer: string;
}

export interface TxtInput {
  readonly form: TxtForm;
  readonly names: KeyNames;
  readonly known: KnownKeys;
  readonly version: string;
  readonly assignments: readonly Assignment[];
  readonly raw: Readonly<Record<string, string>>;
}

interface Entry extends KeyPath {
  readonly value: string;
}

export function createTxtView(input: TxtInput): TxtView {
  const { form, version } = input;
  const entries = byModuleAndSection(withRaw(input, namedEntries(input)));
  return {
    header: `${form.firstLine}${version}`.padEnd(form.headerWidth),
    modules: form.modules.flatMap((module) => {
      const sections = entries.get(module.name);
      return sections ? [{ name: module.name, sections: inOrder(input, module, sections) }] : [];
    }),
    trailer: form.trailer,
  };
}

function namedEntries({ names, form, assignments }: TxtInput): readonly Entry[] {
  return assignments.flatMap(({ row, at, value }) => {
    const path = names.txtPath(row, form.name, at);
    return path ? [{ ...path, value }] : [];
  });
}

/** A raw key stands in for ours of the same name, or follows in its section. */
function withRaw({ form, known, raw }: TxtInput, entries: readonly Entry[]) {
  const all = [...entries];
  for (const [name, value] of Object.entries(raw)) {
    const path = resolveTxtPath(form, known, name);
    if ('problem' in path) continue;
    const index = all.findIndex((entry) => isSamePath(entry, path));
    all.splice(index === -1 ? all.length : index, 1, { ...path, value });
  }
  return all;
}

function isSamePath(a: KeyPath, b: KeyPath): boolean {
  return a.module === b.module && a.section === b.section && a.key === b.key;
}

type Sections = ReadonlyMap<string, readonly Entry[]>;

function byModuleAndSection(entries: readonly Entry[]): ReadonlyMap<string, Sections> {
  const modules = new Map<string, Map<string, Entry[]>>();
  for (const entry of entries) {
    const sections = modules.get(entry.module) ?? new Map<string, Entry[]>();
    const section = sections.get(entry.section) ?? [];
    section.push(entry);
    modules.set(entry.module, sections.set(entry.section, section));
  }
  return modules;
}

function inOrder(input: TxtInput, module: ModuleLayout, sections: Sections) {
  return [...sections]
    .toSorted(([a], [b]) => sectionOrder(module, a) - sectionOrder(module, b))
    .map(([section, entries]) => ({
      heading: section === '' ? '' : headingOf(module, section),
      entries: entries.map((entry) => ({
        key: entry.key.padEnd(columnOf(input, entry)),
        value: entry.value,
      })),
    }));
}

/** Where the colon of this key stands; a longer name pushes it out. */
export function columnOf(
  { form, known }: Pick<TxtInput, 'form' | 'known'>,
  { module, key }: Pick<KeyPath, 'module' | 'key'>,
): number {
  const [, family = '', number = ''] = /^([A-Za-z-]+)(\d+) /.exec(key) ?? [];
  const column = known.find(form.name, module, key)?.column;
  if (column !== undefined) return column + Math.max(0, number.length - 1);
  return form.families.includes(family) ? `${family}${number} `.length + form.column : form.column;
}
