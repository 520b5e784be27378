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

export type FindCause = (phone: Phone, text: string, at: Position) => Cause | undefined;

/** What is asked of one file is asked again for each of its findings. */
interface File {
  readonly phone: Phone;
  readonly text: string;
  readonly root: XmlElement | undefined;
  /** By `line:col`, the name under `raw` that is written there. */
  readonly byRaw: ReadonlyMap<string, string>;
}

export function createFindCause(data: CiscoData): FindCause {
  let last: File | undefined;
  return (phone, text, at) => {
    if (last?.phone !== phone || last.text !== text) last = fileOf(phone, text, data);
    const { root, byRaw } = last;
    if (!root) return undefined;
    const name = byRaw.get(keyOf(at));
    if (name !== undefined) return { path: ['raw', name] };
    return ofKeys(phone, root, ({ line, col }) => line === at.line && col === at.col);
  };
}

function fileOf(phone: Phone, text: string, { elements }: CiscoData): File {
  const root = readXml(text);
  const byRaw = new Map<string, string>();
  for (const name of root ? Object.keys(phone.raw) : []) {
    const answer = parseRawPath(name, elements);
    if (!answer.ok || !root) continue;
    for (const at of writtenAt(root, answer.path)) {
      if (!byRaw.has(keyOf(at))) byRaw.set(keyOf(at), name);
    }
  }
  return { phone, text, root, byRaw };
}

function keyOf({ line, col }: Position): string {
  return `${line}:${col}`;
}

/** Elements on the way are made for it where they hold nothing else. */
function writtenAt(root: XmlElement, { steps, attribute }: RawPath): readonly Position[] {
  const way: XmlElement[] = [root];
  for (const { name, where } of steps) {
    const next = childrenNamed(way.at(-1) ?? root, name).find(
      (child) => !where || attributeOf(child, where.attribute)?.value === where.value,
    );
    if (!next) return [];
    way.push(next);
  }
  const last = way.at(-1) ?? root;
  const said = attribute === undefined ? last : attributeOf(last, attribute);
  const made = way.slice(1, -1).filter((each) => each.children.length === 1);
  return said === undefined ? made : [said, ...made];
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
