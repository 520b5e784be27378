// What programs and people leave in a form for others to fill in, where it breaks the markup.

import type { Failure, XmlFault } from './failure.js';
import { faultAt } from './place-fault.js';

/** How such a thing begins, in the languages that files of phones are made with. */
const SIGNS = String.raw`\[==|\[%|\{\{|\{%|\{\$|\$\{|%%|<%|<\?php|<\?=`;
/** Inside a tag, or in place of one: `<authPassword[== … ==]`, `<{{ … }}>`. */
const IN_TAG = new RegExp(String.raw`^<\/?([\w.:-]*)[^<>"']*?(?:${SIGNS}|(?<=^<)%)`);
const ALONE = new RegExp(String.raw`^\s*(?:${SIGNS}|(?<=^\s*<)%)`);

const OF_TAGS = /^(disallowed character in|attribute without|unquoted|no whitespace|text data)/;

export function placeholder({ message, text, understood, at }: Failure): XmlFault | undefined {
  if (!OF_TAGS.test(message)) return undefined;
  if (message.startsWith('text data')) {
    if (!ALONE.test(text.slice(understood, understood + MAX_LOOK))) return undefined;
    const blanks = text.slice(understood).search(/\S/);
    return told(text, understood + blanks, 'a placeholder stands outside the root element');
  }
  const start = text.lastIndexOf('<', at - 2);
  const found = IN_TAG.exec(text.slice(start, start + MAX_LOOK));
  if (!found) return undefined;
  const name = found[1] ?? '';
  return told(
    text,
    start,
    name === ''
      ? 'a placeholder stands in place of a tag'
      : `a placeholder has taken the end of the tag <${name}`,
  );
}

/** Nobody writes longer tags. */
const MAX_LOOK = 512;

function told(text: string, offset: number, message: string): XmlFault {
  return { ...faultAt(text, offset, message), code: 'xml/markup-placeholder' };
}
