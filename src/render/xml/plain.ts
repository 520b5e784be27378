// XML of nothing but elements, attributes, texts and comments, which nearly every file of a phone is: read by its signs alone,
// several times as fast as by the parser. What is more than that, or is not as it should be, is left to the parser, which says why.

import { oncePerKey } from '../../core/once-per.js';
import { positions, type XmlAttribute, type XmlElement } from './tree.js';

/** An element that has not ended. */
interface Open extends XmlElement {
  attributes: XmlAttribute[];
  children: XmlElement[];
  text: string;
}

type PositionOf = ReturnType<typeof positions>;

/** No character of XML, or half of one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
export const NO_XML = /[\0-\x08\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;
const DECLARATION =
  /^<\?xml version="1\.\d+"(?: encoding="[A-Za-z][\w.-]*")?(?: standalone="(?:yes|no)")? ?\?>/;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const EQUALS = 0x3d;
/** In place of an offset: this cannot be read here. */
export const GONE = -1;

/** The same tree as the parser's. Undefined: the parser is to be asked. */
export function readPlainXml(text: string): XmlElement | undefined {
  if (NO_XML.test(text) || text.includes(']]>')) return undefined;
  const positionOf = positions(text);
  const hasReturns = text.includes('\r');
  let reference = nextReference(text, 0);
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let parent: Open | undefined;
  let at = DECLARATION.exec(text)?.[0].length ?? 0;
  for (let tag = text.indexOf('<', at); tag !== -1; tag = text.indexOf('<', at)) {
    if (tag > at) {
      if (reference < at) reference = nextReference(text, at);
      // In most texts each character stands for itself.
      const isLiteral = !hasReturns && reference > tag;
      if (!addText(parent, text, at, tag, isLiteral)) return undefined;
    }
    const sign = text.charCodeAt(tag + 1);
    if (sign === SLASH) {
      if (!parent) return undefined;
      at = behindEndTag(text, tag, parent.name);
      if (parent.text !== '') parent.text = parent.text.trim();
      open.pop();
      parent = open[open.length - 1];
    } else if (sign === BANG) {
      at = behindComment(text, tag);
    } else {
      if (root && !parent) return undefined;
      const element = startOf(text, tag, positionOf);
      root ??= element;
      if (parent) addChild(parent, element);
      at = behindStartTag(text, tag, element, positionOf);
      if (at !== GONE && text.charCodeAt(at - 2) !== SLASH) {
        open.push(element);
        parent = element;
      }
    }
    if (at === GONE) return undefined;
  }
  return root && !parent && isBlank(text, at, text.length) ? root : undefined;
}

/** Behind all of the text where there is none. */
function nextReference(text: string, from: number): number {
  const at = text.indexOf('&', from);
  return at === -1 ? text.length : at;
}

/** Of most elements; not to be written to. */
const NO_ATTRIBUTES: XmlAttribute[] = [];
const NO_CHILDREN: XmlElement[] = [];

function addChild(parent: Open, child: XmlElement): void {
  if (parent.children === NO_CHILDREN) parent.children = [child];
  else parent.children.push(child);
}

function startOf(text: string, tag: number, positionOf: PositionOf): Open {
  const { line, col } = positionOf(tag);
  const name = readName(text, tag + 1);
  return { name, attributes: NO_ATTRIBUTES, children: NO_CHILDREN, text: '', line, col };
}

const MAX_NAMES = 4096;

/** One string for each name: that two are the same is then seen without looking at their letters, nor at their text. */
const nameOf = oncePerKey((name: string) => Object.keys({ [name]: true })[0] ?? name, MAX_NAMES);

/** Of each name the one that came behind it last: files have them in the same order. */
const followers = new Map<string, string>();
let lastName = '';

function readName(text: string, from: number): string {
  const guess = followers.get(lastName);
  if (guess !== undefined && isNameAt(text, from, guess)) {
    lastName = guess;
    return guess;
  }
  const name = nameOf(text.slice(from, behindName(text, from)));
  if (followers.size >= MAX_NAMES) followers.clear();
  followers.set(lastName, name);
  lastName = name;
  return name;
}

function isNameAt(text: string, from: number, name: string): boolean {
  return (
    name !== '' && isTextAt(text, from, name) && !isNameSign(text.charCodeAt(from + name.length))
  );
}

/** Faster than startsWith, for so short a text. */
function isTextAt(text: string, from: number, sought: string): boolean {
  for (let at = 0; at < sought.length; at++) {
    if (text.charCodeAt(from + at) !== sought.charCodeAt(at)) return false;
  }
  return true;
}

