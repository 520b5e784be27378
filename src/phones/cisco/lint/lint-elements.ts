// Walks a file beside the tree of the elements that the phone's parser knows, and has each judged.

import { type Found, judgeBy } from '../../../findings/rule.js';
import type { Position, XmlElement } from '../../../render/xml/tree.js';
import type { ElementNode } from '../tables/element-tree.js';
import { ELEMENT_RULES, isForeign, type ReadBy, type Visit } from './element-rules.js';
import { lintValue } from './lint-value.js';

const judge = judgeBy<Visit, Position>(ELEMENT_RULES);

/** What is below an element that the reader does not know is not looked at. */
export function lintElements(
  element: XmlElement,
  node: ElementNode,
  by: ReadBy,
): readonly Found<Position>[] {
  const found: Found<Position>[] = [];
  collect({ element, node, ...by }, found);
  return found;
}

function collect(visit: Visit, found: Found<Position>[]): void {
  const { element, node, data } = visit;
  const ofValue = lintValue(element, node.rule, data);
  if (ofValue.length > 0) found.push(...ofValue);
  if (isPlain(visit)) return;
  for (const attribute of element.attributes) {
    const rule = node.attributes.get(attribute.name);
    if (rule) found.push(...lintValue({ ...attribute, text: attribute.value }, rule, data));
  }
  found.push(...judge(visit));
  for (const child of element.children) {
    const known = node.children.get(child.name);
    if (known && !isForeign({ ...visit, node: known }))
      collect({ ...visit, element: child, node: known }, found);
  }
}

/** Nearly all of them are: nothing but a value is there to be looked at. */
function isPlain({ element: { attributes, children }, node }: Visit): boolean {
  const empty = attributes.length === 0 && children.length === 0;
  return empty && node.attributes.size === 0 && node.children.size === 0;
}
