// Why a text is no XML, in words that say what to write, at the place of the first cause: the parser gives up later, where
// it has seen that nothing helps. No value is quoted: it may be a password.

import { codePointOf } from '../../core/characters.js';
import type { Failure, XmlFault } from './failure.js';
import { withoutEnd, wrongEnd } from './fault-of-ends.js';
import { placeholder } from './fault-of-placeholders.js';
import { faultAt } from './place-fault.js';

export function explainFailure(failure: Failure): XmlFault {
  for (const explain of [placeholder, bareAmpersand, unfinished, inTag, withoutEnd, wrongEnd]) {
    const fault = explain(failure);
    if (fault) return fault;
  }
  return asTold(failure);
}

const REFERENCE = /&(?!#\d+;|#x[\da-f]+;|[^\s&;<>"'#][^\s&;<>"']*;)/i;
const MARKUP = /<[!?]/;

/** The parser reads on to the next semicolon, or to the end of the text. */
const OF_REFERENCES = /entity|^unclosed tag|^unexpected end/;

function bareAmpersand({ message, text, understood, at }: Failure): XmlFault | undefined {
  if (!OF_REFERENCES.test(message)) return undefined;
  const [unread = ''] = text.slice(understood, at).split(MARKUP, 1);
  const index = unread.search(REFERENCE);
  if (index === -1) return undefined;
  return {
    ...faultAt(text, understood + index, 'an & that begins no reference: write &amp;'),
    code: 'xml/bare-ampersand',
    fix: { from: '&', to: '&amp;' },
  };
}

/** What was begun last, where the file ended in it. */
const OPENINGS: readonly (readonly [start: string, what: string, end: string])[] = [
  ['<!--', 'a comment', '-->'],
  ['<![CDATA[', 'a CDATA section', ']]>'],
  ['<!DOCTYPE', 'a document type', '>'],
  ['<?', 'a processing instruction', '?>'],
  ['<', 'a tag', '>, and close the quotes in it'],
];

const isAtEnd = ({ message }: Failure) => /^(unclosed tag|unexpected end)/.test(message);

function unfinished(failure: Failure): XmlFault | undefined {
  const { text, understood } = failure;
  const start = isAtEnd(failure) ? text.indexOf('<', understood) : -1;
  const opening = OPENINGS.find(([sign]) => start !== -1 && text.startsWith(sign, start));
  if (!opening) return undefined;
  const [, what, end] = opening;
  return faultAt(text, start, `${what} has no end: write ${end}`);
}

/** Without a full stop where the name has not begun. */
const NO_TAG = 'disallowed character in tag name';
const OF_NAMES = 'disallowed character in tag name.';
const OF_ATTRIBUTES =
  /^(disallowed character in attribute name|attribute without value|no whitespace between)/;
/** A value that goes on to the quote that begins the next one. */
const GOES_ON = /[^\s=]+\s*=\s*(["'])[^"'<>]*=\1/;
const CURLY = /[\u2018\u2019\u201c-\u201f\u00ab\u00bb]/;

/** The parser sees what is wrong with a tag where the next one begins, or at the next quote. */
function inTag({ message, text, at }: Failure): XmlFault | undefined {
  const offset = Math.max(0, at - 1);
  const start = text.lastIndexOf('<', offset - 1);
  if (start === -1) return undefined;
  const character = text.charAt(offset);
  if (character === '<') {
    if (message === OF_NAMES) {
      return faultAt(text, start, 'a < that begins no tag: write &lt;, or end the tag with >');
    }
    if (OF_ATTRIBUTES.test(message) || message === 'disallowed character in closing tag.') {
      return faultAt(text, start, 'a tag has no end before the next one: write >');
    }
  }
  if (message === 'unquoted attribute value.' && CURLY.test(character)) {
    return faultAt(text, offset, 'typographic quotes around the value of an attribute: write "');
  }
  const open = OF_ATTRIBUTES.test(message) ? GOES_ON.exec(text.slice(start, at)) : null;
  if (!open) return undefined;
  return faultAt(text, start + open.index, 'the value of an attribute has no quote at its end');
}

/** By the parser's words. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['document must contain a root element.', 'there is no element in it'],
  ['documents may contain only one root.', 'a second root element: there may be one'],
  ['text data outside of root node.', 'text outside the root element'],
  ['attribute without value.', 'an attribute is written name="value"'],
  ['unquoted attribute value.', 'the value of an attribute stands without quotes'],
  ['no whitespace between attributes.', 'no blank between two attributes'],
  [NO_TAG, 'a < that begins no tag: write &lt;'],
  [OF_NAMES, 'a character that no name of an element has'],
  ['disallowed character in closing tag.', 'a character that no end tag has'],
  ['disallowed character in attribute name.', 'an attribute is written name="value"'],
  ['weird empty close tag.', 'an end tag without a name'],
  ['malformed comment.', 'two dashes inside a comment'],
  ['the string "]]>" is disallowed in char data.', ']]> outside a CDATA section: write ]]&gt;'],
  ['undefined entity.', 'an entity that XML does not have: it has amp, lt, gt, quot and apos'],
  ['disallowed character in entity name.', 'an entity with a name that cannot be one'],
  ['malformed character entity.', 'a reference to a character that XML does not have'],
  ['incorrect syntax.', '<! begins nothing here but a comment or CDATA'],
  ['inappropriately located doctype declaration.', 'a document type that is not before the root'],
  ['forward-slash in opening tag not followed by >.', 'a / in a tag: write />'],
]);

function asTold({ message, text, understood, at }: Failure): XmlFault {
  const offset = Math.max(0, at - 1);
  if (message.startsWith('text data')) {
    const blanks = text.slice(understood).search(/\S/);
    return faultAt(text, understood + Math.max(0, blanks), told(message));
  }
  if (OF_DECLARATION.test(message)) return lateDeclaration(text, text.lastIndexOf('<?', offset));
  if (message.startsWith('documents may')) {
    return faultAt(text, text.lastIndexOf('<', offset), told(message));
  }
  if (message === 'disallowed character.') return badCharacter(text, offset);
  if (message.startsWith('duplicate')) {
    const tag = text.lastIndexOf('<', offset);
    return faultAt(text, tag, 'an attribute stands twice in this tag: keep one');
  }
  if (message === 'malformed comment.') {
    return faultAt(text, text.lastIndexOf('--', offset - 1), told(message));
  }
  // The sign itself, not what comes behind it.
  if (message === NO_TAG) return faultAt(text, text.lastIndexOf('<', offset), told(message));
  if (message.endsWith('entity.'))
    return faultAt(text, text.lastIndexOf('&', offset), told(message));
  return faultAt(text, offset, told(message));
}

const OF_DECLARATION = /XML declaration must/;

function lateDeclaration(text: string, start: number): XmlFault {
  const before = text.slice(0, start);
  if (before.trim() !== '') {
    return faultAt(text, start, '<?xml in the midst of the file: two files in one?');
  }
  return faultAt(text, 0, 'blanks before <?xml, which has to be the very first: remove them');
}

function told(message: string): string {
  return WORDS.get(message) ?? message.replace(/\.$/, '');
}

function badCharacter(text: string, offset: number): XmlFault {
  const character = text.charAt(offset);
  if (character === '<') {
    return faultAt(text, offset, 'a < in an attribute: write &lt;, or close the quotes before it');
  }
  return faultAt(text, offset, `${codePointOf(character)}, a character that no XML may hold`);
}
