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

export type FindCause = (phone: Phone, text: string, at: Position) => Cause | undefined;

/** What is asked of one file is asked again for each of its findings, and a template may make any number of them. */
interface File {
  readonly phone: Phone;
  readonly text: string;
  /** By `line:col`. What `raw` says comes before what keys do. */
  readonly causes: ReadonlyMap<string, Cause>;
}

export function createFindCause(data: CiscoData): FindCause {
  let last: File | undefined;
  return (phone, text, at) => {
    if (last?.phone !== phone || last.text !== text) last = fileOf(phone, text, data);
    return last.causes.get(keyOf(at));
  };
}

function fileOf(phone: Phone, text: string, { elements }: CiscoData): File {
  const root = readXml(text);
  const causes = new Map<string, Cause>();
  const add = (at: Position, cause: Cause) => {
    if (!causes.has(keyOf(at))) causes.set(keyOf(at), cause);
  };
  for (const name of root ? Object.keys(phone.raw) : []) {
    const answer = parseRawPath(name, elements);
    if (!answer.ok || !root) continue;
    for (const at of writtenAt(root, answer.path)) add(at, { path: ['raw', name] });
  }
  for (const line of root ? linesIn(root) : []) {
    const button = attributeOf(line, 'button')?.value ?? '';
    const isOurs = phone.keys.some((key) => String(key.button) === button);
    if (isOurs) for (const at of allWithin(line)) add(at, { path: ['keys', button] });
  }
  return { phone, text, causes };
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

function linesIn(root: XmlElement): readonly XmlElement[] {
  const lines = descendant(root, 'sipProfile/sipLines');
  return lines ? childrenNamed(lines, 'line') : [];
}

/** Elements and attributes, however deep. */
function* allWithin(element: XmlElement): Generator<Position> {
  const left = [element];
  for (let each = left.pop(); each; each = left.pop()) {
    yield each;
    yield* each.attributes;
    for (const child of each.children) left.push(child);
  }
}
