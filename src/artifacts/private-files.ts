// Which plain files are nobody's to fetch, in whatever folder they lie: what an inventory is made from, its secrets,
// what the server remembers, and what begins with a dot; with what people make of those: copies, and other names.

import { existsSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, extname, join, sep } from 'node:path';
import { oncePerKey } from '../core/once-per.js';
import type { KnownFiles } from './known-files.js';

/** Absolute. */
export interface PrivatePaths {
  /** Inventory files. */
  readonly sources: readonly string[];
  readonly secretFiles: readonly string[];
  /** With all that is below. */
  readonly folders: readonly string[];
  /** Name of a file that is private wherever it lies, and under each name that has this in it. */
  readonly everywhere: string;
  /** Files that have been private. */
  readonly known: KnownFiles;
  /** Folders that have had secret files in them, and no inventory. */
  readonly knownFolders: KnownFiles;
}

/** A file that was found in a folder. */
export interface FoundFile {
  /** As asked for. */
  readonly name: string;
  /** Without links: of the folder, and of the file. */
  readonly root: string;
  readonly path: string;
  readonly stat: Stats;
}

/** `once`: by another name it is, or was, one of them. */
export type PrivateReason = 'dot' | 'kept' | 'named' | 'beside-secrets' | 'once';

export interface PrivateFiles {
  /** undefined: it is anyone's. */
  why(file: FoundFile): PrivateReason | undefined;
  /** Whether the folder has something of it in it. */
  isIn(dir: string): boolean;
  /** What lies in a folder, as private or not; folders end with a slash. */
  sort(dir: string): { readonly hidden: readonly string[]; readonly served: readonly string[] };
}

export function createPrivateFiles({
  sources,
  secretFiles,
  folders,
  everywhere,
  known,
  knownFolders,
}: PrivatePaths): PrivateFiles {
  const realDir = oncePerKey(real);
  const placeOf = (path: string) => join(realDir(dirname(path)), basename(path));
  const places = [...sources, ...secretFiles].map(placeOf);
  const namesIn = namesByDir(places);
  const sourceDirs = new Set(sources.map((path) => realDir(dirname(path))));
  const secretDirs = new Set(secretFiles.map((path) => realDir(dirname(path))));
  const realFolders = folders.map(real);
  const insides = realFolders.map((folder) => join(folder, sep));
  const kept = folders.map((folder) => join(folder, everywhere));

  /**
   * A folder that is served is no folder of secrets, nor is one with an inventory: firmware may lie there. What is below
   * a folder of secrets was perhaps never read, and so is known by its folder alone, also where that was brought here.
   */
  function isBesideSecrets(path: string, root: string): boolean {
    for (let dir = dirname(path); dir.length > root.length; dir = dirname(dir)) {
      if (!sourceDirs.has(dir) && (secretDirs.has(dir) || hasHadSecrets(dir))) return true;
    }
    return false;
  }
  function hasHadSecrets(dir: string): boolean {
    const stat = statSync(dir, { throwIfNoEntry: false });
    return stat !== undefined && knownFolders.has(stat);
  }
  function isNamed(path: string): boolean {
    const dir = dirname(path);
    const names = namesIn.get(dir);
    if (names === undefined) return false;
    const name = basename(path);
    return (sourceDirs.has(dir) && TABLE.test(name)) || names.some((each) => isLike(name, each));
  }
  function whyOfPlace(path: string, root: string): PrivateReason | undefined {
    if (isNamed(path)) return 'named';
    return isBesideSecrets(path, root) ? 'beside-secrets' : undefined;
  }
  function isKnown(stat: Stats): boolean {
    // Another name of what is written anew while we run: it can have one only if it has two.
    if (stat.nlink > 1) for (const path of kept) remember(path, known);
    return known.has(stat);
  }
  function why({ name, root, path, stat }: FoundFile): PrivateReason | undefined {
    if (hasDotStep(name) || hasHiddenStep(path.slice(root.length))) return 'dot';
    if (insides.some((each) => path.startsWith(each) && !root.startsWith(each))) return 'kept';
    if (path.includes(everywhere, path.lastIndexOf(sep))) return 'kept';
    // A link may lead to where the secret is now: the name that was asked for counts as well.
    const asked = root.endsWith(sep) ? root + name : root + sep + name;
    const reason =
      whyOfPlace(path, root) ?? (asked === path ? undefined : whyOfPlace(placeOf(asked), root));
    return reason ?? (isKnown(stat) ? 'once' : undefined);
  }

  for (const path of kept) remember(path, known);
  for (const dir of secretDirs) if (!sourceDirs.has(dir)) remember(dir, knownFolders);
  return {
    why,
    isIn(dir) {
      const root = real(dir);
      const isIn = (path: string) => isBelow(path, root);
      return (
        places.some((path) => isIn(path) && existsSync(path)) ||
        realFolders.some((each) => each === root || isIn(each))
      );
    },
    sort(dir) {
      const root = real(dir);
      const [hidden, served]: [string[], string[]] = [[], []];
      for (const name of namesOf(root)) {
        const path = real(join(root, name));
        const stat = statSync(path, { throwIfNoEntry: false });
        if (stat === undefined || name.startsWith('.')) continue;
        const isDir = stat.isDirectory();
        // What a folder is shows in whatever might lie in it.
        const inside = { name: `${name}/x`, root, path: join(path, 'x'), stat };
        const isHidden = why(isDir ? inside : { name, root, path, stat }) !== undefined;
        (isHidden ? hidden : served).push(isDir ? `${name}/` : name);
      }
      return { hidden, served };
    },
  };
}

