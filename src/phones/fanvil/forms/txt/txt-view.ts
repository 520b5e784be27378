// A txt file as its template sees it: first line, modules, sections, padded keys, trailer.

import { oncePer } from '../../../../core/once-per.js';
import { type Content, oncePerKey } from '../../settings/assignment.js';
import type { KeyPath } from '../form.js';
import { headingOf, type KeyPaths, sectionOrder } from './key-paths.js';
import type { KnownKeys } from './known-keys.js';
import { resolveTxtPath } from './raw-txt.js';
import type { ModuleLayout, TxtLayout } from './txt-layout.js';

export interface TxtView {
  readonly header: string;
  readonly modules: readonly ModuleView[];
  readonly trailer: string;
}

interface ModuleView {
  readonly name: string;
  readonly sections: readonly SectionView[];
}

interface SectionView {
  /** Empty at the head of a module. */
  readonly heading: string;
  readonly entries: readonly EntryView[];
}

interface EntryView {
  readonly key: string;
  readonly value: string;
}

export interface TxtFormat {
  readonly layout: TxtLayout;
  readonly paths: KeyPaths;
  readonly known: KnownKeys;
}

/** Where a key stands, and how it is written there. */
interface Slot {
  readonly section: Section;
  readonly key: string;
}

/** One object for each section of a model's files. */
interface Section {
  readonly module: ModuleLayout;
  /** Among the modules, and among the sections of its module. */
  readonly order: readonly [number, number];
  readonly heading: string;
}

/** For the files of one model, which differ in little but their values: where a key stands is found once. */
export function createTxtViews(format: TxtFormat): (content: Content) => TxtView {
  const { layout, paths } = format;
  const slotOf = createSlots(format);
  const slotOfKey = oncePerKey(({ row, at }) => {
    const path = paths.pathOf(row, layout.name, at);
    return path && slotOf(path);
  });
  return ({ version, assignments, raw }) => {
    const sections = new Map<Section, EntryView[]>();
    for (const assignment of assignments) {
      const slot = slotOfKey(assignment);
      if (slot) entriesOf(sections, slot).push({ key: slot.key, value: assignment.value });
    }
    const ofVendor = Object.entries(raw);
    if (ofVendor.length > 0) addRaw(sections, ofVendor);
    return {
      header: `${layout.firstLine}${version}`.padEnd(layout.headerWidth),
      modules: byModule(sections),
      trailer: layout.trailer,
    };
  };

  function addRaw(
    sections: Map<Section, EntryView[]>,
    raw: readonly (readonly [string, string])[],
  ): void {
    const numbersOf = oncePer(numberKeys);
    for (const [name, value] of raw) {
      const path = resolveTxtPath(layout, format.known, name);
      const slot = 'problem' in path ? undefined : slotOf(path);
      if (!slot) continue;
      const entries = entriesOf(sections, slot);
      replace(entries, numbersOf(entries), { key: slot.key, value });
    }
  }
}

type SlotOf = (path: KeyPath) => Slot | undefined;

function createSlots(format: TxtFormat): SlotOf {
  const { modules } = format.layout;
  const sections = new Map<string, Section>();
  const makeSection = (moduleName: string, name: string): Section | undefined => {
    const index = modules.findIndex((each) => each.name === moduleName);
    const module = modules[index];
    if (!module) return undefined;
    const heading = name === '' ? '' : headingOf(module, name);
    return { module, order: [index, sectionOrder(module, name)], heading };
  };
  return (path) => {
    const name = `${path.module}/${path.section}`;
    const section = sections.get(name) ?? makeSection(path.module, path.section);
    if (!section) return undefined;
    sections.set(name, section);
    return { section, key: path.key.padEnd(columnOf(format, path)) };
  };
}

function entriesOf(sections: Map<Section, EntryView[]>, { section }: Slot): EntryView[] {
  const known = sections.get(section);
  if (known) return known;
  const entries: EntryView[] = [];
  sections.set(section, entries);
  return entries;
}

/** Which entry of a section has a key. An import may put tens of thousands under `raw`, so none is searched for. */
function numberKeys(entries: readonly EntryView[]): Map<string, number> {
  return new Map(entries.map(({ key }, index) => [key, index]));
}

/** A raw key stands in for ours of the same name, or follows in its section. */
function replace(entries: EntryView[], numbers: Map<string, number>, entry: EntryView): void {
  const index = numbers.get(entry.key) ?? entries.length;
  numbers.set(entry.key, index);
  entries[index] = entry;
}

function byModule(sections: ReadonlyMap<Section, readonly EntryView[]>): readonly ModuleView[] {
  const modules = new Map<ModuleLayout, SectionView[]>();
  const inOrder = [...sections].toSorted(
    ([{ order: a }], [{ order: b }]) => a[0] - b[0] || a[1] - b[1],
  );
  for (const [{ module, heading }, entries] of inOrder) {
    const views = modules.get(module) ?? [];
    views.push({ heading, entries });
    modules.set(module, views);
  }
  return [...modules].map(([{ name }, views]) => ({ name, sections: views }));
}

/** Where the colon of this key stands; a longer name pushes it out. */
export function columnOf(
  { layout, known }: Pick<TxtFormat, 'layout' | 'known'>,
  { module, key }: Pick<KeyPath, 'module' | 'key'>,
): number {
  const [, family = '', number = ''] = /^([A-Za-z-]+)(\d+) /.exec(key) ?? [];
  const column = known.find(layout.name, module, key)?.column;
  if (column !== undefined) return column + Math.max(0, number.length - 1);
  return layout.families.includes(family)
    ? `${family}${number} `.length + layout.column
    : layout.column;
}
