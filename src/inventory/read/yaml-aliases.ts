// What the aliases of a YAML document stand for, found by one walk: the library looks through the whole document for
// each of them, which takes minutes for a file of a hundred kilobytes.

import { type Alias, isAlias, isCollection, isNode, isPair, type Node } from 'yaml';
import type { YamlFault } from './yaml-fault.js';

export interface Aliases {
  readonly nodeOf: ReadonlyMap<Alias, Node>;
  /** The first one for which no value can be had. */
  readonly fault?: YamlFault;
}

/** Enough for real sharing. The library takes the square of it to make values of them. */
const MAX_ALIASES = 2_000;
/** Values that stand in the text once and are meant many times: too few for an alias bomb. */
const MAX_SHARED = 100_000;

type Words = Omit<YamlFault, 'offset'>;

const LOST: Words = {
  what: 'a value that begins with "*" is an alias, and no anchor has this name: quote it',
  hint: 'write it in quotes: "*…"',
};
const TOO_MANY: Words = {
  what: 'more aliases than any inventory needs',
  hint: 'write shared settings under `defaults` or `groups`',
};
const CIRCULAR: Words = {
  what: 'an alias stands inside of what it stands for',
  hint: 'write the value itself',
};

/** An anchor counts from where it is written, until another has its name. The document must not be deep. */
export function findAliases(root: Node | null): Aliases {
  const anchors = new Map<string, Node>();
  /** Of those that have an anchor and are read to their end: how many values they are. */
  const sizes = new Map<Node, number>();
  const nodeOf = new Map<Alias, Node>();
  let shared = 0;
  let fault: YamlFault | undefined;

  function follow(alias: Alias): number {
    const node = anchors.get(alias.source);
    const size = node && sizes.get(node);
    if (node) nodeOf.set(alias, node);
    shared += size ?? 0;
    const isTooMuch = nodeOf.size > MAX_ALIASES || shared > MAX_SHARED;
    const words = !node ? LOST : size === undefined ? CIRCULAR : isTooMuch ? TOO_MANY : undefined;
    if (words) fault ??= { offset: alias.range?.[0] ?? 0, ...words };
    return size ?? 0;
  }
  function sizeOf(node: unknown): number {
    if (isAlias(node)) return follow(node);
    if (isPair(node)) return sizeOf(node.key) + sizeOf(node.value);
    if (!isNode(node)) return 0;
    const { anchor } = node;
    if (anchor !== undefined) anchors.set(anchor, node);
    let size = 1;
    if (isCollection(node)) for (const item of node.items) size += sizeOf(item);
    if (anchor !== undefined) sizes.set(node, size);
    return size;
  }
  sizeOf(root);
  return { nodeOf, ...(fault && { fault }) };
}
