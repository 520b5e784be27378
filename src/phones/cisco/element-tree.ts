// The elements that the phone's parser knows, as a tree, so that a file is walked beside it.

import type { ElementRule } from './data.js';

export interface ElementNode {
  readonly name: string;
  readonly rule: ElementRule;
  readonly children: ReadonlyMap<string, ElementNode>;
  readonly attributes: ReadonlyMap<string, ElementRule>;
}

interface Draft extends ElementNode {
  readonly children: Map<string, Draft>;
  readonly attributes: Map<string, ElementRule>;
}

/** `table` by path from the root: `device/sipProfile`, an attribute as `…/line@button`. Throws if a path hangs in the air. */
export function growElements(table: Readonly<Record<string, ElementRule>>): ElementNode {
  const top: Draft = draft('', { type: 'section' });
  for (const [path, rule] of Object.entries(table)) {
    const [elementPath = '', attribute] = path.split('@');
    const steps = elementPath.split('/');
    const name = attribute === undefined ? steps.pop() : undefined;
    const parent = steps.reduce<Draft | undefined>((at, step) => at?.children.get(step), top);
    if (!parent) throw new Error(`cisco/elements.json: nothing is above ${path}`);
    if (name !== undefined) parent.children.set(name, draft(name, rule));
    else if (attribute !== undefined) parent.attributes.set(attribute, rule);
  }
  return top;
}

/** Name of an element below `node` that has a child `name`. */
export function findParentOf(node: ElementNode, name: string): string | undefined {
  if (node.children.has(name)) return node.name;
  for (const child of node.children.values()) {
    const found = findParentOf(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function draft(name: string, rule: ElementRule): Draft {
  return { name, rule, children: new Map(), attributes: new Map() };
}
