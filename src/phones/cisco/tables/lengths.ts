// How long a text of a phone's file may be: the same for what an inventory says and for what stands in a file.

import { oncePer, oncePerKey } from '../../../core/once-per.js';
import type { ElementNode, ElementRule } from './element-tree.js';

/** `limit`: the phone has no room for it. `known`: no source vouches for so much. Undefined: it fits. */
export function lengthBeyond(
  length: number,
  { max, limit }: Pick<ElementRule, 'max' | 'limit'>,
): 'limit' | 'known' | undefined {
  if (limit !== undefined && length > limit) return 'limit';
  return max !== undefined && length > max ? 'known' : undefined;
}

/** Of the element at a path from the root of its file, `device/loadInformation`. Throws if the table has none. */
export function elementRuleAt(elements: ElementNode, path: string): ElementRule {
  return rulesOf(elements)(path);
}

/** Undefined: the table has none. */
export function findElementRule(elements: ElementNode, path: string): ElementRule | undefined {
  return nodeAt(elements, path)?.rule;
}

function nodeAt(elements: ElementNode, path: string): ElementNode | undefined {
  return path
    .split('/')
    .reduce<ElementNode | undefined>((at, name) => at?.children.get(name), elements);
}

/** Few paths are asked for, and each for every phone. */
const rulesOf = oncePer((elements: ElementNode) =>
  oncePerKey((path: string): ElementRule => {
    const node = nodeAt(elements, path);
    if (!node) throw new Error(`cisco/elements.json: there is no ${path}`);
    return node.rule;
  }),
);
