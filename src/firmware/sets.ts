// Sets of firmware: what a list or a manifest names, whether all of it is there and as it must be, and which phones load it.

import type { FirmwareFile, FirmwareOf } from '../site/firmware.js';
import type { SetPart } from './progress.js';

/** A file of a folder that is served. */
export interface StoredFile {
  /** As phones ask for it. */
  readonly name: string;
  readonly bytes: number;
  readonly firmware: FirmwareFile;
}

/** Firmware that phones of one model are told to load. */
export interface Need {
  /** Of its list. */
  readonly name: string;
  /** Id. */
  readonly model: string;
  /** Of the inventory that are told so; 0: others load it. */
  readonly phones: number;
}

/** `there`: it is as it must be. `misnamed`: its bytes are there, and phones do not find them. */
export type PartState = 'there' | 'missing' | 'misnamed' | 'broken';

export interface FirmwarePart {
  readonly name: string;
  readonly state: PartState;
  /** Absent: it is missing. */
  readonly bytes?: number;
  /** Completes "NAME …"; absent: it is there. */
  readonly fault?: string;
}

/** `needed`: phones are told to load it. `asked`: phones of the site ask for it by themselves at times. */
export type Use = 'needed' | 'asked' | 'unused';

export interface FirmwareSet {
  /** Of its list, manifest or image. */
  readonly name: string;
  readonly use: Use;
  /** Whether the site has phones of a model that loads such. */
  readonly isOfSite: boolean;
  /** Whose it is, by its name and what is in it; absent: neither tells. */
  readonly of?: FirmwareOf;
  readonly needs: readonly Need[];
  /** The list itself comes first. */
  readonly parts: readonly FirmwarePart[];
  readonly isComplete: boolean;
  /** Ids of models that are told to load it though it is another's. */
  readonly foreignTo: readonly string[];
  /** Of what is there. */
  readonly bytes: number;
}

export interface SiteFirmware {
  /** Those that are needed first. */
  readonly sets: readonly FirmwareSet[];
  /** Parts and images that no list and no manifest names. */
  readonly strays: readonly StoredFile[];
}

export interface Wanted {
  readonly needs: readonly Need[];
  /** Names that phones of the site ask for by themselves. */
  readonly asked: ReadonlySet<string>;
  /** Ids of models of the site. */
  readonly models: ReadonlySet<string>;
}

const USES: readonly Use[] = ['needed', 'asked', 'unused'];

export function describeFirmware(wanted: Wanted, files: readonly StoredFile[]): SiteFirmware {
  const find = createFind(files);
  const needed = new Set(wanted.needs.map(({ name }) => name));
  const heads = files.filter(({ firmware: { role } }) => role === 'list' || role === 'manifest');
  const found = new Map(heads.map((head) => [ownName(head, needed), head]));
  const names = new Set([...needed, ...found.keys()]);
  const sets = [...names]
    .map((name) => describeSet(name, wanted, find))
    .toSorted((a, b) => USES.indexOf(a.use) - USES.indexOf(b.use) || (a.name < b.name ? -1 : 1));
  const named = new Set(sets.flatMap(({ parts }) => parts.map((part) => part.name.toLowerCase())));
  const strays = files.filter(
    ({ name, firmware: { role } }) =>
      (role === 'part' || role === 'image') && !named.has(name.toLowerCase()),
  );
  return { sets, strays };
}

/** For progress: all that a phone fetches, in its order. Undefined: not all of it is there. */
export function setParts({ parts, isComplete }: FirmwareSet): readonly SetPart[] | undefined {
  if (!isComplete) return undefined;
  return parts.map(({ name, bytes = 0 }) => ({ name, bytes }));
}

type Find = (name: string) => StoredFile | undefined;

/** Under its own name, in another case, or as what it was signed. */
function createFind(files: readonly StoredFile[]): Find {
  const exact = new Map(files.map((file) => [file.name, file]));
  const signed = new Map(files.map((file) => [file.firmware.signedAs, file]));
  const folded = new Map(files.map((file) => [file.name.toLowerCase(), file]));
  return (name) => exact.get(name) ?? signed.get(name) ?? folded.get(name.toLowerCase());
}

/** A list that was renamed is told of as the one that is needed. */
function ownName({ name, firmware: { signedAs } }: StoredFile, needed: ReadonlySet<string>) {
  if (needed.has(name)) return name;
  if (signedAs !== undefined && needed.has(signedAs)) return signedAs;
  const wanted = name.toLowerCase();
  return [...needed].find((each) => each.toLowerCase() === wanted) ?? name;
}

function describeSet(name: string, { needs, asked, models }: Wanted, find: Find): FirmwareSet {
  const head = find(name);
  const own = needs.filter((need) => need.name === name);
  const { of, parts: names = [] } = head?.firmware ?? {};
  const parts = [name, ...names].map((each) => describePart(each, find));
  const isOfSite = asked.has(name) || of?.models.some((model) => models.has(model)) === true;
  const isAsked = head?.firmware.role === 'manifest' ? isOfSite : asked.has(name);
  const foreignTo = of ? own.map(({ model }) => model).filter((id) => !of.models.includes(id)) : [];
  return {
    name,
    use: own.length > 0 ? 'needed' : isAsked ? 'asked' : 'unused',
    isOfSite,
    ...(of && { of }),
    needs: own,
    parts,
    isComplete: parts.every(({ state }) => state === 'there'),
    foreignTo: [...new Set(foreignTo)],
    bytes: parts.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
  };
}

function describePart(name: string, find: Find): FirmwarePart {
  const file = find(name);
  if (!file) return { name, state: 'missing', fault: 'is not there' };
  const { bytes, firmware } = file;
  const { fault, signedAs } = firmware;
  if (file.name !== name) {
    return { name, state: 'misnamed', bytes, fault: `is called ${file.name}: rename it` };
  }
  if (fault !== undefined) return { name, state: 'broken', bytes, fault };
  if (bytes === 0) return { name, state: 'broken', bytes, fault: 'is empty' };
  if (signedAs !== undefined && signedAs !== name) {
    return { name, state: 'misnamed', bytes, fault: `was signed as ${signedAs}` };
  }
  return { name, state: 'there', bytes };
}
