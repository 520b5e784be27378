// The inventory file and everything it includes, parsed, checked for shape and laid side by side.

import { basename, dirname, extname, isAbsolute } from 'node:path';
import { codeOf } from '../../core/coded-error.js';
import { fileFault } from '../../core/file-error.js';
import type { Finding, Place } from '../../findings/finding.js';
import type { Section } from '../../site/section.js';
import type { Entry, Inventory, Named } from '../inventory.js';
import { checkCharacters, cleanValue } from '../shape/characters.js';
import { type FieldNames, fieldNames } from '../shape/field-names.js';
import type { InventoryInput } from '../shape/input.js';
import type { InventoryValidator, Validated } from '../shape/validate.js';
import { finding } from './codes.js';
import type { KeptSources, ReadSource } from './kept-sources.js';
import type { InputFiles } from './outside.js';
import { parseSource } from './parse-source.js';
import { cutKey, refusedPlaces } from './refused.js';
import { type Origin, placeOf, type Source } from './source.js';
import { withNames } from './source-names.js';

export interface Loaded {
  readonly inventory: Inventory;
  /** The file that counts as if it were included is named by no `include`. */
  readonly isAdded: boolean;
  readonly diagnostics: readonly Finding[];
}

/** One file's contribution. */
interface Part extends Validated {
  readonly source: Source;
}

export interface LoadDetails {
  /** A file that counts as if the inventory's own last `include` named it; undefined: none. */
  readonly also?: string | undefined;
  /** Hears how many phones are written down so far, before it is known what of them is right. */
  readonly onPhones?: (count: number) => void;
  /** Has files that say what they said before; undefined: each is read. */
  readonly keptSources?: KeptSources | undefined;
}

/** Reads `file` and what it includes; `validate` knows the same `sections`. Throws only if `file` itself cannot be read. */
export function loadInventory(
  file: string,
  files: InputFiles,
  validate: InventoryValidator,
  sections: readonly Section[],
  { onPhones, also, keptSources = readAnew }: LoadDetails = {},
): Loaded {
  const diagnostics: Finding[] = [];
  let phones = 0;
  const known = fieldNames(sections);
  const parts: Part[] = [];
  const visit = (path: string, text: string): Source => {
    const heard = (count: number) => onPhones?.(phones + count);
    const read = keptSources({ path, text, validate }, () =>
      readSource(path, text, known, validate, heard),
    );
    phones += read.phones;
    const { source, checked } = read;
    diagnostics.push(...read.diagnostics);
    parts.push({ source, ...checked });
    for (const include of includes(source, checked.input.include ?? [], files, diagnostics)) {
      if (parts.some((part) => part.source.file === include.path)) continue;
      const found = readIncluded(include, files, diagnostics);
      if (found !== undefined) visit(include.path, found);
    }
    return source;
  };
  const main = visit(file, files.read(file));
  const isAdded = also !== undefined && !parts.some(({ source }) => source.file === also);
  if (isAdded) visit(also, files.read(also));
  return { inventory: mergeParts(main, parts, sections, diagnostics), isAdded, diagnostics };
}

function writtenPhones({ value }: Source): number {
  const phones: unknown = Object(value).phones;
  return Array.isArray(phones) ? phones.length : 0;
}

const readAnew: KeptSources = (_, read) => read();

/** `heard`: how many phones are written down, before it is known what of them is right. */
function readSource(
  path: string,
  text: string,
  known: FieldNames,
  validate: InventoryValidator,
  heard: (phones: number) => void,
): ReadSource {
  const parsed = parseSource(path, text, known);
  const phones = writtenPhones(parsed);
  heard(phones);
  const characters = checkCharacters(parsed);
  const written = characters.length === 0 ? parsed : { ...parsed, value: cleanValue(parsed.value) };
  const found = [...parsed.diagnostics, ...characters];
  const checked = validate(written);
  return {
    source: withNames(written, checked.renames),
    checked,
    diagnostics: [...withoutMisread(found, written, checked), ...checked.diagnostics],
    phones,
  };
}

/** Under a misspelt name nobody knows which names are numbers. */
function withoutMisread(
  found: readonly Finding[],
  source: Source,
  { renames }: Validated,
): readonly Finding[] {
  return found.filter(
    ({ code, place }) =>
      code !== 'inventory/quote-it' ||
      !renames.some(({ holder, written }) => source.holds([...holder, written], place)),
  );
}

interface Include {
  readonly path: string;
  /** Where it is named. */
  readonly place: Place;
}

/** Undefined: the system does not let us (reported), or it is no text. */
function readIncluded(
  { path, place }: Include,
  files: InputFiles,
  diagnostics: Finding[],
): string | undefined {
  try {
    return files.read(path);
  } catch (cause) {
    if (!(cause instanceof Error) || codeOf(cause) === undefined) throw cause;
    diagnostics.push(unreadable(path, place, cause));
    return undefined;
  }
}

/** `path` of the inventory, and where it is named. */
export function unreadable(path: string, place: Place, cause: Error): Finding {
  const fault = fileFault(cause);
  const message = `${path} cannot be read: ${fault?.what ?? cause.message}`;
  return finding('source/unreadable', place, message, fault ? { hint: fault.hint } : {});
}

