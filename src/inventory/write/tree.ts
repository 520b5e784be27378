// An inventory while it is written: plain values that can still be moved and taken away, and what to say beside them.

import { isSecret, type Secret } from '../../core/secret.js';
import type { DraftValue } from '../../site/draft.js';

export type TreeValue = string | number | boolean | null | Secret | TreeValue[] | Tree;
export interface Tree {
  [name: string]: TreeValue;
}

export type TreePath = readonly (string | number)[];

/** Above or behind the value at a path. */
export type Comments = Map<string, string>;

export function pathKey(path: TreePath): string {
  return JSON.stringify(path.map(String));
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isSecret(value);
}

export function copyOf(value: DraftValue): TreeValue {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null || isSecret(value)) return value as TreeValue;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copyOf(each)]));
}

export function valueAt(tree: TreeValue, path: TreePath): TreeValue | undefined {
  return path.reduce<TreeValue | undefined>((at, name) => childOf(at, name), tree);
}

function childOf(value: TreeValue | undefined, name: string | number): TreeValue | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return isTree(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Makes what is above it. */
export function setAt(tree: Tree, path: readonly string[], value: TreeValue): void {
  const last = path.at(-1);
  if (last === undefined) return;
  let at = tree;
  for (const name of path.slice(0, -1)) {
    const next = at[name];
    const below = isTree(next) ? next : {};
    at[name] = below;
    at = below;
  }
  at[last] = value;
}

/** Together with what holds nothing else. A list keeps its other values. */
export function removeAt(tree: Tree, path: TreePath): void {
  const last = path.at(-1);
  const above = path.slice(0, -1);
  const parent = valueAt(tree, above);
  if (last === undefined) return;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isTree(parent)) delete parent[last];
  if (holdsNothing(parent) && above.length > 0) removeAt(tree, above);
}

/** Asked for each of many values that are taken out of one: its names are not listed each time. */
function holdsNothing(value: TreeValue | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (!isTree(value)) return false;
  for (const name in value) if (Object.hasOwn(value, name)) return false;
  return true;
}

/** The same for the same values, whatever the order of names; secrets count. */
export function canonical(value: TreeValue | undefined): string {
  if (value === undefined) return '';
  return JSON.stringify(value, (_name, each) => {
    if (!isTree(each)) return each;
    return Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }).concat(secretsIn(value).join('\0'));
}

function secretsIn(value: TreeValue | undefined): readonly string[] {
  if (isSecret(value)) return [value.reveal()];
  if (Array.isArray(value)) return value.flatMap(secretsIn);
  return isTree(value)
    ? Object.keys(value)
        .toSorted()
        .flatMap((name) => secretsIn(value[name]))
    : [];
}
