// Which words of an inventory brought a place of a phone's file about.

import { readXml } from '../../render/xml/check.js';
import {
  attributeOf,
  childrenNamed,
  descendant,
  type Position,
  type XmlElement,
} from '../../render/xml/tree.js';
import type { Phone } from '../../site/site.js';
import type { Cause } from '../driver.js';
import { parseRawPath, type RawPath } from './files/sep/raw.js';
import type { CiscoData } from './tables/data.js';

type Is = (position: Position) => boolean;

export function causeOf(
  phone: Phone,
  text: string,
  { line, col }: Position,
  data: CiscoData,
): Cause | undefined {
  const root = readXml(text);
  if (!root) return undefined;
  const is: Is = (position) => position.line === line && position.col === col;
  return ofRaw(phone, root, is, data) ?? ofKeys(phone, root, is);
}

function ofRaw(
  { raw }: Phone,
  root: XmlElement,
  is: Is,
  { elements }: CiscoData,
): Cause | undefined {
  const name = Object.keys(raw).find((each) => {
    const answer = parseRawPath(each, elements);
    return answer.ok && leadsTo(root, answer.path, is);
  });
  return name === undefined ? undefined : { path: ['raw', name] };
}

/** Elements on the way are made for it where they hold nothing else. */
function leadsTo(root: XmlElement, { steps, attribute }: RawPath, is: Is): boolean {
  const way: XmlElement[] = [root];
  for (const { name, where } of steps) {
    const next = childrenNamed(way.at(-1) ?? root, name).find(
      (child) => !where || attributeOf(child, where.attribute)?.value === where.value,
    );
    if (!next) return false;
    way.push(next);
  }
  const last = way.at(-1) ?? root;
  const said = attribute === undefined ? last : attributeOf(last, attribute);
  return (
    (said !== undefined && is(said)) ||
    way.slice(1, -1).some((each) => each.children.length === 1 && is(each))
  );
}

function ofKeys({ keys }: Phone, root: XmlElement, is: Is): Cause | undefined {
  const lines = descendant(root, 'sipProfile/sipLines');
  const line = lines && childrenNamed(lines, 'line').find((each) => holds(each, is));
  const button = line && attributeOf(line, 'button')?.value;
  const isOurs = keys.some((key) => String(key.button) === button);
  return button !== undefined && isOurs ? { path: ['keys', button] } : undefined;
}

function holds(element: XmlElement, is: Is): boolean {
  return (
    is(element) || element.attributes.some(is) || element.children.some((each) => holds(each, is))
  );
}
