// Which column of a numbering plan holds what: by the names under which it is published, or as somebody says.

import type { Dialling } from './digits.js';

export const ROLES = ['code', 'from', 'to', 'operator', 'region'] as const;
export type Role = (typeof ROLES)[number];
/** From 0; -1: the table has no such column. */
export type Columns = Readonly<Record<Role, number>>;

/** In lower case, without blanks. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  // Russia's registry writes the first three letters in Cyrillic.
  code: ['авс/def', 'abc/def', 'код', 'code', 'ndc', 'areacode', 'prefix'],
  from: ['от', 'from', 'start', 'first', 'begin'],
  to: ['до', 'to', 'end', 'last'],
  operator: ['оператор', 'operator', 'provider', 'carrier', 'company'],
  region: ['регион', 'region', 'area', 'place', 'city'],
};

/** What a registry that is known by its header does not say of itself. */
export interface Registry {
  readonly dialling: Dialling;
  /** Of a whole number within the country. */
  readonly digits: number;
}

const REGISTRIES: readonly { readonly code: readonly string[]; readonly is: Registry }[] = [
  { code: ['авс/def', 'abc/def'], is: { dialling: { country: '7', trunk: '8' }, digits: 10 } },
];

export type Mapping = Readonly<Partial<Record<Role, string>>>;

export interface FoundColumns {
  readonly columns: Columns;
  /** The first row names the columns; it is no range. */
  readonly isHeader: boolean;
  readonly registry?: Registry;
}

/** A text: what is wrong. `mapping`: names of columns, or their numbers from 1. */
export function findColumns(
  first: readonly string[],
  mapping: Mapping | undefined,
): FoundColumns | string {
  const names = first.map(plain);
  const at = (role: Role) =>
    mapping === undefined
      ? NAMES[role].map((name) => names.indexOf(name)).find((column) => column >= 0)
      : columnOf(mapping[role], names);
  const columns = Object.fromEntries(ROLES.map((role) => [role, at(role) ?? -1])) as Columns;
  for (const role of ROLES) {
    const named = mapping?.[role];
    if (named !== undefined && columns[role] < 0) return `no column is named "${named}"`;
  }
  if (columns.from < 0 && columns.code < 0) return noRange(first);
  if (columns.from < 0 && columns.to >= 0) return 'a range ends in a column, and begins in none';
  const sample = first[columns.from < 0 ? columns.code : columns.from] ?? '';
  const isHeader = !/^\s*\d+\s*$/.test(sample);
  const registry = REGISTRIES.find(({ code }) => code.includes(names[columns.code] ?? ''))?.is;
  return { columns, isHeader, ...(registry && { registry }) };
}

function columnOf(named: string | undefined, names: readonly string[]): number | undefined {
  if (named === undefined) return undefined;
  const column = names.indexOf(plain(named));
  if (column >= 0 || !/^[1-9]\d*$/.test(named)) return column;
  return Number(named) <= names.length ? Number(named) - 1 : -1;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s\ufeff]/g, '');
}

function noRange(first: readonly string[]): string {
  const shown = first
    .slice(0, 8)
    .map((name) => `"${name.slice(0, 30)}"`)
    .join(', ');
  return `which columns hold the ranges cannot be told from ${shown}`;
}
