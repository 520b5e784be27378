// Which plain files are nobody's to fetch, in whatever folder they lie: what an inventory is made from, its secrets,
// what the server remembers, and what begins with a dot.

import { realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { oncePerKey } from '../core/once-per.js';

/** Absolute. */
export interface PrivatePaths {
  readonly files: readonly string[];
  /** With all that is below. */
  readonly folders: readonly string[];
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

export interface PrivateFiles {
  has(file: FoundFile): boolean;
  /** Whether the folder has something of it in it. */
  isIn(dir: string): boolean;
}

/** What is there is looked at when it is first needed; a file that takes the place of one is known by its path. */
export function createPrivateFiles({ files, folders }: PrivatePaths): PrivateFiles {
  const realDir = oncePerKey(real);
  const placeOf = (path: string) => join(realDir(dirname(path)), basename(path));
  const places = files.map(placeOf);
  const realFolders = folders.map(real);
  let known: Known | undefined;
  const look = (): Known => {
    known ??= { names: namesByDir(places), ids: new Set(files.flatMap(idAt)) };
    return known;
  };
  return {
    has({ name, root, path, stat }) {
      if (hasDotStep(name) || hasHiddenStep(relative(root, path))) return true;
      if (realFolders.some((each) => isBelow(path, each) && !isBelow(root, each))) return true;
      const { names, ids } = look();
      // A link may lead to where the secret is now: the name that was asked for counts as well.
      const asked = join(root, name);
      const isNamed = isOneOf(names, path) || (asked !== path && isOneOf(names, placeOf(asked)));
      return isNamed || ids.has(idOf(stat));
    },
    isIn(dir) {
      const root = real(dir);
      const isIn = (path: string) => isBelow(path, root);
      return (
        places.some((path) => isIn(path) && idAt(path).length > 0) ||
        realFolders.some((each) => each === root || isIn(each))
      );
    },
  };
}

interface Known {
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly ids: ReadonlySet<string>;
}

function hasDotStep(name: string): boolean {
  return name.split('/').some((step) => step.startsWith('.'));
}

/** Of a real path. Two dots begin what Kubernetes makes to swap a volume's files; nobody can ask for it by name. */
function hasHiddenStep(path: string): boolean {
  return path.split(sep).some((step) => step.startsWith('.') && !step.startsWith('..'));
}

/** The file, or what an editor or a careful person left of it: `offhook.yaml~`, `offhook.yaml.bak`, `#7001#`. */
function isOneOf(names: Known['names'], path: string): boolean {
  const name = basename(path).replace(/^#/, '');
  return (names.get(dirname(path)) ?? []).some(
    (each) => name.startsWith(each) && !/^[a-z0-9]/i.test(name.slice(each.length)),
  );
}

function namesByDir(places: readonly string[]): Known['names'] {
  const names = new Map<string, string[]>();
  for (const place of places) {
    const inDir = names.get(dirname(place)) ?? [];
    names.set(dirname(place), inDir);
    inDir.push(basename(place));
  }
  return names;
}

/** The same for all names of a file. */
function idOf({ dev, ino }: Stats): string {
  return `${dev} ${ino}`;
}

function idAt(path: string): readonly string[] {
  try {
    return [idOf(statSync(path))];
  } catch {
    // What we cannot look at we cannot serve either.
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
