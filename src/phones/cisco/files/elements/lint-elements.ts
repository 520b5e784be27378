// Walks a file beside the tree of the elements that the phone's parser knows, and has each judged.

import { type Found, judgeBy } from '../../../../findings/rule.js';
import type { Position, XmlElement } from '../../../../render/xml/tree.js';
import type { ElementNode } from '../../tables/element-tree.js';
import { ELEMENT_RULES, isForeign, type ReadBy, type Visit, visitOf } from './element-rules.js';
import { lintValue } from './lint-value.js';

const judge = judgeBy<Visit, Position>(ELEMENT_RULES);

/** What is below an element that the reader does not know is not looked at. */
export function lintElements(
  element: XmlElement,
  node: ElementNode,
  by: ReadBy,
): readonly Found<Position>[] {
  const found: Found<Position>[] = [];
  collect(visitOf(element, node, by), found);
  return found;
}

function collect(visit: Visit, found: Found<Position>[]): void {
  const { element, node, nodes, data } = visit;
  addAll(found, lintValue(element, node.rule, data));
  for (const { name, value: text, line, col } of element.attributes) {
    const rule = node.attributes.get(name);
    if (rule) addAll(found, lintValue({ name, text, line, col }, rule, data));
  }
  addAll(found, judge(visit));
  // By numbers, for pairs would be made of each child.
  for (let index = 0; index < nodes.length; index++) {
    const [child, known] = [element.children[index], nodes[index]];
    if (!child || !known || (known.rule.only && isForeign(known, visit))) continue;
    if (isPlain(child, known)) addAll(found, lintValue(child, known.rule, data));
    else collect(visitOf(child, known, visit), found);
  }
}

/** Nearly always there are none. A hostile file has more than a call takes arguments, so they are not spread. */
function addAll(found: Found<Position>[], more: readonly Found<Position>[]): void {
  for (const each of more) found.push(each);
}

/** Nearly all of them are: nothing but a value is there to be looked at. */
function isPlain({ attributes, children }: XmlElement, node: ElementNode): boolean {
  const empty = attributes.length === 0 && children.length === 0;
  return empty && node.attributes.size === 0 && node.children.size === 0;
}
