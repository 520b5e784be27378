// XML as a tree that knows where everything stands in the text. Reads well-formed files; judges none: src/render/xml.ts does.

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

interface Draft extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/** One piece of markup or text, the frequent ones first: text | end | start, attributes, closed | cdata. */
const PIECE = new RegExp(
  [
    '([^<]+)',
    '</([^\\s>]+)\\s*>',
    '<([^\\s/>!?]+)((?:\\s+[^\\s=/>]+\\s*=\\s*(?:"[^"<]*"|\'[^\'<]*\'))*)\\s*(/?)>',
    '<!--[\\s\\S]*?-->',
    '<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>',
    '<\\?[\\s\\S]*?\\?>',
    // One internal subset at most, without brackets of its own: no phone's file has any.
    '<!DOCTYPE[^>[]*(?:\\[[^\\]]*\\][^>[]*)?>',
  ].join('|'),
  'y',
);
/** What most elements are, blanks before it included: a plain name around a plain text. */
const LEAF = /(\s*)<([^\s/>!?]+)>([^<&]*)<\/\2>/y;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The root; undefined if the text is no well-formed XML. */
export function readXml(text: string): XmlElement | undefined {
  const piece = new RegExp(PIECE);
  const leaf = new RegExp(LEAF);
  const positionOf = positions(text);
  const open: Draft[] = [];
  let root: XmlElement | undefined;
  while (piece.lastIndex < text.length) {
    const offset = piece.lastIndex;
    const parent = open.at(-1);
    leaf.lastIndex = offset;
    const plain = parent && leaf.exec(text);
    if (parent && plain) {
      addLeaf(parent, plain, positionOf);
      piece.lastIndex = leaf.lastIndex;
      continue;
    }
    const found = piece.exec(text);
    if (!found) return undefined;
    const [, characters, end, start, attributes = '', closed, cdata] = found;
    if (start !== undefined) {
      if (!parent && root) return undefined;
      const element = readStart(start, attributes, offset, positionOf);
      parent?.children.push(element);
      root ??= element;
      if (!closed) open.push(element);
    } else if (end !== undefined) {
      if (parent?.name !== end) return undefined;
      parent.text = parent.text.trim();
      open.pop();
    } else if (parent) {
      parent.text += cdata ?? decodeEntities(characters ?? '');
    }
  }
  return open.length === 0 ? root : undefined;
}

export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The first element at a path of names below `element`, `devicePool/dateTimeSetting`. */
export function descendant(element: XmlElement, path: string): XmlElement | undefined {
  return path
    .split('/')
    .reduce<XmlElement | undefined>(
      (at, name) => at?.children.find((child) => child.name === name),
      element,
    );
}

export function attributeOf(element: XmlElement, name: string): XmlAttribute | undefined {
  return element.attributes.find((attribute) => attribute.name === name);
}

function addLeaf(
  parent: Draft,
  { index, 1: blanks = '', 2: name = '', 3: content = '' }: RegExpExecArray,
  positionOf: (offset: number) => Position,
): void {
  const { line, col } = positionOf(index + blanks.length);
  parent.text += blanks;
  parent.children.push({ name, attributes: [], children: [], text: content.trim(), line, col });
}

function readStart(
  name: string,
  attributes: string,
  offset: number,
  positionOf: (offset: number) => Position,
): Draft {
  const position = positionOf(offset);
  const base = offset + 1 + name.length;
  const read =
    attributes === ''
      ? []
      : [...attributes.matchAll(ATTRIBUTE)].map(
          ({ index, 1: attribute = '', 2: double, 3: single }) => ({
            name: attribute,
            value: decodeEntities(double ?? single ?? ''),
            ...positionOf(base + index),
          }),
        );
  return { name, attributes: read, children: [], text: '', ...position };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Leaves alone what it does not know. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? all;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/** Offsets must not go back from call to call: the text is counted once. */
function positions(text: string): (offset: number) => Position {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (;;) {
      const next = text.indexOf('\n', lineStart);
      if (next === -1 || next >= offset) return { line, col: offset - lineStart + 1 };
      line += 1;
      lineStart = next + 1;
    }
  };
}
