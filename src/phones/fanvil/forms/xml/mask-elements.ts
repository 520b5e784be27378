// Makes secrets unreadable where an element has a telling name, in XML well-formed or not. Rather masks too much.

import { MASK, maskSecretsIn } from '../../../../core/secret-in-text.js';

/** From a start tag to its end tag, or to the end of the text if there is none. A tag that closes itself holds nothing. */
const SECRET =
  /(<(?=[\w.-]*?(?:pswd|pwd|passw|passphrase|secret|file_?key\b|(?:\b|_)pass\b))([\w.-]+)(?![\w.-]|\s*\/>)[^>]*>?)([\s\S]*?)(<\/\2\s*>|$)/gi;

/** Line breaks stay, so that lines keep their numbers. */
export function maskElements(text: string): string {
  const masked = text.replace(
    SECRET,
    (_, start: string, _name: string, value: string, end: string) =>
      `${start}${value.replace(/[^\r\n]+/g, MASK)}${end}`,
  );
  return maskSecretsIn(masked);
}