/** Files that `include` names, relative to the including file. */
function includes(
  source: Source,
  patterns: readonly string[],
  files: InputFiles,
  diagnostics: Finding[],
): readonly Include[] {
  return patterns.flatMap((pattern, index) => {
    const place = source.locate(['include', index]);
    const found = files.list(pattern, dirname(source.file));
    if (found.length === 0) {
      diagnostics.push(
        nothingFound(pattern, place, files.list(`${pattern}/*`, dirname(source.file))),
      );
    }
    return found.map((path) => ({ path, place }));
  });
}

/** `inside`: files in a folder of that name. */
function nothingFound(pattern: string, place: Place, inside: readonly string[]): Finding {
  const [first] = inside;
  if (first === undefined) return noFile(pattern, place);
  const hint = `write "${pattern.replace(/\/+$/, '')}/*${extname(first)}"`;
  return finding('source/not-found', place, `"${pattern}" is a folder`, { hint });
}

/** A pattern may be right before the first file is there; a name is a slip, or of another folder. */
function noFile(pattern: string, place: Place): Finding {
  if (/[*?]/.test(pattern)) {
    return finding('source/not-found', place, `no file matches "${pattern}"`);
  }
  const message = `there is no file "${pattern}"`;
  if (isAbsolute(pattern)) return finding('source/not-found', place, message);
  const hint = `write the path of a file from the folder of ${basename(place.file)} on, or a pattern with * or ?`;
  return finding('source/not-found', place, message, { hint });
}

function mergeParts(
  main: Source,
  parts: readonly Part[],
  sections: readonly Section[],
  diagnostics: Finding[],
): Inventory {
  const site = single(parts, 'site', diagnostics);
  const network = single(parts, 'network', diagnostics);
  const defaults = single(parts, 'defaults', diagnostics);
  return {
    ...(site && { site }),
    ...(defaults && { defaults }),
    networks: [
      ...(network ? [network] : []),
      ...listed(parts, 'networks', (input) => input.networks),
    ],
    pbx: named(parts, 'pbx', (input) => input.pbx, diagnostics),
    pbxLinks: listed(parts, 'pbxLinks', (input) => input.pbxLinks),
    groups: named(parts, 'groups', (input) => input.groups, diagnostics),
    lines: named(parts, 'lines', (input) => input.lines, diagnostics),
    sections: sections.map((section) => ({
      section,
      entries: entriesOf(parts, section, diagnostics),
    })),
    phones: listed(parts, 'phones', (input) => input.phones),
    main,
    sources: parts.map(({ source }) => source),
    refused: refusedPlaces(diagnostics),
    cut: new Set(parts.flatMap(({ source, cut }) => cut.map((path) => cutKey(source.file, path)))),
  };
}

/** Of a section that a vendor brings. */
function entriesOf(
  parts: readonly Part[],
  { name, schema }: Section,
  diagnostics: Finding[],
): readonly Entry<unknown>[] {
  // The schema has let it through.
  const written = (input: InventoryInput) => Reflect.get(input, name);
  return schema.type === 'array'
    ? listed<unknown>(parts, name, written)
    : [...named<unknown>(parts, name, written, diagnostics).values()];
}

/** Sections that only one file may have. */
function single<K extends 'site' | 'network' | 'defaults'>(
  parts: readonly Part[],
  key: K,
  diagnostics: Finding[],
): Entry<NonNullable<InventoryInput[K]>> | undefined {
  let first: Entry<NonNullable<InventoryInput[K]>> | undefined;
  for (const { source, input } of parts) {
    const value = input[key];
    if (value === undefined) continue;
    const entry = { input: value, origin: { source, path: [key] } };
    if (first) diagnostics.push(twice(key, entry.origin, first.origin));
    else first = entry;
  }
  return first;
}

function named<T>(
  parts: readonly Part[],
  section: string,
  pick: (input: InventoryInput) => Readonly<Record<string, T>> | undefined,
  diagnostics: Finding[],
): Named<T> {
  const merged = new Map<string, Entry<T>>();
  for (const { source, input } of parts) {
    for (const [name, value] of Object.entries(pick(input) ?? {})) {
      const origin: Origin = { source, path: [section, name] };
      const first = merged.get(name);
      if (first) diagnostics.push(twice(name, origin, first.origin));
      else merged.set(name, { input: value, origin });
    }
  }
  return merged;
}

function listed<T>(
  parts: readonly Part[],
  list: string,
  pick: (input: InventoryInput) => readonly T[] | undefined,
): readonly Entry<T>[] {
  return parts.flatMap(({ source, input, positions }) =>
    (pick(input) ?? []).map((item, index) => ({
      input: item,
      origin: { source, path: [list, positions[list]?.[index] ?? index] },
    })),
  );
}

function twice(name: string, second: Origin, first: Origin): Finding {
  return finding('inventory/duplicate-name', placeOf(second, 'key'), `"${name}" is defined twice`, {
    related: [{ place: placeOf(first, 'key'), message: 'first defined here' }],
  });
}