function hasDotStep(name: string): boolean {
  return name.split('/').some((step) => step.startsWith('.'));
}

/** Of a real path, or its end. Two dots begin what Kubernetes makes to swap a volume's files; nobody can ask for it by name. */
function hasHiddenStep(path: string): boolean {
  return path.split(sep).some((step) => step.startsWith('.') && !step.startsWith('..'));
}

/** What inventories are written in, also with more behind it: no phone asks for such. */
const TABLE = /\.(ya?ml|json|csv)([^a-z0-9]|$)/i;
/** What phones ask for. */
const FOR_PHONES =
  /\.(bin|bmp|cfg|gif|img|jpe?g|loads|png|raw|rom|rwt|sbin|sbn|sgn|tlv|ttf|wav|xml|zz?)$/i;
const BEGINS_WORD = /^[a-z0-9]/i;
const ENDS_WORD = /[a-z0-9]$/i;

/**
 * The file, or what an editor or a careful person left of it: `offhook.yaml~`, `#7001#`; with another ending,
 * `offhook.bak`; or with more before its name, `old-7001`.
 */
function isLike(name: string, each: string): boolean {
  const at = name.indexOf(each);
  if (at >= 0 && isWordIn(name, at, each.length)) {
    return at === 0 || name[0] === '#' || !FOR_PHONES.test(name);
  }
  const stem = each.slice(0, each.length - extname(each).length);
  return name.startsWith(stem) && isWordIn(name, 0, stem.length) && !FOR_PHONES.test(name);
}

function isWordIn(name: string, at: number, length: number): boolean {
  return !ENDS_WORD.test(name.slice(0, at)) && !BEGINS_WORD.test(name.slice(at + length));
}

function namesByDir(places: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const place of places) {
    const inDir = names.get(dirname(place)) ?? [];
    names.set(dirname(place), inDir);
    inDir.push(basename(place));
  }
  return names;
}

function remember(path: string, known: KnownFiles): void {
  try {
    known.add(statSync(path));
  } catch {
    // What we cannot look at we cannot serve either.
  }
}

function namesOf(dir: string): readonly string[] {
  try {
    return readdirSync(dir).sort();
  } catch {
    return [];
  }
}

/** Without links, as far as it exists. */
function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(real(above), basename(path));
  }
}

function isBelow(path: string, dir: string): boolean {
  return path.startsWith(join(dir, sep));
}
