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

/** Few paths are asked for, and each for every phone. */
const rulesOf = oncePer((elements: ElementNode) =>
  oncePerKey((path: string): ElementRule => {
    const node = path
      .split('/')
      .reduce<ElementNode | undefined>((at, name) => at?.children.get(name), elements);
    if (!node) throw new Error(`cisco/elements.json: there is no ${path}`);
    return node.rule;
  }),
);
