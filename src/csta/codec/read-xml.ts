// XML from a phone, or from whoever says that it is one: nothing is parsed that is larger than any message of CSTA.

import { readXml } from '../../render/xml/check.js';
import { isBeyond, type XmlElement } from '../../render/xml/tree.js';

/** Of a body; the longest event of a real phone has a tenth of it. */
const MAX_BYTES = 16 * 1024;
const MAX_NAME = 64;
/** Elements and attributes together. */
const MAX_PARTS = 512;
const MAX_DEPTH = 16;

const DOCTYPE = /<!DOCTYPE/i;
const LONG_NAME = new RegExp(`<[^\\s>]{${MAX_NAME + 2}}`);

export type XmlReading =
  | { readonly root: XmlElement }
  /** Completes "the body …". */
  | { readonly why: string };

export function readBoundedXml(bytes: Uint8Array): XmlReading {
  if (bytes.length > MAX_BYTES) return { why: `has more than ${MAX_BYTES} bytes` };
  // What is no UTF-8 becomes U+FFFD, and is seen as that.
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') return { why: 'is empty' };
  if (DOCTYPE.test(text)) return { why: 'declares a document type, which no message of CSTA does' };
  if (LONG_NAME.test(text)) return { why: `has a name of more than ${MAX_NAME} characters` };
  const root = readXml(text.trim());
  if (!root) return { why: 'is not well-formed XML' };
  if (isBeyond(root, MAX_PARTS, MAX_DEPTH)) {
    return { why: `has more than ${MAX_PARTS} elements, or one deeper than ${MAX_DEPTH}` };
  }
  return { root };
}

/** Without its prefix. */
export function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1);
}

/** By its local name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((each) => localName(each) === name);
}

/** Of the element itself: one that is declared further out than the root there is not. Undefined: none. */
export function namespaceOfRoot({ name, attributes }: XmlElement): string | undefined {
  const colon = name.indexOf(':');
  const declared = colon === -1 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`;
  return attributes.find((attribute) => attribute.name === declared)?.value;
}
