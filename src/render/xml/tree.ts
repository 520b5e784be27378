// XML as a tree that knows where everything stands in the text.

import { lineEndOf } from '../../core/line-end.js';
import { oncePerKey } from '../../core/once-per.js';

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly col: number;
}

export interface XmlAttribute extends Position {
  readonly name: string;
  readonly value: string;
}

export interface XmlElement extends Position {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children, trimmed. */
  readonly text: string;
}

/** The first element at a path of names below `element`, `devicePool/dateTimeSetting`. */
export function descendant(element: XmlElement, path: string): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const name of stepsOf(path)) {
    at = childNamed(at, name);
    if (at === undefined) return undefined;
  }
  return at;
}

/** Asked for more often than anything else of a tree. */
function childNamed({ children }: XmlElement, name: string): XmlElement | undefined {
  for (const child of children) if (child.name === name) return child;
  return undefined;
}

/** Few paths are asked for, and each in every file. */
const stepsOf = oncePerKey((path: string) => path.split('/'), 1024);

export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

export function attributeOf(element: XmlElement, name: string): XmlAttribute | undefined {
  return element.attributes.find((attribute) => attribute.name === name);
}

/** Whether it has more elements and attributes than `most`, or one deeper than `deepest`; more is not counted. */
export function isBeyond(root: XmlElement, most: number, deepest: number): boolean {
  let count = 0;
  let level: readonly XmlElement[] = [root];
  for (let depth = 1; level.length > 0; depth += 1) {
    for (const { attributes } of level) count += 1 + attributes.length;
    if (count > most || depth > deepest) return true;
    level = level.flatMap(({ children }) => children);
  }
  return false;
}

/** Offsets must not go back from call to call: the text is counted once. */
export function positions(text: string): (offset: number) => Position {
  const end = lineEndOf(text);
  let line = 1;
  let lineStart = 0;
  let lineEnd = text.indexOf(end);
  return (offset) => {
    while (lineEnd !== -1 && lineEnd < offset) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = text.indexOf(end, lineStart);
    }
    return { line, col: offset - lineStart + 1 };
  };
}
