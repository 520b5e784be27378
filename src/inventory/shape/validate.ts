// Does a source have the shape of an inventory? Tells what does not, and keeps the part that does.

import { oncePerKey } from '../../core/once-per.js';
import type { Finding } from '../../findings/finding.js';
import type { Section } from '../../site/section.js';
import type { Path, Source } from '../read/source.js';
import { type Rename, withNames } from '../read/source-names.js';
import { type CheckKind, compileSchema } from './compile-schema.js';
import type { InventoryInput } from './input.js';
import { inventorySchema, type SchemaModel } from './schema.js';
import { pathOf, propertiesOf } from './schema-error-facts.js';
import { schemaFindings } from './schema-errors.js';
import { isUnmade, type Repair, repairOf } from './schema-repairs.js';

export interface Validated {
  /** What is left when everything wrong is mended or cut away: it fits the schema, but that phones may lack MAC or model. */
  readonly input: InventoryInput;
  /** By the name of a list of entries: where each entry that is left stood in the file. */
  readonly positions: Positions;
  readonly diagnostics: readonly Finding[];
  /** Paths of what was cut away, and of phones that lack their MAC or model. */
  readonly cut: readonly Path[];
  /** Names that were read as those that are meant. */
  readonly renames: readonly Rename[];
}

type Positions = Readonly<Record<string, readonly number[]>>;

export type InventoryValidator = (source: Source) => Validated;

/** Cutting a value can leave its parent without something required, but not for ever. */
const MAX_ROUNDS = 10;
/** A process sees one set of models, and one more for each change of its templates. */
const MAX_MODEL_SETS = 8;

/** By the text of the schema: models that were read again and say the same are the same set. */
const validatorOf = oncePerKey(createInventoryValidator, MAX_MODEL_SETS);

/** Made once for each set of models: compiling the schema takes longer than all else of a small site. */
export function inventoryValidator(
  models: Iterable<SchemaModel>,
  sections: readonly Section[],
): InventoryValidator {
  return validatorOf(JSON.stringify(inventorySchema([...models], sections)));
}

function createInventoryValidator(schema: string): InventoryValidator {
  const lists = entryLists(JSON.parse(schema));
  let parsed: object | undefined;
  const whole = (): object => (parsed ??= JSON.parse(schema));
  const checkOf = oncePerKey((kind: CheckKind) => compileSchema(schema, kind));
  return (source) => {
    const check = checkOf(source.untyped ? 'untyped' : 'typed');
    const draft = createDraft(source.value ?? {}, lists);
    const diagnostics: Finding[] = [];
    const cut: Path[] = [];
    const renames: Rename[] = [];
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const errors = check(draft.value) ? [] : (check.errors ?? []);
      // They hold on to the values that they speak of, and the check stays for later reloads.
      check.errors = null;
      // What later rounds find follows from what the first one cut.
      if (round === 0 && errors.length > 0) {
        diagnostics.push(...schemaFindings(source, errors, whole()));
      }
      const named = withNames(source, renames);
      const repairs = errors.flatMap((error) => repairOf(named, error, whole()) ?? []);
      if (repairs.length === 0) {
        // The schema has just said that the value has this shape.
        return {
          input: draft.value as InventoryInput,
          positions: draft.positions,
          diagnostics,
          cut: [...cut, ...errors.filter(isUnmade).map(({ instancePath }) => pathOf(instancePath))],
          renames,
        };
      }
      for (const { path, text, meant } of repairs) {
        if (meant !== undefined) renames.push(renameOf(path, meant));
        else if (text === undefined) cut.push(path);
      }
      draft.repair(repairs);
    }
    return { input: {}, positions: {}, diagnostics, cut, renames };
  };
}

/** Lists of maps: their items are findings of their own, and cutting one must not cut its siblings. */
function entryLists(schema: object): readonly string[] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, { type, items }]) =>
    type === 'array' && Object(items).type === 'object' ? [name] : [],
  );
}

interface Draft {
  readonly value: unknown;
  readonly positions: Positions;
  repair(repairs: readonly Repair[]): void;
}

function createDraft(value: unknown, lists: readonly string[]): Draft {
  const root = { value };
  const positions = new Map(
    lists.map((list) => {
      const items: unknown = Object(value)[list];
      return [list, Array.isArray(items) ? [...items.keys()] : []];
    }),
  );
  return {
    get value() {
      return root.value;
    },
    get positions() {
      return Object.fromEntries(positions);
    },
    repair(repairs) {
      const entries = new Set<string>();
      for (const { path, text, meant } of repairs) {
        const entry = entryToCut(path, lists);
        if (meant !== undefined) {
          rename(root, positions, renameOf(path, meant));
          if (text !== undefined) put(root, [...path.slice(0, -1), meant], text);
        } else if (text !== undefined) put(root, path, text);
        else if (entry) entries.add(entry.join('/'));
        else cutName(root, path);
      }
      for (const [list, kept] of positions) cutEntries(root.value, list, kept, entries);
    },
  };
}

function renameOf(path: Path, meant: string): Rename {
  return { holder: path.slice(0, -1), written: String(path.at(-1)), meant };
}

/** Two names that mean the same: the first one has it, and the other goes. */
function rename(
  root: { value: unknown },
  positions: Map<string, number[]>,
  { holder: path, written, meant }: Rename,
): void {
  let holder: unknown = root.value;
  for (const step of path) holder = Object(holder)[step];
  const value: unknown = Object(holder)[written];
  Reflect.deleteProperty(Object(holder), written);
  if (Object.hasOwn(Object(holder), meant)) return;
  Reflect.set(Object(holder), meant, value);
  const isList = path.length === 0 && positions.has(meant) && Array.isArray(value);
  if (isList) positions.set(meant, [...value.keys()]);
}

/** The list entry that goes as a whole, if `path` names one. */
function entryToCut(path: Path, lists: readonly string[]): Path | undefined {
  return path.length === 2 && lists.some((list) => list === path[0]) ? path : undefined;
}

function cutEntries(
  root: unknown,
  list: string,
  positions: number[],
  cut: ReadonlySet<string>,
): void {
  const items: unknown = Object(root)[list];
  if (!Array.isArray(items)) return;
  for (let index = items.length - 1; index >= 0; index--) {
    if (!cut.has(`${list}/${index}`)) continue;
    items.splice(index, 1);
    positions.splice(index, 1);
  }
}

function put(root: { value: unknown }, path: Path, text: string): void {
  let holder: unknown = root;
  let name = 'value';
  for (const step of path) {
    holder = Object(holder)[name];
    name = String(step);
  }
  Reflect.set(Object(holder), name, text);
}

/** Takes a name from the innermost map on the path: a list of plain values goes as a whole. */
function cutName(root: { value: unknown }, path: Path): void {
  let holder: unknown = root;
  let name = 'value';
  let innermost: { readonly map: object; readonly name: string } = { map: root, name };
  for (const step of path) {
    holder = Object(holder)[name];
    name = String(step);
    if (typeof holder !== 'object' || holder === null) break;
    if (!Array.isArray(holder)) innermost = { map: holder, name };
  }
  if (innermost.map === root) root.value = {};
  else Reflect.deleteProperty(innermost.map, innermost.name);
}
