// The vendor's names of settings: rows of the key table by our name, and paths `MODULE/Section/Key`.

import type { FanvilData, KeyRow, ModuleLayout, Section, TxtForm, TxtFormName } from './data.js';

/** Where a key of a txt file stands; `section` is empty at the head of a module. */
export interface KeyPath {
  readonly module: string;
  readonly section: string;
  readonly key: string;
}

/** Numbers for `{n}`, `{page}` and `{slot}`. */
export type Indexes = Readonly<Record<string, number>>;

export interface KeyNames {
  readonly rows: readonly KeyRow[];
  has(name: string): boolean;
  /** Throws if the table has no such row. */
  row(name: string): KeyRow;
  /** Undefined: the form has no name for it. */
  txtPath(row: KeyRow, form: TxtFormName, at: Indexes): KeyPath | undefined;
  /** The row of a key as it stands in a file; undefined: we do not set it. */
  rowAt(form: TxtFormName, module: string, key: string): KeyRow | undefined;
}

export function createKeyNames({
  rows,
  layout: { forms },
}: Pick<FanvilData, 'rows' | 'layout'>): KeyNames {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const paths = { A: pathsOf(rows, 'A', forms.A), B: pathsOf(rows, 'B', forms.B) };
  const rowsAt = { A: rowsByPlace(paths.A), B: rowsByPlace(paths.B) };
  return {
    rows,
    has: (name) => byName.has(name),
    row(name) {
      const row = byName.get(name);
      if (!row) throw new Error(`fanvil/keys.json has no row ${name}`);
      return row;
    },
    txtPath(row, form, at) {
      const path = paths[form].get(row);
      return path && { ...path, section: fill(path.section, at), key: fill(path.key, at) };
    },
    rowAt: (form, module, key) => rowsAt[form].get(`${module}/${generalKey(key)}`),
  };
}

function rowsByPlace(paths: ReadonlyMap<KeyRow, KeyPath>): ReadonlyMap<string, KeyRow> {
  const numbered = ({ module, key }: KeyPath) => `${module}/${key.replace('{slot}', '{n}')}`;
  return new Map([...paths].map(([row, path]) => [numbered(path), row]));
}

function pathsOf(rows: readonly KeyRow[], name: TxtFormName, form: TxtForm) {
  return new Map(
    rows.flatMap((row) => {
      const path = row[name];
      return path === undefined ? [] : [[row, parseKeyPath(form, path)] as const];
    }),
  );
}

export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A second part is a section only if the module has it: keys may contain a slash, `P1 Busy N/A Line`. */
export function parseKeyPath(form: TxtForm, path: string): KeyPath {
  const [module = '', ...rest] = path.split('/');
  const [section = '', ...key] = rest;
  const inSection = key.length > 0 && findSection(findModule(form, module), section) !== undefined;
  return inSection
    ? { module, section, key: key.join('/') }
    : { module, section: '', key: rest.join('/') };
}

export function findModule(form: TxtForm, name: string): ModuleLayout | undefined {
  return form.modules.find((module) => module.name === name);
}

/** Position in the module's list; -1 for the head of the module, which comes first. */
export function sectionOrder(module: ModuleLayout, name: string): number {
  const general = generalSection(name);
  return module.sections.findIndex((section) => section.name === general);
}

function findSection(module: ModuleLayout | undefined, name: string): Section | undefined {
  return module?.sections[sectionOrder(module, name)];
}

/** `--Dsskey Config2--:` of `Dsskey Config2`. */
export function headingOf(module: ModuleLayout, name: string): string {
  const page = /\d+$/.exec(name)?.[0] ?? '';
  return fill(findSection(module, name)?.heading ?? '', { page });
}

/** `SIP2 Transport` as tables of keys write it: `SIP{n} Transport`. */
export function generalKey(key: string): string {
  return key.replace(/^([A-Za-z-]+)\d+(?= )/, '$1{n}');
}

/** `Dsskey Config2` as tables of sections write it. */
function generalSection(name: string): string {
  return name.replace(/\d+$/, '{page}');
}
