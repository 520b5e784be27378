// Where a key stands in a txt file: paths `MODULE/Section/Key`.

import { oncePerKey } from '../../../../core/once-per.js';
import type { KeyRow } from '../../tables/data.js';
import type { Dialect } from '../../tables/facts.js';
import { fill, type Indexes } from '../../tables/key-names.js';
import type { KeyPath } from '../form.js';
import type { ModuleLayout, Section, TxtLayout, TxtLayouts } from './txt-layout.js';

export interface KeyPaths {
  /** Undefined: the dialect has no name for it. */
  pathOf(row: KeyRow, dialect: Dialect, at: Indexes): KeyPath | undefined;
  /** The row of a key as it stands in a file; undefined: we do not set it. */
  rowAt(dialect: Dialect, module: string, key: string): KeyRow | undefined;
}

export function createKeyPaths(rows: readonly KeyRow[], layouts: TxtLayouts): KeyPaths {
  const pathsIn = oncePerKey((dialect: Dialect) => pathsOf(rows, layouts[dialect]));
  const rowsIn = oncePerKey((dialect: Dialect) => rowsByPlace(pathsIn(dialect)));
  return {
    pathOf(row, dialect, at) {
      const path = pathsIn(dialect).get(row);
      return path && { ...path, section: fill(path.section, at), key: fill(path.key, at) };
    },
    rowAt: (dialect, module, key) => rowsIn(dialect).get(`${module}/${generalKey(key)}`),
  };
}

function rowsByPlace(paths: ReadonlyMap<KeyRow, KeyPath>): ReadonlyMap<string, KeyRow> {
  const numbered = ({ module, key }: KeyPath) => `${module}/${key.replace('{slot}', '{n}')}`;
  return new Map([...paths].map(([row, path]) => [numbered(path), row]));
}

function pathsOf(rows: readonly KeyRow[], layout: TxtLayout) {
  return new Map(
    rows.flatMap((row) => {
      const path = row.names[layout.name];
      return path === undefined ? [] : [[row, parseKeyPath(layout, path)] as const];
    }),
  );
}

/**
 * A second part is a section only if the module has it: keys may contain a slash, `P1 Busy N/A Line`. If it is empty, the
 * key stands at the head of the module.
 */
export function parseKeyPath(layout: TxtLayout, path: string): KeyPath {
  const [module = '', ...rest] = path.split('/');
  const [section = '', ...key] = rest;
  const isSection =
    section === '' || findSection(findModule(layout, module), section) !== undefined;
  return key.length > 0 && isSection
    ? { module, section, key: key.join('/') }
    : { module, section: '', key: rest.join('/') };
}

export function findModule(layout: TxtLayout, name: string): ModuleLayout | undefined {
  return layout.modules.find((module) => module.name === name);
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
