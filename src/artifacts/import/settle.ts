// Takes out of an inventory what `validate` has an error for: a value that nothing can be made of goes, to be said under
// `raw` if that can say it; what phones are known to refuse stays as it was found, and is allowed.

import type { Finding, Place } from '../../findings/finding.js';
import type { Source } from '../../inventory/read/source.js';
import {
  type Comments,
  isTree,
  removeAt,
  type Tree,
  type TreePath,
  type TreeValue,
  valueAt,
} from '../../inventory/write/tree.js';
import { KNOWN_CODES } from '../known-codes.js';
import { forgetPhone, originsOf } from './origins.js';
import type { Trial, TryInventory } from './trial.js';

/** What had to go, and what `validate` has against it. */
export interface Removed {
  readonly path: TreePath;
  readonly finding: Finding;
  /** In the file that was brought. */
  readonly origin: Place | undefined;
}

export interface Settled {
  readonly trial: Trial;
  readonly removed: readonly Removed[];
  readonly allowed: readonly Finding[];
}

/** Each round takes out at least one value, and what is under it comes to light in the next. */
const MAX_ROUNDS = 50;

/** Changes `tree`, and what is said beside it. */
export function settle(tree: Tree, comments: Comments, tryInventory: TryInventory): Settled {
  const removed: Removed[] = [];
  const allowed: Finding[] = [];
  let trial = tryInventory(tree);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const errors = trial.findings.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) break;
    const firm = errors.filter(({ code }) => KNOWN_CODES.get(code)?.firm);
    const before = removed.length + allowed.length;
    if (firm.length > 0) takeOut(tree, comments, trial.source(), firm, removed);
    else for (const error of errors) if (allow(tree, error)) allowed.push(error);
    if (removed.length + allowed.length === before) break;
    trial = tryInventory(tree);
  }
  return { trial, removed, allowed };
}

/** Of a list the last one first, so that the others keep their numbers. */
function takeOut(
  tree: Tree,
  comments: Comments,
  source: Source,
  errors: readonly Finding[],
  removed: Removed[],
): void {
  const originOf = originsOf(comments);
  const found = errors.flatMap((finding) => {
    const path = removable(tree, pathOf(source, tree, finding));
    return path.length === 0 ? [] : [{ path, finding, origin: originOf(path) }];
  });
  const once = new Map(found.map((each) => [JSON.stringify(each.path), each]));
  for (const each of [...once.values()].toSorted((a, b) => compareBackwards(a.path, b.path))) {
    if (valueAt(tree, each.path) === undefined) continue;
    removeAt(tree, each.path);
    if (isPhone(each.path)) forgetPhone(comments, Number(each.path[1]));
    removed.push(each);
  }
}

export function isPhone(path: TreePath): boolean {
  return path[0] === 'phones' && path.length === 2;
}

function compareBackwards(a: TreePath, b: TreePath): number {
  const at = a.findIndex((each, index) => each !== b[index]);
  const [one, other] = [a[at], b[at]];
  if (typeof one === 'number' && typeof other === 'number') return other - one;
  return b.length - a.length;
}

/** The innermost value that holds the place. */
function pathOf(source: Source, tree: Tree, { place }: Finding): TreePath {
  let path: TreePath = [];
  let value: TreeValue | undefined = tree;
  while (value !== undefined) {
    const next: TreePath | undefined = childrenOf(value)
      .map((name) => [...path, name])
      .find((each) => isAt(source, each, place));
    if (!next) return path;
    path = next;
    value = valueAt(tree, path);
  }
  return path;
}

function isAt(source: Source, path: TreePath, place: Finding['place']): boolean {
  const key = source.locate(path, 'key');
  return (key.line === place.line && key.col === place.col) || source.holds(path, place);
}

function childrenOf(value: TreeValue): readonly (string | number)[] {
  if (Array.isArray(value)) return value.map((_, index) => index);
  return isTree(value) ? Object.keys(value) : [];
}

/** What makes an entry one: without it, all of it goes. */
const MAKES: readonly string[] = [
  'line',
  'speedDial',
  'blf',
  'service',
  'match',
  'file',
  'host',
  'subnet',
];

/** Of a secret what refers to it; of a key that is nothing without it all of the key. */
function removable(tree: Tree, path: TreePath): TreePath {
  const last = path.at(-1);
  if (path.length < 2) return [];
  // Without its address or its model it is no phone.
  if (path[0] === 'phones' && (last === 'mac' || last === 'model')) return path.slice(0, 2);
  const above = path.slice(0, -1);
  const isReference = valueAt(tree, path) === undefined;
  if (isReference) return removable(tree, above);
  return typeof last === 'string' && MAKES.includes(last) && path.length > 2
    ? removable(tree, above)
    : path;
}

/** Why it may be. */
const SAID_SO = 'the file that was imported says so';

/** Returns whether it was not allowed before. */
function allow(tree: Tree, { code, device }: Finding): boolean {
  const phones = Array.isArray(tree.phones) ? tree.phones : [];
  const phone = phones.find((each) => isTree(each) && each.mac === device);
  if (isTree(tree.site) && isAllowed(tree.site, code)) return false;
  const entry = isTree(phone) ? phone : siteOf(tree);
  if (isAllowed(entry, code)) return false;
  const said = Array.isArray(entry.allow) ? entry.allow : [];
  // What is allowed everywhere need not be for each phone.
  if (entry !== phone) for (const each of phones) if (isTree(each)) forgetAllowed(each, code);
  entry.allow = [...said, { rule: code, reason: SAID_SO }];
  return true;
}

function isAllowed({ allow: said }: Tree, code: string): boolean {
  return Array.isArray(said) && said.some((each) => isTree(each) && each.rule === code);
}

function forgetAllowed(phone: Tree, code: string): void {
  if (!Array.isArray(phone.allow)) return;
  const left = phone.allow.filter((each) => !isTree(each) || each.rule !== code);
  if (left.length > 0) phone.allow = left;
  else delete phone.allow;
}

function siteOf(tree: Tree): Tree {
  const site = isTree(tree.site) ? tree.site : {};
  tree.site = site;
  return site;
}
