// An inventory that was put together -> YAML that people go on with: each text that YAML could take for something else in
// quotes, short entries on one line, and comments that say where things came from.

import { Document, isMap, isScalar, isSeq, Pair, Scalar, YAMLMap, type YAMLSeq } from 'yaml';
import {
  type Comments,
  isTree,
  pathKey,
  type Tree,
  type TreePath,
  type TreeValue,
} from './tree.js';

/** Sections in the order in which people read them; others stand before `defaults`. */
const FIRST = ['offhook', 'site', 'network', 'networks', 'pbx'];
const LAST = ['defaults', 'groups', 'lines', 'phones'];
/** Room of a line. */
const WIDTH = 100;

/** `head`: what stands above all, in lines. */
export function printInventory(tree: Tree, comments: Comments, head: readonly string[]): string {
  const document = new Document(undefined, { version: '1.2' });
  const root = new YAMLMap();
  for (const name of inOrder(Object.keys(tree))) {
    const value = tree[name];
    if (value === undefined) continue;
    const pair = pairOf(name, value, [name], comments);
    if (root.items.length > 1 && typeof value === 'object') (pair.key as Scalar).spaceBefore = true;
    root.items.push(pair);
  }
  document.contents = root as typeof document.contents;
  if (head.length > 0) document.commentBefore = head.map((line) => ` ${line}`).join('\n');
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function inOrder(names: readonly string[]): readonly string[] {
  const others = names.filter((name) => !FIRST.includes(name) && !LAST.includes(name));
  return [...FIRST, ...others, ...LAST].filter((name) => names.includes(name));
}

const NO_COMMENTS: Comments = new Map();

/** One value as the whole would have it at that path, for a document that is there already. */
export function printedAt(value: TreeValue, path: TreePath): Node {
  return nodeOf(value, path, NO_COMMENTS);
}

/** The same with its name. */
export function printedPair(name: string, value: TreeValue, path: TreePath): Pair {
  return pairOf(name, value, path, NO_COMMENTS);
}

function pairOf(name: string, value: TreeValue, path: TreePath, comments: Comments): Pair {
  const node = nodeOf(value, path, comments);
  const key = NUMBERED.has(String(path.at(-2))) ? numbered(name) : text(name);
  const said = comments.get(pathKey(path));
  if (said !== undefined) {
    if (isScalar(node) || (isCollection(node) && node.flow)) node.comment = ` ${said}`;
    else key.commentBefore = ` ${said}`;
  }
  return new Pair(key, node);
}

type Node = Scalar | YAMLMap | YAMLSeq;

function isCollection(node: Node): node is YAMLMap | YAMLSeq {
  return isMap(node) || isSeq(node);
}

function nodeOf(value: TreeValue, path: TreePath, comments: Comments): Node {
  if (Array.isArray(value)) return listOf(value, path, comments);
  if (!isTree(value)) return typeof value === 'string' ? text(value) : new Scalar(value);
  const map = new YAMLMap();
  for (const [name, each] of modelsLast(Object.entries(value))) {
    map.items.push(pairOf(name, each, [...path, name], comments));
  }
  map.flow = path.length > 1 && !isEntry(path) && fitsLine(value, path, comments);
  return map;
}

/** What holds for some is read after what holds for all. */
function modelsLast(entries: readonly [string, TreeValue][]): readonly [string, TreeValue][] {
  const isLast = ([name]: [string, TreeValue]) => name === 'models';
  return [...entries.filter((each) => !isLast(each)), ...entries.filter(isLast)];
}

/** Phones are read one below the other. */
function isEntry(path: TreePath): boolean {
  return path.length === 2 && path[0] === 'phones';
}

function listOf(value: readonly TreeValue[], path: TreePath, comments: Comments): YAMLSeq {
  const list = new Document(undefined).createNode([]) as YAMLSeq;
  for (const [index, each] of value.entries()) {
    const node = nodeOf(each, [...path, index], comments);
    const said = comments.get(pathKey([...path, index]));
    if (said !== undefined) node.commentBefore = ` ${said}`;
    list.items.push(node);
  }
  list.flow = value.every((each) => !isTree(each));
  return list;
}

/** Nothing in it has a word beside it, nor a map in a map. */
function fitsLine(value: Tree, path: TreePath, comments: Comments): boolean {
  const entries = Object.entries(value);
  return (
    entries.every(([name]) => !comments.has(pathKey([...path, name]))) &&
    entries.every(([, each]) => !isTree(each) || Object.values(each).every((it) => !isTree(it))) &&
    JSON.stringify(value).length < WIDTH - path.length * 2 - String(path.at(-1)).length
  );
}

/** Words stand as they are; what has a digit, a sign or nothing in it is quoted, so that nobody has to know YAML. */
function text(value: string): Scalar<string> {
  const scalar = new Scalar(value);
  const isPlain =
    /^[A-Za-z][\w./-]*$/.test(value) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(value);
  scalar.type = isPlain
    ? 'PLAIN'
    : /^[^'\n\\]*"[^'\n\\]*$/.test(value)
      ? 'QUOTE_SINGLE'
      : 'QUOTE_DOUBLE';
  return scalar;
}

/** Maps whose names are numbers. */
const NUMBERED: ReadonlySet<string> = new Set(['keys', 'options']);

function numbered(value: string): Scalar {
  return /^\d{1,3}$/.test(value) ? new Scalar(Number(value)) : text(value);
}