function behindStartTag(text: string, tag: number, element: Open, positionOf: PositionOf): number {
  const { name } = element;
  if (name === '') return GONE;
  let at = tag + 1 + name.length;
  // Nearly always nothing but the name stands in it.
  if (text.charCodeAt(at) === GREATER) return at + 1;
  for (;;) {
    const next = behindBlanks(text, at);
    const sign = text.charCodeAt(next);
    if (sign === GREATER) return next + 1;
    if (sign === SLASH) return text.charCodeAt(next + 1) === GREATER ? next + 2 : GONE;
    if (next === at) return GONE;
    if (element.attributes === NO_ATTRIBUTES) element.attributes = [];
    at = readAttribute(text, next, element.attributes, positionOf);
    if (at === GONE) return GONE;
  }
}

/** Returns the offset behind it. */
function readAttribute(
  text: string,
  start: number,
  attributes: XmlAttribute[],
  positionOf: PositionOf,
): number {
  const behind = behindName(text, start);
  const equals = behindBlanks(text, behind);
  if (behind === start || text.charCodeAt(equals) !== EQUALS) return GONE;
  const from = behindBlanks(text, equals + 1);
  const quote = text.charAt(from);
  if (quote !== '"' && quote !== "'") return GONE;
  const to = text.indexOf(quote, from + 1);
  const name = text.slice(start, behind);
  const value = text.slice(from + 1, to);
  if (to === -1 || OTHERWISE.test(value)) return GONE;
  if (attributes.length === MOST_ATTRIBUTES) return GONE;
  if (attributes.some((other) => other.name === name)) return GONE;
  attributes.push({ name, value, ...positionOf(start) });
  return to + 1;
}

/** More than any element of a phone has. Each is compared with all before it; the parser looks them up. */
const MOST_ATTRIBUTES = 32;

/** What does not stand for itself in the value of an attribute, or may not stand there. */
const OTHERWISE = /[<&\t\r\n]/;

/** False: it is not to be read here. */
function addText(
  parent: Open | undefined,
  text: string,
  from: number,
  to: number,
  isLiteral: boolean,
): boolean {
  if (isBlank(text, from, to)) {
    // At either end of an element's text blanks are nothing.
    if (parent && parent.text !== '') parent.text += withBreaks(text.slice(from, to));
    return true;
  }
  if (!parent) return false;
  const written = text.slice(from, to);
  const said = isLiteral ? written : readCharacters(written);
  if (said === undefined) return false;
  parent.text += said;
  return true;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

/** What is written between two tags, as it is meant. Undefined: there is a reference of another kind. */
export function readCharacters(written: string): string | undefined {
  const text = withBreaks(written);
  if (!text.includes('&')) return text;
  let isKnown = true;
  const said = text.replaceAll(/&[^&;]*;?/g, (reference) => {
    const meant = ENTITIES[reference];
    isKnown &&= meant !== undefined;
    return meant ?? '';
  });
  return isKnown ? said : undefined;
}

/** Each line ends in one character. */
function withBreaks(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
}

function behindEndTag(text: string, tag: number, name: string): number {
  const start = tag + '</'.length;
  if (!isTextAt(text, start, name)) return GONE;
  const end = behindBlanks(text, start + name.length);
  return text.charCodeAt(end) === GREATER ? end + 1 : GONE;
}

/** The offset behind the comment that begins at `tag`. */
export function behindComment(text: string, tag: number): number {
  if (!text.startsWith('<!--', tag)) return GONE;
  const end = text.indexOf('--', tag + '<!--'.length);
  return end !== -1 && text.charCodeAt(end + 2) === GREATER ? end + 3 : GONE;
}

/** The same offset where no name begins, or one with letters that are not of ASCII. */
function behindName(text: string, from: number): number {
  let at = from;
  if (!isNameStart(text.charCodeAt(at))) return from;
  do at += 1;
  while (isNameSign(text.charCodeAt(at)));
  return at;
}

/** A to Z, a to z, low line, colon. */
function isNameStart(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f ||
    code === 0x3a
  );
}

/** Digits with the colon behind them, hyphen, full stop. */
function isNameSign(code: number): boolean {
  return isNameStart(code) || (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e;
}

function behindBlanks(text: string, from: number): number {
  let at = from;
  while (isBlankSign(text.charCodeAt(at))) at += 1;
  return at;
}

function isBlank(text: string, from: number, to: number): boolean {
  return behindBlanks(text, from) >= to;
}

/** Space, tab, line feed, carriage return. */
function isBlankSign(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}
