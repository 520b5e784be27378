// Names with a prefix that no xmlns declares: `xsi:type`. Also found in what is no XML otherwise.

import { positions } from '../../render/xml/tree.js';
import type { FileRemark } from './file-remark.js';

/** A start tag with its attributes; values in quotes may hold anything. */
const TAG =
  /<([A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/?>/g;
const PREFIXED = /\s([A-Za-z_][\w.-]*):([\w.-]+)\s*=/g;
/** XML has these two by itself. */
const OWN = new Set(['xml', 'xmlns']);

/** In nearly all files colons stand in texts alone. */
function hasColonInTag(text: string): boolean {
  let seen = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', seen)) {
    let at = colon - 1;
    while (at >= seen && text[at] !== '<' && text[at] !== '>') at -= 1;
    if (text[at] === '<') return true;
    seen = colon + 1;
  }
  return false;
}

/** One finding for each prefix, where it stands first. */
export function findUndeclaredPrefixes(text: string): readonly FileRemark[] {
  if (!hasColonInTag(text)) return [];
  const seen = new Set(OWN);
  for (const [, name = ''] of text.matchAll(/\bxmlns:([\w.-]+)\s*=/g)) seen.add(name);
  const found: FileRemark[] = [];
  const placeOf = positions(text);
  for (const { 0: tag, 1: own, 2: attributes = '', index } of text.matchAll(TAG)) {
    const names = [...(own ? [{ prefix: own.slice(0, -1), at: index }] : [])];
    if (attributes.includes(':')) {
      const start = index + tag.indexOf(attributes);
      for (const match of attributes.matchAll(PREFIXED)) {
        names.push({ prefix: match[1] ?? '', at: start + match.index + 1 });
      }
    }
    for (const { prefix, at } of names) {
      if (seen.has(prefix)) continue;
      seen.add(prefix);
      const message = `the prefix ${prefix}: is declared nowhere`;
      found.push({ id: 'xml/undeclared-prefix', message, at: placeOf(at) });
    }
  }
  return found;
}
