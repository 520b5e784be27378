// What phones have in common rises: what all say of themselves to `site` and `defaults`, what all of a model say to its
// layer, what some of a model say alike to a group. What phones mean stays the same.

import {
  type Comments,
  canonical,
  copyOf,
  isTree,
  pathKey,
  removeAt,
  setAt,
  type Tree,
  type TreeValue,
  valueAt,
} from './tree.js';

/** Where a field of all phones is written for all. */
const OF_SITE = ['timeZone', 'locale', 'ntp'] as const;
const OF_ALL = [...['pbx', 'dateFormat', 'codecs', 'adminPassword', 'csta'], ...OF_SITE] as const;
/** Those who do not say it have one all the same: rather that of the site than that of nobody. */
const OF_OTHERS: ReadonlySet<string> = new Set(['timeZone', 'locale']);
/** Maps that are put together name by name. */
const BY_NAME = ['nat', 'rtp', 'settings', 'raw'] as const;
const ONLY_BY_MODEL: ReadonlySet<string> = new Set(['settings', 'raw']);
/** Of one phone, or in no layer. */
const NEVER: ReadonlySet<string> = new Set([
  ...['mac', 'model', 'label', 'address', 'groups', 'keys', 'format', 'allow'],
]);

export function raiseCommon(tree: Tree, comments: Comments): void {
  const phones = phonesIn(tree);
  raiseOfAll(tree, phones, comments);
  for (const [model, own] of groupBy(phones, ({ phone }) => String(phone.model))) {
    raiseOfModel(tree, model, own, comments);
  }
  for (const [model, own] of groupBy(phones, ({ phone }) => String(phone.model))) {
    makeGroups(tree, model, own);
  }
}

interface Numbered {
  readonly phone: Tree;
  readonly index: number;
}

function phonesIn(tree: Tree): readonly Numbered[] {
  const phones = Array.isArray(tree.phones) ? tree.phones : [];
  return phones.flatMap((phone, index) => (isTree(phone) ? { phone, index } : []));
}

/** Where every phone says it, what most of them say holds for all but those that say another. */
function raiseOfAll(tree: Tree, phones: readonly Numbered[], comments: Comments): void {
  for (const name of OF_ALL) {
    const said = phones.filter(({ phone }) => phone[name] !== undefined);
    const isForOthers = said.length < phones.length;
    if (said.length === 0 || (isForOthers && !OF_OTHERS.has(name))) continue;
    const [most] = [...groupBy(said, ({ phone }) => canonical(phone[name])).values()].toSorted(
      (a, b) => b.length - a.length,
    );
    const [first] = most ?? [];
    const value = first?.phone[name];
    if (!most || !first || value === undefined || (most.length === 1 && said.length > 1)) continue;
    const isOfSite = (OF_SITE as readonly string[]).includes(name);
    const path = [isOfSite ? 'site' : 'defaults', name];
    if (valueAt(tree, path) !== undefined) continue;
    setAt(tree, path, value);
    move(comments, ['phones', first.index, name], path);
    for (const { phone, index } of most) take(phone, [name], comments, index);
  }
  for (const name of ['nat', 'rtp'] as const) raiseNames(tree, phones, ['defaults'], name);
}

function raiseOfModel(
  tree: Tree,
  model: string,
  phones: readonly Numbered[],
  comments: Comments,
): void {
  if (phones.length < 2) return;
  const layer = ['defaults', 'models', model];
  for (const name of BY_NAME) raiseNames(tree, phones, layer, name);
  const [first] = phones;
  for (const [name, value] of Object.entries(first?.phone ?? {})) {
    if (NEVER.has(name) || (BY_NAME as readonly string[]).includes(name)) continue;
    if (!allSay(phones, [name], value) || valueAt(tree, [...layer, name]) !== undefined) continue;
    setAt(tree, [...layer, name], value);
    if (first) move(comments, ['phones', first.index, name], [...layer, name]);
    for (const { phone, index } of phones) take(phone, [name], comments, index);
  }
  raiseKeys(tree, phones, layer);
}

/** Names of a map that every phone has with the same value. */
function raiseNames(
  tree: Tree,
  phones: readonly Numbered[],
  layer: readonly string[],
  name: string,
): void {
  const [first] = phones;
  const own = first?.phone[name];
  if (!isTree(own) || (layer.length === 1 && phones.length < 2)) return;
  for (const [inner, value] of Object.entries(own)) {
    if (name === 'raw' && isOfKey(inner)) continue;
    raisePath(tree, phones, layer, [name, inner], value);
  }
}

function raisePath(
  tree: Tree,
  phones: readonly Numbered[],
  layer: readonly string[],
  path: readonly string[],
  value: TreeValue,
): void {
  if (!allSay(phones, path, value)) return;
  setAt(tree, [...layer, ...path], value);
  for (const { phone } of phones) removeAt(phone, path);
}

function allSay(phones: readonly Numbered[], path: readonly string[], value: TreeValue): boolean {
  const wanted = canonical(value);
  return phones.every(({ phone }) => canonical(valueAt(phone, path)) === wanted);
}

/** Of one line of one phone, whatever is said of others. */
function isOfKey(path: string): boolean {
  return /\[@button=/.test(path);
}

/** All but lines. */
function raiseKeys(tree: Tree, phones: readonly Numbered[], layer: readonly string[]): void {
  const keys = phones[0]?.phone.keys;
  if (!isTree(keys)) return;
  for (const [button, key] of Object.entries(keys)) {
    if (isTree(key) && key.line !== undefined) continue;
    raisePath(tree, phones, layer, ['keys', button], key);
  }
}

function makeGroups(tree: Tree, model: string, phones: readonly Numbered[]): void {
  const alike = [...groupBy(phones, ({ phone }) => canonical(shareable(phone))).values()].filter(
    (each) => each.length > 1 && Object.keys(shareable(each[0]?.phone ?? {})).length > 0,
  );
  for (const [index, members] of alike.entries()) {
    const name = `${model}-${index + 1}`;
    const shared = shareable(members[0]?.phone ?? {});
    for (const [field, value] of Object.entries(shared)) {
      const layer = ONLY_BY_MODEL.has(field) || field === 'firmware' ? ['models', model] : [];
      // The phone's own goes on to be changed.
      setAt(tree, ['groups', name, ...layer, field], copyOf(value));
    }
    for (const { phone } of members) {
      for (const [field, value] of Object.entries(shared)) {
        if (isTree(value)) for (const each of Object.keys(value)) removeAt(phone, [field, each]);
        else delete phone[field];
      }
      phone.groups = [name];
    }
  }
}

/** What of a phone a group may say, without what is of its own lines. */
function shareable(phone: Tree): Tree {
  return Object.fromEntries(
    Object.entries(phone).flatMap(([name, value]): [string, TreeValue][] => {
      if (NEVER.has(name)) return [];
      if (name !== 'raw' || !isTree(value)) return [[name, value]];
      const rest = Object.fromEntries(Object.entries(value).filter(([path]) => !isOfKey(path)));
      return Object.keys(rest).length === 0 ? [] : [[name, rest]];
    }),
  );
}

function take(phone: Tree, path: readonly string[], comments: Comments, index: number): void {
  removeAt(phone, path);
  comments.delete(pathKey(['phones', index, ...path]));
}

function move(comments: Comments, from: readonly (string | number)[], to: readonly string[]): void {
  const said = comments.get(pathKey(from));
  if (said !== undefined) comments.set(pathKey(to), said);
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of values) {
    const key = keyOf(each);
    const known = groups.get(key);
    if (known) known.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}
