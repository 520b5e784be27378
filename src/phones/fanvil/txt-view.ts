// A txt file as its template sees it: first line, modules, sections, padded keys, trailer.

import { type Content, oncePerKey } from './assignment.js';
import type { ModuleLayout, TxtForm } from './data.js';
import { headingOf, type KeyNames, type KeyPath, sectionOrder } from './key-names.js';
import type { KnownKeys } from './known-keys.js';
import { resolveTxtPath } from './raw.js';

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
  readonly entries: readonly { readonly key: string; readonly value: string }[];
}

export interface TxtFormat {
  readonly form: TxtForm;
  readonly names: KeyNames;
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

interface Entry extends Slot {
  readonly value: string;
}

/** For the files of one model, which differ in little but their values: where a key stands is found once. */
export function createTxtViews(format: TxtFormat): (content: Content) => TxtView {
  const { form, names } = format;
  const slotOf = createSlots(format);
  const slotOfKey = oncePerKey(({ row, at }) => {
    const path = names.txtPath(row, form.name, at);
    return path && slotOf(path);
  });
  return ({ version, assignments, raw }) => {
    const named = assignments.flatMap((assignment) => {
      const slot = slotOfKey(assignment);
      return slot ? [{ ...slot, value: assignment.value }] : [];
    });
    return {
      header: `${form.firstLine}${version}`.padEnd(form.headerWidth),
      modules: byModule(withRaw(named, rawEntries(format, slotOf, raw))),
      trailer: form.trailer,
    };
  };
}

type SlotOf = (path: KeyPath) => Slot | undefined;

function createSlots(format: TxtFormat): SlotOf {
  const { modules } = format.form;
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

/** What cannot be placed has been reported by checkPhone. */
function rawEntries(
  { form, known }: TxtFormat,
  slotOf: SlotOf,
  raw: Content['raw'],
): readonly Entry[] {
  return Object.entries(raw).flatMap(([name, value]) => {
    const path = resolveTxtPath(form, known, name);
    const slot = 'problem' in path ? undefined : slotOf(path);
    return slot ? [{ ...slot, value }] : [];
  });
}

/** A raw key stands in for ours of the same name, or follows in its section. */
function withRaw(entries: readonly Entry[], raw: readonly Entry[]): readonly Entry[] {
  if (raw.length === 0) return entries;
  const all = [...entries];
  for (const entry of raw) {
    const index = all.findIndex(
      ({ section, key }) => section === entry.section && key === entry.key,
    );
    all.splice(index === -1 ? all.length : index, 1, entry);
  }
  return all;
}

function byModule(entries: readonly Entry[]): readonly ModuleView[] {
  const modules = new Map<ModuleLayout, SectionView[]>();
  for (const [{ module, heading }, own] of inOrder(entries)) {
    const sections = modules.get(module) ?? [];
    sections.push({ heading, entries: own });
    modules.set(module, sections);
  }
  return [...modules].map(([{ name }, sections]) => ({ name, sections }));
}

function inOrder(entries: readonly Entry[]): readonly (readonly [Section, readonly Entry[]])[] {
  const sections = new Map<Section, Entry[]>();
  for (const entry of entries) {
    const section = sections.get(entry.section);
    if (section) section.push(entry);
    else sections.set(entry.section, [entry]);
  }
  return [...sections].toSorted(([{ order: a }], [{ order: b }]) => a[0] - b[0] || a[1] - b[1]);
}

/** Where the colon of this key stands; a longer name pushes it out. */
export function columnOf(
  { form, known }: Pick<TxtFormat, 'form' | 'known'>,
  { module, key }: Pick<KeyPath, 'module' | 'key'>,
): number {
  const [, family = '', number = ''] = /^([A-Za-z-]+)(\d+) /.exec(key) ?? [];
  const column = known.find(form.name, module, key)?.column;
  if (column !== undefined) return column + Math.max(0, number.length - 1);
  return form.families.includes(family) ? `${family}${number} `.length + form.column : form.column;
}
