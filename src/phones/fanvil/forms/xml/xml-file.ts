// Text of an XML file -> its settings with places. Knows no form's names: an element within others is a module or a part
// of one, an element with nothing in it but text is a setting.

import { readXml } from '../../../../render/xml/check.js';
import { attributeOf, type XmlElement } from '../../../../render/xml/tree.js';
import type { FormFile, Setting, Span, Stretch } from '../form.js';

/**
 * `module` is the element below the root, `section` what stands between: `SIP_Line_List/SIP1` by the text of an element
 * `ID`, `line[1]` by an attribute `index`.
 */
export interface XmlSetting extends Setting {
  readonly parent: XmlElement;
}

export interface XmlFile extends FormFile {
  readonly settings: readonly XmlSetting[];
}

const EMPTY: XmlFile = { settings: [], comments: [], strays: [] };
const ID = 'ID';

/** `root`, `version`: names of elements. A text that is no such file, or not well-formed, has no settings. */
export function readXmlFile(text: string, root: string, version: string): XmlFile {
  if (rootNameOf(text) !== root) return EMPTY;
  const tree = readXml(text);
  if (!tree) return EMPTY;
  const places = createPlaces(text);
  const settings: XmlSetting[] = [];
  const found = tree.children.find(({ name, children }) => name === version && !children.length);
  // No recursion: nobody says how deep elements stand.
  const open: Container[] = tree.children
    .filter(({ children }) => children.length > 0)
    .map((element) => ({ element, steps: [element.name] }))
    .toReversed();
  for (let at = open.pop(); at; at = open.pop()) {
    const { element: parent, steps } = at;
    const inside: Container[] = [];
    for (const element of parent.children) {
      if (element.children.length === 0) {
        if (element.name !== ID) settings.push(settingOf(element, parent, steps, places));
      } else if (steps.length < MAX_DEPTH) {
        inside.push({ element, steps: [...steps, stepOf(element)] });
      }
    }
    for (const each of inside.toReversed()) open.push(each);
  }
  settings.sort((a, b) => a.keyAt.line - b.keyAt.line || a.keyAt.col - b.keyAt.col);
  return {
    ...(found && found.text !== '' && { version: places.valueOf(found) }),
    settings,
    comments: commentsIn(text, places),
    strays: [],
  };
}

/** Phones' own files have four. */
const MAX_DEPTH = 8;

interface Container {
  readonly element: XmlElement;
  readonly steps: readonly string[];
}

function stepOf(element: XmlElement): string {
  const index = attributeOf(element, 'index')?.value;
  if (index !== undefined) return `${element.name}[${index}]`;
  return element.children.find(({ name }) => name === ID)?.text ?? element.name;
}

function settingOf(
  { line, col, name, ...element }: XmlElement,
  parent: XmlElement,
  [module = '', ...sections]: readonly string[],
  places: Places,
): XmlSetting {
  const { value, at } = places.valueOf({ line, col, name, ...element });
  return {
    module,
    section: sections.join('/'),
    key: name,
    keyAt: { line, col: col + 1, length: name.length },
    value,
    valueAt: at,
    masked: false,
    parent,
  };
}

/** Of the first element, without reading what stands in it; undefined: there is none. */
export function rootNameOf(text: string): string | undefined {
  let at = /^\ufeff?\s*/.exec(text)?.[0].length ?? 0;
  for (;;) {
    const [, end] = PROLOGUE.find(([start]) => text.startsWith(start, at)) ?? [];
    if (end === undefined) break;
    const found = text.indexOf(end, at);
    if (found === -1) return undefined;
    at = found + end.length;
    while (/\s/.test(text.charAt(at))) at += 1;
  }
  const name = /<([\w.:-]{1,100})/y;
  name.lastIndex = at;
  return name.exec(text)?.[1];
}

const PROLOGUE = [
  ['<?', '?>'],
  ['<!--', '-->'],
] as const;

interface Places {
  /** As it is understood, and where it is written; over several lines, its first one. */
  valueOf(element: XmlElement): { readonly value: string; readonly at: Span };
  spanOf(start: number, end: number): Span;
}

function createPlaces(text: string): Places {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const spanOf = (start: number, end: number) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    const [first = ''] = text.slice(start, end).split(/\r?\n/, 1);
    return { line: low + 1, col: start - (starts[low] ?? 0) + 1, length: first.length };
  };
  return {
    spanOf,
    valueOf(element) {
      const start = (starts[element.line - 1] ?? 0) + element.col - 1;
      const tag = /<(?:[^>"']|"[^"]*"|'[^']*')*>/y;
      tag.lastIndex = start;
      tag.exec(text);
      const content = tag.lastIndex;
      const written = text.slice(content, text.indexOf('<', content));
      const begin = content + written.length - written.trimStart().length;
      const isBlank = written.trim() === '';
      const end = isBlank ? content : begin + written.trim().length;
      return { value: element.text, at: spanOf(isBlank ? content : begin, end) };
    },
  };
}

function commentsIn(text: string, { spanOf }: Places): readonly Stretch[] {
  const comments: Stretch[] = [];
  for (let at = text.indexOf('<!--'); at !== -1; at = text.indexOf('<!--', at + 1)) {
    const end = text.indexOf('-->', at);
    if (end === -1) break;
    const [first = ''] = text.slice(at, end + '-->'.length).split(/\r?\n/, 1);
    comments.push({ text: first, at: spanOf(at, at + first.length) });
    at = end;
  }
  return comments;
}
